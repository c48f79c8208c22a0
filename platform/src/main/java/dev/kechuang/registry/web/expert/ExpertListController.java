package dev.kechuang.registry.web.expert;

import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.internal.expert.AssignmentStore;
import dev.kechuang.registry.internal.expert.AssignmentStore.Assignment;
import dev.kechuang.registry.internal.expert.ExpertSearch;
import dev.kechuang.registry.internal.expert.ExpertSearch.Query;
import dev.kechuang.registry.internal.expert.ExpertWorkbook;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** The pool as a list, and where its people serve. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ExpertListController {

    private static final int ROWS = 20;

    private final ExpertSearch search;
    private final AssignmentStore assignments;
    private final ExpertWorkbook workbook;
    private final ExpertLabels labels;
    private final Clock clock;

    ExpertListController(
            ExpertSearch search,
            AssignmentStore assignments,
            ExpertWorkbook workbook,
            ExpertLabels labels,
            Clock clock) {
        this.search = search;
        this.assignments = assignments;
        this.workbook = workbook;
        this.labels = labels;
        this.clock = clock;
    }

    public record ListPage(
            Form filter,
            boolean open,
            boolean filtered,
            boolean mayAdd,
            Table table,
            KeyPage<Expert> page,
            List<Option> services,
            List<Option> fields,
            List<Option> statuses,
            List<Option> places,
            List<Option> titles) {}

    @GetMapping("/experts")
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var query = Query.of(parameters);
        var page = search.find(viewer, query, KeyPage.At.of(parameters.get("after"), parameters.get("before")), ROWS);
        var table = Table.of(
                labels.text(locale, "expert.experts"),
                List.of(
                        Column.<Expert>title(
                                labels.text(locale, "expert.field.name"),
                                e -> new Cell.Lines(e.name(), "/experts/" + e.id(), e.unitName())),
                        Column.text(
                                labels.text(locale, "expert.field.serves"),
                                e -> Cell.text(labels.services(locale, e.serves()))),
                        Column.text(
                                labels.text(locale, "expert.field.fields"),
                                e -> Cell.text(labels.fields(
                                        locale, e.fields().stream().limit(1).toList()))),
                        Column.text(
                                labels.text(locale, "expert.field.title"),
                                e -> Cell.text(labels.title(locale, e.title()))),
                        Column.text(
                                labels.text(locale, "expert.field.region"),
                                e -> Cell.text(labels.region(locale, e.region()))),
                        Column.figure(
                                labels.text(locale, "expert.field.loadLimit"), "", e -> Cell.count(e.loadLimit())),
                        Column.text(
                                labels.text(locale, "expert.field.status"), e -> labels.status(locale, e.status()))),
                page.items());
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(parameters),
                        !(query.status() + query.region() + query.title()).isEmpty(),
                        !query.empty(),
                        viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER),
                        table,
                        page,
                        labels.services(locale),
                        labels.fields(locale),
                        labels.statuses(locale),
                        labels.places(locale, viewer),
                        labels.titles(locale)));
        return "registry/expert/list";
    }

    @GetMapping({"/experts/export", "/api/registry/experts/export"})
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response)
            throws IOException {
        var found = search.all(viewer, Query.of(parameters));
        String today = LocalDate.now(clock).toString();
        var conditions = new ArrayList<String>();
        conditions.add(labels.text(locale, "registry.excel.by", viewer.name(), today));
        for (String name : List.of("q", "serves", "field", "status", "region", "title")) {
            String value = parameters.getOrDefault(name, "").strip();
            if (value.isEmpty()) continue;
            String field = name.equals("field") ? "fields" : name;
            String label = labels.text(locale, name.equals("q") ? "expert.q" : "expert.field." + field);
            conditions.add(label + "：" + shown(locale, field, value));
        }
        Pages.download(response, labels.text(locale, "expert.experts") + today + ".xlsx");
        workbook.export(response.getOutputStream(), found, conditions);
    }

    private String shown(Locale locale, String field, String value) {
        try {
            return labels.value(locale, field, value);
        } catch (org.springframework.context.NoSuchMessageException e) {
            return value; // typed by hand into the address
        }
    }

    public record AssignmentsPage(
            Form filter,
            List<Kpi> counts,
            Table table,
            KeyPage<Assignment> page,
            List<Option> services,
            List<Option> places) {}

    @GetMapping("/experts/assignments")
    String assignments(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        LocalDate today = LocalDate.now(clock);
        var query = new AssignmentStore.Query(
                parameters.getOrDefault("q", "").strip(),
                parameters.getOrDefault("as", "").strip(),
                parameters.getOrDefault("region", "").strip(),
                !parameters.getOrDefault("all", "").equals("true"));
        var page = assignments.find(
                viewer, query, today, KeyPage.At.of(parameters.get("after"), parameters.get("before")), ROWS);
        var counts = assignments.counts(viewer, today).stream()
                .map(count -> Kpi.of(
                        labels.service(locale, count.as()),
                        count.people(),
                        labels.text(locale, "expert.unit.people"),
                        labels.text(locale, "expert.count.places", count.places(), count.assignments()),
                        "/records?kind=registry.expertAssignment&until=" + today + "&dimension=serves:"
                                + count.as().code()))
                .toList();
        model.addAttribute(
                "model",
                new AssignmentsPage(
                        Form.of(parameters),
                        counts,
                        table(locale, today, page.items()),
                        page,
                        labels.services(locale).stream()
                                .filter(option -> !option.value().equals("reviewer"))
                                .toList(),
                        labels.places(locale, viewer)));
        return "registry/expert/assignments";
    }

    private Table table(Locale locale, LocalDate today, List<Assignment> rows) {
        return Table.of(
                labels.text(locale, "expert.assignments"),
                List.of(
                        Column.<Assignment>title(
                                labels.text(locale, "expert.field.name"),
                                a -> new Cell.Lines(
                                        a.name(), "/experts/" + a.expert() + "?tab=assignments", a.unitName())),
                        Column.text(
                                labels.text(locale, "expert.field.servesAs"),
                                a -> Cell.text(labels.service(locale, a.as()))),
                        Column.text(
                                labels.text(locale, "expert.field.where"),
                                a -> a.organisation() == null
                                        ? Cell.text(a.where())
                                        : Cell.link(a.where(), "/organisations/" + a.organisation())),
                        Column.text(
                                labels.text(locale, "expert.field.region"),
                                a -> Cell.text(labels.region(locale, a.region()))),
                        Column.text(labels.text(locale, "expert.field.task"), a -> Cell.text(a.task())),
                        Column.text(
                                labels.text(locale, "expert.field.since"),
                                a -> Cell.text(a.since().toString())),
                        Column.text(
                                labels.text(locale, "expert.field.until"),
                                a -> Cell.text(
                                        a.until() == null ? "" : a.until().toString()))),
                rows);
    }

    /** Where a record of an assignment leads. */
    @GetMapping("/experts/assignments/{id}")
    String assignment(@PathVariable UUID id) {
        UUID expert = assignments.expertOf(id).orElseThrow(() -> new NotFound("assignment"));
        return "redirect:/experts/" + expert + "?tab=assignments";
    }
}
