package dev.kechuang.programme.web.call;

import dev.kechuang.file.FileStore;
import dev.kechuang.programme.internal.call.Call;
import dev.kechuang.programme.internal.call.CallCorrections;
import dev.kechuang.programme.internal.call.CallCorrections.Correction;
import dev.kechuang.programme.internal.call.CallService;
import dev.kechuang.programme.internal.call.CallStore;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** The same as JSON. */
@RestController
@RequestMapping("/api/programme/calls")
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
class CallApi {

    private static final int MOST = 200;

    private final CallStore calls;
    private final CallCorrections corrections;
    private final CallService service;
    private final FileStore files;
    private final ApiProblems problems;
    private final Clock clock;

    CallApi(
            CallStore calls,
            CallCorrections corrections,
            CallService service,
            FileStore files,
            ApiProblems problems,
            Clock clock) {
        this.calls = calls;
        this.corrections = corrections;
        this.service = service;
        this.files = files;
        this.problems = problems;
        this.clock = clock;
    }

    /** Filters as in the address of the list: q, programme, region, phase, year; size up to 200. */
    @Allow(everyone = true)
    @GetMapping
    KeyPage<Call> list(@RequestParam Map<String, String> parameters, Viewer viewer) {
        String size = parameters.getOrDefault("size", "50");
        return calls.list(
                viewer,
                CallController.query(parameters),
                clock.instant(),
                parameters.get("after"),
                parameters.get("before"),
                size.matches("[0-9]{1,4}") ? Math.clamp(Integer.parseInt(size), 1, MOST) : MOST);
    }

    @Allow(everyone = true)
    @GetMapping("/{id}")
    Call one(@PathVariable UUID id, Viewer viewer) {
        return calls.find(viewer, id).orElseThrow(() -> new NotFound("call"));
    }

    @Allow(everyone = true)
    @GetMapping("/{id}/corrections")
    List<Correction> corrections(@PathVariable UUID id, Viewer viewer) {
        return corrections.of(one(id, viewer).id());
    }

    /** Fields as in the form, all texts. */
    @PostMapping
    ResponseEntity<?> draft(@RequestBody Map<String, String> fields, Viewer viewer, Locale locale) {
        return problems.answer(service.draft(viewer, fields), locale);
    }

    /** @param revision the one the edit started from */
    record Edit(int revision, Map<String, String> fields) {}

    @PutMapping("/{id}")
    ResponseEntity<?> update(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(service.update(viewer, id, edit.revision(), edit.fields()), locale);
    }

    /** The fields hold the {@code reason} too. */
    @PostMapping("/{id}/corrections")
    ResponseEntity<?> correct(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(service.correct(viewer, id, edit.revision(), edit.fields()), locale);
    }

    record Revision(int revision) {}

    @PostMapping("/{id}/publish")
    ResponseEntity<?> publish(@PathVariable UUID id, @RequestBody Revision body, Viewer viewer, Locale locale) {
        return problems.answer(service.publish(viewer, id, body.revision()), locale);
    }

    record Cancellation(int revision, String reason) {}

    @PostMapping("/{id}/cancel")
    ResponseEntity<?> cancel(@PathVariable UUID id, @RequestBody Cancellation body, Viewer viewer, Locale locale) {
        return problems.answer(service.cancel(viewer, id, body.revision(), body.reason()), locale);
    }

    /** @param budgetFen whole fen */
    record Delegation(String region, long budgetFen) {}

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/delegate")
    ResponseEntity<?> delegate(@PathVariable UUID id, @RequestBody Delegation body, Viewer viewer, Locale locale) {
        return problems.answer(service.delegate(viewer, id, body.region(), new Money(body.budgetFen())), locale);
    }

    /** Stores a file and attaches it to the guide. */
    @PostMapping("/{id}/files")
    ResponseEntity<?> attach(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale)
            throws IOException {
        if (calls.find(viewer, id).filter(call -> service.runs(viewer, call)).isEmpty()) throw new NotFound("call");
        if (file == null || file.isEmpty()) {
            return problems.answer(Outcome.<Call>refused(FieldError.of("file", "call.error.noFile")), locale);
        }
        String name = file.getOriginalFilename();
        try (var content = file.getInputStream()) {
            return files.store(viewer, name == null ? "" : name, FileStore.Kind.ATTACHMENT, content)
                    .fold(
                            kept -> problems.answer(service.attach(viewer, id, kept.id()), locale),
                            errors -> problems.answer(Outcome.<Call>refused(errors), locale));
        }
    }

    @DeleteMapping("/{id}/files/{file}")
    ResponseEntity<?> detach(@PathVariable UUID id, @PathVariable UUID file, Viewer viewer, Locale locale) {
        return problems.answer(service.detach(viewer, id, file), locale);
    }
}
