package dev.kechuang;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds SQL in the sources of one module that reaches into the tables of another. */
final class SqlReach {

    private static final Pattern TABLE = Pattern.compile(
            "(?i)\\b(?:from|join|into|update|truncate|copy|using)\\s+(?:only\\s+|table\\s+)?([a-z_]+)\\.([a-z_]+)");

    private SqlReach() {}

    static List<String> violations(Path root) throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                Path relative = root.relativize(file);
                if (relative.getNameCount() < 2) continue;
                violations(relative.getName(0).toString(), Files.readString(file))
                        .forEach(reach -> found.add(relative + ": " + reach));
            }
        }
        return found;
    }

    static List<String> violations(String module, String source) {
        var found = new ArrayList<String>();
        var matcher = TABLE.matcher(source);
        while (matcher.find()) {
            String schema = matcher.group(1).toLowerCase(java.util.Locale.ROOT);
            String table = matcher.group(2).toLowerCase(java.util.Locale.ROOT);
            if (!Floors.ORDER.contains(schema) || schema.equals(module)) continue;
            if (!table.startsWith("published_")) found.add(schema + "." + table);
        }
        return found;
    }
}
