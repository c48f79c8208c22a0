package dev.kechuang.indicator.internal.dictionary;

import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Row;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads one audit rule. */
final class RuleReader {

    private final Row row;
    private final ProblemList problems;
    private final Check known;

    /** Notes that a key names an indicator, to be checked when all are read. */
    interface Check {
        void indicator(Row row, String key, String code);
    }

    RuleReader(Row row, ProblemList problems, Check known) {
        this.row = row;
        this.problems = problems;
        this.known = known;
    }

    @Nullable Rule read() {
        String code = row.text("code");
        String name = row.text("name");
        Rule rule = switch (row.text("rule")) {
            case "counties" -> new Rule.Counties(code, name, indicator("indicator"), tolerance("0"));
            case "cumulative" ->
                new Rule.Cumulative(code, name, indicator("total"), indicator("added"), row.flag("at-most"));
            case "bounds" -> new Rule.Bounds(code, name, indicator("indicator"), bound("low"), bound("high"));
            case "jump" ->
                new Rule.Jump(code, name, indicator("indicator"), DictionaryReader.number(row, "percent", "50"));
            case "quotient" ->
                new Rule.Quotient(
                        code,
                        name,
                        indicator("indicator"),
                        indicator("of"),
                        indicator("to"),
                        row.has("factor") ? row.whole("factor", 1, 1_000_000) : 1,
                        tolerance("0.05"));
            case "parts" -> new Rule.Parts(code, name, parts(), indicator("whole"), row.flag("exact"));
            case "against" ->
                new Rule.Against(code, name, indicator("indicator"), row.whole("since", 1900, 2199), tolerance("0"));
            case String other -> {
                problems.add(
                        row.at("rule"),
                        "没有规则“" + other + "”，应为 counties、cumulative、bounds、jump、quotient、parts、against 之一",
                        "no rule \"" + other
                                + "\"; one of counties, cumulative, bounds, jump, quotient, parts, against");
                yield null;
            }
        };
        if (rule != null) row.end();
        return rule;
    }

    private BigDecimal tolerance(String fallback) {
        return DictionaryReader.number(row, "tolerance", fallback);
    }

    private @Nullable BigDecimal bound(String key) {
        String text = row.decimal(key);
        return text.isEmpty() ? null : new BigDecimal(text);
    }

    private String indicator(String key) {
        String code = row.text(key);
        known.indicator(row, key, code);
        return code;
    }

    private List<String> parts() {
        List<String> parts = row.texts("parts");
        parts.forEach(code -> known.indicator(row, "parts", code));
        return parts;
    }
}
