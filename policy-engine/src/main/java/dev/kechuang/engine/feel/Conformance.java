package dev.kechuang.engine.feel;

import dev.kechuang.engine.syntax.Expr;
import dev.kechuang.engine.syntax.SyntaxException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Runs cases of the DMN conformance suite: lines of folder, case, type, expected value and expression, separated by
 * tabs, with {@code \n}, {@code \t} and {@code \\} escaped. Cases that expect a value and cases that expect null are
 * counted apart, because refusing everything would pass the latter.
 */
public final class Conformance {
    private static final BigDecimal TOLERANCE = new BigDecimal("1e-8");

    private Conformance() {}

    public enum Verdict {
        PASSED,
        FAILED,
        /** Not parsed; for a case that expects null this counts as passed, and is listed. */
        REFUSED
    }

    public record Outcome(
            String folder, String name, String type, String expected, String expression, Verdict verdict, String got) {
        boolean valued() {
            return !type.equals("null");
        }

        boolean good() {
            return verdict == Verdict.PASSED || (verdict == Verdict.REFUSED && !valued());
        }
    }

    public static List<Outcome> run(List<String> lines) {
        List<Outcome> outcomes = new ArrayList<>();
        for (String line : lines) {
            String[] cells = line.split("\t", -1);
            if (cells.length >= 5 && !cells[0].equals("folder")) {
                outcomes.add(one(cells[0], cells[1], cells[2], unescape(cells[3]), unescape(cells[4])));
            }
        }
        return outcomes;
    }

    private static Outcome one(String folder, String name, String type, String expected, String expression) {
        try {
            Expr expr = Feel.parse(expression);
            Value value = Feel.evaluate(expr, Map.of());
            Verdict verdict = matches(type, expected, value) ? Verdict.PASSED : Verdict.FAILED;
            return new Outcome(folder, name, type, expected, expression, verdict, Values.text(value));
        } catch (SyntaxException e) {
            String reason = e.position() + " " + e.english();
            return new Outcome(folder, name, type, expected, expression, Verdict.REFUSED, reason);
        } catch (LimitException e) {
            return new Outcome(
                    folder, name, type, expected, expression, Verdict.FAILED, String.valueOf(e.getMessage()));
        }
    }

    private static boolean matches(String type, String expected, Value value) {
        return switch (type) {
            case "null" -> value.isNull();
            case "boolean" ->
                value instanceof Value.Bool(boolean b) && String.valueOf(b).equals(expected);
            case "decimal" -> value instanceof Value.Num(BigDecimal n) && close(n, new BigDecimal(expected));
            default -> !value.isNull() && Values.text(value).equals(expected);
        };
    }

    private static boolean close(BigDecimal value, BigDecimal expected) {
        return value.compareTo(expected) == 0
                || (expected.scale() >= 8 && value.subtract(expected).abs().compareTo(TOLERANCE) <= 0);
    }

    private static String unescape(String text) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                out.append(next == 'n' ? '\n' : next == 't' ? '\t' : next);
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** A table by folder, the totals, then every case that failed or was refused. */
    public static List<String> report(List<Outcome> outcomes) {
        Map<String, int[]> folders = new TreeMap<>();
        int[] total = new int[6];
        for (Outcome o : outcomes) {
            int[] counts = folders.computeIfAbsent(o.folder(), f -> new int[6]);
            int at = o.valued() ? 0 : 3;
            int column = at + o.verdict().ordinal();
            counts[column]++;
            total[column]++;
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "folder                                     value: passed failed refused   null: passed failed refused");
        folders.forEach((folder, c) -> lines.add(row(folder, c)));
        lines.add(row("total", total));
        lines.add("valued " + percent(total[0], total[0] + total[1] + total[2]) + ", null "
                + percent(total[3] + total[5], total[3] + total[4] + total[5]) + " (refused at load counts)");
        for (Outcome o : outcomes) {
            if (!o.good() || o.verdict() == Verdict.REFUSED) {
                lines.add(o.verdict() + " " + o.folder() + " " + o.name() + " expected "
                        + (o.valued() ? o.expected() : "null") + " got " + o.got() + " : "
                        + o.expression().replace("\n", "\\n"));
            }
        }
        return lines;
    }

    private static String row(String name, int[] c) {
        return String.format("%-42s %14d %6d %7d   %12d %6d %7d", name, c[0], c[1], c[2], c[3], c[4], c[5]);
    }

    private static String percent(int part, int whole) {
        return whole == 0 ? "–" : String.format("%d/%d = %.2f %%", part, whole, 100.0 * part / whole);
    }
}
