package dev.kechuang.programme.web.check;

import dev.kechuang.programme.internal.check.CheckLists;
import dev.kechuang.programme.internal.check.CheckLists.Tab;
import dev.kechuang.programme.internal.check.CheckService;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What waits for the formal check: a list by desk, as a workbook too, and the next one taken from it. */
@Controller
@RequestMapping("/checks")
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
public class CheckListController {

    private static final int SIZE = 50;

    private final CheckService service;
    private final CheckLists checks;
    private final ApplicationLabels labels;
    private final CheckWords words;
    private final Sheets sheets;

    CheckListController(
            CheckService service, CheckLists checks, ApplicationLabels labels, CheckWords words, Sheets sheets) {
        this.service = service;
        this.checks = checks;
        this.labels = labels;
        this.words = words;
        this.sheets = sheets;
    }

    public record ListPage(
            Form filter,
            List<dev.kechuang.shared.web.ui.Tab> tabs,
            String tab,
            Table table,
            KeyPage<CheckLists.Row> page) {}

    @GetMapping
    String list(
            @RequestParam(defaultValue = "waiting") String tab,
            @RequestParam(required = false) @Nullable UUID call,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String before,
            Viewer viewer,
            Locale locale,
            Model model) {
        Tab open = tab(tab);
        var page = checks.page(viewer, open, call, q.strip(), labels.today(), KeyPage.At.of(after, before), SIZE);
        var tabs = Arrays.stream(Tab.values())
                .map(one -> dev.kechuang.shared.web.ui.Tab.of(
                        words.text(locale, "check.tab." + one.code()),
                        "/checks?tab=" + one.code() + (call == null ? "" : "&call=" + call),
                        one == open))
                .toList();
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(Map.of("q", q, "tab", open.code(), "call", call == null ? "" : call.toString())),
                        tabs,
                        open.code(),
                        table(locale, open, page.items()),
                        page));
        return "programme/checks";
    }

    private static Tab tab(String code) {
        return Arrays.stream(Tab.values())
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElse(Tab.WAITING);
    }

    private Table table(Locale locale, Tab tab, List<CheckLists.Row> rows) {
        var columns = new ArrayList<Column<CheckLists.Row>>();
        columns.add(Column.text(
                words.text(locale, "check.number"),
                row -> Cell.text(String.valueOf(row.application().number()))));
        columns.add(Column.title(
                words.text(locale, "check.title"),
                row -> Cell.link(
                        labels.title(locale, row.application()),
                        "/checks/" + row.application().id())));
        columns.add(Column.title(
                words.text(locale, "check.organisation"),
                row -> Cell.text(row.application().organisationName())));
        columns.add(Column.text(
                words.text(locale, "check.call"),
                row -> Cell.link(
                        row.application().callNumber(),
                        "/checks?tab=" + tab.code() + "&call="
                                + row.application().call())));
        columns.add(Column.text(words.text(locale, "check.due"), row -> due(locale, row.application())));
        columns.add(Column.text(words.text(locale, "check.findings"), row -> findings(locale, row)));
        columns.add(Column.text(words.text(locale, "check.round"), row -> Cell.count(row.round())));
        if (tab == Tab.OTHERS)
            columns.add(Column.text(words.text(locale, "check.officer"), row -> Cell.text(row.officer())));
        return Table.of(words.text(locale, "check.list"), columns, rows);
    }

    private Cell due(Locale locale, Application application) {
        var due = application.dueOn();
        if (due == null) return Cell.NONE;
        return due.isBefore(labels.today())
                ? new Tag(words.text(locale, "check.overdue", due.toString()), Tone.FAILED)
                : Cell.text(due.toString());
    }

    private Cell findings(Locale locale, CheckLists.Row row) {
        if (row.findings() < 0) return Cell.text(words.text(locale, "check.notCompared"));
        if (row.findings() == 0) return Cell.text(words.text(locale, "check.clean"));
        return new Tag(words.text(locale, "check.found", row.findings()), Tone.RETURNED);
    }

    /** Takes the next that waits on the desk. */
    @PostMapping("/next")
    String next(@RequestParam(required = false) @Nullable UUID call, Viewer viewer, RedirectAttributes redirect) {
        var next = service.next(viewer, call);
        if (next.isPresent()) return "redirect:/checks/" + next.get();
        redirect.addFlashAttribute(Notice.FLASH, Notice.info("check.done.none"));
        return "redirect:/checks";
    }

    @GetMapping("/export")
    void export(
            @RequestParam Map<String, String> asked,
            @RequestParam(required = false) @Nullable UUID call,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response) {
        Tab tab = tab(asked.getOrDefault("tab", ""));
        String q = asked.getOrDefault("q", "").strip();
        sheets.<CheckLists.Row>write(
                response,
                viewer,
                locale,
                words.text(locale, "check.list") + " " + words.text(locale, "check.tab." + tab.code()),
                asked,
                List.of(
                        new Sheets.Column<>(
                                "check.number", row -> row.application().number()),
                        new Sheets.Column<>("check.title", row -> labels.title(locale, row.application())),
                        new Sheets.Column<>(
                                "check.organisation", row -> row.application().organisationName()),
                        new Sheets.Column<>(
                                "application.field.leader",
                                row -> row.application().leader()),
                        new Sheets.Column<>(
                                "check.call", row -> row.application().callNumber()),
                        new Sheets.Column<>(
                                "check.due", row -> row.application().dueOn()),
                        new Sheets.Column<>("check.findings", row -> row.findings() < 0 ? null : row.findings()),
                        new Sheets.Column<>("check.round", CheckLists.Row::round),
                        new Sheets.Column<>("check.officer", CheckLists.Row::officer)),
                at -> checks.page(viewer, tab, call, q, labels.today(), at, Sheets.page()));
    }
}
