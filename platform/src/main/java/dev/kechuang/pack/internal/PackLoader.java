package dev.kechuang.pack.internal;

import dev.kechuang.pack.PackProblem;
import dev.kechuang.pack.PackProblems;
import dev.kechuang.pack.yaml.At;
import dev.kechuang.pack.yaml.ProblemList;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Loads all packs of a directory, checks them, and lets the lower inherit from the upper. */
public final class PackLoader {

    private PackLoader() {}

    /**
     * Every pack of the directory, inheritance resolved.
     *
     * @throws PackProblems with everything that is wrong
     */
    public static PackSet load(Path directory) {
        var problems = new ProblemList();
        PackSet packs = load(directory, problems);
        problems.throwIfAny();
        return packs;
    }

    /** Everything wrong with the packs of a directory, by file and line; empty when they are right. */
    public static List<PackProblem> check(Path directory) {
        var problems = new ProblemList();
        load(directory, problems);
        return problems.all();
    }

    private static PackSet load(Path directory, ProblemList problems) {
        var packs = new LinkedHashMap<String, Pack>();
        String root = directory.getFileName() == null
                ? directory.toString()
                : directory.getFileName().toString();
        for (Path folder : folders(directory, problems)) {
            String id = String.valueOf(folder.getFileName());
            String shown = root + "/" + id;
            Pack pack = PackReader.read(id, shown, PackFiles.read(folder, shown, problems), problems);
            if (pack != null) packs.put(id, pack);
        }
        Map<String, Pack.Content> effective = new Inheritance(packs, problems).resolve();
        var set = new PackSet(directory, List.copyOf(packs.values()), effective);
        new PackChecks(set, problems).run();
        return set;
    }

    private static List<Path> folders(Path directory, ProblemList problems) {
        if (!Files.isDirectory(directory)) {
            problems.add(
                    At.whole(directory.toString()),
                    "找不到定义包目录，请用 kc.packs 指明",
                    "there is no directory of packs here; name it by kc.packs");
            return List.of();
        }
        try (var paths = Files.list(directory)) {
            var folders = paths.filter(Files::isDirectory)
                    .filter(path -> !String.valueOf(path.getFileName()).startsWith("."))
                    .sorted()
                    .toList();
            if (folders.isEmpty()) {
                problems.add(At.whole(directory.toString()), "目录中没有定义包", "there is no pack in this directory");
            }
            return folders;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Finds the directory of packs: a path that exists, or the name in {@code from} or the nearest directory above it
     * that holds packs there. What cannot be found is returned as named, so that loading says where it looked.
     */
    public static Path find(Path from, String setting) {
        Path named = Path.of(setting);
        if (named.isAbsolute()) return named;
        for (Path at = from.toAbsolutePath(); at != null; at = at.getParent()) {
            Path candidate = at.resolve(named).normalize();
            if (Files.isRegularFile(candidate.resolve("cn/pack.yaml"))) return candidate;
        }
        return from.toAbsolutePath().resolve(named).normalize();
    }
}
