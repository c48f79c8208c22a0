package dev.kechuang.match.web.mine;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Decision.Met;
import dev.kechuang.engine.NearestWay;
import dev.kechuang.engine.Policy;
import dev.kechuang.match.internal.mine.Match;
import dev.kechuang.match.internal.mine.Match.Group;
import dev.kechuang.match.internal.mine.MyPolicies;
import dev.kechuang.match.internal.mine.MyPolicies.Change;
import dev.kechuang.match.internal.mine.Question;
import dev.kechuang.match.internal.mine.Questions;
import dev.kechuang.match.web.mine.MinePage.Ask;
import dev.kechuang.match.web.mine.MinePage.CallLine;
import dev.kechuang.match.web.mine.MinePage.Card;
import dev.kechuang.match.web.mine.MinePage.Choice;
import dev.kechuang.match.web.mine.MinePage.Compared;
import dev.kechuang.match.web.mine.MinePage.Section;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.TriedFacts;
import dev.kechuang.programme.PolicyCalls;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Kpi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Puts the page together from what was decided. */
@Component
class MinePages {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    /** Ways are looked for at once for so many; for the others when they are asked for. */
    private static final int WAYS = 3;

    private final MineWords words;
    private final Decisions decisions;

    MinePages(MineWords words, Decisions decisions) {
        this.words = words;
        this.decisions = decisions;
    }

    /** @param day as asked for; null for today */
    MinePage page(
            MyPolicies mine, TriedFacts tried, String here, @Nullable LocalDate day, Viewer viewer, Locale locale) {
        return new Assembly(mine, tried, here, day, viewer, locale).page();
    }

    /** Parameters as the query of an address, with the question mark; empty for none. */
    static String query(Map<String, String> parameters) {
        var query = new StringBuilder();
        parameters.forEach((name, value) -> query.append(query.isEmpty() ? '?' : '&')
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return query.toString();
    }

    private final class Assembly {
        private final MyPolicies mine;
        private final TriedFacts tried;
        private final String here;
        private final @Nullable LocalDate day;
        private final Viewer viewer;
        private final Locale locale;
        private final MineFields fields;
        private final boolean own;
        private final String organisationPath;
        /** What every link on the page carries on. */
        private final String carried;

        private int ways;

        Assembly(
                MyPolicies mine, TriedFacts tried, String here, @Nullable LocalDate day, Viewer viewer, Locale locale) {
            this.mine = mine;
            this.tried = tried;
            this.here = here;
            this.day = day;
            this.viewer = viewer;
            this.locale = locale;
            this.fields = new MineFields(mine, tried, words, locale);
            this.own = mine.organisation().id().equals(viewer.organisation()) && viewer.is(Role.APPLICANT);
            this.organisationPath = "/organisations/" + mine.organisation().id();
            this.carried = carried(day);
        }

        private String carried(@Nullable LocalDate on) {
            var parameters = new TreeMap<>(tried.kept());
            if (on != null) parameters.put("day", on.toString());
            return query(parameters);
        }

        /** A version to come is shown for its first day: today another one decides, or none. */
        private String carriedTo(Match match) {
            LocalDate on = match.decided().on();
            return on.equals(mine.day()) ? carried : carried(on);
        }

        MinePage page() {
            return new MinePage(
                    here,
                    mine.organisation().name(),
                    organisationPath,
                    own,
                    day == null ? "" : day.toString(),
                    Form.of(tried.typed()).with(tried.errors()),
                    tried.entries().stream()
                            .map(entry -> MineWords.fact(locale, entry.fact(), entry.year())
                                    + " = "
                                    + MineWords.value(
                                            locale, entry.value(), entry.fact().type()))
                            .toList(),
                    tried.kept(),
                    handOver(),
                    compared(),
                    kpis(),
                    mine.nothingKnown(),
                    questions(),
                    sections(),
                    mine.otherCalls().stream().map(this::call).toList(),
                    fields.asks(),
                    here + "/saved");
        }

        /** Tried values go to the form of their year; those without year to that of the last full year. */
        private List<Choice> handOver() {
            if (!own && !viewer.is(Role.COUNTY_OFFICER)) return List.of();
            var byYear = new TreeMap<Integer, Map<String, String>>();
            for (TriedFacts.Entry entry : tried.entries()) {
                if (!Questions.canBeStated(entry.fact())) continue;
                int year = entry.year() == 0 ? mine.day().getYear() - 1 : entry.year();
                byYear.computeIfAbsent(year, y -> new LinkedHashMap<>())
                        .put("fill." + entry.fact().code(), entry.forForm());
            }
            return byYear.entrySet().stream()
                    .map(entry -> new Choice(
                            words.text(
                                    locale,
                                    "matchMine.handOver",
                                    entry.getKey().toString(),
                                    entry.getValue().size()),
                            organisationPath + "/facts/" + entry.getKey() + query(entry.getValue())))
                    .toList();
        }

        private @Nullable Compared compared() {
            var comparison = mine.comparison();
            if (comparison == null) return null;
            boolean money = comparison.worthBeforeFen() > 0 || comparison.worthAfterFen() > 0;
            return new Compared(
                    money
                            ? words.text(
                                    locale,
                                    "matchMine.compared.money",
                                    words.wan(locale, comparison.worthBeforeFen()),
                                    words.wan(locale, comparison.worthAfterFen()))
                            : "",
                    comparison.gained().stream().map(this::change).toList(),
                    comparison.lost().stream().map(this::change).toList(),
                    comparison.others().stream().map(this::change).toList());
        }

        private String change(Change change) {
            String name = words.name(locale, change.after().decided().version().policy());
            if (change.before().group() == change.after().group()) {
                return words.text(
                        locale,
                        "matchMine.compared.worth",
                        name,
                        words.wan(locale, change.before().worthFen()),
                        words.wan(locale, change.after().worthFen()));
            }
            String worth = change.after().worthFen() > 0
                    ? words.text(
                            locale,
                            "matchMine.compared.amount",
                            words.wan(locale, change.after().worthFen()))
                    : "";
            return words.text(
                    locale,
                    "matchMine.compared.group",
                    name,
                    words.tag(locale, change.before().group()).label(),
                    words.tag(locale, change.after().group()).label(),
                    worth);
        }

        private List<Kpi> kpis() {
            String unit = words.text(locale, "matchMine.unit");
            return List.of(
                    Kpi.of(
                            words.text(locale, "matchMine.group.eligible"),
                            mine.in(Group.ELIGIBLE).size(),
                            unit,
                            mine.worthFen() > 0
                                    ? words.text(locale, "matchMine.worthSum", words.wan(locale, mine.worthFen()))
                                    : "",
                            "#ELIGIBLE"),
                    Kpi.of(
                            words.text(locale, "matchMine.group.open"),
                            mine.in(Group.OPEN).size(),
                            unit,
                            "",
                            "#OPEN"),
                    Kpi.of(
                            words.text(locale, "matchMine.group.later"),
                            mine.in(Group.LATER).size(),
                            unit,
                            "",
                            "#LATER"),
                    Kpi.of(
                            words.text(locale, "matchMine.group.near"),
                            mine.in(Group.NEAR).size(),
                            unit,
                            "",
                            "#NEAR"));
        }

        private List<Ask> questions() {
            return mine.questions().stream()
                    .map(question -> fields.ask(
                            question,
                            "~q",
                            question.policies() > 1
                                    ? words.text(locale, "matchMine.question.settles", question.policies())
                                    : ""))
                    .toList();
        }

        private List<Section> sections() {
            var sections = new ArrayList<Section>();
            for (Group group : Group.values()) {
                String heading = words.tag(locale, group).label();
                String hint =
                        words.text(locale, "matchMine.hint." + group.name().toLowerCase(Locale.ROOT));
                var all = mine.in(group);
                var some = all.stream().filter(match -> !waitsForMuch(match)).toList();
                section(sections, group.name(), heading, hint, group == Group.FAR, some);
                section(
                        sections,
                        "MUCH",
                        words.text(locale, "matchMine.group.much"),
                        words.text(locale, "matchMine.hint.much"),
                        true,
                        all.stream().filter(this::waitsForMuch).toList());
            }
            return sections;
        }

        private void section(
                List<Section> sections, String id, String heading, String hint, boolean folded, List<Match> matches) {
            if (matches.isEmpty()) return;
            sections.add(new Section(
                    id, heading, hint, folded, matches.stream().map(this::card).toList()));
        }

        /** An open one of which more is missing than anybody answers at once. */
        private boolean waitsForMuch(Match match) {
            return match.group() == Group.OPEN
                    && Questions.of(match.decided().decision(), decisions.dictionary())
                                    .size()
                            > Questions.FEW;
        }

        private Card card(Match match) {
            Policy policy = match.decided().version().policy();
            Decision decision = match.decided().decision();
            String marker = "~" + match.policy();
            var asks =
                    match.group() == Group.OPEN ? Questions.of(decision, decisions.dictionary()) : List.<Question>of();
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
                    few.stream()
                            .map(question -> fields.ask(question, marker, ""))
                            .toList(),
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
                sentences.add(words.text(
                        locale, "matchMine.others", String.join(words.text(locale, "matchMine.comma"), lists)));
            }
            int experts = Questions.expertKeys(decision.missing(), decisions.dictionary())
                    .size();
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

        private CallLine call(PolicyCalls.Open call) {
            return new CallLine(
                    call.title(),
                    call.path(),
                    words.text(locale, "matchMine.call.closes", MINUTE.format(call.closesAt())),
                    own ? call.applyPath() : "");
        }
    }
}
