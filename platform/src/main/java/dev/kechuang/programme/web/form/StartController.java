package dev.kechuang.programme.web.form;

import dev.kechuang.policy.Decided;
import dev.kechuang.programme.internal.form.Barrier;
import dev.kechuang.programme.internal.form.StartService;
import dev.kechuang.programme.internal.form.StartService.Prospect;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import gg.jte.Content;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;

/** Before the work begins: who may apply, and why or why not. */
@Controller
@Allow(Role.APPLICANT)
public class StartController {

    private final StartService starting;
    private final ApplicationLabels labels;

    StartController(StartService starting, ApplicationLabels labels) {
        this.starting = starting;
        this.labels = labels;
    }

    /**
     * @param reasons why it cannot begin; empty when it can
     * @param missing names of facts that the policy still has to know
     * @param policy the policy's conditions in words, null where no policy decides
     * @param draft address of the draft to go on with, while nothing but drafts is in the way; empty for none
     */
    public record Page(
            UUID call,
            String title,
            Tag verdict,
            List<Detail> details,
            List<Reason> reasons,
            List<String> conditions,
            List<String> missing,
            String facts,
            @Nullable Content policy,
            boolean undecided,
            boolean mayBegin,
            String draft) {}

    /** @param path where it can be read about; empty for nowhere */
    public record Reason(String text, String path) {}

    @GetMapping("/calls/{call}/apply")
    String before(@PathVariable UUID call, Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", page(viewer, call, locale));
        return "programme/start";
    }

    @PostMapping("/calls/{call}/apply")
    String begin(@PathVariable UUID call, Viewer viewer, Locale locale, Model model, HttpServletResponse response) {
        return switch (starting.start(viewer, call)) {
            case Outcome.Done<Application>(var made) -> "redirect:/applications/" + made.id() + "/form";
            case Outcome.Refused<Application> ignored -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield before(call, viewer, locale, model);
            }
        };
    }

    private Page page(Viewer viewer, UUID call, Locale locale) {
        Prospect prospect = starting.prospect(viewer, call).orElseThrow(() -> new NotFound("call"));
        Decided decided = prospect.eligible().decided();
        var details = new ArrayList<Detail>();
        var definition = prospect.definition();
        details.add(Detail.of(
                labels.text(locale, "application.field.programme"),
                definition.name().in(locale)));
        details.add(Detail.of(
                labels.text(locale, "application.field.organisation"),
                prospect.organisation().name()));
        details.add(Detail.of(
                labels.text(locale, "form.start.closes"),
                ApplicationLabels.minute(prospect.call().closesAt())));
        int most = definition.limits().perApplicant();
        details.add(Detail.of(
                labels.text(locale, "form.start.used"),
                most > 0
                        ? labels.text(
                                locale,
                                "form.start.usedOf",
                                prospect.used().submitted(),
                                most,
                                prospect.used().drafts())
                        : labels.text(
                                locale,
                                "form.start.usedFree",
                                prospect.used().submitted(),
                                prospect.used().drafts())));
        prospect.taken()
                .forEach(taken -> details.add(Detail.of(
                        labels.text(locale, "form.start.taken", taken.name().in(locale)),
                        labels.text(
                                locale,
                                taken.submitted() >= taken.most() ? "form.start.full" : "form.start.takenOf",
                                taken.most(),
                                taken.submitted()))));
        limit(details, locale, "form.start.perTrack", definition.limits().perTrack());
        limit(details, locale, "form.start.perField", definition.limits().perField());
        limit(details, locale, "form.start.perLeader", definition.limits().perLeader());
        limit(
                details,
                locale,
                "form.start.runningPerLeader",
                definition.limits().runningPerLeader());
        limit(
                details,
                locale,
                "form.start.runningPerMember",
                definition.limits().runningPerMember());
        boolean undecided = prospect.reasons().isEmpty()
                && prospect.eligible().verdict() == dev.kechuang.engine.Decision.Verdict.UNKNOWN;
        var draft = prospect.draft();
        // Drafts are no refusal: what was begun is gone on with.
        var against = prospect.reasons().stream()
                .filter(reason -> draft == null || !reason.key().equals("form.problem.drafts"))
                .toList();
        boolean goesOn = draft != null && against.isEmpty();
        boolean mayBegin = prospect.reasons().isEmpty();
        return new Page(
                call,
                prospect.call().title(),
                goesOn && !mayBegin
                        ? new Tag(labels.text(locale, "form.start.begun"), Tone.IN_PROGRESS)
                        : !against.isEmpty()
                                ? new Tag(labels.text(locale, "form.start.no"), Tone.FAILED)
                                : undecided
                                        ? new Tag(labels.text(locale, "form.start.unknown"), Tone.RETURNED)
                                        : new Tag(labels.text(locale, "form.start.yes"), Tone.PASSED),
                details,
                against.stream()
                        .map(reason -> new Reason(say(locale, reason), path(prospect.bars(), reason)))
                        .toList(),
                definition.conditions().stream().map(words -> words.in(locale)).toList(),
                decided == null ? List.of() : List.copyOf(decided.decision().missing()),
                "/organisations/" + prospect.organisation().id() + "/facts/"
                        + (prospect.call().year() - 1),
                decided == null ? null : content(decided.html(locale)),
                undecided,
                mayBegin,
                goesOn ? "/applications/" + draft + "/form" : "");
    }

    private void limit(List<Detail> details, Locale locale, String key, int most) {
        if (most > 0) details.add(Detail.of(labels.text(locale, key), Integer.toString(most)));
    }

    static String path(List<Barrier.Bar> bars, FieldError reason) {
        return bars.stream()
                .filter(bar -> bar.problem().equals(reason))
                .map(Barrier.Bar::path)
                .findFirst()
                .orElse("");
    }

    private String say(Locale locale, FieldError error) {
        return labels.text(locale, error.key(), error.args().toArray());
    }

    /** What the policy engine rendered and escaped. */
    static Content content(String fragment) {
        return output -> output.writeContent(fragment);
    }
}
