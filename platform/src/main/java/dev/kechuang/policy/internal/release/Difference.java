package dev.kechuang.policy.internal.release;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.render.Language;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one text of a policy says other than another: by meaning, and line by line. */
public final class Difference {

    private static final int CONTEXT = 3;

    private final Language language;

    private Difference(Language language) {
        this.language = language;
    }

    /** What of a policy changed, in the order in which it is told. */
    public enum Part {
        HEAD,
        VALIDITY,
        PARAMETER,
        CONDITION,
        BENEFIT,
        SCORE,
        DEFINITION,
        SOURCE,
        CASE
    }

    /**
     * @param name of the condition, parameter and so on; for the head the key of the text
     * @param before what it said; empty where it is new
     * @param after what it says; empty where it is gone
     */
    public record Change(Part part, String name, String english, String before, String after) {
        public boolean added() {
            return before.isEmpty();
        }

        public boolean removed() {
            return after.isEmpty();
        }
    }

    /** @param all everything it says, to compare; {@code text} is what is told of it */
    private record Said(String name, String english, String text, String all) {
        Said(String name, String english, String text) {
            this(name, english, text, text);
        }
    }

    /** @param before null for a policy that was not there: then everything but its head is new */
    public static List<Change> between(@Nullable Policy before, Policy after, Language language) {
        return new Difference(language).between(before, after);
    }

    private List<Change> between(@Nullable Policy before, Policy after) {
        var changes = new ArrayList<Change>();
        if (before != null) {
            compare(Part.HEAD, head(before), head(after), changes);
            compare(Part.VALIDITY, validity(before), validity(after), changes);
        }
        compare(Part.PARAMETER, parameters(before), parameters(after), changes);
        compare(Part.CONDITION, conditions(before), conditions(after), changes);
        compare(Part.BENEFIT, benefits(before), benefits(after), changes);
        compare(Part.SCORE, scores(before, null), scores(after, before), changes);
        compare(Part.DEFINITION, definitions(before), definitions(after), changes);
        compare(Part.SOURCE, sources(before), sources(after), changes);
        compare(Part.CASE, cases(before), cases(after), changes);
        return List.copyOf(changes);
    }

    /** Lines of a unified difference; empty where the texts are the same. */
    public static List<String> lines(String before, String after) {
        var old = before.lines().toList();
        var unified = UnifiedDiffUtils.generateUnifiedDiff(
                "before", "after", old, DiffUtils.diff(old, after.lines().toList()), CONTEXT);
        return unified.stream().skip(2).toList();
    }

    private void compare(Part part, Map<String, Said> before, Map<String, Said> after, List<Change> changes) {
        after.forEach((key, said) -> {
            Said was = before.get(key);
            if (was == null) changes.add(new Change(part, said.name(), said.english(), "", said.text()));
            else if (!was.all().equals(said.all())) {
                String more = was.text().equals(said.text()) ? say("；所填数据有改动", "; on other facts") : "";
                changes.add(new Change(part, said.name(), said.english(), was.text(), said.text() + more));
            }
        });
        before.forEach((key, was) -> {
            if (!after.containsKey(key)) changes.add(new Change(part, was.name(), was.english(), was.text(), ""));
        });
    }

    private static Map<String, Said> head(Policy policy) {
        var said = new LinkedHashMap<String, Said>();
        put(said, "name", policy.name());
        put(said, "en", policy.english());
        put(said, "issuer", policy.issuer());
        put(said, "grants", policy.grants());
        put(said, "years", policy.currentYear() ? "current" : "last");
        return said;
    }

    private static void put(Map<String, Said> said, String key, String text) {
        if (!text.isEmpty()) said.put(key, new Said(key, key, text));
    }

    private Map<String, Said> validity(Policy policy) {
        return Map.of("valid", new Said("valid", "valid", span(policy.validFrom(), policy.validUntil())));
    }

    private String span(LocalDate from, @Nullable LocalDate until) {
        return until == null ? say(from + " 起", "from " + from) : say(from + " 至 " + until, from + " to " + until);
    }

    private Map<String, Said> parameters(@Nullable Policy policy) {
        var said = new LinkedHashMap<String, Said>();
        if (policy == null) return said;
        for (Policy.Parameter parameter : policy.parameters()) {
            String values = parameter.values().stream()
                    .map(dated ->
                            span(dated.from(), dated.until()) + say("：", ": ") + dated.text() + clause(dated.clause()))
                    .collect(Collectors.joining("；"));
            said.put(
                    parameter.name(),
                    new Said(parameter.name(), parameter.english(), values + clause(parameter.clause())));
        }
        return said;
    }

    private static Map<String, Said> conditions(@Nullable Policy policy) {
        var said = new LinkedHashMap<String, Said>();
        if (policy == null) return said;
        for (Policy.Condition condition : policy.conditions()) {
            said.put(
                    condition.id(),
                    new Said(
                            condition.name(),
                            condition.english(),
                            text(condition.text()) + clause(condition.clause())));
        }
        return said;
    }

    private static Map<String, Said> benefits(@Nullable Policy policy) {
        var said = new LinkedHashMap<String, Said>();
        if (policy == null) return said;
        for (Policy.Benefit benefit : policy.benefits()) {
            String caps = benefit.caps().stream()
                    .map(cap -> "，≤ " + cap.name() + " = " + text(cap.text()) + clause(cap.clause()))
                    .collect(Collectors.joining());
            String amount = benefit.text().isEmpty() ? benefit.name() : text(benefit.text());
            said.put(
                    benefit.name(),
                    new Said(benefit.name(), benefit.english(), amount + caps + clause(benefit.clause())));
        }
        return said;
    }

    /** What is scored has no text of its own: where it is another expression than before, that is said. */
    private Map<String, Said> scores(@Nullable Policy policy, @Nullable Policy before) {
        var said = new LinkedHashMap<String, Said>();
        if (policy == null) return said;
        for (Policy.Score score : policy.scores()) {
            String bands = score.bands().stream()
                    .map(band -> text(band.text()) + "：" + band.low()
                            + (band.low().equals(band.high()) ? "" : "–" + band.high()))
                    .collect(Collectors.joining("；"));
            String parts = score.parts().stream()
                    .map(part -> policy.scores().get(part).name())
                    .collect(Collectors.joining("、"));
            said.put(
                    score.name(),
                    new Said(
                            score.name(),
                            score.english(),
                            "≤ " + score.max() + (bands.isEmpty() ? "" : "；" + bands)
                                    + (parts.isEmpty() ? "" : "；" + score.kind() + " " + parts)
                                    + (scoredOtherwise(score, before) ? say("；计分式有改动", "; scored otherwise") : "")
                                    + clause(score.clause())));
        }
        return said;
    }

    private static boolean scoredOtherwise(Policy.Score score, @Nullable Policy before) {
        return before != null
                && before.scores().stream()
                        .anyMatch(was -> was.name().equals(score.name())
                                && !(Objects.equals(was.value(), score.value())
                                        && Objects.equals(was.given(), score.given())));
    }

    private static Map<String, Said> definitions(@Nullable Policy policy) {
        var said = new LinkedHashMap<String, Said>();
        if (policy == null) return said;
        for (Policy.Definition definition : policy.definitions()) {
            said.put(
                    definition.name(),
                    new Said(
                            definition.name(),
                            definition.english(),
                            text(definition.text()) + clause(definition.clause())));
        }
        return said;
    }

    private Map<String, Said> sources(@Nullable Policy policy) {
        var said = new LinkedHashMap<String, Said>();
        if (policy == null) return said;
        for (Policy.Source source : policy.sources()) {
            String text = List.of(
                            source.number(), "《" + source.title() + "》", source.date(), source.note(), source.url())
                    .stream()
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining(" "));
            said.put(source.title(), new Said(source.title(), source.title(), text + " " + status(source.status())));
        }
        return said;
    }

    private String status(Policy.Status status) {
        return switch (status) {
            case TAKEN -> say("（取自原文）", "(taken from the document)");
            case RECALLED -> say("（待与原文核对）", "(to be compared with the document)");
            case EXAMPLE -> say("（示例）", "(example)");
        };
    }

    private Map<String, Said> cases(@Nullable Policy policy) {
        var said = new LinkedHashMap<String, Said>();
        if (policy == null) return said;
        for (Policy.Case test : policy.cases()) {
            String all = List.of(
                            test.on(),
                            String.valueOf(test.verdict()),
                            test.failing(),
                            test.unknown(),
                            test.scores(),
                            test.benefits(),
                            test.facts().asOf(),
                            test.facts().yearly())
                    .toString();
            String failing =
                    test.failing().isEmpty() ? "" : say("，不满足 ", ", not met: ") + String.join("、", test.failing());
            String expected =
                    say("申请日 ", "for ") + test.on() + say("，应为", ", expected ") + verdict(test.verdict()) + failing;
            said.put(test.name(), new Said(test.name(), test.name(), expected, all));
        }
        return said;
    }

    private String verdict(Decision.@Nullable Verdict verdict) {
        return switch (verdict) {
            case ELIGIBLE -> say("符合", "eligible");
            case NOT_ELIGIBLE -> say("不符合", "not eligible");
            case UNKNOWN -> say("尚不能确定", "unknown");
            case null -> "";
        };
    }

    private String say(String chinese, String english) {
        return language == Language.CHINESE ? chinese : english;
    }

    private static String clause(String clause) {
        return clause.isEmpty() ? "" : "〔" + clause + "〕";
    }

    private static String text(String expression) {
        return expression
                .strip()
                .replaceAll("\\s+", " ")
                .replace(">=", "≥")
                .replace("<=", "≤")
                .replace("!=", "≠");
    }
}
