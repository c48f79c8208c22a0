package dev.kechuang.policy.web.library;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.NearestWay;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Evaluator;
import dev.kechuang.engine.eval.Frame;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.render.Language;
import dev.kechuang.engine.render.Words;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.Unit;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.internal.library.Amounts;
import dev.kechuang.policy.internal.library.AskedFacts;
import dev.kechuang.policy.internal.library.AskedFacts.Asked;
import dev.kechuang.policy.internal.library.PlainWords;
import dev.kechuang.policy.web.PolicyWords;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A decision as the calculator shows it.
 *
 * @param next what to fill in next, the most useful first
 * @param way what would have to change, one sentence each; empty unless it fails
 */
public record ResultSheet(
        Tag verdict,
        String summary,
        List<String> limits,
        List<Amount> amounts,
        List<Line> conditions,
        List<String> scores,
        List<Ask> next,
        List<String> way) {

    /** How many open facts are named before the rest is only counted. */
    private static final int SHOWN = 5;

    private static final Type MONEY = new Type.Number(Unit.YUAN, false);
    private static final Type POINTS = new Type.Number(Unit.of("分"), false);

    /** @param text a sum, or what is granted without one */
    public record Amount(String name, String text, boolean known, String clause, String capped, List<String> steps) {}

    /** One condition with how far it is met. */
    public record Line(String mark, Tag met, String name, String clause, List<String> notes, List<Ask> missing) {}

    /** @param anchor of the field, within the page */
    public record Ask(String label, String anchor) {}

    static ResultSheet of(Decided decided, List<Asked> asked, PolicyWords words, Locale locale) {
        Decision decision = decided.decision();
        Language language = Decided.language(locale);
        var open = AskedFacts.open(asked, decision.missing());
        return new ResultSheet(
                words.verdict(locale, decision.verdict()),
                summary(decision, words, locale),
                words.limits(locale, decided),
                amounts(decided, words, locale),
                decision.conditions().stream()
                        .map(c -> line(c, asked, words, locale))
                        .toList(),
                decision.scores().stream()
                        .map(s -> words.text(
                                locale,
                                "library.score.line",
                                PolicyWords.english(locale)
                                        ? s.score().english()
                                        : s.score().name(),
                                Amounts.say(s.points(), POINTS, language),
                                s.score().max().toString()))
                        .toList(),
                next(decision, open, locale),
                way(decided, words, locale));
    }

    private static String summary(Decision decision, PolicyWords words, Locale locale) {
        long met = count(decision, Decision.Met.MET);
        long failed = count(decision, Decision.Met.NOT_MET);
        return words.text(
                locale,
                "library.summary",
                decision.conditions().size(),
                met,
                failed,
                decision.conditions().size() - met - failed);
    }

    private static long count(Decision decision, Decision.Met met) {
        return decision.conditions().stream().filter(c -> c.met() == met).count();
    }

    private static List<Amount> amounts(Decided decided, PolicyWords words, Locale locale) {
        Decision decision = decided.decision();
        boolean eligible = decision.verdict() == Decision.Verdict.ELIGIBLE;
        Language language = Decided.language(locale);
        return decision.benefits().stream()
                .map(b -> {
                    boolean sum = b.benefit().amount() != null;
                    String text = !sum
                            ? ""
                            : b.amount() instanceof Val.Num
                                    ? Amounts.say(b.amount(), MONEY, language)
                                    : words.text(locale, "library.amount.open");
                    return new Amount(
                            PolicyWords.english(locale)
                                    ? b.benefit().english()
                                    : b.benefit().name(),
                            text,
                            eligible && (!sum || b.amount() instanceof Val.Num),
                            b.benefit().clause(),
                            b.capped() == null ? "" : words.text(locale, "library.capped", b.capped()),
                            steps(decided, b, locale));
                })
                .toList();
    }

    /** What the sum is made of: terms on the way, the sum before its limits, each limit. */
    private static List<String> steps(Decided decided, Decision.BenefitResult result, Locale locale) {
        Node amount = result.benefit().amount();
        if (amount == null) return List.of();
        Language language = Decided.language(locale);
        Policy policy = decided.version().policy();
        var frame = new Frame(policy, decided.facts(), decided.on());
        var plain = new PlainWords(policy, decided.on(), language);
        var steps = new ArrayList<String>();
        for (Decision.Step step : result.steps()) {
            var definition = step.definition();
            steps.add((language == Language.ENGLISH ? definition.english() : definition.name())
                    + " = "
                    + Amounts.say(step.value(), definition.expr().type(), language));
        }
        steps.add(plain.say(amount) + " = " + Amounts.say(Evaluator.eval(amount, frame), MONEY, language));
        for (Policy.Cap cap : result.benefit().caps()) {
            steps.add(cap.name() + " ≤ " + Amounts.say(Evaluator.eval(cap.amount(), frame), MONEY, language));
        }
        return steps;
    }

    private static Line line(Decision.ConditionResult c, List<Asked> asked, PolicyWords words, Locale locale) {
        var notes = new ArrayList<String>();
        if (c.absent()) notes.add(words.text(locale, "library.absent"));
        for (Decision.Test test : c.tests()) {
            String note = note(test, words, locale);
            if (!note.isEmpty()) notes.add(note);
        }
        String mark = switch (c.met()) {
            case MET -> "met";
            case NOT_MET -> "not-met";
            case UNKNOWN -> "open";
        };
        Tone tone = switch (c.met()) {
            case MET -> Tone.PASSED;
            case NOT_MET -> Tone.FAILED;
            case UNKNOWN -> Tone.RETURNED;
        };
        return new Line(
                mark,
                new Tag(Words.met(c.met(), Decided.language(locale)), tone),
                PolicyWords.english(locale)
                        ? c.condition().english()
                        : c.condition().name(),
                c.condition().clause(),
                notes,
                AskedFacts.open(asked, c.missing()).stream()
                        .map(one -> ask(one, locale))
                        .toList());
    }

    private static Ask ask(Asked asked, Locale locale) {
        return new Ask(CalculatorForm.label(asked.fact(), asked.year(), locale), CalculatorForm.anchor(asked));
    }

    /** What the value is, what is wanted, and by how much it is missed or passed. */
    private static String note(Decision.Test test, PolicyWords words, Locale locale) {
        Language language = Decided.language(locale);
        if (!(test.value() instanceof Val.Num)
                && !(test.value() instanceof Val.Interval)
                && !(test.value() instanceof Val.Day)) return "";
        if (test.threshold().isUnknown() || test.threshold() instanceof Val.Absent) return "";
        String value = Amounts.say(test.value(), test.type(), language);
        String wanted = words.wanted(locale, test.operator(), test.type())
                + (language == Language.ENGLISH ? " " : "")
                + Amounts.say(test.threshold(), test.type(), language);
        Rational margin = test.margin();
        if (margin == null || test.operator() == Operator.EQUAL || test.operator() == Operator.NOT_EQUAL) {
            return words.text(locale, "library.test", value, wanted);
        }
        boolean upper = test.operator() == Operator.LESS || test.operator() == Operator.LESS_EQUAL;
        String by = Amounts.say(new Val.Num(margin.abs()), test.type(), language);
        String key = margin.signum() == 0
                ? "library.test.exact"
                : upper == margin.signum() > 0
                        ? (upper ? "library.test.over" : "library.test.short")
                        : "library.test.room";
        return words.text(locale, key, value, wanted, by);
    }

    private static List<Ask> next(Decision decision, List<Asked> open, Locale locale) {
        var next = new ArrayList<Ask>();
        String first = decision.askNext();
        open.stream().filter(one -> one.key().equals(first)).forEach(one -> next.add(ask(one, locale)));
        open.stream()
                .filter(one -> !one.key().equals(first))
                .limit(SHOWN - 1L)
                .forEach(one -> next.add(ask(one, locale)));
        return decision.verdict() == Decision.Verdict.UNKNOWN ? next : List.of();
    }

    private static List<String> way(Decided decided, PolicyWords words, Locale locale) {
        NearestWay.@Nullable Result way = decided.way();
        if (way == null) return List.of();
        boolean english = PolicyWords.english(locale);
        var said = new ArrayList<String>();
        for (NearestWay.Gap gap : way.gaps()) {
            String name = english ? gap.condition().english() : gap.condition().name();
            LocalDate from = gap.holdsFrom();
            if (from != null) said.add(words.text(locale, "library.way.wait", name, from.toString()));
            gap.options().stream()
                    .limit(3)
                    .forEach(option ->
                            said.add(words.text(locale, "library.way.change", name, change(option, words, locale))));
            if (gap.hopeless()) said.add(words.text(locale, "library.way.none", name));
        }
        NearestWay.Joint joint = way.joint();
        if (joint != null && joint.changes().size() > 1) {
            said.add(words.text(
                    locale,
                    "library.way.joint",
                    joint.changes().stream()
                            .map(change -> change(change, words, locale))
                            .collect(java.util.stream.Collectors.joining(english ? "; " : "；")),
                    words.verdict(locale, joint.decision().verdict()).label()));
        }
        return said;
    }

    private static String change(NearestWay.Change change, PolicyWords words, Locale locale) {
        Language language = Decided.language(locale);
        return words.text(
                locale,
                "library.way.from",
                CalculatorForm.label(change.fact(), change.year(), locale),
                Amounts.say(change.from(), change.fact().type(), language),
                Amounts.say(change.to(), change.fact().type(), language));
    }
}
