package dev.kechuang.engine.columns;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.engine.eval.Val;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A population from CSV: one organisation a line, a header of fact names, {@code 营业收入@2023} for another year than
 * the base year. An empty cell is unknown, {@code -} known absent, a list of events a JSON array.
 */
public final class Csv {
    private Csv() {}

    private record Column(Fact fact, int year) {}

    /** @throws IllegalArgumentException naming line and column of the first cell that does not fit */
    public static Columns read(Path file, FactDictionary dictionary, int baseYear) {
        List<Facts> organisations = new ArrayList<>();
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            String header = reader.readLine();
            if (header == null) {
                throw new IllegalArgumentException(file + ": 文件是空的 / the file is empty");
            }
            List<@Nullable Column> columns = new ArrayList<>();
            for (String name : split(header.replace("\uFEFF", ""))) {
                columns.add(column(name.strip(), dictionary, baseYear));
            }
            int number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    organisations.add(row(split(line), columns, dictionary, file + ":" + number));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("can't read " + file, e);
        }
        return Columns.of(dictionary, organisations);
    }

    private static @Nullable Column column(String name, FactDictionary dictionary, int baseYear) {
        if (name.equals("id")) {
            return null;
        }
        String[] parts = name.split("@", 2);
        Fact fact = dictionary.find(parts[0]);
        if (fact == null || (parts.length == 2 && !parts[1].matches("\\d{4}"))) {
            throw new IllegalArgumentException(
                    "事实字典中没有列“" + name + "” / there is no fact for the column '" + name + "'");
        }
        return new Column(fact, parts.length == 2 ? Integer.parseInt(parts[1]) : baseYear);
    }

    private static Facts row(List<String> cells, List<@Nullable Column> columns, FactDictionary dictionary, String at) {
        if (cells.size() > columns.size()) {
            throw new IllegalArgumentException(at + ": 单元格多于表头 / more cells than the header has");
        }
        Facts.Builder facts = Facts.builder();
        for (int i = 0; i < cells.size(); i++) {
            Column column = columns.get(i);
            String text = cells.get(i).strip();
            if (column == null || text.isEmpty()) {
                continue;
            }
            Val value = value(column.fact(), text, dictionary, at);
            if (value == null) {
                throw new IllegalArgumentException(
                        at + ": “" + column.fact().name() + "”的值“" + text + "”不正确 / the value does not fit");
            }
            facts.set(column.fact(), column.year(), value);
        }
        return facts.build();
    }

    private static @Nullable Val value(Fact fact, String text, FactDictionary dictionary, String at) {
        if (text.equals("-")) {
            return Val.ABSENT;
        }
        if (fact.kind() == Fact.Kind.EVENTS) {
            return Documents.organisation(at, "{\"" + fact.name() + "\": " + text + "}", dictionary, 0)
                    .get(fact, 0);
        }
        return Documents.cell(fact, text);
    }

    /** RFC 4180: quotes around a cell, doubled inside. Cells do not span lines. */
    static List<String> split(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"' && quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }
}
