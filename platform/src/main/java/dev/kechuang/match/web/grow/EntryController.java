package dev.kechuang.match.web.grow;

import dev.kechuang.file.Uploads;
import dev.kechuang.match.internal.grow.CareService;
import dev.kechuang.match.internal.grow.CareStore;
import dev.kechuang.match.internal.grow.CultivationService;
import dev.kechuang.match.internal.grow.Entry;
import dev.kechuang.match.internal.grow.EntryStore;
import dev.kechuang.match.internal.grow.PrereviewService;
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
import dev.kechuang.shared.web.desk.Part.Button;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
    private final CareStore care;
    private final CultivationService service;
    private final PrereviewService prereviews;
    private final CareService careService;
    private final EntryPages pages;
    private final Uploads uploads;

    EntryController(
            EntryStore store,
            CareStore care,
            CultivationService service,
            PrereviewService prereviews,
            CareService careService,
            EntryPages pages,
            Uploads uploads) {
        this.store = store;
        this.care = care;
        this.service = service;
        this.prereviews = prereviews;
        this.careService = careService;
        this.pages = pages;
        this.uploads = uploads;
    }

    /** Also for the staff of a service organisation that counsels the firm. */
    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/entries/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return show(id, "", Form.EMPTY, viewer, locale, model);
    }

    private String show(UUID id, String refused, Form form, Viewer viewer, Locale locale, Model model) {
        Entry entry = store.find(viewer, id).orElseThrow(() -> new NotFound("entry"));
        model.addAttribute("model", pages.page(entry, refused, form, viewer, locale));
        return Page.VIEW;
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

    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
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

    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
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

    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
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
