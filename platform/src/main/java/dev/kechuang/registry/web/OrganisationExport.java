package dev.kechuang.registry.web;

import dev.kechuang.registry.internal.OrganisationQuery;
import dev.kechuang.registry.internal.OrganisationSearch;
import dev.kechuang.registry.internal.OrganisationWorkbook;
import dev.kechuang.shared.access.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** The list as a workbook, with the filter that made it, for the page and for programs. */
@Component
class OrganisationExport {

    private static final int MOST = 100_000;

    private final OrganisationWorkbook workbook;
    private final OrganisationSearch search;
    private final TransactionOperations transactions;
    private final Labels labels;
    private final Clock clock;

    OrganisationExport(
            OrganisationWorkbook workbook,
            OrganisationSearch search,
            TransactionOperations transactions,
            Labels labels,
            Clock clock) {
        this.workbook = workbook;
        this.search = search;
        this.transactions = transactions;
        this.labels = labels;
        this.clock = clock;
    }

    /** @param parameters as in the address of the list */
    void write(Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        var query = OrganisationQuery.of(parameters);
        Pages.download(response, labels.text(locale, "registry.organisations") + LocalDate.now(clock) + ".xlsx");
        // One transaction, so that rows arrive by a cursor and not all at once.
        transactions.executeWithoutResult(status -> {
            try (var rows = search.all(viewer, query, MOST)) {
                workbook.export(response.getOutputStream(), rows, described(parameters, viewer, locale));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private List<String> described(Map<String, String> parameters, Viewer viewer, Locale locale) {
        var lines = new ArrayList<String>();
        lines.add(labels.text(
                locale, "registry.excel.by", viewer.name(), LocalDate.now(clock).toString()));
        lines.add(labels.text(locale, "registry.excel.most", MOST));
        lines.addAll(parameters.entrySet().stream()
                .filter(entry -> !entry.getValue().isBlank())
                .filter(entry -> !List.of("after", "before", "sort", "_csrf").contains(entry.getKey()))
                .map(entry -> switch (entry.getKey()) {
                    case "q" -> labels.text(locale, "registry.q") + "：" + entry.getValue();
                    case "from" -> labels.text(locale, "registry.foundedFrom") + "：" + entry.getValue();
                    case "to" -> labels.text(locale, "registry.foundedTo") + "：" + entry.getValue();
                    case "field" ->
                        labels.text(locale, "registry.field.technicalField") + "："
                                + labels.value(locale, "technicalField", entry.getValue());
                    case "kind", "region", "zone", "industry", "scale", "status" ->
                        labels.text(locale, "registry.field." + entry.getKey()) + "："
                                + labels.value(locale, entry.getKey(), entry.getValue());
                    default -> "";
                })
                .filter(line -> !line.isEmpty())
                .collect(Collectors.toList()));
        return lines;
    }
}
