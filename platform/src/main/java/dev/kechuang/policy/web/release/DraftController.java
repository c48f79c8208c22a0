package dev.kechuang.policy.web.release;

import dev.kechuang.policy.DraftTool;
import dev.kechuang.policy.internal.PolicyBook;
import dev.kechuang.policy.internal.release.Difference;
import dev.kechuang.policy.internal.release.Draft;
import dev.kechuang.policy.internal.release.Draft.Wish;
import dev.kechuang.policy.internal.release.DraftService;
import dev.kechuang.policy.internal.release.DraftStore;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One draft: the editor, and its way to the release. */
@Controller
@RequestMapping("/policy-drafts/{id}")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class DraftController {

    private final DraftStore store;
    private final DraftService service;
    private final PolicyBook book;
    private final List<DraftTool> tools;

    DraftController(DraftStore store, DraftService service, PolicyBook book, ObjectProvider<DraftTool> tools) {
        this.store = store;
        this.service = service;
        this.book = book;
        this.tools = tools.orderedStream().toList();
    }

    private Draft draft(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("draft"));
    }

    @GetMapping
    String show(@PathVariable UUID id, Viewer viewer, Model model) {
        model.addAttribute("page", page(draft(viewer, id)));
        return "policy/release/draft";
    }

    private DraftPage page(Draft draft) {
        String text = store.text(draft.id(), draft.revision());
        return page(
                draft,
                Form.of(Map.of("text", text, "revision", String.valueOf(draft.revision()))),
                part(draft, text),
                List.of());
    }

    private DraftPage page(Draft draft, Form form, CheckPart part, List<String> theirs) {
        return new DraftPage(draft, form, part, store.steps(draft.id()), tools, theirs, book);
    }

    private CheckPart part(Draft draft, String text) {
        return new CheckPart(
                service.check(draft, text), book.newest(draft.policy()).orElse(null));
    }

    /** What there is to say about the text as it is typed, for the part of the page beside it. */
    @PostMapping("/check")
    String check(@PathVariable UUID id, @RequestParam(defaultValue = "") String text, Viewer viewer, Model model) {
        Draft draft = draft(viewer, id);
        model.addAttribute("check", part(draft, text));
        return "policy/release/check";
    }

    /** @param then {@code submit} to go on to the submission */
    @PostMapping
    String save(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "0") int revision,
            @RequestParam(defaultValue = "") String then,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        draft(viewer, id);
        return service.save(viewer, id, revision, text)
                .fold(
                        saved -> {
                            if (then.equals("submit")) return "redirect:" + ReleaseWords.path(saved) + "/submit";
                            redirect.addFlashAttribute(
                                    Notice.FLASH, Notice.done("release.saved.done", saved.revision()));
                            return "redirect:" + ReleaseWords.path(saved);
                        },
                        errors -> {
                            response.setStatus(422);
                            model.addAttribute("page", asTyped(draft(viewer, id), text, revision, errors));
                            return "policy/release/draft";
                        });
    }

    /** Whoever saves again after having seen what somebody else saved means it. */
    private DraftPage asTyped(Draft draft, String text, int revision, List<FieldError> errors) {
        List<String> theirs = draft.revision() == revision
                ? List.of()
                : Difference.lines(store.text(draft.id(), draft.revision()), text.replace("\r\n", "\n"));
        var form = Form.of(Map.of("text", text, "revision", String.valueOf(draft.revision())));
        return page(draft, form.with(errors), part(draft, text), theirs);
    }

    /** The text as a file. */
    @GetMapping("/text")
    ResponseEntity<byte[]> text(@PathVariable UUID id, Viewer viewer) {
        Draft draft = draft(viewer, id);
        return DraftListController.file(draft.path(), store.text(id, draft.revision()));
    }

    @GetMapping("/submit")
    String askSubmit(@PathVariable UUID id, Viewer viewer, Model model) {
        Draft draft = draft(viewer, id);
        var values = new HashMap<String, String>();
        values.put("revision", String.valueOf(draft.revision()));
        Wish wish = draft.wish();
        if (wish != null) {
            values.put("inForceFrom", wish.inForceFrom().toString());
            values.put("document", wish.document());
            values.put("reason", wish.reason());
        }
        model.addAttribute("page", submitPage(draft, Form.of(values)));
        return "policy/release/submit";
    }

    private SubmitPage submitPage(Draft draft, Form form) {
        return new SubmitPage(draft, form, part(draft, store.text(draft.id(), draft.revision())), service.reach());
    }

    @PostMapping("/submit")
    String submit(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            @RequestParam(defaultValue = "0") int revision,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        draft(viewer, id);
        LocalDate from = day(posted.get("inForceFrom"));
        Outcome<Draft> outcome = from == null
                ? Outcome.refused(FieldError.of("inForceFrom", "release.error.inForceFrom"))
                : service.submit(
                        viewer,
                        id,
                        revision,
                        new Wish(from, posted.getOrDefault("document", ""), posted.getOrDefault("reason", "")));
        return outcome.fold(
                draft -> {
                    redirect.addFlashAttribute(Notice.FLASH, Notice.done("release.submit.done"));
                    return "redirect:" + ReleaseWords.path(draft);
                },
                errors -> {
                    response.setStatus(422);
                    model.addAttribute(
                            "page",
                            submitPage(draft(viewer, id), Form.of(posted)).with(errors));
                    return "policy/release/submit";
                });
    }

    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return text == null || text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    @PostMapping("/withdraw")
    String withdraw(
            @PathVariable UUID id,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        draft(viewer, id);
        return answer(service.withdraw(viewer, id), "release.withdraw.done", viewer, id, model, response, redirect);
    }

    @GetMapping("/release")
    String askRelease(@PathVariable UUID id, Viewer viewer, Model model) {
        return ask(draft(viewer, id), "release", Draft.State.SUBMITTED, model);
    }

    @GetMapping("/return")
    String askReturn(@PathVariable UUID id, Viewer viewer, Model model) {
        return ask(draft(viewer, id), "return", Draft.State.SUBMITTED, model);
    }

    @GetMapping("/discard")
    String askDiscard(@PathVariable UUID id, Viewer viewer, Model model) {
        return ask(draft(viewer, id), "discard", Draft.State.OPEN, model);
    }

    /** Where it is no longer asked, the draft says what happened. */
    private String ask(Draft draft, String step, Draft.State state, Model model) {
        if (draft.state() != state) return "redirect:" + ReleaseWords.path(draft);
        model.addAttribute("page", page(draft));
        model.addAttribute("step", step);
        return "policy/release/ask";
    }

    @PostMapping("/return")
    String giveBack(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int revision,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        draft(viewer, id);
        return answer(
                service.giveBack(viewer, id, revision, reason),
                "release.return.done",
                viewer,
                id,
                model,
                response,
                redirect);
    }

    @PostMapping("/discard")
    String discard(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        draft(viewer, id);
        return answer(
                service.discard(viewer, id, reason), "release.discard.done", viewer, id, model, response, redirect);
    }

    @PostMapping("/release")
    String release(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int revision,
            Viewer viewer,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        draft(viewer, id);
        return service.release(viewer, id, revision)
                .fold(
                        release -> {
                            redirect.addFlashAttribute(
                                    Notice.FLASH,
                                    Notice.done(
                                            "release.release.done",
                                            release.number(),
                                            release.inForceFrom().toString()));
                            return "redirect:" + ReleaseWords.path(release.policy());
                        },
                        errors -> refused(errors, viewer, id, model, response));
    }

    private String answer(
            Outcome<Draft> outcome,
            String done,
            Viewer viewer,
            UUID id,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return outcome.fold(
                draft -> {
                    redirect.addFlashAttribute(Notice.FLASH, Notice.done(done));
                    return "redirect:" + ReleaseWords.path(draft);
                },
                errors -> refused(errors, viewer, id, model, response));
    }

    /** The page as it is now, with why not. */
    private String refused(List<FieldError> errors, Viewer viewer, UUID id, Model model, HttpServletResponse response) {
        response.setStatus(422);
        var said = errors.stream()
                .map(error -> new FieldError("", error.key(), error.args()))
                .toList();
        model.addAttribute("page", page(draft(viewer, id)).with(said));
        return "policy/release/draft";
    }
}
