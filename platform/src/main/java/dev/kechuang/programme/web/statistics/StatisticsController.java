package dev.kechuang.programme.web.statistics;

import dev.kechuang.pack.Regions;
import dev.kechuang.programme.internal.statistics.ProgrammeStatistics;
import dev.kechuang.programme.internal.statistics.ProgrammeStatistics.By;
import dev.kechuang.programme.internal.statistics.ProgrammeStatistics.Measure;
import dev.kechuang.programme.internal.statistics.ProgrammeStatistics.Result;
import dev.kechuang.programme.internal.statistics.ProgrammeStatistics.Row;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NavItem;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Programmes in figures: by programme, county or year, each figure a link to its records. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class StatisticsController {

    private final ProgrammeStatistics statistics;
    private final Regions regions;
    private final Texts texts;
    private final Clock clock;

    StatisticsController(ProgrammeStatistics statistics, Regions regions, Texts texts, Clock clock) {
        this.statistics = statistics;
        this.regions = regions;
        this.texts = texts;
        this.clock = clock;
    }

    @Bean
    static NavItem statisticsEntry() {
        return new NavItem(
                "programme.nav.area",
                "programme.nav.handling",
                "statistics.title",
                "/programmes/statistics",
                580,
                Set.of(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER),
                NavItem.Todo.NONE);
    }

    /** @param table null where nothing was counted */
    public record Page(
            Form form,
            List<Option> by,
            List<Kpi> kpis,
            @Nullable Table table,
            String asOf) {}

    @GetMapping("/programmes/statistics")
    String page(
            @RequestParam(required = false) @Nullable String year,
            @RequestParam(defaultValue = "programme") String by,
            Viewer viewer,
            Locale locale,
            Model model) {
        String typed = year == null ? String.valueOf(LocalDate.now(clock).getYear()) : year.strip();
        var errors = new ArrayList<FieldError>();
        Integer asked = year(typed);
        if (asked == null && !typed.isEmpty()) errors.add(FieldError.of("year", "statistics.error.year"));
        Result result = statistics.of(viewer, asked, by(by));
        var choices = Arrays.stream(By.values())
                .map(each -> new Option(code(each), text(locale, "statistics.by." + code(each))))
                .toList();
        model.addAttribute(
                "model",
                new Page(
                        Form.of(Map.of("year", typed, "by", code(by(by)))).with(errors),
                        choices,
                        kpis(locale, result.sum()),
                        result.rows().isEmpty() ? null : table(locale, by(by), result.rows()),
                        LocalDate.now(clock).toString()));
        return "programme/statistics";
    }

    /** @param year empty or absent for all years */
    @GetMapping("/api/programme/statistics")
    @ResponseBody
    Result api(
            @RequestParam(required = false) @Nullable String year,
            @RequestParam(defaultValue = "programme") String by,
            Viewer viewer) {
        return statistics.of(viewer, year == null ? null : year(year.strip()), by(by));
    }

    private static @Nullable Integer year(String text) {
        if (!text.matches("(19|20)[0-9]{2}")) return null;
        return Integer.valueOf(text);
    }

    private static By by(String text) {
        return Arrays.stream(By.values())
                .filter(each -> code(each).equals(text))
                .findFirst()
                .orElse(By.PROGRAMME);
    }

    private static String code(By by) {
        return by.name().toLowerCase(Locale.ROOT);
    }

    private String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    private List<Kpi> kpis(Locale locale, Row sum) {
        String unit = text(locale, "statistics.unit");
        String wan = text(locale, "shared.wan");
        BigDecimal rate = sum.rate();
        BigDecimal leverage = sum.leverage();
        return List.of(
                Kpi.of(
                        text(locale, "statistics.applied"),
                        sum.of(Measure.APPLIED).count(),
                        unit,
                        text(
                                locale,
                                "statistics.accepted.note",
                                sum.of(Measure.ACCEPTED).count()),
                        sum.paths().getOrDefault(Measure.APPLIED, "")),
                Kpi.of(
                        text(locale, "statistics.approved"),
                        sum.of(Measure.APPROVED).count(),
                        unit,
                        rate == null ? "" : text(locale, "statistics.rate.note", rate.toPlainString()),
                        sum.paths().getOrDefault(Measure.APPROVED, "")),
                new Kpi(
                        text(locale, "statistics.granted"),
                        Figures.wan(new Money(sum.of(Measure.APPROVED).amountFen())),
                        wan,
                        null,
                        text(
                                locale,
                                "statistics.paid.note",
                                Figures.wan(new Money(sum.of(Measure.PAID).amountFen()))),
                        sum.paths().getOrDefault(Measure.APPROVED, "")),
                new Kpi(
                        text(locale, "statistics.leverage"),
                        leverage == null ? "—" : "1 : " + leverage.toPlainString(),
                        "",
                        null,
                        text(
                                locale,
                                "statistics.matched.note",
                                Figures.wan(new Money(sum.of(Measure.MATCHED).amountFen()))),
                        sum.paths().getOrDefault(Measure.SELF, "")));
    }

    private Table table(Locale locale, By by, List<Row> rows) {
        var programmes = by == By.PROGRAMME ? statistics.programmes() : Map.<String, String[]>of();
        var columns = new ArrayList<Column<Row>>();
        columns.add(Column.title(
                text(locale, "statistics.by." + code(by)), row -> Cell.text(name(locale, by, row.key(), programmes))));
        columns.add(count(locale, "statistics.applied", Measure.APPLIED));
        columns.add(count(locale, "statistics.accepted", Measure.ACCEPTED));
        columns.add(count(locale, "statistics.approved", Measure.APPROVED));
        columns.add(sum(locale, "statistics.granted", Measure.APPROVED));
        columns.add(sum(locale, "statistics.paid", Measure.PAID));
        columns.add(sum(locale, "statistics.matched", Measure.MATCHED));
        columns.add(sum(locale, "statistics.self", Measure.SELF));
        columns.add(sum(locale, "statistics.other", Measure.OTHER));
        columns.add(Column.figure(text(locale, "statistics.leverage"), "", row -> {
            BigDecimal leverage = row.leverage();
            return leverage == null ? Cell.NONE : new Cell.Figure("1 : " + leverage.toPlainString(), "", "");
        }));
        return Table.of(text(locale, "statistics.title"), columns, rows);
    }

    private Column<Row> count(Locale locale, String key, Measure measure) {
        return Column.figure(
                text(locale, key),
                text(locale, "statistics.unit"),
                row -> Cell.count(row.of(measure).count()).linked(row.paths().getOrDefault(measure, "")));
    }

    private Column<Row> sum(Locale locale, String key, Measure measure) {
        return Column.figure(
                text(locale, key),
                text(locale, "shared.wan"),
                row -> Cell.money(new Money(row.of(measure).amountFen()))
                        .linked(row.paths().getOrDefault(measure, "")));
    }

    private String name(Locale locale, By by, String key, Map<String, String[]> programmes) {
        boolean english = locale.getLanguage().equals("en");
        return switch (by) {
            case YEAR -> key;
            case REGION ->
                regions.find(key)
                        .map(region -> english && !region.en().isEmpty() ? region.en() : region.name())
                        .orElse(key);
            case PROGRAMME -> {
                String[] names = programmes.get(key);
                yield names == null ? key : english && !names[1].isEmpty() ? names[1] : names[0];
            }
        };
    }

    @GetMapping("/programmes/statistics/export")
    void export(
            @RequestParam(defaultValue = "") String year,
            @RequestParam(defaultValue = "programme") String by,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        Result result = statistics.of(viewer, year(year.strip()), by(by));
        response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(text(locale, "statistics.title") + year.strip() + ".xlsx", StandardCharsets.UTF_8)
                        .build()
                        .toString());
        var programmes = statistics.programmes();
        var heads = List.of(
                "by." + code(by(by)), "applied", "accepted", "approved", "granted", "paid", "matched", "self", "other");
        try (var workbook = new Workbook(response.getOutputStream(), "Kechuang", "1.0")) {
            var sheet = workbook.newWorksheet(text(locale, "statistics.title"));
            sheet.value(
                    0,
                    0,
                    text(
                            locale,
                            "statistics.export.by",
                            viewer.name(),
                            LocalDate.now(clock).toString()));
            for (int i = 0; i < heads.size(); i++) sheet.value(2, i, text(locale, "statistics." + heads.get(i)));
            int line = 3;
            for (Row row : result.rows()) {
                sheet.value(line, 0, name(locale, by(by), row.key(), programmes));
                write(sheet, line++, row);
            }
            sheet.value(line, 0, text(locale, "statistics.sum"));
            write(sheet, line, result.sum());
        }
    }

    private static void write(Worksheet sheet, int line, Row row) {
        int column = 1;
        for (Measure measure : List.of(Measure.APPLIED, Measure.ACCEPTED, Measure.APPROVED))
            sheet.value(line, column++, row.of(measure).count());
        for (Measure measure : List.of(Measure.APPROVED, Measure.PAID, Measure.MATCHED, Measure.SELF, Measure.OTHER))
            sheet.value(line, column++, BigDecimal.valueOf(row.of(measure).amountFen(), 6));
    }
}
