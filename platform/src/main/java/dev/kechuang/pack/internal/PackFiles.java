package dev.kechuang.pack.internal;

import dev.kechuang.pack.yaml.At;
import dev.kechuang.pack.yaml.ProblemList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The files of one pack in canonical form: texts are UTF-8 without a mark in front and with LF ends of line, so that a
 * checkout on another system is the same version; anything else is taken as it is.
 */
final class PackFiles {

    /** A pack is text an official reads; a larger file is something else that got in by mistake. */
    static final int LARGEST = 4 * 1024 * 1024;

    /** The order the database has for them (COLLATE "C"); it decides the digest. */
    static final Comparator<String> BY_BYTES =
            Comparator.comparing(path -> path.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned);

    private PackFiles() {}

    static SortedMap<String, byte[]> read(Path directory, String folder, ProblemList problems) {
        var found = new TreeMap<String, byte[]>(BY_BYTES);
        try (var paths = Files.walk(directory)) {
            for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
                String name = directory.relativize(path).toString().replace('\\', '/');
                if (name.startsWith(".") || name.contains("/.")) continue;
                if (Files.size(path) > LARGEST) {
                    problems.add(At.whole(folder + "/" + name), "文件超过 4 MB", "the file is larger than 4 MB");
                    continue;
                }
                byte[] bytes = Files.readAllBytes(path);
                found.put(name, isText(name) ? canonical(bytes, folder + "/" + name, problems) : bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    static boolean isText(String name) {
        return name.endsWith(".yaml") || name.endsWith(".md") || name.endsWith(".txt") || name.endsWith(".csv");
    }

    private static byte[] canonical(byte[] bytes, String file, ProblemList problems) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (text.startsWith("\uFEFF")) text = text.substring(1);
            return text.replace("\r\n", "\n").getBytes(StandardCharsets.UTF_8);
        } catch (CharacterCodingException e) {
            problems.add(At.whole(file), "文件不是 UTF-8 编码，请另存为 UTF-8", "the file is not UTF-8; save it as UTF-8");
            return new byte[0];
        }
    }
}
