package dev.kechuang.match.web.mine;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Decision.Met;
import dev.kechuang.engine.NearestWay;
import dev.kechuang.engine.Policy;
import dev.kechuang.match.internal.mine.Match;
import dev.kechuang.match.internal.mine.Match.Group;
import dev.kechuang.match.internal.mine.MyPolicies;
import dev.kechuang.match.internal.mine.Question;
import dev.kechuang.match.internal.mine.Questions;
import dev.kechuang.match.web.mine.MinePage.CallLine;
import dev.kechuang.match.web.mine.MinePage.Card;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.TriedFacts;
import dev.kechuang.programme.PolicyCalls;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The card of each policy on the page: what decides it, what is missing, the way to it, its calls. */
final class MineCards {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    /** Ways are looked for at once for so many; for the others when they are asked for. */
    private static final int WAYS = 3;

    private final MyPolicies mine;
    private final TriedFacts tried;
    private final boolean own;
    private final MineFields fields;
    private final MineWords words;
    private final Decisions decisions;
    private final Locale locale;
    private final String organisationPath;
    /** What every link on the page carries on. */
    private final String carried;

    private int ways;

    /**
     * @param day as asked for; null for today
     * @param own whether the viewer acts for the organisation
     */
    MineCards(
            MyPolicies mine,
            TriedFacts tried,
            @Nullable LocalDate day,
            boolean own,
            MineFields fields,
            MineWords words,
            Decisions decisions,
            Locale locale) {
        this.mine = mine;
        this.tried = tried;
        this.own = own;
        this.fields = fields;
        this.words = words;
        this.decisions = decisions;
        this.locale = locale;
        this.organisationPath = "/organisations/" + mine.organisation().id();
        this.carried = carried(day);
    }

    private String carried(@Nullable LocalDate on) {
        var parameters = new TreeMap<>(tried.kept());
        if (on != null) parameters.put("day", on.toString());
        return MinePages.query(parameters);
    }

    /** A version to come is shown for its first day: today another one decides, or none. */
    private String carriedTo(Match match) {
        LocalDate on = match.decided().on();
        return on.equals(mine.day()) ? carried : carried(on);
    }

    Card of(Match match) {
        Policy policy = match.decided().version().policy();
        Decision decision = match.decided().decision();
        String marker = "~" + match.policy();
        var asks = match.group() == Group.OPEN ? Questions.of(decision, decisions.dictionary()) : List.<Question>of();
        var few = asks.stream().limit(Questions.FEW).toList();
        boolean searched = match.group() == Group.NEAR && ways++ < WAYS;
        NearestWay.Result way = searched ? match.decided().withWay().way() : null;
        boolean much = asks.size() > few.size();
        return new Card(
                "p-" + match.policy(),
                words.name(locale, policy),
                "/policies/" + match.policy() + organisationPath + carriedTo(match),
                words.tag(locale, match.group()),
                policy.issuer(),
                policy.validUntil() == null
                        ? ""
                        : words.text(
                                locale,
                                "matchMine.validUntil",
                                policy.validUntil().toString()),
                match.worthFen() > 0 ? words.wan(locale, match.worthFen()) : "",
                note(match),
                words.benefits(locale, decision),
                summary(match),
                match.group() == Group.ELIGIBLE || much,
                conditions(match).stream()
                        .map(result -> stone(words.condition(locale, result), match, result))
                        .toList(),
                few.stream().map(question -> fields.ask(question, marker, "")).toList(),
                much || few.isEmpty() ? asks.size() - few.size() : othersMissing(decision) ? 0 : -1,
                match.group() == Group.OPEN ? others(decision) : "",
                way == null ? List.of() : words.way(locale, way),
                match.group() == Group.NEAR && !searched
                        ? organisationPath + "/policies/" + match.policy() + "/way" + carried
                        : "",
                match.calls().stream().map(this::call).toList());
    }

    /** What grants the title that a condition asks for, so that a firm sees where to begin. */
    private Line stone(Line line, Match match, Decision.ConditionResult result) {
        if (result.met() != Met.NOT_MET) return line;
        var details = new ArrayList<>(line.details());
        for (Match other : mine.matches()) {
            Policy policy = other.decided().version().policy();
            if (other == match
                    || policy.grants().isEmpty()
                    || !result.condition().text().contains("\"" + policy.grants() + "\"")) continue;
            details.add(words.text(
                    locale,
                    "matchMine.stone",
                    policy.grants(),
                    words.name(locale, policy),
                    words.tag(locale, other.group()).label()));
        }
        return new Line(line.text(), line.clause(), details);
    }

    private boolean othersMissing(Decision decision) {
        return !Questions.lists(decision.missing(), decisions.dictionary()).isEmpty()
                || !Questions.expertKeys(decision.missing(), decisions.dictionary())
                        .isEmpty();
    }

    private String others(Decision decision) {
        var lists = Questions.lists(decision.missing(), decisions.dictionary());
        var sentences = new ArrayList<String>();
        if (!lists.isEmpty()) {
            sentences.add(
                    words.text(locale, "matchMine.others", String.join(words.text(locale, "matchMine.comma"), lists)));
        }
        int experts =
                Questions.expertKeys(decision.missing(), decisions.dictionary()).size();
        if (experts > 0) sentences.add(words.text(locale, "matchMine.experts", experts));
        return String.join(words.text(locale, "matchMine.semicolon"), sentences);
    }

    private List<Decision.ConditionResult> conditions(Match match) {
        return switch (match.group()) {
            case ELIGIBLE -> match.decided().decision().conditions();
            case OPEN -> match.open();
            // By a version to come nothing fails, but something may be open.
            case LATER -> match.failing().isEmpty() ? match.open() : match.failing();
            case NEAR, FAR -> match.failing();
        };
    }

    private String summary(Match match) {
        int all = match.decided().decision().conditions().size();
        return switch (match.group()) {
            case ELIGIBLE -> words.text(locale, "matchMine.summary.eligible", all);
            case OPEN ->
                words.text(locale, "matchMine.summary.open", match.open().size(), all);
            case LATER, NEAR, FAR -> {
                int failing = match.failing().size();
                int open = match.open().size();
                yield failing > 0
                        ? words.text(locale, "matchMine.summary.failing", failing, all)
                        : words.text(
                                locale,
                                open > 0 ? "matchMine.summary.open" : "matchMine.summary.later",
                                open > 0 ? open : all,
                                all);
            }
        };
    }

    private String note(Match match) {
        LocalDate later = match.later();
        var verdict = match.laterVerdict();
        if (later != null && verdict != null) return words.later(locale, match.group(), later, verdict);
        long open = match.decided().decision().conditions().stream()
                .filter(result -> result.met() == Met.UNKNOWN)
                .count();
        return open > 0 && (match.group() == Group.NEAR || match.group() == Group.FAR)
                ? words.text(locale, "matchMine.alsoOpen", open)
                : "";
    }

    CallLine call(PolicyCalls.Open call) {
        return new CallLine(
                call.title(),
                call.path(),
                words.text(locale, "matchMine.call.closes", MINUTE.format(call.closesAt())),
                own ? call.applyPath() : "");
    }
}
