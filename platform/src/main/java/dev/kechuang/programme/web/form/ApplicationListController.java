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
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    private final ApplicationSearch search;
    private final Definitions definitions;
    private final ApplicationLabels labels;
    private final TransactionTemplate transaction;
    private final Sheets sheets;
    private final ProgrammeNames programmes;

    ApplicationListController(
            ApplicationSearch search,
            Definitions definitions,
            ApplicationLabels labels,
            TransactionTemplate transaction,
            Sheets sheets,
            ProgrammeNames programmes) {
        this.search = search;
        this.definitions = definitions;
        this.labels = labels;
        this.transaction = transaction;
        this.sheets = sheets;
        this.programmes = programmes;
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
            List<Option> programmes,
            List<Option> places,
            List<Option> fields) {}

    @GetMapping("/applications")
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var query = ApplicationQuery.of(parameters, labels.today());
        var page = search.find(viewer, query, KeyPage.At.of(parameters.get("after"), parameters.get("before")), ROWS);
        boolean officer = viewer.isOfficer();
        model.addAttribute(
                "model",
                new Page(
                        Form.of(parameters),
                        officer,
                        !(query.region() + query.field() + query.programme()).isEmpty()
                                || query.year() != null
                                || query.overdueOn() != null,
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
                        programmes.options(locale),
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
        if (!viewer.isOfficer()) {
            columns.add(Column.text(labels.text(locale, "application.field.acts"), a -> Cell.text(acts(a, locale))));
        }
        columns.add(Column.text(
                labels.text(locale, "application.field.due"),
                a -> Cell.text(a.dueOn() == null ? "" : a.dueOn().toString())));
        return Table.of(labels.text(locale, "application.list"), columns, rows);
    }

    @GetMapping("/applications/export")
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        var query = ApplicationQuery.of(parameters, labels.today());
        boolean officer = viewer.isOfficer();
        var columns = new ArrayList<Sheets.Column<Application>>();
        columns.add(new Sheets.Column<>("application.field.number", Application::number));
        columns.add(new Sheets.Column<>("application.field.title", a -> labels.title(locale, a)));
        columns.add(new Sheets.Column<>("application.field.organisation", Application::organisationName));
        columns.add(new Sheets.Column<>("application.field.region", a -> labels.region(locale, a.region())));
        columns.add(new Sheets.Column<>("application.field.leader", Application::leader));
        columns.add(new Sheets.Column<>("application.field.call", Application::callTitle));
        columns.add(new Sheets.Column<>("application.field.requested", a -> new Sheets.Wan(a.requestedFen())));
        columns.add(new Sheets.Column<>("application.field.granted", a -> granted(a, officer)));
        columns.add(new Sheets.Column<>(
                "application.field.submitted",
                a -> a.submittedAt() == null ? null : ApplicationLabels.minute(a.submittedAt())));
        columns.add(new Sheets.Column<>(
                "application.field.stage", a -> stage(a, officer).name().in(locale)));
        columns.add(new Sheets.Column<>(
                "application.field.status", a -> status(locale, officer ? a.status() : a.seenByApplicant())));
        columns.add(new Sheets.Column<>("application.field.due", Application::dueOn));
        // One transaction, so that rows arrive by a cursor and not all at once.
        transaction.executeWithoutResult(status -> {
            try (var rows = search.all(viewer, query, Sheets.MOST)) {
                sheets.write(
                        response,
                        viewer,
                        locale,
                        labels.text(locale, officer ? "application.list" : "application.mine"),
                        parameters,
                        columns,
                        rows.iterator());
            }
        });
    }

    /** As its applicant may know it. */
    private String acts(Application application, Locale locale) {
        return labels.acts(locale, application, stage(application, false), application.seenByApplicant());
    }

    private static Sheets.@Nullable Wan granted(Application application, boolean officer) {
        Long fen = application.grantedFen();
        return fen == null || !officer && application.announcedAt() == null ? null : new Sheets.Wan(fen);
    }

    private Stage stage(Application application, boolean officer) {
        var definition = definitions.of(application.version());
        return officer
                ? definition.stage(application.stage())
                : ApplicationSteps.seenByApplicant(application, definition);
    }
}
