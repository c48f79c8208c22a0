package dev.kechuang.engine.document;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Rational;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the test cases that stand beside a policy. */
final class CaseReader {
    private final Yaml yaml;
    private final Policy policy;

    CaseReader(Yaml yaml, Policy policy) {
        this.yaml = yaml;
        this.policy = policy;
    }

    List<Policy.Case> read(List<Yaml.Item> items) {
        List<Policy.Case> cases = new ArrayList<>();
        for (Yaml.Item item : items) {
            Shape.CASE.check(item);
            Yaml.Item facts = item.get("facts");
            try {
                LocalDate on = LocalDate.parse(item.text("on"));
                Facts known = facts == null
                        ? Facts.builder().build()
                        : new OrganisationReader(yaml, policy.dictionary()).read(facts, policy.baseYear(on));
                Decision.Verdict verdict =
                        Decision.Verdict.valueOf(item.text("expect").toUpperCase(Locale.ROOT));
                cases.add(new Policy.Case(
                        item.text("name"),
                        on,
                        known,
                        verdict,
                        ids(item, "failing"),
                        ids(item, "unknown"),
                        scores(item),
                        benefits(item),
                        item.position().line()));
            } catch (DateTimeParseException e) {
                yaml.problem(item.position(), "用例的 on 不是日期", "'on' of the case is not a date");
            } catch (IllegalArgumentException e) {
                yaml.problem(
                        item.position(),
                        "expect 应为 eligible、not_eligible 或 unknown；金额和分数应为数",
                        "expect must be eligible, not_eligible or unknown, amounts and points numbers");
            }
        }
        return List.copyOf(cases);
    }

    private List<String> ids(Yaml.Item item, String key) {
        List<String> ids = new ArrayList<>();
        for (Yaml.Item id : item.list(key)) {
            if (policy.condition(id.text()) == null) {
                yaml.problem(id.position(), "没有条件“" + id.text() + "”", "there is no condition '" + id.text() + "'");
            }
            ids.add(id.text());
        }
        return ids;
    }

    private Map<String, List<Rational>> scores(Yaml.Item item) {
        Map<String, List<Rational>> scores = new LinkedHashMap<>();
        Yaml.Item expected = item.get("scores");
        if (expected != null) {
            expected.entries().forEach((name, value) -> {
                String[] ends = value.text().split("\\.\\.", -1);
                if (policy.scores().stream().noneMatch(s -> s.name().equals(name))) {
                    yaml.problem(value.position(), "没有评分“" + name + "”", "there is no score '" + name + "'");
                }
                scores.put(name, List.of(number(ends[0]), number(ends[ends.length - 1])));
            });
        }
        return scores;
    }

    /** Amounts in yuan. */
    private Map<String, Rational> benefits(Yaml.Item item) {
        Map<String, Rational> benefits = new LinkedHashMap<>();
        Yaml.Item expected = item.get("benefits");
        if (expected != null) {
            expected.entries().forEach((name, value) -> {
                if (policy.benefits().stream().noneMatch(b -> b.name().equals(name))) {
                    yaml.problem(value.position(), "没有优惠“" + name + "”", "there is no benefit '" + name + "'");
                }
                benefits.put(name, number(value.text()).multiply(Rational.of(100)));
            });
        }
        return benefits;
    }

    private static Rational number(String text) {
        return Rational.of(new BigDecimal(text.strip()));
    }
}
