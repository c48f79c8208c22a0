package dev.kechuang.reader.cli;

import dev.kechuang.reader.DocumentReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

public final class ReadMain {
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        for (String arg : args)
            if (!arg.startsWith("--"))
                out.print(
                        DocumentReader.read(arg, Files.readString(Path.of(arg))).jsonLines());
    }
}
