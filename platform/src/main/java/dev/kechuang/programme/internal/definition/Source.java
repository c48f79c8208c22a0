package dev.kechuang.programme.internal.definition;

import dev.kechuang.pack.yaml.At;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Row;
import dev.kechuang.pack.yaml.Spelling;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A programme's text while it is read: the values all its parts have in common. */
final class Source {

    private static final Pattern WORD = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final Pattern MONEY = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,8})?)(元|万元|亿元)");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,12}(\\.\\d{1,6})?");
    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,4})?)%");

    private final ProblemList problems;
    private final Surroundings around;

    private final boolean fresh;

    /** @param fresh whether what the text names in the packs has to be there now */
    Source(ProblemList problems, Surroundings around, boolean fresh) {
        this.problems = problems;
        this.around = around;
        this.fresh = fresh;
    }

    Surroundings around() {
        return around;
    }

    void problem(At at, String chinese, String english) {
        problems.add(at, chinese, english);
    }

    /** {@code name} and {@code en}. */
    Words name(Row row) {
        return new Words(row.text("name"), row.optionalText("en"));
    }

    Words hint(Row row) {
        return new Words(row.optionalText("hint"), row.optionalText("hint-en"));
    }

    /** An id in small letters, digits and hyphens, beginning with a letter. */
    String id(Row row, String key) {
        String id = row.text(key);
        if (!id.isEmpty() && !WORD.matcher(id).matches()) {
            row.problem(
                    key,
                    "“" + id + "”应以小写字母开头，由小写字母、数字和连字符组成，如 mid-term",
                    "\"" + id
                            + "\" has to be of small letters, digits and hyphens and begin with a letter, like mid-term");
        }
        return id;
    }

    /** Notes every id that stands twice. */
    void unique(Map<String, At> seen, Row row, String key, String id) {
        if (id.isEmpty()) return;
        At first = seen.putIfAbsent(id, row.at(key));
        if (first != null) {
            row.problem(
                    key,
                    "“" + id + "”写了两次，第一次在第 " + first.line() + " 行",
                    "\"" + id + "\" stands twice; first in line " + first.line());
        }
    }

    static Map<String, At> none() {
        return new HashMap<>();
    }

    /** Something named that has to exist. */
    void known(At at, String what, String whatEn, String named, Collection<String> existing) {
        if (named.isEmpty() || existing.contains(named)) return;
        problem(at, "没有" + what + "“" + named + "”" + hint(named, existing), english(whatEn, named, existing));
    }

    /** Something named that the packs have to hold; of a text that was kept earlier it may be gone. */
    void inPacks(At at, String what, String whatEn, String named, Collection<String> existing) {
        if (fresh) known(at, what, whatEn, named, existing);
    }

    /** Whether to tell what does not agree with the packs. */
    boolean fresh() {
        return fresh;
    }

    private static String hint(String named, Collection<String> existing) {
        String near = Spelling.nearest(named, existing);
        if (!near.isEmpty()) return "，是否应为“" + near + "”";
        return existing.isEmpty() ? "" : "，现有：" + some(existing, "、");
    }

    /** The first dozen: a longer list helps nobody. */
    private static String some(Collection<String> existing, String between) {
        String first = existing.stream().limit(12).collect(Collectors.joining(between));
        return existing.size() > 12 ? first + " …" : first;
    }

    private static String english(String what, String named, Collection<String> existing) {
        String near = Spelling.nearest(named, existing);
        String hint = !near.isEmpty()
                ? "; did you mean \"" + near + "\""
                : existing.isEmpty() ? "" : "; there are: " + some(existing, ", ");
        return "there is no " + what + " \"" + named + "\"" + hint;
    }

    /** A sum as people write it, {@code 50万元}, {@code 2000元}, {@code 1亿元}, in fen; 0 where it is not given. */
    long fen(Row row, String key) {
        String text = row.optionalText(key);
        if (text.isEmpty()) return 0;
        var sum = MONEY.matcher(text);
        if (sum.matches()) {
            int places = switch (sum.group(2)) {
                case "亿元" -> 10;
                case "万元" -> 6;
                default -> 2;
            };
            try {
                return new BigDecimal(sum.group(1)).movePointRight(places).longValueExact();
            } catch (ArithmeticException e) {
                // A part of a fen, or more than a long holds: told below like any other sum that can't be read.
            }
        }
        row.problem(
                key,
                "“" + key + "”应为金额，如 50万元 或 2000元，现为“" + text + "”",
                "\"" + key + "\" has to be a sum like 50万元 or 2000元, not \"" + text + "\"");
        return 0;
    }

    /** A share, {@code 60%} or {@code 0.6}; zero where it is not given. */
    BigDecimal share(Row row, String key) {
        String text = row.optionalText(key);
        if (text.isEmpty()) return BigDecimal.ZERO;
        var percent = PERCENT.matcher(text);
        @Nullable BigDecimal share = percent.matches()
                ? new BigDecimal(percent.group(1)).movePointLeft(2)
                : NUMBER.matcher(text).matches() ? new BigDecimal(text) : null;
        if (share != null && share.signum() >= 0 && share.compareTo(BigDecimal.ONE) <= 0) {
            return share.signum() == 0 ? BigDecimal.ZERO : share.stripTrailingZeros();
        }
        row.problem(
                key,
                "“" + key + "”应为 0 至 100% 的比例，如 60%，现为“" + text + "”",
                "\"" + key + "\" has to be a share from 0 to 100%, like 60%, not \"" + text + "\"");
        return BigDecimal.ZERO;
    }

    /** A number of at most six decimals; null where it is not given or wrong. */
    @Nullable BigDecimal number(Row row, String key) {
        String text = row.optionalText(key);
        if (text.isEmpty()) return null;
        if (NUMBER.matcher(text).matches()) return new BigDecimal(text);
        row.problem(
                key,
                "“" + key + "”应为数，小数不超过六位，现为“" + text + "”",
                "\"" + key + "\" has to be a number of at most six decimals, not \"" + text + "\"");
        return null;
    }

    /** A number from zero on; zero where it is not given. */
    BigDecimal positive(Row row, String key) {
        BigDecimal value = number(row, key);
        if (value == null) return BigDecimal.ZERO;
        if (value.signum() < 0) {
            row.problem(key, "“" + key + "”不能为负", "\"" + key + "\" cannot be negative");
            return BigDecimal.ZERO;
        }
        return value;
    }

    /** A whole number; {@code otherwise} where it is not given. */
    int whole(Row row, String key, int low, int high, int otherwise) {
        return row.has(key) ? row.whole(key, low, high) : otherwise;
    }
}
