package dev.kechuang.registry.web.title;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.internal.OrganisationWorkbook;
import dev.kechuang.registry.internal.title.TitleQuery;
import dev.kechuang.registry.internal.title.TitleSearch;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.dhatim.fastexcel.Workbook;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** A list of titles as a workbook, with the filter that made it. */
@Component
class TitleExport {

    private static final int MOST = 100_000;
    private static final List<String> COLUMNS = List.of(
            "organisation",
            "name",
            "kind",
            "level",
            "region",
            "field",
            "number",
            "grantedBy",
            "document",
            "from",
            "until",
            "nextEvaluation",
            "state");

    private final TitleSearch search;
    private final TitleLabels labels;
    private final TransactionOperations transactions;

    TitleExport(TitleSearch search, TitleLabels labels, TransactionOperations transactions) {
        this.search = search;
        this.labels = labels;
        this.transactions = transactions;
    }

    /** @param parameters as in the address of the list */
    void write(Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        Pages.download(response, labels.text(locale, "title.titles") + labels.today() + ".xlsx");
        // One transaction, so that rows arrive by a cursor and not all at once.
        transactions.executeWithoutResult(status -> {
            try (var rows = search.all(viewer, TitleQuery.of(parameters), MOST)) {
                write(response.getOutputStream(), rows, described(parameters, viewer, locale), locale);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void write(OutputStream out, Stream<Title> titles, List<String> filter, Locale locale) throws IOException {
        try (var book = new Workbook(out, "Kechuang", "1.0")) {
            var sheet = book.newWorksheet(labels.text(locale, "title.titles"));
            for (int c = 0; c < COLUMNS.size(); c++) {
                sheet.value(0, c, labels.text(locale, "title.column." + COLUMNS.get(c)));
                sheet.style(0, c).bold().fillColor("F0F3F7").set();
                sheet.width(c, c < 2 ? 36 : 18);
            }
            sheet.freezePane(0, 1);
            int row = 1;
            for (Iterator<Title> each = titles.iterator(); each.hasNext(); row++) {
                Title title = each.next();
                var cells = List.of(
                        title.organisationName(),
                        title.name(),
                        labels.kind(locale, title.kind()),
                        labels.level(locale, title.level()),
                        labels.place(locale, title),
                        title.field().isEmpty() ? "" : labels.technicalField(locale, title.field()),
                        title.number(),
                        title.grantedBy(),
                        title.documentNumber(),
                        title.validFrom().toString(),
                        title.validUntil() == null ? "" : title.validUntil().toString(),
                        title.nextEvaluation() == null
                                ? ""
                                : title.nextEvaluation().toString(),
                        labels.state(locale, title).label());
                for (int c = 0; c < cells.size(); c++) sheet.value(row, c, OrganisationWorkbook.harmless(cells.get(c)));
                if (row % 1_000 == 0) sheet.flush();
            }
            var about = book.newWorksheet(labels.text(locale, "title.filter"));
            for (int i = 0; i < filter.size(); i++) about.value(i, 0, OrganisationWorkbook.harmless(filter.get(i)));
        }
    }

    private List<String> described(Map<String, String> parameters, Viewer viewer, Locale locale) {
        var lines = new ArrayList<String>();
        lines.add(labels.text(
                locale, "title.exported", viewer.name(), labels.today().toString()));
        lines.add(labels.text(locale, "title.exported.most", MOST));
        parameters.forEach((name, value) -> {
            if (value.isBlank()) return;
            String shown = switch (name) {
                case "kind" -> labels.kind(locale, value);
                case "region", "zone" -> labels.region(locale, value);
                case "field" -> labels.technicalField(locale, value);
                case "level" ->
                    TitleKind.Level.of(value)
                            .map(level -> labels.level(locale, level))
                            .orElse("");
                case "state" ->
                    labels.states(locale).stream()
                            .filter(state -> state.value().equals(value))
                            .map(Option::label)
                            .findFirst()
                            .orElse("");
                case "q", "on", "expiring", "year" -> value;
                default -> "";
            };
            if (!shown.isEmpty()) lines.add(labels.text(locale, "title.filter." + name) + "：" + shown);
        });
        return lines;
    }
}
