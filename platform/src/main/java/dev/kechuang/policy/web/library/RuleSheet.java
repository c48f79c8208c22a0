package dev.kechuang.policy.web.library;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.types.Node;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.internal.library.PlainWords;
import dev.kechuang.policy.internal.library.PolicyDifference;
import dev.kechuang.policy.web.PolicyWords;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules of a policy as its page shows them.
 *
 * @param conditions all have to hold
 * @param terms what the rules call by a name of their own (其中)
 */
public record RuleSheet(
        List<Rule> benefits,
        List<Rule> conditions,
        List<Rule> terms,
        List<ScoreSheet> scores,
        Table parameters,
        boolean anyParameter) {

    /**
     * @param name as the document calls it
     * @param text in plain words; empty when the name says all
     * @param notes upper limits of an amount
     */
    public record Rule(String name, String text, String clause, List<String> notes) {}

    /** @param bands with their points; none for a score that is made of parts or given by experts alone */
    public record ScoreSheet(
            String name, String max, String how, String clause, List<BandLine> bands, List<ScoreSheet> parts) {}

    /** @param points a number, or from – to */
    public record BandLine(String when, String points) {}

    static RuleSheet of(Policy policy, LocalDate day, Locale locale, PolicyWords words) {
        var plain = new PlainWords(policy, day, Decided.language(locale));
        boolean english = PolicyWords.english(locale);
        var benefits = policy.benefits().stream()
                .map(b -> new Rule(
                        english ? b.english() : b.name(),
                        b.amount() == null ? "" : plain.say(b.amount()),
                        b.clause(),
                        b.caps().stream()
                                .map(cap -> words.text(locale, "library.cap", plain.say(cap.amount()), cap.name()))
                                .toList()))
                .toList();
        var conditions = policy.conditions().stream()
                .map(c -> new Rule(english ? c.english() : c.name(), plain.rule(c.expr()), c.clause(), List.of()))
                .toList();
        var terms = policy.definitions().stream()
                .map(d -> new Rule(english ? d.english() : d.name(), plain.rule(d.expr()), d.clause(), List.of()))
                .toList();
        return new RuleSheet(
                benefits,
                conditions,
                terms,
                scores(policy, plain, locale, words),
                parameters(policy, day, locale, words),
                !policy.parameters().isEmpty());
    }

    private static List<ScoreSheet> scores(Policy policy, PlainWords plain, Locale locale, PolicyWords words) {
        Set<Integer> parts = new HashSet<>();
        policy.scores().forEach(score -> parts.addAll(score.parts()));
        var sheets = new ArrayList<ScoreSheet>();
        for (int i = 0; i < policy.scores().size(); i++) {
            if (!parts.contains(i)) sheets.add(score(policy, i, plain, locale, words));
        }
        return sheets;
    }

    private static ScoreSheet score(Policy policy, int index, PlainWords plain, Locale locale, PolicyWords words) {
        Policy.Score score = policy.scores().get(index);
        Node value = score.value();
        String how = switch (score.kind()) {
            case SUM -> words.text(locale, "library.score.sum");
            case BEST -> words.text(locale, "library.score.best");
            case POINTS -> words.text(locale, "library.score.points", value == null ? "" : plain.say(value));
            case BANDS -> value == null ? "" : words.text(locale, "library.score.by", plain.say(value));
        };
        if (score.given() != null) {
            String given = words.text(locale, "library.score.given");
            how = how.isEmpty() ? given : how + (PolicyWords.english(locale) ? "; " : "；") + given;
        }
        boolean table = score.bands().size() > 1;
        return new ScoreSheet(
                PolicyWords.english(locale) ? score.english() : score.name(),
                score.max().toString(),
                how,
                score.clause(),
                table
                        ? score.bands().stream()
                                .map(band -> new BandLine(
                                        band(band, score, plain, locale, words),
                                        words.text(locale, "library.score.worth", points(band))))
                                .toList()
                        : List.of(),
                score.parts().stream()
                        .map(part -> score(policy, part, plain, locale, words))
                        .toList());
    }

    private static String band(
            Policy.Band band, Policy.Score score, PlainWords plain, Locale locale, PolicyWords words) {
        Node test = band.test();
        if (test == null) return words.text(locale, "library.score.else");
        return score.value() == null ? plain.rule(test) : range(PolicyDifference.tidy(band.text()), locale, words);
    }

    private static final Pattern RANGE = Pattern.compile("([\\[(])(.+?)\\.\\.(.+?)([\\])])");

    /** [25%..30%) as a sentence says it. */
    private static String range(String text, Locale locale, PolicyWords words) {
        var matcher = RANGE.matcher(text);
        if (!matcher.matches()) return text;
        boolean from = matcher.group(1).equals("[");
        boolean to = matcher.group(4).equals("]");
        String key = from
                ? to ? "library.range.closed" : "library.range.from"
                : to ? "library.range.to" : "library.range.open";
        return words.text(
                locale, key, matcher.group(2).strip(), matcher.group(3).strip());
    }

    private static String points(Policy.Band band) {
        return band.low().equals(band.high()) ? band.low().toString() : band.low() + "–" + band.high();
    }

    private record Dated(Policy.Parameter parameter, Policy.Dated value) {}

    private static Table parameters(Policy policy, LocalDate day, Locale locale, PolicyWords words) {
        var rows = policy.parameters().stream()
                .flatMap(parameter -> parameter.values().stream().map(value -> new Dated(parameter, value)))
                .toList();
        List<Column<Dated>> columns = List.of(
                Column.title(
                        words.text(locale, "library.parameter"),
                        row -> Cell.text(
                                PolicyWords.english(locale)
                                        ? row.parameter().english()
                                        : row.parameter().name())),
                Column.text(
                        words.text(locale, "library.value"),
                        row -> Cell.text(row.value().text())),
                Column.text(
                        words.text(locale, "library.from"),
                        row -> Cell.text(row.value().from().toString())),
                Column.text(words.text(locale, "library.until"), row -> {
                    LocalDate until = row.value().until();
                    return Cell.text(until == null ? words.text(locale, "library.now") : until.toString());
                }),
                Column.title(
                        words.text(locale, "library.clause"),
                        row -> Cell.text(
                                row.value().clause().isEmpty()
                                        ? row.parameter().clause()
                                        : row.value().clause())));
        return Table.of(words.text(locale, "library.parameters"), columns, rows);
    }
}
