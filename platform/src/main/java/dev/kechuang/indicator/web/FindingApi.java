package dev.kechuang.indicator.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.kechuang.indicator.internal.consistency.Corrections;
import dev.kechuang.indicator.internal.consistency.FindingStore;
import dev.kechuang.indicator.internal.consistency.FindingStore.Finding;
import dev.kechuang.indicator.internal.consistency.Findings;
import dev.kechuang.indicator.internal.consistency.PendingCorrections;
import dev.kechuang.indicator.internal.consistency.PendingCorrections.Pending;
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
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Findings of the consistency audit as JSON. */
@RestController
@RequestMapping("/api/indicators/findings")
@Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class FindingApi {

    private final Findings findings;
    private final FindingStore store;
    private final Corrections corrections;
    private final PendingCorrections pending;
    private final ApiProblems problems;

    FindingApi(
            Findings findings,
            FindingStore store,
            Corrections corrections,
            PendingCorrections pending,
            ApiProblems problems) {
        this.findings = findings;
        this.store = store;
        this.corrections = corrections;
        this.pending = pending;
        this.problems = problems;
    }

    /** @param correction that waits for a second person, null for none */
    record Line(@JsonUnwrapped Finding finding, @Nullable Pending correction) {}

    /** Filters: state ({@code correcting} for those with a correction that waits), verdict, q. */
    @GetMapping
    KeyPage<Line> findings(@RequestParam Map<String, String> asked) {
        var page = store.page(
                asked.getOrDefault("state", ""),
                asked.getOrDefault("verdict", ""),
                asked.getOrDefault("q", ""),
                KeyPage.At.of(asked.get("after"), asked.get("before")),
                100);
        var waiting = pending.of(page.items().stream().map(Finding::id).toList());
        var lines = page.items().stream()
                .map(one -> new Line(one, waiting.get(one.id())))
                .toList();
        return new KeyPage<>(lines, page.next(), page.previous(), page.total());
    }

    /** @param ways what can be done about each figure it compares */
    record WithWays(Finding finding, List<Corrections.Way> ways) {}

    @GetMapping("/{id}")
    WithWays finding(@PathVariable UUID id) {
        Finding finding = store.find(id).orElseThrow(() -> new NotFound("finding"));
        return new WithWays(finding, corrections.ways(finding));
    }

    @PostMapping("/run")
    Findings.Run audit() {
        return findings.run();
    }

    /**
     * @param operand place of the figure among those of the finding, from 0
     * @param after sequence of the last revision that was seen
     * @param fields value, reason, source
     */
    record Correction(int operand, int after, Map<String, String> fields) {}

    /** States the right value of a figure that is an observation; another person confirms it. */
    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/correct")
    ResponseEntity<?> correct(@PathVariable UUID id, @RequestBody Correction body, Viewer viewer, Locale locale) {
        return problems.answer(corrections.correct(viewer, id, body.operand(), body.after(), body.fields()), locale);
    }

    record Confirmation(UUID revision) {}

    /** Confirms a correction; the answer is the finding as it is then. */
    @PostMapping("/{id}/confirm")
    ResponseEntity<?> confirm(@PathVariable UUID id, @RequestBody Confirmation body, Viewer viewer, Locale locale) {
        return problems.answer(corrections.confirm(viewer, id, body.revision()), locale);
    }

    /** @param version that was looked at */
    record Decision(int version, @Nullable String reason) {}

    /** @param what {@code explain}, {@code accept} or {@code reopen} */
    @PostMapping("/{id}/{what}")
    ResponseEntity<?> decide(
            @PathVariable UUID id,
            @PathVariable String what,
            @RequestBody Decision body,
            Viewer viewer,
            Locale locale) {
        return problems.answer(
                FindingController.decide(
                        findings,
                        viewer,
                        id,
                        what,
                        String.valueOf(body.version()),
                        Objects.requireNonNullElse(body.reason(), "")),
                locale);
    }
}
