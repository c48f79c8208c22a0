package dev.kechuang.programme.web.form;

import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.form.Correction;
import dev.kechuang.programme.internal.form.FormService;
import dev.kechuang.programme.internal.form.ParticipantService;
import dev.kechuang.programme.internal.form.Paths;
import dev.kechuang.programme.internal.form.SubmissionService;
import dev.kechuang.programme.internal.form.SubmissionService.Checked;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Checking everything, handing in, taking back, and what an invited organisation says. */
@Controller
@Allow(Role.APPLICANT)
public class SubmitController {

    private final SubmissionService submissions;
    private final ParticipantService participants;
    private final ApplicationStore applications;
    private final ApplicationLabels labels;

    SubmitController(
            SubmissionService submissions,
            ParticipantService participants,
            ApplicationStore applications,
            ApplicationLabels labels) {
        this.submissions = submissions;
        this.participants = participants;
        this.applications = applications;
        this.labels = labels;
    }

    /**
     * @param groups what is missing or wrong, by section
     * @param deadline until when it can be handed in
     */
    public record Page(
            UUID application,
            String title,
            List<Group> groups,
            int problems,
            String deadline,
            int moves,
            boolean again,
            boolean undecided,
            String entitlement) {}

    public record Group(String heading, List<Problem> problems) {}

    /** @param path page of the field; empty where it has none */
    public record Problem(String text, String path) {}

    @GetMapping("/applications/{id}/submit")
    String check(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return switch (submissions.check(viewer, id, locale)) {
            case Outcome.Refused<Checked> ignored -> throw new NotFound("application");
            case Outcome.Done<Checked>(var checked) -> {
                if (checked.opened().open().isEmpty()) yield "redirect:/applications/" + id;
                model.addAttribute("model", page(checked, checked.problems(), locale));
                yield "programme/submit";
            }
        };
    }

    @PostMapping("/applications/{id}/submit")
    String submit(
            @PathVariable UUID id,
            @RequestParam int moves,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        switch (submissions.submit(viewer, id, moves, locale)) {
            case Outcome.Done<Application>(var done) -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("form.submitted", String.valueOf(done.number())));
                return "redirect:/applications/" + id;
            }
            case Outcome.Refused<Application>(var errors) -> {
                var checked = submissions.check(viewer, id, locale);
                if (!(checked instanceof Outcome.Done<Checked>(var now))) throw new NotFound("application");
                if (now.opened().open().isEmpty()) {
                    FieldError first = errors.getFirst();
                    redirect.addFlashAttribute(
                            Notice.FLASH,
                            Notice.warning(
                                    first.key(),
                                    first.args().stream().map(String::valueOf).toArray(String[]::new)));
                    return "redirect:/applications/" + id;
                }
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                model.addAttribute("model", page(now, errors, locale));
                return "programme/submit";
            }
        }
    }

    private Page page(Checked checked, List<FieldError> problems, Locale locale) {
        UUID id = checked.application().id();
        var groups = new LinkedHashMap<String, List<Problem>>();
        String general = labels.text(locale, "form.check.general");
        for (FieldError problem : problems) {
            String section = problem.field().contains(".") ? Paths.section(problem.field()) : "";
            String heading = checked.opened().form().sections().stream()
                    .filter(one -> one.id().equals(section))
                    .map(one -> one.name().in(locale))
                    .findFirst()
                    .orElse(general);
            if (problem.field().startsWith(Correction.FIELD)) {
                groups.computeIfAbsent(labels.text(locale, "form.correction"), key -> new ArrayList<>())
                        .add(new Problem(
                                labels.text(
                                        locale, problem.key(), problem.args().toArray()),
                                "/applications/" + id + "/correction#f-" + problem.field()));
                continue;
            }
            groups.computeIfAbsent(heading, key -> new ArrayList<>())
                    .add(new Problem(
                            labels.text(locale, problem.key(), problem.args().toArray()),
                            section.isEmpty() || !checked.opened().isOpen(section)
                                    ? StartController.path(checked.bars(), problem)
                                    : "/applications/" + id + "/form/" + section + "?check=true#f-" + problem.field()));
        }
        boolean again = checked.application().status() == Status.RETURNED;
        var due = checked.application().dueOn();
        return new Page(
                id,
                labels.title(locale, checked.application()),
                groups.entrySet().stream()
                        .map(group -> new Group(group.getKey(), group.getValue()))
                        .toList(),
                problems.size(),
                again ? due == null ? "" : due.toString() : deadline(checked, locale),
                checked.application().moves(),
                again,
                SubmissionService.undecided(checked.eligible()),
                entitlement(checked, locale));
    }

    /** What the policy gives, in words; empty where the money does not go by one. */
    private String entitlement(Checked checked, Locale locale) {
        var computed = checked.entitlement();
        if (computed == null) return "";
        Long fen = computed.fen();
        return fen == null
                ? labels.text(
                        locale,
                        "form.check.entitlement.unknown",
                        String.join("、", computed.decided().decision().missing()))
                : labels.text(locale, "form.check.entitlement", Figures.wan(new Money(fen)));
    }

    private String deadline(Checked checked, Locale locale) {
        var call = checked.call();
        Duration left = Duration.between(labels.now(), call.closesAt());
        String at = ApplicationLabels.minute(call.closesAt());
        if (left.isNegative())
            return labels.text(locale, "form.check.grace", at, ApplicationLabels.minute(call.graceEnds()));
        return left.toDays() > 0
                ? labels.text(locale, "form.check.days", at, left.toDays())
                : labels.text(locale, "form.check.minutes", at, left.toMinutes());
    }

    @GetMapping("/applications/{id}/withdraw")
    String askWithdraw(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Application found = own(viewer, id);
        model.addAttribute("confirm", withdrawal(found, locale));
        model.addAttribute("form", Form.EMPTY);
        return "shared/confirmPage";
    }

    private Confirm withdrawal(Application found, Locale locale) {
        return Confirm.of(
                        labels.text(locale, "form.withdraw.ask", labels.title(locale, found)),
                        labels.text(locale, listed(found) ? "form.withdraw.text.listed" : "form.withdraw.text"),
                        "/applications/" + found.id() + "/withdraw",
                        labels.text(locale, "form.withdraw"),
                        "/applications/" + found.id())
                .with(Map.of("moves", Integer.toString(found.moves())));
    }

    /** Whether its applicant knows that it stands on a list. */
    private static boolean listed(Application application) {
        return application.stageKind() == Stage.Kind.NOTICE || application.stageKind() == Stage.Kind.APPROVAL;
    }

    @PostMapping("/applications/{id}/withdraw")
    String withdraw(
            @PathVariable UUID id,
            @RequestParam int moves,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            RedirectAttributes redirect) {
        own(viewer, id);
        redirect.addFlashAttribute(
                Notice.FLASH,
                submissions
                        .withdraw(viewer, id, moves, reason)
                        .fold(
                                done -> Notice.done("form.withdrawn"),
                                errors -> Notice.error(
                                        errors.getFirst().key(),
                                        errors.getFirst().args().stream()
                                                .map(String::valueOf)
                                                .toArray(String[]::new))));
        return "redirect:/applications/" + id;
    }

    private Application own(Viewer viewer, UUID id) {
        return applications
                .find(viewer, id)
                .filter(found -> FormService.owns(viewer, found))
                .orElseThrow(() -> new NotFound("application"));
    }

    @PostMapping("/applications/{id}/participation")
    String participate(
            @PathVariable UUID id,
            @RequestParam boolean confirms,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            RedirectAttributes redirect) {
        redirect.addFlashAttribute(
                Notice.FLASH,
                participants
                        .answer(viewer, id, confirms, reason)
                        .fold(
                                done -> Notice.done(confirms ? "form.partner.done" : "form.partner.refused"),
                                errors -> Notice.error(errors.getFirst().key())));
        return "redirect:/applications/" + id;
    }
}
