package dev.kechuang.policy.internal.library;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rows of a CSV text by RFC 4180, one after the other: cells in quotes may hold commas, quotes and line ends. */
final class CsvRows {

    private final Reader reader;
    private int line = 1;
    private boolean ended;

    CsvRows(Reader reader) {
        this.reader = reader;
    }

    /** @param line on which it begins, from 1 */
    record Row(int line, List<String> cells) {
        boolean blank() {
            return cells.stream().allMatch(String::isBlank);
        }
    }

    /** A quote that is never closed, or stands inside a cell that has none. */
    static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;
        private final int line;

        Broken(int line) {
            super("line " + line);
            this.line = line;
        }

        int line() {
            return line;
        }
    }

    /** Null behind the last row. */
    @Nullable Row next() throws IOException {
        if (ended) return null;
        int begins = line;
        var cells = new ArrayList<String>();
        var cell = new StringBuilder();
        boolean quoted = false;
        boolean closed = false;
        while (true) {
            int c = reader.read();
            if (c < 0) {
                ended = true;
                if (quoted) throw new Broken(begins);
                if (cells.isEmpty() && cell.isEmpty() && !closed) return null;
                cells.add(cell.toString());
                return new Row(begins, cells);
            }
            if (c == '\n') line++;
            if (quoted) {
                if (c != '"') {
                    cell.append((char) c);
                    continue;
                }
                reader.mark(1);
                if (reader.read() == '"') cell.append('"');
                else {
                    reader.reset();
                    quoted = false;
                    closed = true;
                }
            } else if (c == '"' && cell.isEmpty() && !closed) {
                quoted = true;
            } else if (c == ',') {
                cells.add(cell.toString());
                cell.setLength(0);
                closed = false;
            } else if (c == '\n') {
                cells.add(cell.toString());
                return new Row(begins, cells);
            } else if (c == '\r') {
                continue;
            } else if (closed) {
                throw new Broken(begins);
            } else {
                cell.append((char) c);
            }
        }
    }

    /** One cell as it is written: in quotes where it has to be, and never one that a spreadsheet would compute. */
    static void write(StringBuilder out, String text) {
        String safe = formula(text) ? "'" + text : text;
        if (safe.indexOf(',') < 0 && safe.indexOf('"') < 0 && safe.indexOf('\n') < 0 && safe.indexOf('\r') < 0) {
            out.append(safe);
            return;
        }
        out.append('"').append(safe.replace("\"", "\"\"")).append('"');
    }

    /** Whether a spreadsheet would take a text for a formula. */
    static boolean formula(String text) {
        if (text.isEmpty()) return false;
        return switch (text.charAt(0)) {
            case '=', '@', '\t', '\r' -> true;
            case '+', '-', '＋', '－' -> text.length() > 1 && !text.matches("[-－]?[0-9０-９,，.．]+([万亿]?元|%)?(~.*)?");
            case '＝', '＠' -> true;
            default -> false;
        };
    }
}
