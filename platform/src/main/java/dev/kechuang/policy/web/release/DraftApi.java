package dev.kechuang.policy.web.release;

import dev.kechuang.engine.Problem;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.PolicyRelease;
import dev.kechuang.policy.internal.PolicyBook;
import dev.kechuang.policy.internal.release.Checked;
import dev.kechuang.policy.internal.release.Difference;
import dev.kechuang.policy.internal.release.Draft;
import dev.kechuang.policy.internal.release.Draft.Wish;
import dev.kechuang.policy.internal.release.DraftService;
import dev.kechuang.policy.internal.release.DraftStore;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Drafts and releases of policies as JSON. There is one draft at work a policy at most; lists are not paged. */
@RestController
@RequestMapping("/api/policy")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class DraftApi {

    private final DraftStore store;
    private final DraftService service;
    private final PolicyBook book;
    private final ApiProblems problems;

    DraftApi(DraftStore store, DraftService service, PolicyBook book, ApiProblems problems) {
        this.store = store;
        this.service = service;
        this.book = book;
        this.problems = problems;
    }

    record DraftBody(Draft draft, String text, List<Draft.Step> steps) {}

    /** @param fromPack begin with the pack's text where it is another than the released one */
    record Begin(@Nullable String policy, @Nullable Boolean fromPack) {}

    /** @param template id of a policy whose text it begins with, null for a short one */
    record BeginNew(
            @Nullable String pack,
            @Nullable String policy,
            @Nullable String name,
            @Nullable String template) {}

    /** @param revision the one the caller began from */
    record Save(@Nullable Integer revision, @Nullable String text) {}

    record Text(@Nullable String text) {}

    record CaseResult(String name, boolean passes, List<String> failures) {}

    record CheckResult(
            boolean ready, List<Problem> problems, List<CaseResult> cases, List<Difference.Change> changes) {}

    record Submit(
            @Nullable Integer revision,
            @Nullable LocalDate inForceFrom,
            @Nullable String document,
            @Nullable String reason) {}

    record Reason(@Nullable Integer revision, @Nullable String reason) {}

    record Seen(@Nullable Integer revision) {}

    @GetMapping("/drafts")
    List<Draft> all(Viewer viewer) {
        return store.atWork(viewer);
    }

    @PostMapping("/drafts")
    ResponseEntity<?> begin(@RequestBody Begin body, Viewer viewer, Locale locale) {
        return problems.answer(
                service.begin(viewer, text(body.policy()), Boolean.TRUE.equals(body.fromPack())), locale);
    }

    @PostMapping("/drafts/new")
    ResponseEntity<?> beginNew(@RequestBody BeginNew body, Viewer viewer, Locale locale) {
        return problems.answer(
                service.beginNew(
                        viewer, text(body.pack()), text(body.policy()), text(body.name()), text(body.template())),
                locale);
    }

    @GetMapping("/drafts/{id}")
    DraftBody one(@PathVariable UUID id, Viewer viewer) {
        Draft draft = draft(viewer, id);
        return new DraftBody(draft, store.text(id, draft.revision()), store.steps(id));
    }

    /** Keeps a text, also one with errors. */
    @PutMapping("/drafts/{id}")
    ResponseEntity<?> save(@PathVariable UUID id, @RequestBody Save body, Viewer viewer, Locale locale) {
        draft(viewer, id);
        return problems.answer(service.save(viewer, id, seen(body.revision()), text(body.text())), locale);
    }

    /** What there is to say about a text; nothing is kept. */
    @PostMapping("/drafts/{id}/check")
    CheckResult check(@PathVariable UUID id, @RequestBody Text body, Viewer viewer, Locale locale) {
        Draft draft = draft(viewer, id);
        Checked checked = service.check(draft, text(body.text()));
        boolean english = locale.getLanguage().equals("en");
        var policy = checked.policy();
        var before = book.newest(draft.policy())
                .map(entry -> entry.version().policy())
                .orElse(null);
        return new CheckResult(
                checked.ready(),
                checked.problems(),
                checked.cases().stream()
                        .map(run -> new CaseResult(
                                run.test().name(),
                                run.passes(),
                                run.failures().stream()
                                        .map(failure -> english ? failure.english() : failure.chinese())
                                        .toList()))
                        .toList(),
                policy == null ? List.of() : Difference.between(before, policy, Decided.language(locale)));
    }

    @PostMapping("/drafts/{id}/submit")
    ResponseEntity<?> submit(@PathVariable UUID id, @RequestBody Submit body, Viewer viewer, Locale locale) {
        draft(viewer, id);
        if (body.inForceFrom() == null) {
            var missing = List.of(FieldError.of("inForceFrom", "release.error.inForceFrom"));
            return ResponseEntity.of(problems.refusal(missing, locale)).build();
        }
        var wish = new Wish(body.inForceFrom(), text(body.document()), text(body.reason()));
        return problems.answer(service.submit(viewer, id, seen(body.revision()), wish), locale);
    }

    @PostMapping("/drafts/{id}/withdraw")
    ResponseEntity<?> withdraw(@PathVariable UUID id, Viewer viewer, Locale locale) {
        draft(viewer, id);
        return problems.answer(service.withdraw(viewer, id), locale);
    }

    @PostMapping("/drafts/{id}/return")
    ResponseEntity<?> giveBack(@PathVariable UUID id, @RequestBody Reason body, Viewer viewer, Locale locale) {
        draft(viewer, id);
        return problems.answer(service.giveBack(viewer, id, seen(body.revision()), text(body.reason())), locale);
    }

    @PostMapping("/drafts/{id}/discard")
    ResponseEntity<?> discard(@PathVariable UUID id, @RequestBody Reason body, Viewer viewer, Locale locale) {
        draft(viewer, id);
        return problems.answer(service.discard(viewer, id, text(body.reason())), locale);
    }

    /** Releases what the caller has read: the revision has to be the submitted one. */
    @PostMapping("/drafts/{id}/release")
    ResponseEntity<?> release(@PathVariable UUID id, @RequestBody Seen body, Viewer viewer, Locale locale) {
        draft(viewer, id);
        return problems.answer(service.release(viewer, id, seen(body.revision())), locale);
    }

    /** Releases of a policy, newest first. */
    @GetMapping("/releases/{policy}")
    List<PolicyRelease> releases(@PathVariable String policy) {
        return book.standing(policy).orElseThrow(() -> new NotFound("policy")).releases();
    }

    private Draft draft(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("draft"));
    }

    /** Without one it is none that there is: then the refusal says who saved the newest. */
    private static int seen(@Nullable Integer revision) {
        return Objects.requireNonNullElse(revision, 0);
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
