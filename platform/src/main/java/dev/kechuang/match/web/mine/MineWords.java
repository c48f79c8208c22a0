package dev.kechuang.match.web.mine;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.engine.Fact;
import dev.kechuang.engine.NearestWay;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.render.Words;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.Unit;
import dev.kechuang.match.internal.mine.Match.Group;
import dev.kechuang.match.internal.mine.Questions;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.springframework.stereotype.Component;

/** Decisions, margins and ways in the words of those who have to act on them. */
@Component
class MineWords {

    private static final Type MONEY = new Type.Number(Unit.YUAN, false);

    private final Texts texts;
    private final Decisions decisions;

    MineWords(Texts texts, Decisions decisions) {
        this.texts = texts;
        this.decisions = decisions;
    }

    String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }

    static String pick(Locale locale, String chinese, String english) {
        return english(locale) && !english.isEmpty() ? english : chinese;
    }

    String name(Locale locale, Policy policy) {
        return pick(locale, policy.name(), policy.english());
    }

    Tag tag(Locale locale, Group group) {
        return switch (group) {
            case ELIGIBLE -> new Tag(text(locale, "matchMine.group.eligible"), Tone.PASSED);
            case OPEN -> new Tag(text(locale, "matchMine.group.open"), Tone.RETURNED);
            case LATER -> new Tag(text(locale, "matchMine.group.later"), Tone.PUBLISHED);
            case NEAR -> new Tag(text(locale, "matchMine.group.near"), Tone.IN_PROGRESS);
            case FAR -> new Tag(text(locale, "matchMine.group.far"), Tone.DRAFT);
        };
    }

    /** From what day it will be what, or what will change for one that stands elsewhere. */
    String later(Locale locale, Group group, LocalDate from, Verdict then) {
        boolean waits = group == Group.LATER;
        String key = switch (then) {
            case ELIGIBLE -> waits ? "matchMine.later.eligible" : "matchMine.changes.eligible";
            case UNKNOWN -> waits ? "matchMine.later.open" : "matchMine.changes.open";
            case NOT_ELIGIBLE -> "matchMine.changes.not";
        };
        return text(locale, key, from.toString());
    }

    /** In 万元 as people say it, without decimals that say nothing. */
    String wan(Locale locale, long fen) {
        return text(locale, "matchMine.wan", Figures.wan(new Money(fen)));
    }

    static String fact(Locale locale, Fact fact, int year) {
        String name = pick(locale, fact.name(), fact.english());
        if (year == 0) return name;
        return english(locale) ? name + " (" + year + ")" : name + "（" + year + "年）";
    }

    static String value(Locale locale, Val value, Type type) {
        return Words.value(value, type, Decided.language(locale));
    }

    /** What a policy gives: amount, why it was cut, and the steps to it. */
    List<Line> benefits(Locale locale, Decision decision) {
        var lines = new ArrayList<Line>();
        for (Decision.BenefitResult result : decision.benefits()) {
            String name = pick(locale, result.benefit().name(), result.benefit().english());
            var details = new ArrayList<String>();
            String text = name;
            if (result.benefit().amount() != null) {
                text = result.amount().isUnknown()
                        ? text(locale, "matchMine.benefit.unknown", name)
                        : text(locale, "matchMine.benefit.amount", name, value(locale, result.amount(), MONEY));
                if (!result.amount().isUnknown()) {
                    for (Decision.Step step : result.steps()) {
                        details.add(pick(
                                        locale,
                                        step.definition().name(),
                                        step.definition().english())
                                + " = "
                                + value(
                                        locale,
                                        step.value(),
                                        step.definition().expr().type()));
                    }
                }
                if (result.capped() != null) details.add(text(locale, "matchMine.benefit.capped", result.capped()));
            }
            lines.add(new Line(text, result.benefit().clause(), details));
        }
        return lines;
    }

    Line condition(Locale locale, Decision.ConditionResult result) {
        String name = pick(locale, result.condition().name(), result.condition().english());
        var details = new ArrayList<String>();
        switch (result.met()) {
            case MET -> {}
            case UNKNOWN -> details.add(missing(locale, result));
            case NOT_MET -> {
                for (Decision.Test test : result.tests()) {
                    if (test.met() == Decision.Met.NOT_MET) details.add(margin(locale, test));
                }
                if (result.absent() && details.isEmpty()) details.add(text(locale, "matchMine.condition.absent"));
            }
        }
        return new Line(name, result.condition().clause(), details);
    }

    /** Points of experts are counted, not named: nobody but they can give them. */
    private String missing(Locale locale, Decision.ConditionResult result) {
        var experts = Questions.expertKeys(result.missing(), decisions.dictionary());
        var others = new TreeSet<>(result.missing());
        others.removeAll(experts);
        var sentences = new ArrayList<String>();
        if (!others.isEmpty()) {
            sentences.add(text(locale, "matchMine.condition.missing", Words.missing(others, Decided.language(locale))));
        }
        if (!experts.isEmpty()) sentences.add(text(locale, "matchMine.experts", experts.size()));
        return String.join(text(locale, "matchMine.semicolon"), sentences);
    }

    /** 现为 8.2%，要求 ≥ 10%，差 1.8 个百分点. */
    private String margin(Locale locale, Decision.Test test) {
        String now = value(locale, test.value(), test.type());
        String wanted = Words.operator(test.operator()) + " " + value(locale, test.threshold(), test.type());
        Rational margin = test.margin();
        return margin == null || margin.signum() == 0
                ? text(locale, "matchMine.margin.none", now, wanted)
                : text(locale, "matchMine.margin", now, wanted, difference(locale, margin.abs(), test.type()));
    }

    /** Differences of shares are percentage points. */
    private String difference(Locale locale, Rational amount, Type type) {
        if (type instanceof Type.Number(Unit unit, boolean whole) && unit.isNone() && !whole) {
            String points = amount.multiply(Rational.of(100))
                    .round(2, java.math.RoundingMode.HALF_UP)
                    .toDecimal()
                    .toPlainString();
            return text(locale, "matchMine.points", points);
        }
        return value(locale, new Val.Num(amount), type);
    }

    /**
     * The nearest way: what to change so that nothing fails any more, then each failing condition by itself with what it
     * would take.
     */
    List<Line> way(Locale locale, NearestWay.Result way) {
        var lines = new ArrayList<Line>();
        NearestWay.Joint joint = way.joint();
        if (joint != null) {
            lines.add(new Line(
                    text(
                            locale,
                            joint.decision().verdict() == Verdict.ELIGIBLE
                                    ? "matchMine.way.joint"
                                    : "matchMine.way.jointOpen",
                            String.join(
                                    text(locale, "matchMine.and"),
                                    joint.changes().stream()
                                            .map(change -> change(locale, change))
                                            .toList())),
                    "",
                    List.of()));
        }
        boolean byEntries = false;
        for (NearestWay.Gap gap : way.gaps()) {
            String name = pick(locale, gap.condition().name(), gap.condition().english());
            String clause = gap.condition().clause();
            var details = new ArrayList<String>();
            if (gap.holdsFrom() != null) {
                details.add(
                        text(locale, "matchMine.way.holdsFrom", gap.holdsFrom().toString()));
            }
            gap.options().stream().limit(3).forEach(option -> details.add(change(locale, option)));
            if (gap.hopeless()) {
                var lists = gap.condition().uses().stream()
                        .map(Policy.FactUse::fact)
                        .filter(fact -> fact.kind() == Fact.Kind.EVENTS && fact.changeable())
                        .distinct()
                        .toList();
                byEntries |= !lists.isEmpty();
                if (lists.isEmpty()) details.add(text(locale, "matchMine.way.hopeless"));
                lists.forEach(
                        fact -> details.add(text(locale, "matchMine.way.entry", MineWords.fact(locale, fact, 0))));
            }
            lines.add(new Line(name, clause, details));
        }
        if (joint == null && !byEntries) lines.add(new Line(text(locale, "matchMine.way.none"), "", List.of()));
        return lines;
    }

    /** 高企口径研发费用（2025年）再增加12万元. */
    String change(Locale locale, NearestWay.Change change) {
        String fact = fact(locale, change.fact(), change.year());
        Type type = change.fact().type();
        String to = value(locale, change.to(), type);
        if (change.from() instanceof Val.Num(Rational from) && change.to() instanceof Val.Num(Rational wanted)) {
            Rational more = wanted.subtract(from);
            return text(
                    locale,
                    more.signum() >= 0 ? "matchMine.change.more" : "matchMine.change.less",
                    fact,
                    difference(locale, more.abs(), type),
                    to);
        }
        if (change.to() instanceof Val.Truth(boolean truth)) {
            return text(locale, truth ? "matchMine.change.yes" : "matchMine.change.no", fact);
        }
        return text(locale, "matchMine.change.to", fact, to);
    }
}
