package dev.kechuang.plan.web.supervise;

import dev.kechuang.file.Uploads;
import dev.kechuang.plan.internal.desk.History;
import dev.kechuang.plan.internal.supervise.SuperviseService;
import dev.kechuang.plan.internal.supervise.SuperviseStore;
import dev.kechuang.plan.internal.supervise.Supervision;
import dev.kechuang.plan.internal.supervise.Supervision.Finding;
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
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
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

/** One item of supervision: its findings, what the unit reports, the review, the closure. */
@Controller
@RequestMapping("/supervision")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class SupervisionController {

    private static final String PATH = "/supervision/";

    private final SuperviseStore store;
    private final SuperviseService service;
    private final History history;
    private final Uploads uploads;
    private final Labels labels;
    private final SupervisionParts parts;

    SupervisionController(
            SuperviseStore store,
            SuperviseService service,
            History history,
            Uploads uploads,
            Labels labels,
            SupervisionParts parts) {
        this.store = store;
        this.service = service;
        this.history = history;
        this.uploads = uploads;
        this.labels = labels;
        this.parts = parts;
    }

    private String t(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return show(id, "", Form.EMPTY, viewer, locale, model);
    }

    /** @param refused the command that was refused: {@code find}, {@code close}, or the id of a finding */
    private String show(UUID id, String refused, Form form, Viewer viewer, Locale locale, Model model) {
        Supervision s = store.find(viewer, id).orElseThrow(() -> new NotFound("supervision"));
        boolean supervises = SuperviseService.supervises(viewer, s);
        var page = Page.of(s.title(), new Crumb(t(locale, "supervise.list"), "/supervision"))
                .add(new Part.Facts("", parts.details(locale, s)));
        if (!s.conclusion().isEmpty())
            page.add(new Part.Prose(t(locale, "supervise.column.conclusion"), s.conclusion()));
        for (Finding f : store.findings(viewer, id)) parts.finding(page, locale, s, f, viewer, refused, form);
        if (supervises) parts.commands(page, locale, s, refused, form);
        page.add(new Part.Timeline(
                t(locale, "desk.history"), labels.timeline(locale, history.of(id), "supervise.action.")));
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
        return Answer.of(
                outcome,
                Notice.done("supervise.done.saved"),
                done -> PATH + id,
                errors -> show(id, command, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    private static int version(Map<String, String> posted) {
        return Typed.version(posted.get("version"));
    }

    /** What was typed with the files that came along; refused where a file is not what it claims. */
    private Outcome<UUID> withFiles(
            Viewer viewer,
            Map<String, String> posted,
            MultipartFile @Nullable [] files,
            Function<Map<String, String>, Outcome<UUID>> command)
            throws IOException {
        return uploads.store(viewer, files)
                .fold(
                        ids -> {
                            var typed = new HashMap<>(posted);
                            typed.put("files", ids);
                            return command.apply(typed);
                        },
                        (List<FieldError> errors) -> Outcome.<UUID>refused(errors));
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/{id}/find")
    String found(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            @RequestParam(required = false) MultipartFile @Nullable [] files,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        var outcome = withFiles(viewer, posted, files, typed -> service.find(viewer, id, version(posted), typed));
        return answer(id, "find", posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/{id}/result")
    String result(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.result(viewer, id, version(posted), posted);
        return answer(id, "result", posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/{id}/close")
    String close(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.close(viewer, id, version(posted), posted);
        return answer(id, "close", posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
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

    private UUID item(Viewer viewer, UUID finding) {
        return store.finding(viewer, finding).map(Finding::supervision).orElseThrow(() -> new NotFound("finding"));
    }

    /** Where a record of a finding leads: to its item. */
    @GetMapping("/findings/{id}")
    String finding(@PathVariable UUID id, Viewer viewer) {
        return "redirect:" + PATH + item(viewer, id);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/findings/{id}/report")
    String report(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            @RequestParam(required = false) MultipartFile @Nullable [] files,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        UUID item = item(viewer, id);
        var outcome = withFiles(viewer, posted, files, typed -> service.report(viewer, id, version(posted), typed));
        return answer(item, id.toString(), posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/findings/{id}/review")
    String review(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        UUID item = item(viewer, id);
        var outcome = service.review(viewer, id, version(posted), posted);
        return answer(item, id.toString(), posted, outcome, viewer, locale, model, response, redirect);
    }
}
