package dev.kechuang.programme.web.form;

import dev.kechuang.programme.internal.form.ApplicationQuery;
import dev.kechuang.programme.internal.form.ApplicationSearch;
import dev.kechuang.programme.internal.form.FormService;
import dev.kechuang.programme.internal.form.FormService.Typed;
import dev.kechuang.programme.internal.form.StartService;
import dev.kechuang.programme.internal.form.Submission;
import dev.kechuang.programme.internal.form.SubmissionService;
import dev.kechuang.programme.internal.form.SubmissionService.Checked;
import dev.kechuang.programme.internal.form.SubmissionStore;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Applications as JSON: what the pages do, by the same services. */
@RestController
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class ApplicationApi {

    private final ApplicationSearch search;
    private final ApplicationStore applications;
    private final StartService starting;
    private final FormService forms;
    private final SubmissionService submitting;
    private final SubmissionStore submissions;
    private final ApiProblems problems;
    private final ApplicationLabels labels;

    ApplicationApi(
            ApplicationSearch search,
            ApplicationStore applications,
            StartService starting,
            FormService forms,
            SubmissionService submitting,
            SubmissionStore submissions,
            ApiProblems problems,
            ApplicationLabels labels) {
        this.search = search;
        this.applications = applications;
        this.starting = starting;
        this.forms = forms;
        this.submitting = submitting;
        this.submissions = submissions;
        this.problems = problems;
        this.labels = labels;
    }

    /**
     * @param moves what a command has to name: another's move in between refuses it
     * @param requestedFen applied for, in fen
     * @param status as the viewer may know it: review and decision are told to applicants when they are announced
     */
    record View(
            UUID id,
            @Nullable String number,
            String title,
            UUID call,
            String callNumber,
            String programme,
            UUID organisation,
            String organisationName,
            String region,
            String stage,
            String status,
            int moves,
            String track,
            String field,
            String leader,
            long requestedFen,
            @Nullable Instant submittedAt,
            @Nullable LocalDate dueOn) {

        static View of(Viewer viewer, Application a) {
            boolean officer = viewer.isOfficer();
            boolean secret =
                    !officer && a.announcedAt() == null && a.stageKind().code().matches("review|decision");
            return new View(
                    a.id(),
                    a.number(),
                    a.title(),
                    a.call(),
                    a.callNumber(),
                    a.programme(),
                    a.organisation(),
                    a.organisationName(),
                    a.region(),
                    secret ? "review" : a.stage(),
                    (officer ? a.status() : a.seenByApplicant()).code(),
                    a.moves(),
                    a.track(),
                    a.field(),
                    a.leader(),
                    a.requestedFen(),
                    a.submittedAt(),
                    a.dueOn());
        }
    }

    record Page(List<View> items, @Nullable String next, int total, boolean more) {}

    /**
     * Filters {@code q, call, programme, year, stage, status, region, field, overdue}; the next page by {@code after}.
     */
    @GetMapping("/api/programme/applications")
    Page list(@RequestParam Map<String, String> parameters, Viewer viewer) {
        var page = search.find(
                viewer,
                ApplicationQuery.of(parameters, labels.today()),
                KeyPage.At.of(parameters.get("after"), null),
                50);
        return new Page(
                page.items().stream().map(one -> View.of(viewer, one)).toList(),
                page.next(),
                page.total().count(),
                page.total().more());
    }

    @GetMapping("/api/programme/applications/{id}")
    View one(@PathVariable UUID id, Viewer viewer) {
        return View.of(viewer, find(viewer, id));
    }

    private Application find(Viewer viewer, UUID id) {
        return applications.find(viewer, id).orElseThrow(() -> new NotFound("application"));
    }

    record Start(UUID call) {}

    @Allow(Role.APPLICANT)
    @PostMapping("/api/programme/applications")
    ResponseEntity<?> start(@RequestBody Start body, Viewer viewer, Locale locale) {
        return answer(starting.start(viewer, body.call()), viewer, locale);
    }

    /**
     * @param value as typed, in the field's unit; several choices joined by commas
     * @param token what was in sight; to be given back when it is changed
     */
    record AnswerView(String path, String value, String token, String by, List<Rival> rivals) {}

    record Rival(UUID account, String by, String value) {}

    @Allow(Role.APPLICANT)
    @GetMapping("/api/programme/applications/{id}/answers")
    List<AnswerView> answers(@PathVariable UUID id, Viewer viewer, Locale locale) {
        var opened = forms.open(viewer, id, locale).orElseThrow(() -> new NotFound("application"));
        return opened.form().answers().values().stream()
                .map(answer -> new AnswerView(
                        answer.path(),
                        answer.value(),
                        FormService.token(answer),
                        answer.actor(),
                        answer.rivals().stream()
                                .map(rival -> new Rival(rival.account(), rival.actor(), rival.value()))
                                .toList()))
                .toList();
    }

    record Given(List<GivenAnswer> answers) {}

    /** @param token of {@code GET}; empty for a field that was never answered */
    record GivenAnswer(
            String path, @Nullable String value, @Nullable String token) {}

    /** Each answer is {@code saved}, {@code unchanged}, or, where another changed it meanwhile, kept beside as {@code rival}. */
    @Allow(Role.APPLICANT)
    @PutMapping("/api/programme/applications/{id}/answers")
    ResponseEntity<?> save(@PathVariable UUID id, @RequestBody Given body, Viewer viewer, Locale locale) {
        find(viewer, id);
        return problems.answer(
                forms.save(
                        viewer,
                        id,
                        body.answers().stream()
                                .map(one -> new Typed(one.path(), or(one.value()), or(one.token())))
                                .toList()),
                locale);
    }

    private static String or(@Nullable String text) {
        return text == null ? "" : text;
    }

    record Problem(String field, String code, String message) {}

    record Check(boolean ready, List<Problem> problems, Instant closesAt, Instant graceEnds) {}

    /** Everything that stands against handing in. Asked before the call ends it opens the minutes of grace. */
    @Allow(Role.APPLICANT)
    @PostMapping("/api/programme/applications/{id}/check")
    ResponseEntity<?> check(@PathVariable UUID id, Viewer viewer, Locale locale) {
        find(viewer, id);
        return switch (submitting.check(viewer, id, locale)) {
            case Outcome.Refused<Checked>(var errors) ->
                ResponseEntity.of(problems.refusal(errors, locale)).build();
            case Outcome.Done<Checked>(var checked) ->
                ResponseEntity.ok(new Check(
                        checked.problems().isEmpty(),
                        checked.problems().stream()
                                .map(error -> new Problem(error.field(), error.key(), say(error, locale)))
                                .toList(),
                        checked.call().closesAt(),
                        checked.call().graceEnds()));
        };
    }

    private String say(FieldError error, Locale locale) {
        return labels.text(locale, error.key(), error.args().toArray());
    }

    record Command(int moves, @Nullable String reason) {}

    /** For the first time and after a return alike. */
    @Allow(Role.APPLICANT)
    @PostMapping("/api/programme/applications/{id}/submit")
    ResponseEntity<?> submit(@PathVariable UUID id, @RequestBody Command body, Viewer viewer, Locale locale) {
        find(viewer, id);
        return answer(submitting.submit(viewer, id, body.moves(), locale), viewer, locale);
    }

    @Allow(Role.APPLICANT)
    @PostMapping("/api/programme/applications/{id}/withdraw")
    ResponseEntity<?> withdraw(@PathVariable UUID id, @RequestBody Command body, Viewer viewer, Locale locale) {
        find(viewer, id);
        return answer(submitting.withdraw(viewer, id, body.moves(), or(body.reason())), viewer, locale);
    }

    private ResponseEntity<?> answer(Outcome<Application> outcome, Viewer viewer, Locale locale) {
        return switch (outcome) {
            case Outcome.Done<Application>(var done) -> ResponseEntity.ok(View.of(viewer, done));
            case Outcome.Refused<Application>(var errors) ->
                ResponseEntity.of(problems.refusal(errors, locale)).build();
        };
    }

    /** What was handed in, oldest first. */
    @GetMapping("/api/programme/applications/{id}/submissions")
    List<Submission> submissions(@PathVariable UUID id, Viewer viewer) {
        find(viewer, id);
        return submissions.all(id);
    }
}
