package dev.kechuang.policy.internal.library;

import dev.kechuang.engine.Policy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What differs between two versions of a policy (版本差异), part by part, so that people can read it. */
public final class PolicyDifference {

    /** The parts of a policy, in the order of its page. */
    public enum Part {
        HEAD,
        SOURCE,
        CONDITION,
        DEFINITION,
        PARAMETER,
        SCORE,
        BENEFIT
    }

    /**
     * @param name of the condition, parameter and so on; for the head what changed of it: name, issuer, grants, validity
     * @param before empty when it is new
     * @param after empty when it is gone
     */
    public record Change(Part part, String name, String before, String after) {}

    private PolicyDifference() {}

    /** Empty when both say the same, whatever comments and spaces changed. */
    public static List<Change> between(Policy before, Policy after) {
        var changes = new ArrayList<Change>();
        compare(Part.HEAD, head(before), head(after), changes);
        compare(Part.SOURCE, sources(before), sources(after), changes);
        compare(
                Part.CONDITION,
                named(before.conditions(), Policy.Condition::name, PolicyDifference::say),
                named(after.conditions(), Policy.Condition::name, PolicyDifference::say),
                changes);
        compare(
                Part.DEFINITION,
                named(before.definitions(), Policy.Definition::name, PolicyDifference::say),
                named(after.definitions(), Policy.Definition::name, PolicyDifference::say),
                changes);
        compare(
                Part.PARAMETER,
                named(before.parameters(), Policy.Parameter::name, PolicyDifference::say),
                named(after.parameters(), Policy.Parameter::name, PolicyDifference::say),
                changes);
        compare(
                Part.SCORE,
                named(before.scores(), Policy.Score::name, s -> say(before, s)),
                named(after.scores(), Policy.Score::name, s -> say(after, s)),
                changes);
        compare(
                Part.BENEFIT,
                named(before.benefits(), Policy.Benefit::name, PolicyDifference::say),
                named(after.benefits(), Policy.Benefit::name, PolicyDifference::say),
                changes);
        return List.copyOf(changes);
    }

    private static void compare(
            Part part, Map<String, String> before, Map<String, String> after, List<Change> changes) {
        before.forEach((name, text) -> {
            String now = after.getOrDefault(name, "");
            if (!now.equals(text)) changes.add(new Change(part, name, text, now));
        });
        after.forEach((name, text) -> {
            if (!before.containsKey(name)) changes.add(new Change(part, name, "", text));
        });
    }

    private static Map<String, String> head(Policy policy) {
        var head = new LinkedHashMap<String, String>();
        head.put("name", policy.name());
        head.put("english", policy.english());
        head.put("issuer", policy.issuer());
        head.put("grants", policy.grants());
        head.put("validity", policy.validFrom() + " – " + Objects.requireNonNullElse(policy.validUntil(), ""));
        head.put("years", policy.currentYear() ? "current" : "last");
        return head;
    }

    private static Map<String, String> sources(Policy policy) {
        return named(
                policy.sources(),
                source -> source.number() + "《" + source.title() + "》",
                source -> String.join(" ", source.date(), source.status().name(), source.note(), source.url())
                        .strip());
    }

    /** By name; a name that stands twice counts its places. */
    private static <T> Map<String, String> named(List<T> parts, Function<T, String> name, Function<T, String> text) {
        var named = new LinkedHashMap<String, String>();
        for (T part : parts) {
            String key = name.apply(part);
            for (int again = 2; named.containsKey(key); again++) key = name.apply(part) + " #" + again;
            named.put(key, text.apply(part));
        }
        return named;
    }

    private static String say(Policy.Condition condition) {
        return tidy(condition.text()) + clause(condition.clause());
    }

    private static String say(Policy.Definition definition) {
        return tidy(definition.text()) + clause(definition.clause());
    }

    private static String say(Policy.Parameter parameter) {
        return parameter.values().stream()
                        .map(v -> v.from() + " – " + Objects.requireNonNullElse(v.until(), "") + "：" + v.text()
                                + clause(v.clause()))
                        .collect(Collectors.joining("；"))
                + clause(parameter.clause());
    }

    private static String say(Policy policy, Policy.Score score) {
        String bands = score.bands().stream()
                .map(band -> tidy(band.text()) + "：" + points(band))
                .collect(Collectors.joining("；"));
        String parts = score.parts().stream()
                .map(part -> policy.scores().get(part).name())
                .collect(Collectors.joining("、"));
        return score.max() + "；" + score.kind() + "；" + parts + bands + clause(score.clause());
    }

    static String points(Policy.Band band) {
        return band.low().equals(band.high()) ? band.low().toString() : band.low() + "–" + band.high();
    }

    private static String say(Policy.Benefit benefit) {
        String caps = benefit.caps().stream()
                .map(cap -> "；" + cap.name() + " ≤ " + tidy(cap.text()))
                .collect(Collectors.joining());
        return tidy(benefit.text()) + caps + clause(benefit.clause());
    }

    private static String clause(String clause) {
        return clause.isEmpty() ? "" : "〔" + clause + "〕";
    }

    /** The expression as it is read, with signs instead of their spelling. */
    public static String tidy(String expression) {
        return expression
                .strip()
                .replaceAll("\\s+", " ")
                .replace(">=", "≥")
                .replace("<=", "≤")
                .replace("!=", "≠");
    }
}
