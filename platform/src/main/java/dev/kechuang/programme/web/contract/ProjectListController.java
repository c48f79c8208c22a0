package dev.kechuang.programme.web.contract;

import dev.kechuang.programme.internal.contract.ProjectLists;
import dev.kechuang.programme.internal.contract.ProjectLists.Row;
import dev.kechuang.programme.internal.contract.ProjectLists.View;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.KeyPage.At;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;

/** Lists of projects by what they wait for, as pages, as JSON and as a workbook. */
@Controller
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ProjectListController {

    private static final int ROWS = 20;

    private final ProjectLists lists;
    private final ContractLabels labels;
    private final Sheets sheets;

    ProjectListController(ProjectLists lists, ContractLabels labels, Sheets sheets) {
        this.lists = lists;
        this.labels = labels;
        this.sheets = sheets;
    }

    /** @param export address of the same list as a workbook */
    public record Page(
            String title, List<Tab> tabs, Form filter, String view, Table table, KeyPage<Row> page, String export) {}

    @GetMapping("/contracts")
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        View view = view(parameters);
        String words = words(parameters);
        var page = lists.page(viewer, view, words, At.of(parameters.get("after"), parameters.get("before")), ROWS);
        var tabs = new ArrayList<Tab>();
        for (View one : View.values()) {
            String path = "/contracts?view=" + one.code();
            tabs.add(Tab.of(labels.text(locale, "contract.view." + one.code()), path, one == view));
        }
        model.addAttribute(
                "model",
                new Page(
                        labels.text(locale, "contract.list"),
                        tabs,
                        Form.of(parameters),
                        view.code(),
                        table(locale, view, page.items()),
                        page,
                        "/contracts/export?view=" + view.code() + "&q="
                                + java.net.URLEncoder.encode(words, StandardCharsets.UTF_8)));
        return "programme/contracts";
    }

    @GetMapping("/api/programme/contracts")
    @ResponseBody
    KeyPage<Row> api(@RequestParam Map<String, String> parameters, Viewer viewer) {
        return lists.page(
                viewer,
                view(parameters),
                words(parameters),
                At.of(parameters.get("after"), parameters.get("before")),
                ROWS);
    }

    @GetMapping("/contracts/export")
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        View view = view(parameters);
        sheets.write(
                response,
                viewer,
                locale,
                labels.text(locale, "contract.view." + view.code()),
                parameters,
                List.of(
                        new Sheets.Column<Row>("contract.column.number", Row::number),
                        new Sheets.Column<>("contract.column.title", Row::title),
                        new Sheets.Column<>("contract.column.organisation", Row::organisation),
                        new Sheets.Column<>("contract.column.region", row -> labels.region(locale, row.region())),
                        new Sheets.Column<>("contract.column.call", Row::callTitle),
                        new Sheets.Column<>("contract.column.what", row -> what(locale, row)),
                        new Sheets.Column<>(
                                "contract.column.state",
                                row -> state(locale, row).label()),
                        new Sheets.Column<>("contract.column.due", Row::due),
                        new Sheets.Column<>("contract.column.sum", row -> new Money(row.sumFen()))),
                lists.first(viewer, view, words(parameters), Sheets.MOST).iterator());
    }

    private static View view(Map<String, String> parameters) {
        return View.of(parameters.getOrDefault("view", "")).orElse(View.TODO);
    }

    private static String words(Map<String, String> parameters) {
        String words = parameters.getOrDefault("q", "").strip();
        return words.length() > 80 ? words.substring(0, 80) : words;
    }

    private Table table(Locale locale, View view, List<Row> rows) {
        var columns = new ArrayList<Column<Row>>();
        columns.add(Column.title(
                labels.text(locale, "contract.column.title"),
                row -> new Cell.Lines(row.title(), row.path(), row.number())));
        columns.add(
                Column.text(labels.text(locale, "contract.column.organisation"), row -> Cell.text(row.organisation())));
        columns.add(Column.text(
                labels.text(locale, "contract.column.region"), row -> Cell.text(labels.region(locale, row.region()))));
        if (view != View.CONTRACTS && view != View.RUNNING && view != View.ALL && view != View.PAYMENT) {
            columns.add(Column.text(labels.text(locale, "contract.column.what"), row -> Cell.text(what(locale, row))));
        }
        columns.add(Column.text(labels.text(locale, "contract.column.state"), row -> state(locale, row)));
        columns.add(Column.text(labels.text(locale, "contract.column.due"), row -> due(locale, row)));
        columns.add(Column.figure(
                labels.text(locale, "contract.column.sum"),
                labels.text(locale, "contract.unit.wan"),
                row -> row.sumFen() == 0 ? Cell.NONE : Cell.money(new Money(row.sumFen()))));
        return Table.of(labels.text(locale, "contract.view." + view.code()), columns, rows);
    }

    private Cell due(Locale locale, Row row) {
        LocalDate due = row.due();
        if (due == null) return Cell.NONE;
        return row.overdue(labels.today())
                ? new Tag(labels.text(locale, "contract.overdue", due.toString()), Tone.FAILED)
                : Cell.text(due.toString());
    }

    String what(Locale locale, Row row) {
        return switch (row.kind()) {
            case "report" -> row.detail();
            case "change" -> labels.text(locale, "contract.change.kind." + row.detail());
            default -> labels.text(locale, "contract.what." + row.kind());
        };
    }

    private Tag state(Locale locale, Row row) {
        String state = row.state();
        return switch (row.kind()) {
            case "report" ->
                new Tag(
                        labels.text(locale, "contract.report.state." + state),
                        state.equals("submitted") ? Tone.IN_PROGRESS : Tone.RETURNED);
            case "change" -> new Tag(labels.text(locale, "contract.change.state." + state), Tone.IN_PROGRESS);
            case "acceptance" ->
                new Tag(
                        labels.text(locale, "contract.acceptance.state." + state),
                        state.equals("rectify") ? Tone.RETURNED : Tone.IN_PROGRESS);
            case "evaluation" -> new Tag(labels.text(locale, "contract.evaluation.state." + state), Tone.IN_PROGRESS);
            case "running", "payment" ->
                new Tag(
                        labels.text(locale, "contract.running." + state),
                        state.equals("held") ? Tone.RETURNED : Tone.IN_PROGRESS);
            default ->
                row.status().isEnded()
                        ? new Tag(
                                labels.text(
                                        locale,
                                        "application.status." + row.status().code()),
                                Tone.PASSED)
                        : new Tag(
                                labels.text(locale, "contract.state." + state),
                                state.equals("confirmed") ? Tone.PASSED : Tone.IN_PROGRESS);
        };
    }
}
