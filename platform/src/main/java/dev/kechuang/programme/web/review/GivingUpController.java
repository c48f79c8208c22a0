package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.review.GivingUp;
import dev.kechuang.programme.internal.review.SheetAccess;
import dev.kechuang.programme.internal.review.SheetAccess.Work;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
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

/** Giving a review up: the expert declines or asks to be recused, the officer replaces who does not come. */
@Controller
@Allow({Role.EXPERT, Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
public class GivingUpController {

    private final SheetAccess access;
    private final GivingUp giving;
    private final ApplicationLabels labels;

    GivingUpController(SheetAccess access, GivingUp giving, ApplicationLabels labels) {
        this.access = access;
        this.giving = giving;
        this.labels = labels;
    }

    private Work work(Viewer viewer, UUID id) {
        return access.find(viewer, id).orElseThrow(() -> new NotFound("review"));
    }

    @GetMapping({"/reviews/sheets/{id}/decline", "/reviews/sheets/{id}/recuse"})
    String giving(@PathVariable UUID id, HttpServletRequest request, Viewer viewer, Locale locale, Model model) {
        work(viewer, id);
        return ask(id, last(request), Form.EMPTY, locale, model);
    }

    @PostMapping({"/reviews/sheets/{id}/decline", "/reviews/sheets/{id}/recuse"})
    String given(
            @PathVariable UUID id,
            HttpServletRequest request,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        work(viewer, id);
        String what = last(request);
        String reason = posted.getOrDefault("reason", "");
        var outcome = what.equals("recuse") ? giving.recuse(viewer, id, reason) : giving.decline(viewer, id, reason);
        return switch (outcome) {
            case Outcome.Done<UUID> done -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("review.done." + what));
                yield viewer.is(Role.EXPERT) ? "redirect:/my/reviews" : "redirect:/reviews";
            }
            case Outcome.Refused<UUID>(var errors) -> {
                response.setStatus(422);
                yield ask(id, what, Form.of(posted).with(errors), locale, model);
            }
        };
    }

    private static String last(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private String ask(UUID id, String what, Form form, Locale locale, Model model) {
        String path = "/reviews/sheets/" + id;
        model.addAttribute(
                "confirm",
                Confirm.of(
                                labels.text(locale, "review.ask." + what),
                                labels.text(locale, "review.text." + what),
                                path + "/" + what,
                                labels.text(locale, "review.do." + what),
                                path)
                        .withReason(labels.text(locale, "review.reason")));
        model.addAttribute("form", form);
        return "shared/confirmPage";
    }

    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @GetMapping("/reviews/sheets/{id}/release")
    String releasing(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ask(toRelease(viewer, id), Form.EMPTY, locale, model);
    }

    private Work toRelease(Viewer viewer, UUID id) {
        return access.findToRelease(viewer, id).orElseThrow(() -> new NotFound("review"));
    }

    private String ask(Work work, Form form, Locale locale, Model model) {
        model.addAttribute(
                "confirm",
                Confirm.of(
                                labels.text(
                                        locale,
                                        "review.ask.release",
                                        work.assignment().expertName(),
                                        String.valueOf(work.application().number())),
                                labels.text(locale, "review.text.release"),
                                "/reviews/sheets/" + work.assignment().id() + "/release",
                                labels.text(locale, "review.do.release"),
                                "/reviews/" + work.round().call() + "/"
                                        + work.round().stage())
                        .withReason(labels.text(locale, "review.reason")));
        model.addAttribute("form", form);
        return "shared/confirmPage";
    }

    @Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
    @PostMapping("/reviews/sheets/{id}/release")
    String released(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Work work = toRelease(viewer, id);
        return switch (giving.release(viewer, id, posted.getOrDefault("reason", ""))) {
            case Outcome.Done<UUID> done -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("review.done.release"));
                yield "redirect:/reviews/" + work.round().call() + "/"
                        + work.round().stage();
            }
            case Outcome.Refused<UUID>(var errors) -> {
                response.setStatus(422);
                yield ask(work, Form.of(posted).with(errors), locale, model);
            }
        };
    }
}
