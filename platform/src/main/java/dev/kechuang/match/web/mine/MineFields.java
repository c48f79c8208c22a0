package dev.kechuang.match.web.mine;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Decision.Met;
import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Policy;
import dev.kechuang.match.internal.mine.Match;
import dev.kechuang.match.internal.mine.Match.Group;
import dev.kechuang.match.internal.mine.MyPolicies;
import dev.kechuang.match.internal.mine.Question;
import dev.kechuang.match.internal.mine.Questions;
import dev.kechuang.match.web.mine.MinePage.Ask;
import dev.kechuang.match.web.mine.MinePage.AskGroup;
import dev.kechuang.policy.TriedFacts;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.shared.web.ui.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The fields in which facts are tried out on one page. */
final class MineFields {

    /** Fields that stand open at once where anything can be tried out; the others are under their headings. */
    private static final int FIRST = 12;

    private final MyPolicies mine;
    private final TriedFacts tried;
    private final MineWords words;
    private final Locale locale;

    MineFields(MyPolicies mine, TriedFacts tried, MineWords words, Locale locale) {
        this.mine = mine;
        this.tried = tried;
        this.words = words;
        this.locale = locale;
    }

    /** Every fact the policies read and somebody can type: first what fails or is missing, then by heading. */
    List<AskGroup> asks() {
        var first = new LinkedHashMap<String, Question>();
        var others = new LinkedHashMap<String, Question>();
        for (Match match : mine.matches()) {
            Policy policy = match.decided().version().policy();
            int base = policy.baseYear(mine.day());
            for (Decision.ConditionResult result : match.decided().decision().conditions()) {
                boolean decides = result.met() != Met.MET && match.group() != Group.FAR;
                for (Policy.FactUse use : result.condition().uses()) {
                    boolean matters = decides && first.size() < FIRST && Questions.canBeStated(use.fact());
                    add(match, use, base, matters ? first : others);
                }
            }
            for (Policy.Benefit benefit : policy.benefits()) {
                for (Policy.FactUse use : benefit.uses()) add(match, use, base, others);
            }
        }
        first.keySet().forEach(others::remove);
        var groups = new ArrayList<AskGroup>();
        if (!first.isEmpty()) {
            groups.add(new AskGroup(words.text(locale, "matchMine.if.first"), true, fields(first)));
        }
        var byHeading = new LinkedHashMap<String, Map<String, Question>>();
        others.forEach((name, question) -> byHeading
                .computeIfAbsent(question.fact().group(), heading -> new LinkedHashMap<>())
                .put(name, question));
        byHeading.forEach((heading, questions) -> groups.add(new AskGroup(heading, false, fields(questions))));
        return groups;
    }

    /** Past years only where they are missing, or were tried: nobody changes what is stated of them. */
    private void add(Match match, Policy.FactUse use, int base, Map<String, Question> to) {
        Fact fact = use.fact();
        if (OrganisationFacts.LISTS_KEPT.contains(fact.code())) return;
        boolean yearly = fact.period() == Fact.Period.YEAR;
        int year = yearly ? base - use.yearsBack() : 0;
        var question = new Question(fact, year, 1);
        boolean past = yearly && use.yearsBack() > 0;
        if (past
                && !match.decided().facts().get(fact, year).isUnknown()
                && !tried.kept().containsKey(question.field())) return;
        to.putIfAbsent(question.field(), question);
    }

    private List<Ask> fields(Map<String, Question> questions) {
        return questions.values().stream()
                .map(question -> ask(question, "", question.fact().note()))
                .toList();
    }

    Ask ask(Question question, String place, String hint) {
        Fact fact = question.fact();
        var value = mine.matches().isEmpty()
                ? null
                : mine.matches().getFirst().decided().facts().get(fact, question.year());
        return new Ask(
                question.field() + place,
                MineWords.fact(locale, fact, question.year()),
                fact.kind() == Fact.Kind.MONEY ? "万元" : fact.unit(),
                value == null || value.isUnknown() ? "" : MineWords.value(locale, value, fact.type()),
                hint,
                options(fact),
                fact.kind() == Fact.Kind.DATE);
    }

    private List<Option> options(Fact fact) {
        return switch (fact.kind()) {
            case BOOLEAN ->
                List.of(
                        new Option("true", words.text(locale, "matchMine.yes")),
                        new Option("false", words.text(locale, "matchMine.no")));
            case ENUM ->
                fact.values().stream().map(value -> new Option(value, value)).toList();
            case EVENTS -> List.of(new Option(OrganisationFacts.NO_ENTRY, words.text(locale, "matchMine.noEntry")));
            default -> List.of();
        };
    }
}
