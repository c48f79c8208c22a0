package dev.kechuang.programme.web.decision;

import dev.kechuang.programme.internal.decision.Evaluations;
import dev.kechuang.programme.internal.decision.NewObjection;
import dev.kechuang.programme.internal.decision.NoticeStore;
import dev.kechuang.programme.internal.decision.ObjectionKind;
import dev.kechuang.programme.internal.decision.ObjectionReceipts;
import dev.kechuang.programme.internal.decision.ObjectionService;
import dev.kechuang.programme.internal.effect.Elimination.Verdict;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Public notices as JSON, for everybody. An objection with a file as evidence is raised on the page. */
@RestController
@RequestMapping("/api/programme/notices")
@Allow(everyone = true)
class PublicNoticeApi {

    private static final int LATEST = 100;

    private final NoticeStore store;
    private final Evaluations evaluations;
    private final ObjectionService objections;
    private final ObjectionReceipts receipts;
    private final ObjectionLimit limit;
    private final ApiProblems problems;

    PublicNoticeApi(
            NoticeStore store,
            Evaluations evaluations,
            ObjectionService objections,
            ObjectionReceipts receipts,
            ObjectionLimit limit,
            ApiProblems problems) {
        this.store = store;
        this.evaluations = evaluations;
        this.objections = objections;
        this.receipts = receipts;
        this.limit = limit;
        this.problems = problems;
    }

    record Listed(UUID id, String title, LocalDate from, LocalDate until, String state, int entries) {
        static Listed of(NoticeStore.Notice notice) {
            return new Listed(
                    notice.id(), notice.title(), notice.fromOn(), notice.untilOn(), notice.state(), notice.entries());
        }
    }

    /** @param evaluated what the result means for the title, by application; empty where no title is at stake */
    record Shown(
            Listed notice,
            String body,
            String contact,
            List<NoticeStore.Entry> entries,
            Map<UUID, Verdict> evaluated) {}

    /** The latest 100. */
    @GetMapping
    List<Listed> latest() {
        return store.latest(LATEST).stream().map(Listed::of).toList();
    }

    @GetMapping("/{id}")
    Shown one(@PathVariable UUID id) {
        var notice = store.find(id).orElseThrow(() -> new NotFound("notice"));
        var entries = store.entries(id);
        var evaluated = new LinkedHashMap<UUID, Verdict>();
        evaluations
                .of(notice)
                .ifPresent(results -> entries.forEach(
                        entry -> results.of(entry).ifPresent(verdict -> evaluated.put(entry.application(), verdict))));
        return new Shown(Listed.of(notice), notice.body(), notice.contact(), entries, evaluated);
    }

    /**
     * @param once chosen by the sender: what is sent twice is filed once
     * @param kind person, unit or anonymous; a person where it is left out
     */
    record Raised(
            @Nullable UUID once,
            @Nullable UUID application,
            @Nullable String kind,
            @Nullable String name,
            @Nullable String contact,
            @Nullable String organisation,
            @Nullable String text) {}

    @PostMapping("/{id}/objections")
    ResponseEntity<?> object(
            @PathVariable UUID id,
            @RequestBody Raised raised,
            Viewer viewer,
            Locale locale,
            HttpServletRequest request) {
        var wanted = new NewObjection(
                raised.once(),
                Objects.requireNonNullElse(raised.application(), new UUID(0, 0)),
                ObjectionKind.typed(Objects.requireNonNullElse(raised.kind(), "person"))
                        .orElse(null),
                given(raised.name()),
                given(raised.contact()),
                given(raised.organisation()),
                given(raised.text()),
                null);
        var errors = objections.problems(id, wanted);
        if (!errors.isEmpty())
            return ResponseEntity.of(problems.refusal(errors, locale)).build();
        if (!limit.allows(ObjectionLimit.Act.FILE, request.getRemoteAddr())) return tooMany(locale);
        return objections
                .file(viewer, id, wanted)
                .fold(
                        receipt -> ResponseEntity.ok(receipt),
                        refusals -> ResponseEntity.of(problems.refusal(refusals, locale))
                                .build());
    }

    record Asked(@Nullable String number, @Nullable String secret) {}

    /** @param kind person, unit or anonymous */
    record Status(
            String number,
            String kind,
            String state,
            Instant filedAt,
            @Nullable Instant handledAt,
            String answer) {}

    /** What became of an objection, for whoever holds its receipt. */
    @PostMapping("/objections/status")
    ResponseEntity<?> status(@RequestBody Asked asked, Locale locale, HttpServletRequest request) {
        if (!limit.allows(ObjectionLimit.Act.READ, request.getRemoteAddr())) return tooMany(locale);
        return receipts.read(given(asked.number()), given(asked.secret()))
                .<ResponseEntity<?>>map(filed -> ResponseEntity.ok(new Status(
                        filed.number(),
                        filed.kind().code(),
                        filed.state(),
                        filed.filedAt(),
                        filed.handledAt(),
                        filed.answer())))
                .orElseGet(() -> ResponseEntity.of(
                                problems.refusal(List.of(FieldError.of("number", "decision.error.receipt")), locale))
                        .build());
    }

    private ResponseEntity<?> tooMany(Locale locale) {
        ProblemDetail problem = problems.refusal(List.of(FieldError.of("", "decision.error.tooMany")), locale);
        problem.setStatus(HttpStatus.TOO_MANY_REQUESTS);
        return ResponseEntity.of(problem).build();
    }

    private static String given(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
