package dev.kechuang.plan.web.assess;

import dev.kechuang.plan.internal.assess.Assessment;
import dev.kechuang.plan.internal.assess.AssessmentScheme;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Group;
import dev.kechuang.plan.internal.assess.AssessmentSchemes;
import dev.kechuang.plan.internal.assess.AssessmentService;
import dev.kechuang.plan.internal.assess.AssessmentStore;
import dev.kechuang.plan.internal.assess.Objections;
import dev.kechuang.plan.internal.desk.History;
import dev.kechuang.plan.web.desk.Labels;
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
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Yearly assessments: list, results by group, objections, and what becomes of them. */
@Controller
@RequestMapping("/assessments")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class AssessmentController {

    private final AssessmentStore store;
    private final AssessmentService service;
    private final Objections objections;
    private final AssessmentSchemes schemes;
    private final History history;
    private final Labels labels;
    private final AssessmentParts parts;

    AssessmentController(
            AssessmentStore store,
            AssessmentService service,
            Objections objections,
            AssessmentSchemes schemes,
            History history,
            Labels labels,
            AssessmentParts parts) {
        this.store = store;
        this.service = service;
        this.objections = objections;
        this.schemes = schemes;
        this.history = history;
        this.labels = labels;
        this.parts = parts;
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
                .add(new Part.Facts("", parts.details(locale, one, scheme)));
        if (!results.isEmpty()) {
            page.add(new Part.Buttons(List.of(
                    new Button(t(locale, "assess.docx"), "/assessments/" + id + "/docx", false),
                    new Button(t(locale, "assess.pdf"), "/assessments/" + id + "/pdf", false),
                    new Button(t(locale, "desk.export"), "/assessments/" + id + "/export", false))));
        }
        parts.commands(page, one, scheme, refused, form, viewer, locale);
        for (Group group : scheme.groups()) page.add(parts.group(locale, one, scheme, group, subjects, results));
        parts.objections(page, one, scheme, refused, form, viewer, locale);
        page.add(new Part.Timeline(
                t(locale, "desk.history"), labels.timeline(locale, history.of(id), "assess.action.")));
        page.said(form, labels.words(locale));
        model.addAttribute("model", page);
        return Page.VIEW;
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
        var outcome = objections.handle(viewer, id, objection, posted);
        return answer(id, "handle", posted, outcome, viewer, locale, model, response, redirect);
    }
}
