package dev.kechuang.policy.internal.library;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** A fact as people type it: full-width digits, thousands separators, 是 and 否, 无 for what is known not to exist. */
public final class FactText {

    private FactText() {}

    /**
     * Null for what does not fit the fact: another kind of value, or one outside its bounds.
     *
     * @param unit what a plain number of money counts, {@code 元} or {@code 万元}
     */
    public static @Nullable Val read(Fact fact, String typed, String unit) {
        Val value = value(fact, typed, unit);
        if (!(value instanceof Val.Num(Rational n))) return value;
        Rational min = fact.min();
        Rational max = fact.max();
        boolean outside = min != null && n.compareTo(min) < 0 || max != null && n.compareTo(max) > 0;
        return outside ? null : value;
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
                        : Documents.cell(fact, plain.matches("-?[0-9]+(\\.[0-9]+)?") ? plain + unit : plain);
            }
            case INTEGER -> {
                String plain = number(text);
                yield plain.matches("-?[0-9]{1,15}(\\.0+)?")
                        ? Documents.cell(fact, plain.replaceAll("\\.0+$", ""))
                        : null;
            }
            case DECIMAL, RATIO -> {
                String plain = number(text);
                yield plain.matches("-?[0-9]{1,15}(\\.[0-9]{1,10})?%?") ? Documents.cell(fact, plain) : null;
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
        var matcher = java.util.regex.Pattern.compile("([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?")
                .matcher(text);
        if (!matcher.matches()) return text;
        return "%s-%2s-%2s"
                .formatted(matcher.group(1), matcher.group(2), matcher.group(3))
                .replace(' ', '0');
    }
}
