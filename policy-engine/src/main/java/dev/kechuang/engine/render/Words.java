package dev.kechuang.engine.render;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Fact;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.Unit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Values, verdicts and operators as people write them. */
public final class Words {
    private static final Rational TEN_THOUSAND_YUAN = Rational.of(1_000_000);
    private static final Map<String, String> ENGLISH_UNITS = Map.of(
            "人", "persons", "项", "items", "家", "firms", "年", "years", "分", "points", "平方米", "m²", "名", "th", "个月",
            "months");

    private Words() {}

    public static String value(Val value, Type type, Language language) {
        return switch (value) {
            case Val.Absent a -> language.of("无", "none");
            case Val.Unknown u -> language.of("未知", "unknown");
            case Val.Num(Rational n) -> number(n, type, language);
            case Val.Interval i ->
                number(i.low(), type, language) + language.of("至", " to ") + number(i.high(), type, language);
            case Val.Truth(boolean b) -> b ? language.of("是", "yes") : language.of("否", "no");
            case Val.Text(String s) -> s;
            case Val.Day d -> d.value().toString();
            case Val.Span(long months, long days) ->
                months != 0 ? months + language.of("个月", " months") : days + language.of("天", " days");
            case Val.Items(List<Val> items) -> items.size() + language.of("条", " entries");
            case Val.Event e -> language.of("条目", "entry");
        };
    }

    /** Money in yuan or ten thousand yuan, shares in percent; "≈" where digits were cut. */
    private static String number(Rational n, Type type, Language language) {
        Unit unit = type instanceof Type.Number number ? number.unit() : Unit.NONE;
        if (unit.isNone()) {
            return type instanceof Type.Number(Unit u, boolean whole) && whole
                    ? plain(n, 0)
                    : plain(n.multiply(Rational.of(100)), 4) + "%";
        }
        if (unit.equals(Unit.YUAN)) {
            boolean large = n.abs().compareTo(TEN_THOUSAND_YUAN) >= 0;
            Rational shown = n.divide(large ? TEN_THOUSAND_YUAN : Rational.of(100));
            return plain(shown, large ? 6 : 2) + language.of(large ? "万元" : "元", large ? "×10⁴ yuan" : " yuan");
        }
        String name = unit.toString();
        return plain(n.divide(unit.scale()), 4) + language.of(name, " " + ENGLISH_UNITS.getOrDefault(name, name));
    }

    private static String plain(Rational n, int decimals) {
        BigDecimal exact = n.toDecimal();
        BigDecimal shown = exact.setScale(Math.max(0, Math.min(decimals, exact.scale())), RoundingMode.HALF_EVEN);
        boolean cut = shown.compareTo(exact) != 0 || !Rational.of(shown).equals(n);
        return (cut ? "≈" : "") + shown.stripTrailingZeros().toPlainString();
    }

    public static String verdict(Decision.Verdict verdict, Language language) {
        return switch (verdict) {
            case ELIGIBLE -> language.of("符合", "eligible");
            case NOT_ELIGIBLE -> language.of("不符合", "not eligible");
            case UNKNOWN -> language.of("尚不能确定", "not yet known");
        };
    }

    public static String met(Decision.Met met, Language language) {
        return switch (met) {
            case MET -> language.of("满足", "met");
            case NOT_MET -> language.of("不满足", "not met");
            case UNKNOWN -> language.of("未定", "open");
        };
    }

    public static String operator(Operator operator) {
        return switch (operator) {
            case LESS_EQUAL -> "≤";
            case GREATER_EQUAL -> "≥";
            case NOT_EQUAL -> "≠";
            default -> operator.text();
        };
    }

    static String fact(Fact fact, int year, Language language) {
        String name = language.of(fact.name(), fact.english());
        return year == 0 ? name : name + language.of("（" + year + "年）", " (" + year + ")");
    }

    /** Keys of missing facts, which carry the year after an at-sign. */
    public static String missing(Set<String> keys, Language language) {
        return keys.stream()
                .map(k -> k.contains("@") ? k.replace("@", "（") + "年）" : k)
                .collect(Collectors.joining(language.of("、", ", ")));
    }
}
