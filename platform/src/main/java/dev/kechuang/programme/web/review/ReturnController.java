package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.internal.review.ReviewReturn;
import dev.kechuang.programme.internal.review.ReviewReturn.SendBack;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Sends an application back for correction from the review, or ends it when the correction did not come in time. */
@Controller
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
public class ReturnController {

    private static final String DAYS = "5";

    private final ReviewReturn returns;
    private final ApplicationLabels labels;

    ReturnController(ReviewReturn returns, ApplicationLabels labels) {
        this.returns = returns;
        this.labels = labels;
    }

    /**
     * @param out whether it is with its applicant
     * @param late whether the correction is overdue, so that the application may be ended
     */
    public record Page(
            Application application,
            String path,
            String round,
            boolean out,
            boolean late,
            Form form,
            List<Option> sections) {}

    @GetMapping("/reviews/{call}/{stage}/return/{id}")
    String ask(
            @PathVariable UUID call,
            @PathVariable String stage,
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model) {
        Application application = find(viewer, call, stage, id);
        var form = Form.of(Map.of("days", DAYS, "expected", String.valueOf(application.moves())));
        return page(application, form, stage, locale, model);
    }

    private Application find(Viewer viewer, UUID call, String stage, UUID id) {
        return returns.find(viewer, call, stage, id).orElseThrow(() -> new NotFound("review"));
    }

    private String page(Application application, Form form, String stage, Locale locale, Model model) {
        LocalDate due = application.dueOn();
        boolean out = application.status() == Status.RETURNED;
        String round = "/reviews/" + application.call() + "/" + stage;
        model.addAttribute(
                "model",
                new Page(
                        application,
                        round + "/return/" + application.id(),
                        round,
                        out,
                        out && due != null && due.isBefore(labels.today()),
                        form,
                        returns.definition(application).form().sections().stream()
                                .map(section ->
                                        new Option(section.id(), section.name().in(locale)))
                                .toList()));
        return "programme/review/return";
    }

    @PostMapping("/reviews/{call}/{stage}/return/{id}")
    String send(
            @PathVariable UUID call,
            @PathVariable String stage,
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Application application = find(viewer, call, stage, id);
        Form form = Form.of(posted);
        int expected = RoundController.number(form.value("expected"));
        boolean out = application.status() == Status.RETURNED;
        var outcome = out
                ? returns.refuse(viewer, call, stage, id, expected, form.value("clause"), form.value("reason"))
                : returns.sendBack(
                        viewer,
                        call,
                        stage,
                        id,
                        new SendBack(
                                expected,
                                posted.getOrDefault("sections", List.of()).stream()
                                        .filter(section -> !section.isBlank())
                                        .toList(),
                                form.value("clause"),
                                form.value("reason"),
                                RoundController.number(form.value("days"))));
        return switch (outcome) {
            case Outcome.Done<Application>(var done) -> {
                redirect.addFlashAttribute(
                        Notice.FLASH,
                        Notice.done(out ? "review.done.late" : "review.done.return", String.valueOf(done.number())));
                yield "redirect:/reviews/" + call + "/" + stage;
            }
            case Outcome.Refused<Application>(var errors) -> {
                response.setStatus(422);
                yield page(find(viewer, call, stage, id), form.with(errors), stage, locale, model);
            }
        };
    }
}
