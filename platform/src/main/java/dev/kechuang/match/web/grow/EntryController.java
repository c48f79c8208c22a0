package dev.kechuang.match.web.grow;

import dev.kechuang.file.Uploads;
import dev.kechuang.match.internal.grow.CareService;
import dev.kechuang.match.internal.grow.CareStore;
import dev.kechuang.match.internal.grow.CareStore.Measure;
import dev.kechuang.match.internal.grow.CareStore.MeasureState;
import dev.kechuang.match.internal.grow.CareStore.Owner;
import dev.kechuang.match.internal.grow.CareStore.Visit;
import dev.kechuang.match.internal.grow.CultivationService;
import dev.kechuang.match.internal.grow.Entry;
import dev.kechuang.match.internal.grow.EntryStore;
import dev.kechuang.match.internal.grow.GrowDesk;
import dev.kechuang.match.internal.grow.GrowStage;
import dev.kechuang.match.internal.grow.Prereview;
import dev.kechuang.match.internal.grow.PrereviewService;
import dev.kechuang.match.internal.grow.PrereviewStore;
import dev.kechuang.match.internal.grow.StageStore;
import dev.kechuang.match.internal.grow.StageStore.Reached;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.desk.Part.Button;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Step;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One firm in the store, with everything that is done for it. */
@Controller
@RequestMapping("/cultivation")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class EntryController {

    static final String PATH = "/cultivation/entries/";

    private final EntryStore store;
    private final StageStore stages;
    private final CareStore care;
    private final PrereviewStore prereviewStore;
    private final CultivationService service;
    private final PrereviewService prereviews;
    private final CareService careService;
    private final GrowDesk desk;
    private final Uploads uploads;
    private final GrowWords words;

    EntryController(
            EntryStore store,
            StageStore stages,
            CareStore care,
            PrereviewStore prereviewStore,
            CultivationService service,
            PrereviewService prereviews,
            CareService careService,
            GrowDesk desk,
            Uploads uploads,
            GrowWords words) {
        this.store = store;
        this.stages = stages;
        this.care = care;
        this.prereviewStore = prereviewStore;
        this.service = service;
        this.prereviews = prereviews;
        this.careService = careService;
        this.desk = desk;
        this.uploads = uploads;
        this.words = words;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    @GetMapping("/entries/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return show(id, "", Form.EMPTY, viewer, locale, model);
    }

    /** @param refused the command that was refused: its last word, or the id of a measure */
    private String show(UUID id, String refused, Form form, Viewer viewer, Locale locale, Model model) {
        Entry entry = store.find(viewer, id).orElseThrow(() -> new NotFound("entry"));
        boolean acts = GrowDesk.acts(viewer) && entry.inStore();
        var measures = care.measures(id);
        var page = Page.of(entry.name())
                .add(new Part.Way(t(locale, "matchGrow.way"), way(locale, entry, stages.of(id))))
                .add(new Part.Facts("", details(locale, entry)))
                .add(prereviewed(locale, entry));
        if (acts)
            page.add(new Part.Command(
                    t(locale, "matchGrow.prereview"),
                    t(locale, "matchGrow.prereview.hint"),
                    PATH + id + "/prereview",
                    form(refused, "prereview", form, Map.of()),
                    List.of(),
                    t(locale, "matchGrow.do.prereviewOne"),
                    "",
                    false,
                    false));
        page.add(measures(locale, measures));
        if (acts)
            for (Measure one : measures)
                if (one.state() == MeasureState.OPEN) closing(page, locale, one, refused, form);
        page.add(visits(locale, care.visits(id)));
        if (acts) commands(page, locale, entry, refused, form, viewer);
        page.add(new Part.Timeline(t(locale, "matchGrow.history"), words.timeline(locale, desk.history(id))));
        page.said(form, words.words(locale));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    private List<Step> way(Locale locale, Entry entry, List<Reached> reached) {
        var steps = new ArrayList<Step>();
        for (GrowStage stage : GrowStage.values()) {
            var at = reached.stream().filter(one -> one.stage() == stage).findFirst();
            boolean last = stage == entry.stage() && stage != GrowStage.RECOGNISED;
            boolean stopped = last && !entry.inStore();
            steps.add(new Step(
                    words.stage(locale, stage),
                    stopped
                            ? Step.State.STOPPED
                            : last ? Step.State.CURRENT : at.isPresent() ? Step.State.DONE : Step.State.AHEAD,
                    at.map(one -> one.day().toString()).orElse("")));
        }
        return steps;
    }

    private List<Detail> details(Locale locale, Entry entry) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(
                t(locale, "matchGrow.column.firm"),
                new Cell.Lines(entry.name(), "/organisations/" + entry.organisation(), entry.creditCode())));
        details.add(
                Detail.of(t(locale, "matchGrow.store"), words.ladderName(locale, entry.ladder()) + " " + entry.year()));
        details.add(Detail.of(t(locale, "matchGrow.column.stage"), words.stage(locale, entry)));
        details.add(new Detail(
                t(locale, "matchGrow.column.match"),
                words.state(locale, entry.now(), entry.distance(), entry.missing()),
                entry.found() == null
                        ? ""
                        : t(
                                locale,
                                "matchGrow.then",
                                words.stateText(locale, entry.found(), entry.foundDistance(), entry.missing()))));
        details.add(Detail.of(t(locale, "matchGrow.column.region"), words.region(locale, entry.region())));
        details.add(Detail.of(t(locale, "matchGrow.column.field"), Cell.text(words.field(locale, entry.field()))));
        details.add(new Detail(
                t(locale, "matchGrow.why"), Cell.text(entry.why()), entry.enteredName() + " " + entry.enteredOn()));
        details.add(Detail.of(t(locale, "matchGrow.column.counsellor"), Cell.text(entry.counsellorName())));
        var left = entry.leftFor();
        if (left != null)
            details.add(new Detail(
                    t(locale, "matchGrow.column.left"),
                    Cell.text(t(locale, "matchGrow.left." + left.code())),
                    (entry.leftOn() + " " + entry.leftNote()).strip()));
        return details;
    }

    private Part prereviewed(Locale locale, Entry entry) {
        List<Column<Prereview>> columns = List.of(
                Column.text(
                        t(locale, "matchGrow.column.prereviewedOn"),
                        p -> Cell.link(p.day().toString(), "/cultivation/prereviews/" + p.id())),
                Column.text(t(locale, "matchGrow.verdict"), p -> words.verdict(locale, p.verdict())),
                Column.figure(
                        t(locale, "matchGrow.column.score"),
                        "",
                        p -> Cell.text(GrowWords.score(p.scoreLow(), p.scoreHigh()))),
                Column.figure(t(locale, "matchGrow.column.unmet"), "", p -> Cell.count(p.unmet())),
                Column.figure(t(locale, "matchGrow.column.open"), "", p -> Cell.count(p.open())),
                Column.figure(t(locale, "matchGrow.column.risks"), "", p -> Cell.count(p.risks())),
                Column.text(t(locale, "matchGrow.column.by"), p -> Cell.text(p.madeName())));
        String heading = t(locale, "matchGrow.prereviews");
        return Part.Listing.of(
                heading,
                Table.of(heading, columns, prereviewStore.of(entry.id())),
                t(locale, "matchGrow.prereviews.none"));
    }

    private Tag state(Locale locale, Measure measure) {
        if (measure.state() == MeasureState.OPEN && measure.dueOn().isBefore(words.today()))
            return new Tag(t(locale, "matchGrow.late"), Tone.FAILED);
        return new Tag(
                t(locale, "matchGrow.measure." + measure.state().code()),
                switch (measure.state()) {
                    case OPEN -> Tone.IN_PROGRESS;
                    case DONE -> Tone.PASSED;
                    case DROPPED -> Tone.DRAFT;
                });
    }

    private Part measures(Locale locale, List<Measure> measures) {
        List<Column<Measure>> columns = List.of(
                Column.title(
                        t(locale, "matchGrow.column.measure"),
                        m -> new Cell.Lines(m.text(), "", m.result().isEmpty() ? m.madeName() : m.result())),
                Column.text(
                        t(locale, "matchGrow.column.owner"),
                        m -> Cell.text(t(locale, "matchGrow.owner." + m.owner().code()))),
                Column.text(t(locale, "matchGrow.column.dueOn"), m -> GrowWords.day(m.dueOn())),
                Column.text(t(locale, "matchGrow.column.state"), m -> state(locale, m)),
                Column.text(t(locale, "matchGrow.column.closedOn"), m -> GrowWords.day(m.closedOn())));
        String heading = t(locale, "matchGrow.measures");
        return Part.Listing.of(heading, Table.of(heading, columns, measures), t(locale, "matchGrow.measures.none"));
    }

    private Part visits(Locale locale, List<Visit> visits) {
        List<Column<Visit>> columns = List.of(
                Column.text(t(locale, "matchGrow.column.day"), v -> GrowWords.day(v.day())),
                Column.title(t(locale, "matchGrow.column.topic"), v -> new Cell.Lines(v.topic(), "", v.notes())),
                Column.text(t(locale, "matchGrow.column.who"), v -> Cell.text(v.who())),
                Column.actions(
                        t(locale, "matchGrow.column.files"),
                        v -> v.files().isEmpty()
                                ? Cell.NONE
                                : new Cell.Actions(v.files().stream()
                                        .map(file -> dev.kechuang.shared.web.ui.Action.open(
                                                file.name(), "/files/" + file.file()))
                                        .toList())));
        String heading = t(locale, "matchGrow.visits");
        return Part.Listing.of(heading, Table.of(heading, columns, visits), t(locale, "matchGrow.visits.none"));
    }

    private static Form form(String refused, String command, Form form, Map<String, String> fresh) {
        return refused.equals(command) ? form : Form.of(fresh);
    }

    private void closing(Page page, Locale locale, Measure measure, String refused, Form form) {
        String id = measure.id().toString();
        page.add(new Part.Command(
                t(locale, "matchGrow.close", measure.text()),
                "",
                "/cultivation/measures/" + id,
                form(refused, id, form, Map.of("version", String.valueOf(measure.version()), "state", "done")),
                List.of(
                        Field.hidden("version"),
                        Field.radios(
                                "state",
                                t(locale, "matchGrow.column.state"),
                                List.of(
                                        new Option("done", t(locale, "matchGrow.measure.done")),
                                        new Option("dropped", t(locale, "matchGrow.measure.dropped")))),
                        Field.text("result", t(locale, "matchGrow.result"), 1000)
                                .must()),
                t(locale, "matchGrow.do.close"),
                "",
                false,
                true));
    }

    private void commands(Page page, Locale locale, Entry entry, String refused, Form form, Viewer viewer) {
        String version = String.valueOf(entry.version());
        String today = words.today().toString();
        page.add(new Part.Command(
                t(locale, "matchGrow.newVisit"),
                "",
                PATH + entry.id() + "/visit",
                form(refused, "visit", form, Map.of("day", today, "who", viewer.name())),
                List.of(
                        Field.day("day", t(locale, "matchGrow.column.day")).must(),
                        Field.line("who", t(locale, "matchGrow.column.who"), 120)
                                .must(),
                        Field.line("topic", t(locale, "matchGrow.column.topic"), 120)
                                .must(),
                        Field.text("notes", t(locale, "matchGrow.notes"), 4000).must(),
                        Field.files("files", t(locale, "matchGrow.column.files"), "")),
                t(locale, "matchGrow.do.visit"),
                "",
                false,
                true));
        page.add(new Part.Command(
                t(locale, "matchGrow.newMeasure"),
                "",
                PATH + entry.id() + "/measure",
                form(
                        refused,
                        "measure",
                        form,
                        Map.of(
                                "owner",
                                "firm",
                                "dueOn",
                                words.today().plusDays(30).toString())),
                List.of(
                        Field.text("text", t(locale, "matchGrow.column.measure"), 500)
                                .must(),
                        Field.radios(
                                        "owner",
                                        t(locale, "matchGrow.column.owner"),
                                        words.options(locale, Owner.class, "matchGrow.owner."))
                                .must(),
                        Field.day("dueOn", t(locale, "matchGrow.column.dueOn")).must()),
                t(locale, "matchGrow.do.measure"),
                "",
                false,
                true));
        var counsellor = entry.counsellor();
        page.add(new Part.Command(
                t(locale, "matchGrow.assign"),
                "",
                PATH + entry.id() + "/assign",
                form(
                        refused,
                        "assign",
                        form,
                        Map.of(
                                "version",
                                version,
                                "counsellor",
                                counsellor == null ? "" : counsellor.toString(),
                                "counsellorName",
                                counsellor == null ? entry.counsellorName() : "")),
                List.of(
                        Field.hidden("version"),
                        Field.select("counsellor", t(locale, "matchGrow.counsellor"), words.counsellors(viewer)),
                        Field.line("counsellorName", t(locale, "matchGrow.counsellorName"), 60)
                                .hint(t(locale, "matchGrow.counsellorName.hint"))),
                t(locale, "matchGrow.do.assign"),
                "",
                false,
                true));
        page.add(new Part.Command(
                t(locale, "matchGrow.leave"),
                t(locale, "matchGrow.leave.hint"),
                PATH + entry.id() + "/leave",
                form(refused, "leave", form, Map.of("version", version)),
                List.of(
                        Field.hidden("version"),
                        Field.radios(
                                        "reason",
                                        t(locale, "matchGrow.reason"),
                                        CultivationService.reasons().stream()
                                                .map(reason -> new Option(
                                                        reason.code(), t(locale, "matchGrow.left." + reason.code())))
                                                .toList())
                                .must(),
                        Field.line("note", t(locale, "matchGrow.note"), 500).must()),
                t(locale, "matchGrow.do.leave"),
                "",
                true,
                true));
    }

    private String answer(
            UUID entry,
            String command,
            Map<String, String> posted,
            Outcome<?> outcome,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                outcome,
                Notice.done("matchGrow.done.kept"),
                done -> PATH + entry,
                errors -> show(entry, command, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    private UUID seen(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("entry")).id();
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/entries/{id}/prereview")
    String prereview(
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        seen(viewer, id);
        var outcome = prereviews.review(viewer, id);
        boolean same = outcome.fold(result -> !result.fresh(), errors -> false);
        return Answer.of(
                outcome,
                same ? Notice.info("matchGrow.done.same") : Notice.done("matchGrow.done.prereviewed"),
                result -> "/cultivation/prereviews/" + result.prereview().id(),
                errors -> show(id, "prereview", Form.EMPTY.with(errors), viewer, locale, model),
                response,
                redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/entries/{id}/visit")
    String visit(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            @RequestParam(required = false) MultipartFile @Nullable [] files,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        seen(viewer, id);
        Outcome<UUID> outcome = uploads.store(viewer, files)
                .fold(
                        ids -> {
                            var typed = new HashMap<>(posted);
                            typed.put("files", ids);
                            return careService.visit(viewer, id, typed);
                        },
                        (List<FieldError> errors) -> Outcome.refused(errors));
        return answer(id, "visit", posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/entries/{id}/measure")
    String measure(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        seen(viewer, id);
        return answer(
                id,
                "measure",
                posted,
                careService.agree(viewer, id, posted),
                viewer,
                locale,
                model,
                response,
                redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/measures/{id}")
    String close(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        UUID entry = seen(
                viewer,
                care.measureOf(id).orElseThrow(() -> new NotFound("measure")).entry());
        var outcome = careService.close(viewer, id, Typed.version(posted.get("version")), posted);
        return answer(entry, id.toString(), posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/entries/{id}/assign")
    String assign(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        seen(viewer, id);
        var outcome = service.assign(viewer, id, Typed.version(posted.get("version")), posted);
        return answer(id, "assign", posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/entries/{id}/leave")
    String leave(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        seen(viewer, id);
        var outcome = service.leave(viewer, id, Typed.version(posted.get("version")), posted);
        return answer(id, "leave", posted, outcome, viewer, locale, model, response, redirect);
    }

    static List<Button> papers(String path, String docx, String pdf) {
        return List.of(new Button(docx, path + "/docx", false), new Button(pdf, path + "/pdf", false));
    }
}
