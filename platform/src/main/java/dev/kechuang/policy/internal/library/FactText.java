package dev.kechuang.policy.internal.library;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A fact as people type it: full-width digits, thousands separators, 是 and 否, 无 for what is known not to exist, and of
 * a number its bounds where that is all that is known: {@code 2000~5000}, {@code ≤5000}, {@code ≥2000}.
 */
public final class FactText {

    private static final Pattern BETWEEN = Pattern.compile("(.*?[0-9万亿元%])(?:~|～|至|—)(-?[0-9].*)");

    private static final Pattern PLAIN = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,15}(\\.0+)?");
    private static final Pattern DECIMAL = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,10})?%?");
    private static final Pattern DAY = Pattern.compile("([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?");

    private FactText() {}

    /**
     * Null for what does not fit the fact: another kind of value, or one outside its bounds.
     *
     * @param unit what a plain number of money counts, {@code 元} or {@code 万元}
     * @param key as the engine names the fact when it is missing: what a decision waits for where bounds do not suffice
     */
    public static @Nullable Val read(Fact fact, String typed, String unit, String key) {
        boolean number = switch (fact.kind()) {
            case MONEY, INTEGER, DECIMAL, RATIO -> true;
            case BOOLEAN, DATE, TEXT, ENUM, EVENTS -> false;
        };
        if (number) {
            String text = typed.strip().replace(">=", "≥").replace("<=", "≤");
            if (text.startsWith("≥")) return bounds(fact, text.substring(1), null, unit, key);
            if (text.startsWith("≤")) return bounds(fact, null, text.substring(1), unit, key);
            boolean two = text.indexOf('~') >= 0
                    || text.indexOf('～') >= 0
                    || text.indexOf('至') >= 0
                    || text.indexOf('—') >= 0;
            var between = BETWEEN.matcher(text);
            if (two && between.matches()) return bounds(fact, between.group(1), between.group(2), unit, key);
        }
        Val value = value(fact, typed, unit);
        return value instanceof Val.Num(Rational n) && outside(fact, n) ? null : value;
    }

    private static boolean outside(Fact fact, Rational n) {
        Rational min = fact.min();
        Rational max = fact.max();
        return min != null && n.compareTo(min) < 0 || max != null && n.compareTo(max) > 0;
    }

    private static @Nullable Val bounds(
            Fact fact, @Nullable String from, @Nullable String to, String unit, String key) {
        Rational low = null;
        Rational high = null;
        if (from != null) {
            if (!(value(fact, from, unit) instanceof Val.Num(Rational n)) || outside(fact, n)) return null;
            low = n;
        }
        if (to != null) {
            if (!(value(fact, to, unit) instanceof Val.Num(Rational n)) || outside(fact, n)) return null;
            high = n;
        }
        if (low != null && high != null && low.compareTo(high) > 0) return null;
        return Answer.interval(fact, key, low, high);
    }

    private static @Nullable Val value(Fact fact, String typed, String unit) {
        String text = Normalizer.normalize(typed, Normalizer.Form.NFKC).strip();
        if (text.equals("-") || text.equals("无") || text.equalsIgnoreCase("none")) return Val.ABSENT;
        return switch (fact.kind()) {
            case BOOLEAN ->
                switch (text.toLowerCase(java.util.Locale.ROOT)) {
                    case "是", "true", "yes", "y", "1" -> Val.TRUE;
                    case "否", "false", "no", "n", "0" -> Val.FALSE;
                    default -> null;
                };
            case MONEY -> {
                String plain = number(text);
                yield plain.length() > 40
                        ? null
                        : Documents.cell(fact, PLAIN.matcher(plain).matches() ? plain + unit : plain);
            }
            case INTEGER -> {
                String plain = number(text);
                yield WHOLE.matcher(plain).matches()
                        ? Documents.cell(fact, plain.indexOf('.') < 0 ? plain : plain.substring(0, plain.indexOf('.')))
                        : null;
            }
            case DECIMAL, RATIO -> {
                String plain = number(text);
                yield DECIMAL.matcher(plain).matches() ? Documents.cell(fact, plain) : null;
            }
            case DATE -> Documents.cell(fact, day(text));
            case TEXT -> text.length() > 200 ? null : Documents.cell(fact, text);
            // Classes are written with Ⅰ and Ⅱ, which the normal form would take apart.
            case ENUM -> Documents.cell(fact, typed.strip());
            case EVENTS -> null;
        };
    }

    private static String number(String text) {
        return text.replace(",", "").replace(" ", "").replace("−", "-");
    }

    /** 2026-1-5, 2026/1/5, 2026.1.5 and 2026年1月5日 too. */
    private static String day(String text) {
        var matcher = DAY.matcher(text);
        if (!matcher.matches()) return text;
        return "%s-%2s-%2s"
                .formatted(matcher.group(1), matcher.group(2), matcher.group(3))
                .replace(' ', '0');
    }
}
