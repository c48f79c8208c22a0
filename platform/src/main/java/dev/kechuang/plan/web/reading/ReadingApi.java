package dev.kechuang.plan.web.reading;

import dev.kechuang.plan.internal.reading.Candidate;
import dev.kechuang.plan.internal.reading.ReadingService;
import dev.kechuang.plan.internal.reading.ReadingStore;
import dev.kechuang.plan.internal.reading.ReadingStore.Import;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Reading documents into plans as JSON. */
@RestController
@RequestMapping("/api/plan/imports")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class ReadingApi {

    private final ReadingService service;
    private final ReadingStore store;
    private final ApiProblems problems;

    ReadingApi(ReadingService service, ReadingStore store, ApiProblems problems) {
        this.service = service;
        this.store = store;
        this.problems = problems;
    }

    /** Reads the part {@code file}; further parts are the plan's own fields: region, year, title, kind, years. */
    @PostMapping
    ResponseEntity<?> take(
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file,
            @RequestParam Map<String, String> head,
            Viewer viewer,
            Locale locale)
            throws IOException {
        Outcome<Import> outcome = file == null || file.isEmpty()
                ? Outcome.refused(FieldError.of("file", "plan.error.required"))
                : service.take(
                        viewer,
                        Objects.requireNonNullElse(file.getOriginalFilename(), ""),
                        file.getBytes(),
                        new HashMap<>(head));
        return problems.answer(outcome, locale);
    }

    record Desk(Import reading, List<Candidate> candidates) {}

    @GetMapping("/{id}")
    Desk one(@PathVariable UUID id, Viewer viewer) {
        Import reading = store.find(viewer, id).orElseThrow(() -> new NotFound("reading"));
        return new Desk(reading, store.candidates(id));
    }

    @PostMapping("/{id}/sure")
    ResponseEntity<?> sure(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(service.acceptSure(viewer, id), locale);
    }

    @PostMapping("/{id}/apply")
    ResponseEntity<?> apply(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(service.apply(viewer, id), locale);
    }

    @PostMapping("/{id}/drop")
    ResponseEntity<?> drop(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(service.drop(viewer, id), locale);
    }

    /** @param edits of the candidate that was looked at */
    record Correct(int edits, Map<String, String> fields) {}

    @PutMapping("/{id}/{candidate}")
    ResponseEntity<?> correct(
            @PathVariable UUID id,
            @PathVariable UUID candidate,
            @RequestBody Correct correct,
            Viewer viewer,
            Locale locale) {
        return problems.answer(service.correct(viewer, id, candidate, correct.edits(), correct.fields()), locale);
    }

    /** @param action accept, reject, reopen, merge or split */
    @PostMapping("/{id}/{candidate}/{action}")
    ResponseEntity<?> decide(
            @PathVariable UUID id,
            @PathVariable UUID candidate,
            @PathVariable String action,
            Viewer viewer,
            Locale locale) {
        Outcome<Candidate> outcome = switch (action) {
            case "accept" -> service.accept(viewer, id, candidate);
            case "reject" -> service.reject(viewer, id, candidate);
            case "reopen" -> service.reopen(viewer, id, candidate);
            case "merge" -> service.merge(viewer, id, candidate);
            case "split" -> service.split(viewer, id, candidate);
            default -> throw new NotFound("action");
        };
        return problems.answer(outcome, locale);
    }
}
