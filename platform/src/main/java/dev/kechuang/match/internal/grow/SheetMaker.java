package dev.kechuang.match.internal.grow;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Decision.Met;
import dev.kechuang.engine.NearestWay;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.render.Language;
import dev.kechuang.engine.render.Words;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.Unit;
import dev.kechuang.match.internal.grow.Sheet.Line;
import dev.kechuang.match.internal.grow.Sheet.Mend;
import dev.kechuang.match.internal.grow.Sheet.PaperLine;
import dev.kechuang.match.internal.grow.Sheet.Points;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.policy.Decided;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.Titles;
import dev.kechuang.shared.web.Texts;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Puts a decision into the words of a pre-review sheet. */
@Component
public class SheetMaker {

    /** Conditions met by less than this share of the threshold are a risk. */
    private static final Rational BARELY = Rational.of(1, 10);

    private static final Type POINTS = new Type.Number(Unit.of("分"), false);

    /** The dictionary's group of points that experts give. */
    private static final String EXPERTS = "专家评分";

    /** Titles that end sooner than this are a risk. */
    private static final int MONTHS = 12;

    private final Titles titles;
    private final TitleKinds kinds;
    private final Texts texts;

    public SheetMaker(Titles titles, TitleKinds kinds, Texts texts) {
        this.titles = titles;
        this.kinds = kinds;
        this.texts = texts;
    }

    public Sheet sheet(Ladder ladder, String firm, String creditCode, Decided decided, Locale locale) {
        Language l = Decided.language(locale);
        Decision decision = decided.decision();
        var barely = new LinkedHashSet<String>();
        var risks = new ArrayList<String>();
        for (var condition : decision.conditions()) {
            if (condition.met() != Met.MET) continue;
            for (var test : condition.tests()) {
                if (!barely(test)) continue;
                barely.add(condition.condition().id());
                risks.add(texts.text(
                        locale,
                        "matchGrow.risk.barely",
                        name(condition.condition(), l),
                        Words.value(test.value(), test.type(), l),
                        Words.operator(test.operator()),
                        Words.value(test.threshold(), test.type(), l)));
            }
        }
        for (String fact : decided.stated()) risks.add(texts.text(locale, "matchGrow.risk.unconfirmed", fact));
        UUID organisation = Objects.requireNonNull(decided.organisation());
        for (Title title : titles.validOn(organisation, decided.on())) {
            LocalDate until = title.validUntil();
            if (until != null && until.isBefore(decided.on().plusMonths(MONTHS)))
                risks.add(texts.text(
                        locale, "matchGrow.risk.expiring", kindName(title.kind(), locale), until.toString()));
        }
        var missing = missing(decision.policy(), decision.missing(), locale, l);
        if (!missing.isEmpty())
            risks.add(texts.text(locale, "matchGrow.risk.missing", String.join(pick(l, "、", ", "), missing)));
        return new Sheet(
                firm,
                creditCode,
                pick(l, decision.policy().name(), decision.policy().english()),
                decided.on(),
                decision.verdict(),
                decided.limits().stream()
                        .map(limit -> texts.text(
                                locale,
                                switch (limit) {
                                    case NOT_IN_FORCE -> "matchGrow.limit.notInForce";
                                    case OTHER_REGION -> "matchGrow.limit.otherRegion";
                                }))
                        .toList(),
                decision.conditions().stream()
                        .map(c -> line(decision.policy(), c, locale, l))
                        .toList(),
                points(decision, l),
                List.copyOf(risks),
                mends(decided, locale, l),
                missing,
                papers(ladder, decision, barely, locale, l));
    }

    /** Facts by name; points that experts give later stand together as one, since nobody can enter them. */
    private List<String> missing(Policy policy, Collection<String> keys, Locale locale, Language l) {
        var found = new ArrayList<String>();
        int given = 0;
        for (String key : keys) {
            int at = key.indexOf('@');
            var fact = policy.dictionary().find(at < 0 ? key : key.substring(0, at));
            if (fact != null && fact.group().equals(EXPERTS)) given++;
            else found.add(Words.missing(Set.of(key), l));
        }
        if (given > 0) found.add(texts.text(locale, "matchGrow.missing.experts", given));
        return found;
    }

    private String kindName(String code, Locale locale) {
        return kinds.byCode(code)
                .map(kind -> locale.getLanguage().equals("en") ? kind.en() : kind.name())
                .orElse(code);
    }

    private static String pick(Language l, String chinese, String english) {
        return l == Language.CHINESE ? chinese : english;
    }

    private static String name(Policy.Condition condition, Language l) {
        return pick(l, condition.name(), condition.english());
    }

    /** A number that holds by less than a tenth of the threshold. */
    static boolean barely(Decision.Test test) {
        Rational margin = test.margin();
        if (test.met() != Met.MET || margin == null || !(test.threshold() instanceof Val.Num(Rational threshold)))
            return false;
        boolean ordered = switch (test.operator()) {
            case LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> true;
            default -> false;
        };
        return ordered
                && threshold.signum() != 0
                && margin.abs().divide(threshold.abs()).compareTo(BARELY) < 0;
    }

    private Line line(Policy policy, Decision.ConditionResult result, Locale locale, Language l) {
        var said = new ArrayList<String>();
        for (var test : result.tests()) {
            Rational margin = test.margin();
            String share = "";
            if (margin != null && test.threshold() instanceof Val.Num(Rational threshold) && threshold.signum() != 0) {
                var percent = margin.divide(threshold.abs())
                        .multiply(Rational.of(100))
                        .round(1, RoundingMode.HALF_UP)
                        .toDecimal()
                        .stripTrailingZeros();
                share = pick(l, "，余量 ", ", margin ") + (percent.signum() > 0 ? "+" : "") + percent.toPlainString()
                        + "%";
            }
            said.add(Words.value(test.value(), test.type(), l) + " " + Words.operator(test.operator()) + " "
                    + Words.value(test.threshold(), test.type(), l) + share);
        }
        if (!result.missing().isEmpty())
            said.add(pick(l, "缺少：", "missing: ")
                    + String.join(pick(l, "、", ", "), missing(policy, result.missing(), locale, l)));
        return new Line(
                result.condition().id(),
                name(result.condition(), l),
                result.met(),
                said,
                result.condition().clause());
    }

    private static List<Points> points(Decision decision, Language l) {
        var found = new ArrayList<Points>();
        // A table that another table is made of is shown below it.
        decision.scores().forEach(score -> points(found, score, 0, l));
        return found;
    }

    private static void points(List<Points> found, Decision.ScoreResult score, int level, Language l) {
        found.add(new Points(
                pick(l, score.score().name(), score.score().english()),
                level,
                Words.value(score.points(), POINTS, l),
                Words.value(new Val.Num(score.score().max()), POINTS, l),
                score.band()));
        score.parts().forEach(part -> points(found, part, level + 1, l));
    }

    private List<Mend> mends(Decided decided, Locale locale, Language l) {
        NearestWay.Result way = decided.way();
        if (way == null) return List.of();
        var found = new ArrayList<Mend>();
        for (NearestWay.Gap gap : way.gaps()) {
            var ways = new ArrayList<String>();
            gap.options().forEach(option -> ways.add(change(option, l)));
            LocalDate holdsFrom = gap.holdsFrom();
            if (holdsFrom != null) ways.add(texts.text(locale, "matchGrow.mend.waits", holdsFrom.toString()));
            if (gap.hopeless()) ways.add(texts.text(locale, "matchGrow.mend.hopeless"));
            found.add(new Mend(name(gap.condition(), l), ways));
        }
        NearestWay.Joint joint = way.joint();
        if (joint != null && way.gaps().size() > 1)
            found.add(new Mend(
                    texts.text(locale, "matchGrow.mend.joint"),
                    joint.changes().stream().map(change -> change(change, l)).toList()));
        return found;
    }

    private static String change(NearestWay.Change change, Language l) {
        Type type = change.fact().type();
        String year = change.year() == 0 ? "" : pick(l, "（" + change.year() + "年）", " (" + change.year() + ")");
        return pick(l, change.fact().name(), change.fact().english()) + year + pick(l, "：", ": ")
                + Words.value(change.from(), type, l) + " → " + Words.value(change.to(), type, l);
    }

    private List<PaperLine> papers(Ladder ladder, Decision decision, Set<String> barely, Locale locale, Language l) {
        return ladder.papers().stream()
                .map(paper -> {
                    String why = decision.conditions().stream()
                            .filter(c ->
                                    paper.conditions().contains(c.condition().id()))
                            .filter(c -> c.met() != Met.MET
                                    || barely.contains(c.condition().id()))
                            .map(c -> name(c.condition(), l))
                            .collect(Collectors.joining(pick(l, "、", ", ")));
                    return new PaperLine(
                            pick(l, paper.name(), paper.en()),
                            paper.clause(),
                            why.isEmpty() ? "" : texts.text(locale, "matchGrow.paper.why", why));
                })
                .toList();
    }
}
