package dev.kechuang.match.web.mine;

import dev.kechuang.match.internal.mine.Match;
import dev.kechuang.match.internal.mine.Match.Group;
import dev.kechuang.match.internal.mine.MyPolicies;
import dev.kechuang.match.internal.mine.MyPolicies.Change;
import dev.kechuang.match.internal.mine.Questions;
import dev.kechuang.match.web.mine.MinePage.Ask;
import dev.kechuang.match.web.mine.MinePage.Choice;
import dev.kechuang.match.web.mine.MinePage.Compared;
import dev.kechuang.match.web.mine.MinePage.Section;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.TriedFacts;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Kpi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
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
        private final MineCards cards;
        private final boolean own;
        private final String organisationPath;

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
            this.cards = new MineCards(mine, tried, day, own, fields, words, decisions, locale);
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
                    mine.otherCalls().stream().map(cards::call).toList(),
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
                    id, heading, hint, folded, matches.stream().map(cards::of).toList()));
        }

        /** An open one of which more is missing than anybody answers at once. */
        private boolean waitsForMuch(Match match) {
            return match.group() == Group.OPEN
                    && Questions.of(match.decided().decision(), decisions.dictionary())
                                    .size()
                            > Questions.FEW;
        }
    }
}
