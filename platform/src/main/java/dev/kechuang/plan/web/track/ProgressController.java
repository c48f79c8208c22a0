package dev.kechuang.plan.web.track;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.plan.internal.track.ProgressService;
import dev.kechuang.plan.internal.track.Report;
import dev.kechuang.plan.internal.track.ReportStore;
import dev.kechuang.plan.internal.track.ReportStore.Filed;
import dev.kechuang.plan.web.plan.PlanWords;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.util.UriComponentsBuilder;

/** The office's inbox of reports, and all that were filed. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
public class ProgressController {

    private static final int ROWS = 50;

    private final ReportStore reports;
    private final ProgressService service;
    private final FileStore files;
    private final Sheets sheets;
    private final PlanWords words;

    ProgressController(ReportStore reports, ProgressService service, FileStore files, Sheets sheets, PlanWords words) {
        this.reports = reports;
        this.service = service;
        this.files = files;
        this.sheets = sheets;
        this.words = words;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    static Tag state(PlanWords words, Locale locale, Report one) {
        return new Tag(
                words.text(locale, "track.state." + one.state().code()),
                switch (one.state()) {
                    case FILED -> Tone.IN_PROGRESS;
                    case CONFIRMED -> Tone.PASSED;
                    case RETURNED -> Tone.RETURNED;
                });
    }

    @GetMapping("/progress")
    String inbox(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        return inbox(asked, Form.EMPTY, viewer, locale, model);
    }

    private String inbox(Map<String, String> asked, Form form, Viewer viewer, Locale locale, Model model) {
        var filter = new HashMap<>(asked);
        filter.putIfAbsent("state", "waiting");
        var page = reports.page(
                viewer, ReportStore.Query.of(filter), KeyPage.At.of(asked.get("after"), asked.get("before")), ROWS);
        List<Column<Filed>> columns = List.of(
                Column.title(
                        t(locale, "plan.column.item"),
                        one -> new Cell.Lines(
                                one.name(), "/progress/" + one.report().id(), one.planTitle())),
                Column.text(t(locale, "plan.column.unit"), one -> Cell.text(one.unit())),
                Column.text(
                        t(locale, "track.period"),
                        one -> Cell.text(one.report().period().toString())),
                Column.figure(
                        t(locale, "track.progress"),
                        "",
                        one -> new Cell.Figure(
                                one.report().percent() != null
                                        ? one.report().percent() + "%"
                                        : PlanWords.number(one.report().value()),
                                "",
                                "")),
                Column.title(
                        t(locale, "track.text"),
                        one -> new Cell.Lines(
                                one.report().text(),
                                "",
                                one.report().blockers().isEmpty()
                                        ? ""
                                        : t(
                                                locale,
                                                "track.blockersSaid",
                                                one.report().blockers()))),
                Column.text(
                        t(locale, "track.filed"),
                        one -> Cell.text(
                                one.report().filedOn() + (one.report().late() ? " " + t(locale, "track.late") : ""))),
                Column.text(t(locale, "plan.column.state"), one -> state(words, locale, one.report())));
        boolean deciding = page.items().stream().anyMatch(Filed::mayDecide);
        var table = Table.of(t(locale, "track.inbox"), columns, page.items());
        if (deciding)
            table = table.chosenBy(
                    "report",
                    page.items().stream()
                            .map(one -> one.mayDecide() ? one.report().id().toString() : "")
                            .toList());
        model.addAttribute(
                "page", new InboxPage(Form.of(filter), states(locale), table, page, form, deciding, exported(filter)));
        return "plan/progress";
    }

    private List<Option> states(Locale locale) {
        return List.of(
                new Option("waiting", t(locale, "track.state.waiting")),
                new Option("filed", t(locale, "track.state.filed")),
                new Option("confirmed", t(locale, "track.state.confirmed")),
                new Option("returned", t(locale, "track.state.returned")));
    }

    private static String exported(Map<String, String> filter) {
        var address = UriComponentsBuilder.fromPath("/progress/export");
        filter.forEach((name, value) -> {
            if (List.of("state", "unit", "q").contains(name)) address.queryParam(name, value);
        });
        return address.encode().build().toUriString();
    }

    /**
     * @param deciding whether some of the shown can be confirmed
     * @param export where the whole list is a workbook, by the same filters
     */
    public record InboxPage(
            Form filter,
            List<Option> states,
            Table table,
            KeyPage<Filed> page,
            Form form,
            boolean deciding,
            String export) {}

    /** The whole list by its filters. */
    @GetMapping("/progress/export")
    void export(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, HttpServletResponse response) {
        var query = ReportStore.Query.of(asked);
        sheets.write(
                response,
                viewer,
                locale,
                t(locale, "track.inbox"),
                asked,
                List.of(
                        new Sheets.Column<Filed>("plan.column.plan", Filed::planTitle),
                        new Sheets.Column<Filed>("plan.column.item", Filed::name),
                        new Sheets.Column<Filed>("plan.column.unit", Filed::unit),
                        new Sheets.Column<Filed>(
                                "track.period", one -> one.report().period().toString()),
                        new Sheets.Column<Filed>(
                                "track.percent", one -> one.report().percent()),
                        new Sheets.Column<Filed>(
                                "track.value.plain", one -> one.report().value()),
                        new Sheets.Column<Filed>(
                                "track.text", one -> one.report().text()),
                        new Sheets.Column<Filed>(
                                "track.blockers", one -> one.report().blockers()),
                        new Sheets.Column<Filed>(
                                "track.dueOn", one -> one.report().dueOn()),
                        new Sheets.Column<Filed>(
                                "track.filed", one -> one.report().filedOn()),
                        new Sheets.Column<Filed>(
                                "plan.column.state",
                                one -> state(words, locale, one.report()).label()),
                        new Sheets.Column<Filed>(
                                "track.remark", one -> one.report().remark())),
                at -> reports.page(viewer, query, at, 500));
    }

    /** Confirms all that were chosen; each that cannot be is said. */
    @PostMapping("/progress")
    String confirmed(
            @RequestParam(name = "report", defaultValue = "") List<String> chosen,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var errors = new ArrayList<dev.kechuang.shared.FieldError>();
        int done = 0;
        for (String one : chosen) {
            UUID id = dev.kechuang.plan.internal.plan.Sql.uuid(one);
            if (id == null) continue;
            switch (service.confirm(viewer, id)) {
                case Outcome.Done<Report> ok -> done++;
                case Outcome.Refused<Report>(var wrong) -> errors.addAll(wrong);
            }
        }
        if (done == 0 && errors.isEmpty()) errors.add(dev.kechuang.shared.FieldError.of("", "track.error.noneChosen"));
        if (!errors.isEmpty()) {
            response.setStatus(422);
            return inbox(Map.of(), Form.EMPTY.with(errors), viewer, locale, model);
        }
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("track.done.confirmedAll", done));
        return "redirect:/progress";
    }

    @GetMapping("/progress/{report}")
    String one(@PathVariable UUID report, Viewer viewer, Locale locale, Model model) {
        return one(report, Form.EMPTY, viewer, locale, model);
    }

    private String one(UUID id, Form form, Viewer viewer, Locale locale, Model model) {
        Filed found = reports.find(viewer, id).orElseThrow(() -> new NotFound("report"));
        Report report = found.report();
        var details = new ArrayList<Detail>();
        details.add(Detail.of(
                t(locale, "plan.column.item"),
                Cell.link(found.name(), "/plans/" + found.plan() + "/items/" + report.item())));
        details.add(Detail.of(t(locale, "plan.column.unit"), found.unit()));
        details.add(Detail.of(t(locale, "plan.column.state"), state(words, locale, report)));
        details.add(Detail.of(t(locale, "track.period"), report.period().toString()));
        details.add(Detail.of(
                t(locale, "track.progress"),
                report.percent() != null ? report.percent() + "%" : PlanWords.number(report.value())));
        details.add(new Detail(
                t(locale, "track.filed"),
                Cell.text(report.filedName() + " " + report.filedOn()),
                report.late() ? t(locale, "track.late") : ""));
        for (UUID file : report.files())
            details.add(Detail.of(
                    t(locale, "track.files"),
                    Cell.link(files.find(file).map(StoredFile::name).orElse(file.toString()), "/files/" + file)));
        var page = Page.of(found.name(), new Crumb(t(locale, "track.inbox"), "/progress"))
                .add(new Part.Facts("", details))
                .add(new Part.Prose(t(locale, "track.text"), report.text()));
        if (!report.blockers().isEmpty()) page.add(new Part.Prose(t(locale, "track.blockers"), report.blockers()));
        if (!report.remark().isEmpty()) page.add(new Part.Prose(t(locale, "track.remark"), report.remark()));
        if (found.mayDecide())
            page.add(new Part.Command(
                    t(locale, "track.decide"),
                    t(locale, "track.decide.hint"),
                    "/progress/" + id,
                    form,
                    List.of(
                            Field.radios(
                                            "decision",
                                            t(locale, "track.decision"),
                                            List.of(
                                                    new Option("confirmed", t(locale, "track.confirm")),
                                                    new Option("returned", t(locale, "track.return"))))
                                    .must(),
                            Field.text("remark", t(locale, "track.remark"), 1000)
                                    .hint(t(locale, "track.remark.hint"))),
                    t(locale, "desk.save"),
                    "/progress",
                    false,
                    false));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    @PostMapping("/progress/{report}")
    String decided(
            @PathVariable UUID report,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Outcome<Report> outcome = switch (posted.getOrDefault("decision", "")) {
            case "confirmed" -> service.confirm(viewer, report);
            case "returned" -> service.giveBack(viewer, report, posted.getOrDefault("remark", ""));
            default -> Outcome.refused(dev.kechuang.shared.FieldError.of("decision", "plan.error.required"));
        };
        return Answer.of(
                outcome,
                Notice.done("track.done.decided"),
                done -> "/progress",
                errors -> one(report, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }
}
