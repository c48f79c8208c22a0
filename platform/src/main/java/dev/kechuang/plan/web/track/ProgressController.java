package dev.kechuang.plan.web.track;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.plan.internal.track.Obligations;
import dev.kechuang.plan.internal.track.Obligations.Owed;
import dev.kechuang.plan.internal.track.ProgressService;
import dev.kechuang.plan.internal.track.Report;
import dev.kechuang.plan.internal.track.ReportStore;
import dev.kechuang.plan.internal.track.ReportStore.Waiting;
import dev.kechuang.plan.web.plan.PlanWords;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
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

/** A unit's own tasks, the office's inbox of reports, and who is late. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
public class ProgressController {

    private static final int ROWS = 200;

    private final Obligations obligations;
    private final ReportStore reports;
    private final ProgressService service;
    private final FileStore files;
    private final PlanWords words;

    ProgressController(
            Obligations obligations, ReportStore reports, ProgressService service, FileStore files, PlanWords words) {
        this.obligations = obligations;
        this.reports = reports;
        this.service = service;
        this.files = files;
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

    private Tag owed(Locale locale, Owed one) {
        if (one.returned()) return new Tag(t(locale, "track.state.returned"), Tone.RETURNED);
        return one.late(service.today())
                ? new Tag(t(locale, "track.overdue"), Tone.FAILED)
                : new Tag(t(locale, "track.due"), Tone.IN_PROGRESS);
    }

    @GetMapping("/my-tasks")
    String mine(Viewer viewer, Locale locale, Model model) {
        UUID unit = viewer.unit();
        var owed = unit == null ? List.<Owed>of() : obligations.ofUnit(unit, service.today());
        List<Column<Owed>> columns = List.of(
                Column.title(
                        t(locale, "plan.column.item"),
                        one -> new Cell.Lines(
                                one.name(), "/plans/" + one.plan() + "/items/" + one.item(), one.planTitle())),
                Column.text(t(locale, "track.period"), one -> Cell.text(one.period())),
                Column.text(
                        t(locale, "track.dueOn"), one -> Cell.text(one.dueOn().toString())),
                Column.text(t(locale, "plan.column.state"), one -> owed(locale, one)),
                Column.actions(
                        t(locale, "track.report"),
                        one -> Cell.link(t(locale, "track.report"), "/plans/" + one.plan() + "/items/" + one.item())));
        model.addAttribute(
                "model",
                Page.of(t(locale, "track.mine"))
                        .add(new Part.Listing(
                                t(locale, "track.owed"),
                                List.of(new Part.Button(t(locale, "plan.list"), "/plans", false)),
                                Table.of(t(locale, "track.owed"), columns, owed),
                                null,
                                t(locale, "track.owed.none"),
                                t(locale, "track.owed.hint"))));
        return Page.VIEW;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/progress/late")
    String late(Viewer viewer, Locale locale, Model model) {
        var today = service.today();
        var late = obligations.open(viewer, today).stream()
                .filter(one -> one.late(today))
                .toList();
        List<Column<Owed>> columns = List.of(
                Column.text(t(locale, "plan.column.unit"), one -> Cell.text(one.unitName())),
                Column.title(
                        t(locale, "plan.column.item"),
                        one -> new Cell.Lines(
                                one.name(), "/plans/" + one.plan() + "/items/" + one.item(), one.planTitle())),
                Column.text(t(locale, "track.period"), one -> Cell.text(one.period())),
                Column.text(
                        t(locale, "track.dueOn"), one -> Cell.text(one.dueOn().toString())),
                Column.text(t(locale, "plan.column.state"), one -> owed(locale, one)));
        model.addAttribute(
                "model",
                Page.of(t(locale, "track.lateList"))
                        .add(Part.Listing.of(
                                "",
                                Table.of(t(locale, "track.lateList"), columns, late),
                                t(locale, "track.late.none"))));
        return Page.VIEW;
    }

    @GetMapping("/progress")
    String inbox(Viewer viewer, Locale locale, Model model) {
        return inbox(Form.EMPTY, viewer, locale, model);
    }

    private String inbox(Form form, Viewer viewer, Locale locale, Model model) {
        List<Waiting> waiting = reports.waiting(viewer, ROWS);
        List<Column<Waiting>> columns = List.of(
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
                                one.report().filedOn() + (one.report().late() ? " " + t(locale, "track.late") : ""))));
        var table = Table.of(t(locale, "track.inbox"), columns, waiting)
                .chosenBy(
                        "report",
                        waiting.stream()
                                .map(one -> one.report().id().toString())
                                .toList());
        model.addAttribute("page", new InboxPage(table, form, waiting.isEmpty()));
        return "plan/progress";
    }

    public record InboxPage(Table table, Form form, boolean empty) {}

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
            return inbox(Form.EMPTY.with(errors), viewer, locale, model);
        }
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("track.done.confirmedAll", done));
        return "redirect:/progress";
    }

    @GetMapping("/progress/{report}")
    String one(@PathVariable UUID report, Viewer viewer, Locale locale, Model model) {
        return one(report, Form.EMPTY, viewer, locale, model);
    }

    private String one(UUID id, Form form, Viewer viewer, Locale locale, Model model) {
        Waiting found = reports.waiting(viewer, ROWS).stream()
                .filter(one -> one.report().id().equals(id))
                .findFirst()
                .orElseThrow(() -> new NotFound("report"));
        Report report = found.report();
        var details = new ArrayList<Detail>();
        details.add(Detail.of(
                t(locale, "plan.column.item"),
                Cell.link(found.name(), "/plans/" + found.plan() + "/items/" + report.item())));
        details.add(Detail.of(t(locale, "plan.column.unit"), found.unit()));
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
                        Field.text("remark", t(locale, "track.remark"), 1000).hint(t(locale, "track.remark.hint"))),
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
