package dev.kechuang.programme.web.form;

import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.form.ApplicationQuery;
import dev.kechuang.programme.internal.form.ApplicationSearch;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Applications: for officers what was submitted in their regions, for an applicant its own with the drafts. */
@Controller
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ApplicationListController {

    private static final int ROWS = 20;
    private static final int MOST_EXPORTED = 100_000;
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final ApplicationSearch search;
    private final Definitions definitions;
    private final ApplicationLabels labels;
    private final TransactionTemplate transaction;

    ApplicationListController(
            ApplicationSearch search,
            Definitions definitions,
            ApplicationLabels labels,
            TransactionTemplate transaction) {
        this.search = search;
        this.definitions = definitions;
        this.labels = labels;
        this.transaction = transaction;
    }

    public record Page(
            Form filter,
            boolean officer,
            boolean open,
            boolean filtered,
            Table table,
            KeyPage<Application> page,
            List<Option> stages,
            List<Option> statuses,
            List<Option> places,
            List<Option> fields) {}

    @GetMapping("/applications")
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var query = ApplicationQuery.of(parameters);
        var page = search.find(viewer, query, KeyPage.At.of(parameters.get("after"), parameters.get("before")), ROWS);
        boolean officer = viewer.isOfficer();
        model.addAttribute(
                "model",
                new Page(
                        Form.of(parameters),
                        officer,
                        !(query.region() + query.field() + query.programme()).isEmpty(),
                        !query.isEmpty(),
                        table(page.items(), viewer, locale),
                        page,
                        Arrays.stream(Stage.Kind.values())
                                .filter(kind -> !officer || kind != Stage.Kind.APPLICATION)
                                .map(kind -> new Option(
                                        kind.code(), labels.text(locale, "application.stage." + kind.code())))
                                .toList(),
                        Arrays.stream(Status.values())
                                .map(status -> new Option(status.code(), status(locale, status)))
                                .toList(),
                        officer ? labels.places(locale, viewer) : List.of(),
                        labels.technicalFields(locale)));
        return "programme/applications";
    }

    private String status(Locale locale, Status status) {
        return labels.text(
                locale, status == Status.OPEN ? "application.status.inHand" : "application.status." + status.code());
    }

    private Table table(List<Application> rows, Viewer viewer, Locale locale) {
        var columns = new ArrayList<Column<Application>>();
        columns.add(Column.title(
                labels.text(locale, "application.field.title"),
                a -> new Cell.Lines(
                        labels.title(locale, a), "/applications/" + a.id(), a.number() == null ? "" : a.number())));
        if (viewer.isOfficer()) {
            columns.add(Column.text(
                    labels.text(locale, "application.field.organisation"), a -> Cell.text(a.organisationName())));
            columns.add(Column.text(
                    labels.text(locale, "application.field.region"),
                    a -> Cell.text(labels.region(locale, a.region()))));
        } else {
            columns.add(Column.text(labels.text(locale, "application.field.call"), a -> Cell.text(a.callTitle())));
        }
        columns.add(Column.text(labels.text(locale, "application.field.leader"), a -> Cell.text(a.leader())));
        columns.add(Column.figure(
                labels.text(locale, "application.field.money"),
                labels.text(locale, "application.unit.wan"),
                a -> a.requestedFen() == 0 ? Cell.NONE : Cell.money(new Money(a.requestedFen()))));
        columns.add(Column.text(
                labels.text(locale, "application.field.submitted"),
                a -> Cell.text(
                        a.submittedAt() == null
                                ? ""
                                : ApplicationLabels.day(a.submittedAt()).toString())));
        columns.add(Column.text(
                labels.text(locale, "application.field.status"),
                a -> labels.status(locale, viewer, a, definitions.of(a.version()))));
        columns.add(Column.text(
                labels.text(locale, "application.field.due"),
                a -> Cell.text(a.dueOn() == null ? "" : a.dueOn().toString())));
        return Table.of(labels.text(locale, "application.list"), columns, rows);
    }

    @GetMapping("/applications/export")
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        var query = ApplicationQuery.of(parameters);
        response.setContentType(XLSX);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(
                                labels.text(locale, "application.list") + labels.today() + ".xlsx",
                                StandardCharsets.UTF_8)
                        .build()
                        .toString());
        // One transaction, so that rows arrive by a cursor and not all at once.
        transaction.executeWithoutResult(status -> {
            try (var rows = search.all(viewer, query, MOST_EXPORTED);
                    var book = new Workbook(response.getOutputStream(), "Kechuang", "1.0")) {
                var sheet = book.newWorksheet(labels.text(locale, "application.list"));
                List<String> heads = List.of(
                        "number",
                        "title",
                        "organisation",
                        "region",
                        "leader",
                        "call",
                        "requested",
                        "granted",
                        "submitted",
                        "stage",
                        "status",
                        "due");
                for (int i = 0; i < heads.size(); i++) {
                    sheet.value(0, i, labels.text(locale, "application.field." + heads.get(i)));
                }
                int row = 1;
                for (Iterator<Application> it = rows.iterator(); it.hasNext(); row++) {
                    write(sheet, row, it.next(), viewer, locale);
                    if (row % 1_000 == 0) sheet.flush();
                }
                var about = book.newWorksheet(labels.text(locale, "application.export.about"));
                about.value(
                        0,
                        0,
                        labels.text(
                                locale,
                                "application.export.by",
                                viewer.name(),
                                labels.today().toString()));
                about.value(1, 0, labels.text(locale, "application.export.most", MOST_EXPORTED));
                int line = 2;
                for (var parameter : parameters.entrySet()) {
                    if (parameter.getValue().isBlank() || parameter.getKey().equals("after")) continue;
                    about.value(line++, 0, harmless(parameter.getKey() + ": " + parameter.getValue()));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void write(org.dhatim.fastexcel.Worksheet sheet, int row, Application a, Viewer viewer, Locale locale) {
        var definition = definitions.of(a.version());
        boolean officer = viewer.isOfficer();
        Stage stage = officer ? definition.stage(a.stage()) : ApplicationSteps.seenByApplicant(a, definition);
        Status status = officer ? a.status() : a.seenByApplicant();
        sheet.value(row, 0, a.number() == null ? "" : a.number());
        sheet.value(row, 1, harmless(labels.title(locale, a)));
        sheet.value(row, 2, harmless(a.organisationName()));
        sheet.value(row, 3, labels.region(locale, a.region()));
        sheet.value(row, 4, harmless(a.leader()));
        sheet.value(row, 5, harmless(a.callTitle()));
        sheet.value(row, 6, new Money(a.requestedFen()).inWanRounded());
        if (a.grantedFen() != null && (officer || a.announcedAt() != null)) {
            sheet.value(row, 7, new Money(a.grantedFen()).inWanRounded());
        }
        if (a.submittedAt() != null) sheet.value(row, 8, ApplicationLabels.minute(a.submittedAt()));
        sheet.value(row, 9, stage.name().in(locale));
        sheet.value(row, 10, status(locale, status));
        if (a.dueOn() != null) sheet.value(row, 11, a.dueOn().toString());
    }

    /** A spreadsheet runs texts that start like a formula: those get a quote in front. */
    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
