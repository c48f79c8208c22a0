package dev.kechuang.programme.web.upward;

import dev.kechuang.programme.internal.upward.Upward;
import dev.kechuang.programme.internal.upward.UpwardService;
import dev.kechuang.programme.internal.upward.UpwardStore;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
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

/** Upward applications as JSON. */
@RestController
@RequestMapping("/api/programme/upward")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class UpwardApi {

    private final UpwardService service;
    private final UpwardStore store;
    private final ApiProblems problems;

    UpwardApi(UpwardService service, UpwardStore store, ApiProblems problems) {
        this.service = service;
        this.store = store;
        this.problems = problems;
    }

    /** Filters as in the address of the list: q, year, level, programme, result. */
    @GetMapping
    KeyPage<Upward> list(@RequestParam Map<String, String> asked, Viewer viewer) {
        int size = Math.clamp(UpwardController.number(asked.getOrDefault("size", "50")), 1, 200);
        return store.page(
                viewer, UpwardController.query(asked), KeyPage.At.of(asked.get("after"), asked.get("before")), size);
    }

    @GetMapping("/{id}")
    Upward one(@PathVariable UUID id, Viewer viewer) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("upward"));
    }

    /** @param year 0 for all years */
    @GetMapping("/statistics")
    List<UpwardStore.Line> statistics(@RequestParam(defaultValue = "0") int year, Viewer viewer) {
        return store.statistics(viewer, year);
    }

    /** Fields as in the form; money in 万元. */
    @Allow(Role.BUREAU_OFFICER)
    @PostMapping
    ResponseEntity<?> enter(@RequestBody Map<String, String> fields, Viewer viewer, Locale locale) {
        return problems.answer(service.enter(viewer, fields), locale);
    }

    /** @param version that was looked at */
    record Edit(int version, Map<String, String> fields) {}

    @Allow(Role.BUREAU_OFFICER)
    @PutMapping("/{id}")
    ResponseEntity<?> change(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(service.change(viewer, id, edit.version(), edit.fields()), locale);
    }

    record Cancel(int version, @Nullable String reason) {}

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/cancel")
    ResponseEntity<?> cancel(@PathVariable UUID id, @RequestBody Cancel body, Viewer viewer, Locale locale) {
        return problems.answer(
                service.cancel(viewer, id, body.version(), Objects.requireNonNullElse(body.reason(), "")), locale);
    }

    /** Every row or none. */
    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/import")
    ResponseEntity<?> load(@RequestBody List<Map<String, String>> rows, Viewer viewer, Locale locale) {
        return problems.answer(service.load(viewer, rows), locale);
    }
}
