package dev.kechuang.plan.web.assess;

import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import dev.kechuang.plan.internal.assess.Assessment;
import dev.kechuang.plan.internal.assess.Assessment.Objection;
import dev.kechuang.plan.internal.assess.Assessment.ObjectionState;
import dev.kechuang.plan.internal.assess.Assessment.State;
import dev.kechuang.plan.internal.assess.Assessment.Subject;
import dev.kechuang.plan.internal.assess.AssessmentScheme;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Group;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Item;
import dev.kechuang.plan.internal.assess.AssessmentSchemes;
import dev.kechuang.plan.internal.assess.AssessmentService;
import dev.kechuang.plan.internal.assess.AssessmentStore;
import dev.kechuang.plan.internal.assess.Result;
import dev.kechuang.plan.internal.desk.History;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.desk.Part.Button;
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
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Yearly assessments: list, results by group, objections, documents and Excel. */
@Controller
@RequestMapping("/assessments")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class AssessmentController {

    private static final MediaType DOCX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private final AssessmentStore store;
    private final AssessmentService service;
    private final AssessmentSchemes schemes;
    private final AssessmentPaper paper;
    private final Documents documents;
    private final History history;
    private final Labels labels;
    private final Sheets sheets;

    AssessmentController(
            AssessmentStore store,
            AssessmentService service,
            AssessmentSchemes schemes,
            AssessmentPaper paper,
            Documents documents,
            History history,
            Labels labels,
            Sheets sheets) {
        this.store = store;
        this.service = service;
        this.schemes = schemes;
        this.paper = paper;
        this.documents = documents;
        this.history = history;
        this.labels = labels;
        this.sheets = sheets;
    }

    private String t(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    static String pick(Locale locale, String zh, String en) {
        return Labels.english(locale) && !en.isEmpty() ? en : zh;
    }

    static Tag state(Labels labels, Locale locale, Assessment one) {
        return new Tag(
                labels.text(locale, "assess.state." + one.state().code()),
                switch (one.state()) {
                    case OPEN -> Tone.IN_PROGRESS;
                    case PUBLISHED -> Tone.PUBLISHED;
                    case FINAL -> Tone.PASSED;
                });
    }

    private String title(Locale locale, Assessment one) {
        AssessmentScheme scheme = service.scheme(one);
        return t(locale, "assess.titleOf", String.valueOf(one.year()), pick(locale, scheme.name(), scheme.en()));
    }

    @GetMapping
    String list(Viewer viewer, Locale locale, Model model) {
        return list(Form.of(Map.of("year", String.valueOf(labels.today().getYear()))), viewer, locale, model);
    }

    private String list(Form form, Viewer viewer, Locale locale, Model model) {
        List<Column<Assessment>> columns = List.of(
                Column.title(
                        t(locale, "assess.column.title"),
                        one -> Cell.link(title(locale, one), "/assessments/" + one.id())),
                Column.text(t(locale, "assess.column.state"), one -> state(labels, locale, one)),
                Column.text(t(locale, "assess.column.until"), one -> Labels.day(one.objectionsUntil())),
                Column.text(
                        t(locale, "assess.column.final"),
                        one -> Cell.text(one.finalName() == null ? "" : one.finalName())));
        var page = Page.of(t(locale, "assess.list"))
                .add(Part.Listing.of(
                        "", Table.of(t(locale, "assess.list"), columns, store.all(viewer)), t(locale, "assess.none")));
        if (viewer.is(Role.BUREAU_OFFICER)) {
            var known = schemes.all().stream()
                    .map(scheme -> new Option(scheme.code(), pick(locale, scheme.name(), scheme.en())))
                    .toList();
            page.add(new Part.Command(
                    t(locale, "assess.open"),
                    "",
                    "/assessments",
                    form,
                    List.of(
                            Field.select("scheme", t(locale, "assess.column.scheme"), known)
                                    .must(),
                            Field.line("year", t(locale, "assess.column.year"), 4)
                                    .must()),
                    t(locale, "assess.open"),
                    "",
                    false,
                    false));
        }
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping
    String open(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                service.open(viewer, posted),
                Notice.done("assess.done.opened"),
                id -> "/assessments/" + id,
                errors -> list(Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    private Assessment found(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("assessment"));
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return show(id, "", Form.EMPTY, viewer, locale, model);
    }

    private String show(UUID id, String refused, Form form, Viewer viewer, Locale locale, Model model) {
        Assessment one = found(viewer, id);
        AssessmentScheme scheme = service.scheme(one);
        var subjects = store.subjects(id);
        var results = store.results(id);
        var page = Page.of(title(locale, one), new Crumb(t(locale, "assess.list"), "/assessments"))
                .add(new Part.Facts("", details(locale, one, scheme)));
        if (!results.isEmpty()) {
            page.add(new Part.Buttons(List.of(
                    new Button(t(locale, "assess.docx"), "/assessments/" + id + "/docx", false),
                    new Button(t(locale, "assess.pdf"), "/assessments/" + id + "/pdf", false),
                    new Button(t(locale, "desk.export"), "/assessments/" + id + "/export", false))));
        }
        commands(page, one, scheme, refused, form, viewer, locale);
        for (Group group : scheme.groups()) page.add(group(locale, one, scheme, group, subjects, results));
        objections(page, one, scheme, refused, form, viewer, locale);
        page.add(new Part.Timeline(
                t(locale, "desk.history"), labels.timeline(locale, history.of(id), "assess.action.")));
        page.said(form, labels.words(locale));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    private List<Detail> details(Locale locale, Assessment one, AssessmentScheme scheme) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(t(locale, "assess.column.state"), state(labels, locale, one)));
        details.add(Detail.of(t(locale, "assess.column.basis"), scheme.basis()));
        details.add(
                Detail.of(t(locale, "assess.column.opened"), one.openedName() + " " + Labels.minute(one.openedAt())));
        var read = one.snapshot();
        details.add(Detail.of(
                t(locale, "assess.column.readAt"), read == null ? Cell.NONE : Cell.text(Labels.minute(read.at()))));
        if (one.state() == State.OPEN)
            details.add(Detail.of(
                    t(locale, "assess.column.missing"),
                    Cell.text(t(locale, "assess.missing", service.missing(one, scheme)))));
        if (one.objectionsUntil() != null)
            details.add(Detail.of(t(locale, "assess.column.until"), Labels.day(one.objectionsUntil())));
        if (one.resultDigest() != null) {
            details.add(Detail.of(t(locale, "assess.column.final"), String.valueOf(one.finalName())));
            details.add(Detail.of(t(locale, "assess.column.digest"), one.resultDigest()));
        }
        return details;
    }

    private Part group(
            Locale locale,
            Assessment one,
            AssessmentScheme scheme,
            Group group,
            List<Subject> subjects,
            List<Result> results) {
        var names = subjects.stream().collect(Collectors.toMap(Subject::unit, Subject::name));
        String heading = pick(locale, group.name(), group.en());
        var members = results.stream()
                .filter(result -> result.group().equals(group.code()))
                .toList();
        if (members.isEmpty()) {
            List<Column<Subject>> columns = List.of(Column.title(
                    t(locale, "assess.column.unit"),
                    subject -> Cell.link(subject.name(), "/assessments/" + one.id() + "/units/" + subject.unit())));
            var waiting = subjects.stream()
                    .filter(subject -> subject.group().equals(group.code()))
                    .toList();
            return Part.Listing.of(heading, Table.of(heading, columns, waiting), "");
        }
        var columns = new ArrayList<Column<Result>>();
        columns.add(Column.figure(t(locale, "assess.column.rank"), "", result -> Cell.count(result.rank())));
        columns.add(Column.title(
                t(locale, "assess.column.unit"),
                result -> Cell.link(
                        names.getOrDefault(result.unit(), ""),
                        "/assessments/" + one.id() + "/units/" + result.unit())));
        columns.add(Column.figure(t(locale, "assess.column.total"), "", result -> Cell.decimal(result.total(), 2)));
        for (Item item : scheme.items(group.code())) {
            columns.add(Column.figure(
                    pick(locale, item.name(), item.en()),
                    item.weight().signum() == 0
                            ? ""
                            : item.weight().stripTrailingZeros().toPlainString(),
                    result -> points(locale, result, item)));
        }
        return Part.Listing.of(heading, Table.of(heading, columns, members), "");
    }

    private Cell points(Locale locale, Result result, Item item) {
        var scored = result.items().stream()
                .filter(one -> one.item().equals(item.code()))
                .findFirst();
        if (scored.isEmpty()) return Cell.NONE;
        BigDecimal points = scored.get().points();
        return switch (item.kind()) {
            case VETO ->
                scored.get().inputs().containsKey("entries")
                        ? new Tag(t(locale, "assess.vetoed"), Tone.FAILED)
                        : Cell.NONE;
            case DEDUCTION -> points.signum() == 0 ? Cell.NONE : Cell.decimal(points.negate(), 2);
            case BONUS -> points.signum() == 0 ? Cell.NONE : Cell.decimal(points, 2);
            default -> Cell.decimal(points, 2);
        };
    }

    private void commands(
            Page page,
            Assessment one,
            AssessmentScheme scheme,
            String refused,
            Form form,
            Viewer viewer,
            Locale locale) {
        if (viewer.is(Role.BUREAU_OFFICER) && one.state() == State.OPEN) {
            page.add(command(locale, one, "run", refused, form, List.of(), false));
            page.add(command(locale, one, "publish", refused, form, List.of(), true));
        }
        if (one.state() != State.PUBLISHED) return;
        if (viewer.is(Role.BUREAU_OFFICER)) {
            page.add(command(
                    locale,
                    one,
                    "reopen",
                    refused,
                    form,
                    List.of(Field.text("reopenReason", t(locale, "assess.column.reason"), 500)
                            .must()),
                    true));
        }
        if (viewer.is(Role.BUREAU_LEADER)) page.add(command(locale, one, "final", refused, form, List.of(), false));
    }

    private Part command(
            Locale locale, Assessment one, String name, String refused, Form form, List<Field> fields, boolean folded) {
        var all = new ArrayList<>(fields);
        all.add(Field.hidden("version"));
        boolean mine = name.equals(refused);
        var values = new java.util.HashMap<>(mine ? form.values() : Map.of());
        values.put("version", String.valueOf(one.version()));
        return new Part.Command(
                t(locale, "assess.do." + name),
                t(locale, "assess.hint." + name),
                "/assessments/" + one.id() + "/" + name,
                Form.of(values).with(mine ? form.errors() : List.of()),
                all,
                t(locale, "assess.do." + name),
                "",
                false,
                folded);
    }

    private void objections(
            Page page,
            Assessment one,
            AssessmentScheme scheme,
            String refused,
            Form form,
            Viewer viewer,
            Locale locale) {
        var objections = store.objections(one.id());
        if (objections.isEmpty()) return;
        List<Column<Objection>> columns = List.of(
                Column.text(t(locale, "assess.column.unit"), o -> Cell.text(o.unitName())),
                Column.text(
                        t(locale, "assess.column.item"),
                        o -> Cell.text(scheme.item(o.item())
                                .map(item -> pick(locale, item.name(), item.en()))
                                .orElse(o.item()))),
                Column.title(t(locale, "assess.column.objection"), o -> new Cell.Lines(o.text(), "", o.answer())),
                Column.text(
                        t(locale, "assess.column.state"),
                        o -> new Tag(
                                t(locale, "assess.objection." + o.state().code()),
                                switch (o.state()) {
                                    case RAISED -> Tone.IN_PROGRESS;
                                    case UPHELD -> Tone.PASSED;
                                    case REJECTED -> Tone.FAILED;
                                })));
        page.add(Part.Listing.of(
                t(locale, "assess.objections"), Table.of(t(locale, "assess.objections"), columns, objections), ""));
        var first = objections.stream()
                .filter(o -> o.state() == ObjectionState.RAISED && !Units.own(viewer, o.unit()))
                .findFirst();
        if (first.isEmpty() || !viewer.is(Role.BUREAU_OFFICER) || one.state() != State.PUBLISHED) return;
        // One at a time: the next one stands here when this is answered.
        page.add(new Part.Command(
                t(locale, "assess.handle", first.get().unitName()),
                first.get().text(),
                "/assessments/" + one.id() + "/objections/" + first.get().id(),
                refused.equals("handle") ? form : Form.EMPTY,
                List.of(
                        Field.radios(
                                        "decision",
                                        t(locale, "assess.column.decision"),
                                        List.of(
                                                new Option("upheld", t(locale, "assess.objection.upheld")),
                                                new Option("rejected", t(locale, "assess.objection.rejected"))))
                                .must(),
                        Field.text("answer", t(locale, "assess.column.answer"), 2000)
                                .must()),
                t(locale, "assess.do.handle"),
                "",
                false,
                false));
    }

    private String answer(
            UUID id,
            String command,
            Map<String, String> posted,
            Outcome<UUID> outcome,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Function<List<FieldError>, String> again =
                errors -> show(id, command, Form.of(posted).with(errors), viewer, locale, model);
        return Answer.of(
                outcome, Notice.done("assess.done.saved"), done -> "/assessments/" + id, again, response, redirect);
    }

    private static int version(Map<String, String> posted) {
        return Typed.version(posted.get("version"));
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/run")
    String run(
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return answer(id, "run", Map.of(), service.run(viewer, id), viewer, locale, model, response, redirect);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/publish")
    String publish(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.publish(viewer, id, version(posted));
        return answer(id, "publish", posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/reopen")
    String reopen(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.reopen(viewer, id, version(posted), posted);
        return answer(id, "reopen", posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow(Role.BUREAU_LEADER)
    @PostMapping("/{id}/final")
    String finish(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.finish(viewer, id, version(posted));
        return answer(id, "final", posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/objections/{objection}")
    String handle(
            @PathVariable UUID id,
            @PathVariable UUID objection,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.handle(viewer, id, objection, posted);
        return answer(id, "handle", posted, outcome, viewer, locale, model, response, redirect);
    }

    @GetMapping("/{id}/docx")
    ResponseEntity<byte[]> docx(@PathVariable UUID id, Viewer viewer) {
        Document document = document(viewer, id);
        return file(document, DOCX, ".docx", documents.docx(document));
    }

    @GetMapping("/{id}/pdf")
    ResponseEntity<byte[]> pdf(@PathVariable UUID id, Viewer viewer) {
        Document document = document(viewer, id);
        return file(document, MediaType.APPLICATION_PDF, ".pdf", documents.pdf(document));
    }

    private Document document(Viewer viewer, UUID id) {
        Assessment one = found(viewer, id);
        return paper.of(one, service.scheme(one), store.subjects(id), store.results(id));
    }

    private static ResponseEntity<byte[]> file(Document document, MediaType type, String end, byte[] content) {
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(document.title() + end, StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(content);
    }

    @GetMapping("/{id}/export")
    void export(@PathVariable UUID id, Viewer viewer, Locale locale, HttpServletResponse response) {
        Assessment one = found(viewer, id);
        AssessmentScheme scheme = service.scheme(one);
        var names = store.subjects(id).stream().collect(Collectors.toMap(Subject::unit, Subject::name));
        var results = store.results(id);
        var parts = new ArrayList<Sheets.Part<Result>>();
        for (Group group : scheme.groups()) {
            var columns = new ArrayList<Sheets.Column<Result>>();
            columns.add(new Sheets.Column<>("assess.column.rank", Result::rank));
            columns.add(new Sheets.Column<>("assess.column.unit", result -> names.getOrDefault(result.unit(), "")));
            columns.add(new Sheets.Column<>("assess.column.total", Result::total));
            for (Item item : scheme.items(group.code())) {
                columns.add(Sheets.Column.named(
                        pick(locale, item.name(), item.en()),
                        result -> result.items().stream()
                                .filter(scored -> scored.item().equals(item.code()))
                                .map(Result.Scored::points)
                                .findFirst()
                                .orElse(null)));
            }
            parts.add(new Sheets.Part<>(
                    pick(locale, group.name(), group.en()),
                    columns,
                    results.stream()
                            .filter(result -> result.group().equals(group.code()))
                            .toList()));
        }
        sheets.write(response, locale, title(locale, one), parts);
    }
}
