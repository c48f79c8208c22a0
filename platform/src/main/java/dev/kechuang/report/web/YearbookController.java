package dev.kechuang.report.web;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.pack.Regions;
import dev.kechuang.report.internal.yearbook.Yearbook;
import dev.kechuang.report.internal.yearbook.Yearbook.Book;
import dev.kechuang.report.internal.yearbook.Yearbook.Row;
import dev.kechuang.report.internal.yearbook.Yearbook.Wanted;
import dev.kechuang.report.internal.yearbook.YearbookFiles;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** Yearbook tables on a page and as files. */
@Controller
@RequestMapping("/reports/yearbook")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class YearbookController {

    /** Rows the page shows; files hold them all. */
    private static final int SHOWN = 200;

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Yearbook yearbook;
    private final Indicators indicators;
    private final Regions regions;
    private final ReportWords words;
    private final Clock clock;

    YearbookController(Yearbook yearbook, Indicators indicators, Regions regions, ReportWords words, Clock clock) {
        this.yearbook = yearbook;
        this.indicators = indicators;
        this.regions = regions;
        this.words = words;
        this.clock = clock;
    }

    /**
     * @param table null while the question is wrong
     * @param more how many rows only the files hold
     * @param query what the files are asked for with
     */
    public record BookPage(
            Form form,
            List<Option> codes,
            List<Option> regions,
            @Nullable Table table,
            int more,
            String query) {}

    @GetMapping
    String page(
            @RequestParam MultiValueMap<String, String> parameters,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        var form = form(parameters, viewer);
        String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
        model.addAttribute("model", ask(form, viewer).fold(book -> page(form, viewer, locale, book, query), errors -> {
            response.setStatus(422);
            return new BookPage(form.with(errors), codes(locale), words.regions(locale, viewer), null, 0, "");
        }));
        return "report/yearbook";
    }

    private BookPage page(Form form, Viewer viewer, Locale locale, Book book, String query) {
        var columns = new ArrayList<Column<Row>>();
        boolean english = ReportWords.english(locale);
        columns.add(Column.title(
                words.text(locale, "report.indicator"),
                row -> Cell.text(
                        english ? row.indicator().en() : row.indicator().name())));
        columns.add(Column.text(
                words.text(locale, "report.unitOf"),
                row -> Cell.text(row.indicator().unit())));
        columns.add(Column.text(
                words.text(locale, "report.region"),
                row -> Cell.text(words.region(locale, row.region().code()))));
        for (int i = 0; i < book.years().size(); i++) {
            int at = i;
            columns.add(Column.figure(book.years().get(i).toString(), "", row -> cell(row, at)));
        }
        var shown = book.rows().stream().limit(SHOWN).toList();
        return new BookPage(
                form,
                codes(locale),
                words.regions(locale, viewer),
                Table.of(words.text(locale, "report.yearbook"), columns, shown),
                book.rows().size() - shown.size(),
                query);
    }

    private static Cell cell(Row row, int at) {
        BigDecimal value = row.values().get(at);
        if (value == null) return Cell.NONE;
        return new Cell.Figure(
                Figures.decimal(value, row.indicator().decimals()),
                Figures.exact(value),
                row.paths().get(at));
    }

    @GetMapping({"/yearbook.xlsx", "/yearbook.csv", "/yearbook.json"})
    ResponseEntity<byte[]> file(
            @RequestParam MultiValueMap<String, String> parameters, Viewer viewer, HttpServletRequest request) {
        var outcome = ask(form(parameters, viewer), viewer);
        if (!(outcome instanceof Outcome.Done<Book>(Book book)))
            throw new ResponseStatusException(HttpStatus.UNPROCESSABLE_CONTENT, "no such table");
        String name = "yearbook-" + book.wanted().region() + "-" + book.wanted().from() + "-"
                + book.wanted().until();
        return switch (Papers.format(request)) {
            case "xlsx" -> Papers.file(YearbookFiles.xlsx(book), XLSX, name + ".xlsx");
            case "csv" -> Papers.file(YearbookFiles.csv(book), "text/csv;charset=utf-8", name + ".csv");
            default ->
                Papers.file(
                        YearbookFiles.metadata(book, name + ".csv"),
                        "application/csvm+json",
                        name + ".csv-metadata.json");
        };
    }

    private Form form(MultiValueMap<String, String> parameters, Viewer viewer) {
        int year = clock.instant().atZone(clock.getZone()).getYear();
        var values = new java.util.HashMap<>(Form.of(parameters).values());
        values.putIfAbsent("from", Integer.toString(year - 4));
        values.putIfAbsent("until", Integer.toString(year));
        if (values.getOrDefault("region", "").isEmpty()) {
            String own = viewer.regions().contains(regions.city().code())
                    ? regions.city().code()
                    : viewer.regions().isEmpty() ? "" : viewer.regions().getFirst();
            values.put("region", own);
        }
        return Form.of(values);
    }

    private Outcome<Book> ask(Form form, Viewer viewer) {
        var codes = Arrays.stream(form.value("indicator").split(","))
                .filter(code -> !code.isBlank())
                .toList();
        if (!viewer.regions().contains(form.value("region")))
            return Outcome.refused(FieldError.of("region", "report.error.region"));
        return yearbook.read(new Wanted(
                codes,
                form.value("region"),
                !form.value("below").isEmpty(),
                year(form.value("from")),
                year(form.value("until"))));
    }

    private static int year(String text) {
        return text.strip().matches("[0-9]{4}") ? Integer.parseInt(text.strip()) : 0;
    }

    private List<Option> codes(Locale locale) {
        boolean english = ReportWords.english(locale);
        return indicators.all().stream()
                .map((Indicator one) -> new Option(one.code(), english ? one.en() : one.name()))
                .toList();
    }
}
