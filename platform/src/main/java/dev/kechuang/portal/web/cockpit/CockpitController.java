package dev.kechuang.portal.web.cockpit;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.Period;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.plan.PlanOverview;
import dev.kechuang.portal.internal.cockpit.CockpitReader;
import dev.kechuang.portal.internal.cockpit.CockpitReader.Cockpit;
import dev.kechuang.portal.internal.cockpit.CockpitReader.Headline;
import dev.kechuang.portal.internal.cockpit.CockpitReader.Ranking;
import dev.kechuang.portal.internal.cockpit.CockpitReader.Trend;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Chart;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.RegionMap;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** What who leads a region sees at a glance; every figure opens what it is made of. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class CockpitController {

    /** More rows than this do not fit on one page. */
    private static final int TARGETS = 14;

    private static final int RANKED = 10;
    private static final int LATE = 8;

    private final CockpitReader reader;
    private final Regions regions;
    private final Texts texts;

    CockpitController(CockpitReader reader, Regions regions, Texts texts) {
        this.reader = reader;
        this.regions = regions;
        this.texts = texts;
    }

    @GetMapping("/cockpit")
    String cockpit(@RequestParam(defaultValue = "") String region, Viewer viewer, Locale locale, Model model) {
        String chosen = region(viewer, region);
        model.addAttribute("model", page(reader.read(viewer, chosen), viewer, locale));
        return "portal/cockpit";
    }

    /** The same as JSON. */
    @GetMapping("/api/cockpit")
    @ResponseBody
    Cockpit json(@RequestParam(defaultValue = "") String region, Viewer viewer) {
        return reader.read(viewer, region(viewer, region));
    }

    /** The city for who works for it, else the own region; a region of others does not exist. */
    private String region(Viewer viewer, String asked) {
        if (asked.isEmpty()) {
            String city = regions.city().code();
            return viewer.regions().contains(city) ? city : viewer.regions().getFirst();
        }
        if (!viewer.regions().contains(asked)) throw new NotFound("region");
        return asked;
    }

    private CockpitPage page(Cockpit cockpit, Viewer viewer, Locale locale) {
        String asOf = text(locale, "portal.cockpit.asOf", cockpit.today().toString());
        var late = late(cockpit.plans(), locale);
        return new CockpitPage(
                text(locale, "portal.cockpit.title", name(cockpit.region(), locale)),
                asOf,
                Form.of(Map.of("region", cockpit.region())),
                choices(viewer, locale),
                cockpit.headlines().stream().map(one -> kpi(one, locale)).toList(),
                lights(cockpit.plans(), locale),
                cockpit.plans().targets().isEmpty() ? null : targets(cockpit.plans(), locale),
                trends(cockpit, asOf, locale),
                map(cockpit, asOf, locale),
                cockpit.rankings().stream().map(one -> ranking(one, locale)).toList(),
                late.isEmpty() ? null : lateTable(late.stream().limit(LATE).toList(), locale),
                Math.max(0, late.size() - LATE),
                cockpit.findings());
    }

    private List<Option> choices(Viewer viewer, Locale locale) {
        return regions.all().stream()
                .filter(region ->
                        region.validUntil() == null && viewer.regions().contains(region.code()))
                .map(Region::code)
                .distinct()
                .map(code -> new Option(code, name(code, locale)))
                .toList();
    }

    private Kpi kpi(Headline one, Locale locale) {
        BigDecimal value = one.value();
        return new Kpi(
                label(one.indicator(), locale),
                value == null ? text(locale, "portal.cockpit.unknown") : Figures.decimal(value, shown(one.indicator())),
                value == null ? "" : one.indicator().unit(),
                one.growth(),
                period(one.at(), locale),
                one.at().path());
    }

    /** Two decimals at most: a glance reads no more. */
    private static int shown(Indicator indicator) {
        return Math.min(2, indicator.decimals());
    }

    private String period(FigureAt at, Locale locale) {
        Period period = at.period();
        if (period.kind() == Period.Kind.YEAR)
            return text(locale, "portal.cockpit.year", Integer.toString(period.year()));
        String until = period.last().getYear() + "-" + (period.last().getMonthValue() < 10 ? "0" : "")
                + period.last().getMonthValue();
        return text(locale, at.toDate() ? "portal.cockpit.toDate" : "portal.cockpit.stands", until);
    }

    private String lights(PlanOverview.Overview plans, Locale locale) {
        return Arrays.stream(PlanOverview.Light.values())
                .map(light -> text(locale, "portal.cockpit.light." + light) + " "
                        + plans.targets().stream()
                                .filter(one -> one.light() == light)
                                .count())
                .collect(Collectors.joining(" · "));
    }

    private Tag light(PlanOverview.Light light, Locale locale) {
        Tone tone = switch (light) {
            case GREEN -> Tone.PASSED;
            case AMBER -> Tone.RETURNED;
            case RED -> Tone.FAILED;
            case NONE -> Tone.DRAFT;
        };
        return new Tag(text(locale, "portal.cockpit.light." + light), tone);
    }

    private Table targets(PlanOverview.Overview plans, Locale locale) {
        return Table.of(
                text(locale, "portal.cockpit.targets"),
                List.of(
                        Column.<PlanOverview.TargetState>text(
                                text(locale, "portal.cockpit.light"), one -> light(one.light(), locale)),
                        Column.title(
                                text(locale, "portal.cockpit.target"),
                                one -> new Cell.Lines(one.name(), "/plans/" + one.plan(), one.lead())),
                        Column.figure(
                                text(locale, "portal.cockpit.wanted"),
                                "",
                                one -> new Cell.Figure(
                                        one.sign() + " " + Figures.exact(one.target()) + " " + one.unit(),
                                        one.dueOn().toString(),
                                        "")),
                        Column.figure(text(locale, "portal.cockpit.actual"), "", one -> actual(one, locale))),
                plans.targets().stream().limit(TARGETS).toList());
    }

    private Cell actual(PlanOverview.TargetState one, Locale locale) {
        BigDecimal value = one.value();
        String path = one.figures().isEmpty()
                ? "/plans/" + one.plan()
                : one.figures().getLast().path();
        if (value == null) return new Cell.Figure(text(locale, "portal.cockpit.unknown"), one.reason(), path);
        String said = value.scale() > 2 ? Figures.decimal(value, 2) : Figures.exact(value);
        return new Cell.Figure(said + " " + one.unit(), one.reason(), path);
    }

    private List<Chart> trends(Cockpit cockpit, String asOf, Locale locale) {
        var charts = new ArrayList<Chart>();
        for (Trend trend : cockpit.trends()) {
            var values = new ArrayList<@Nullable BigDecimal>();
            for (IndicatorFigure year : trend.years()) {
                BigDecimal value = year.value();
                values.add(value == null ? null : value.setScale(shown(trend.indicator()), RoundingMode.HALF_UP));
            }
            charts.add(new Chart(
                    "trend-" + charts.size(),
                    label(trend.indicator(), locale),
                    trend.indicator().unit(),
                    asOf,
                    Chart.Type.LINE,
                    text(locale, "portal.cockpit.years"),
                    trend.years().stream()
                            .map(year -> Integer.toString(year.at().period().year()))
                            .toList(),
                    List.of(new Chart.Series(label(trend.indicator(), locale), values))));
        }
        return charts;
    }

    private RegionMap map(Cockpit cockpit, String asOf, Locale locale) {
        Indicator indicator = cockpit.map().indicator();
        return new RegionMap(
                "cockpit-map",
                label(indicator, locale),
                indicator.unit(),
                asOf,
                cockpit.map().regions().stream()
                        .map(one -> new RegionMap.Area(
                                one.at().region(),
                                name(one.at().region(), locale),
                                one.value(),
                                one.at().path()))
                        .toList(),
                null);
    }

    private CockpitPage.Ranks ranking(Ranking ranking, Locale locale) {
        var places = new ArrayList<CockpitPage.Rank>();
        BigDecimal last = null;
        int number = 0;
        for (IndicatorFigure one : ranking.regions()) {
            if (places.size() == RANKED) break;
            String name = name(one.at().region(), locale);
            BigDecimal value = one.value();
            if (value == null) {
                places.add(new CockpitPage.Rank("—", name, text(locale, "portal.cockpit.unknown"), ""));
                continue;
            }
            if (last == null || value.compareTo(last) != 0) number = places.size() + 1;
            last = value;
            places.add(new CockpitPage.Rank(
                    Integer.toString(number),
                    name,
                    Figures.decimal(value, shown(ranking.indicator())),
                    one.at().path()));
        }
        return new CockpitPage.Ranks(
                label(ranking.indicator(), locale), ranking.indicator().unit(), places);
    }

    /** @param light null for a report that is overdue */
    private record Late(PlanOverview.@Nullable Light light, String name, String unit, String note, String path) {}

    private List<Late> late(PlanOverview.Overview plans, Locale locale) {
        var late = new ArrayList<Late>();
        for (var task : plans.tasks())
            late.add(new Late(
                    task.light(), task.heading(), task.lead(), task.dueOn().toString(), "/plans/" + task.plan()));
        for (var report : plans.late())
            late.add(new Late(
                    null,
                    report.name(),
                    report.unit(),
                    text(
                            locale,
                            "portal.cockpit.reportDue",
                            report.period(),
                            report.dueOn().toString()),
                    "/plans/" + report.plan()));
        return late;
    }

    private Table lateTable(List<Late> late, Locale locale) {
        return Table.of(
                text(locale, "portal.cockpit.late"),
                List.of(
                        Column.<Late>text(
                                text(locale, "portal.cockpit.light"),
                                one -> one.light() == null
                                        ? new Tag(text(locale, "portal.cockpit.overdue"), Tone.RETURNED)
                                        : light(one.light(), locale)),
                        Column.title(
                                text(locale, "portal.cockpit.task"),
                                one -> new Cell.Lines(one.name(), one.path(), one.unit())),
                        Column.text(text(locale, "portal.cockpit.due"), one -> Cell.text(one.note()))),
                late);
    }

    private String name(String code, Locale locale) {
        return regions.find(code)
                .map(region ->
                        locale.getLanguage().equals("en") && !region.en().isEmpty() ? region.en() : region.name())
                .orElse(code);
    }

    private static String label(Indicator indicator, Locale locale) {
        return locale.getLanguage().equals("en") && !indicator.en().isEmpty() ? indicator.en() : indicator.name();
    }

    private String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }
}
