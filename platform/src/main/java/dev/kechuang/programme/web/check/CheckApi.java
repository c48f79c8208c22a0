package dev.kechuang.programme.web.check;

import dev.kechuang.programme.internal.check.CheckLists;
import dev.kechuang.programme.internal.check.CheckLists.Tab;
import dev.kechuang.programme.internal.check.CheckService;
import dev.kechuang.programme.internal.check.CheckService.Decide;
import dev.kechuang.programme.internal.check.CheckService.Verdict;
import dev.kechuang.programme.internal.check.CheckSheet;
import dev.kechuang.programme.internal.check.CheckSheet.Mark;
import dev.kechuang.programme.internal.check.Finding;
import dev.kechuang.programme.internal.form.Correction;
import dev.kechuang.programme.internal.form.Corrections;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.util.Arrays;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The formal check as JSON. */
@RestController
@RequestMapping("/api/programme/checks")
@Allow({Role.BUREAU_OFFICER, Role.COUNTY_OFFICER})
class CheckApi {

    private static final int MOST = 200;

    private final CheckService service;
    private final CheckLists checks;
    private final Corrections corrections;
    private final CheckWords words;
    private final ApplicationLabels labels;
    private final ApiProblems problems;

    CheckApi(
            CheckService service,
            CheckLists checks,
            Corrections corrections,
            CheckWords words,
            ApplicationLabels labels,
            ApiProblems problems) {
        this.service = service;
        this.checks = checks;
        this.corrections = corrections;
        this.words = words;
        this.labels = labels;
        this.problems = problems;
    }

    /** @param tab waiting, mine, others, correction or late */
    @GetMapping
    KeyPage<CheckLists.Row> list(
            @RequestParam(defaultValue = "waiting") String tab,
            @RequestParam(required = false) @Nullable UUID call,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String before,
            @RequestParam(defaultValue = "50") int size,
            Viewer viewer) {
        Tab open = Arrays.stream(Tab.values())
                .filter(one -> one.code().equals(tab))
                .findFirst()
                .orElseThrow(() -> new NotFound("tab"));
        return checks.page(
                viewer, open, call, q.strip(), labels.today(), KeyPage.At.of(after, before), Math.clamp(size, 1, MOST));
    }

    record Found(
            Finding.Kind kind,
            Finding.Severity severity,
            @Nullable UUID other,
            String text) {}

    /** @param before what was asked when it was returned, with the applicant's answer; null where nothing was */
    record Item(
            String id,
            String text,
            String clause,
            String section,
            @Nullable Mark mark,
            Correction.@Nullable Point before) {}

    /** @param correctionsLeft how often the applicant may still be asked to correct */
    record Check(
            Application application, CheckSheet sheet, List<Item> items, List<Found> findings, int correctionsLeft) {}

    @GetMapping("/{id}")
    Check one(@PathVariable UUID id, Viewer viewer, Locale locale) {
        var desk = service.desk(viewer, id).orElseThrow(() -> new NotFound("check"));
        var correction = corrections.all(desk.application()).stream()
                .filter(one -> one.stage().equals(desk.stage().id()))
                .reduce((one, other) -> other);
        return new Check(
                desk.application(),
                desk.sheet(),
                desk.stage().items().stream()
                        .map(item -> new Item(
                                item.id(),
                                item.text().in(locale),
                                item.clause(),
                                item.section(),
                                desk.sheet().marks().get(item.id()),
                                correction.flatMap(one -> one.point(item.id())).orElse(null)))
                        .toList(),
                desk.findings().stream()
                        .map(f -> new Found(f.kind(), f.severity(), f.other(), words.sentence(locale, f)))
                        .toList(),
                desk.correctionsLeft());
    }

    record Next(@Nullable UUID application) {}

    /** Takes the next that waits on the desk; null when none does. */
    @PostMapping("/next")
    Next next(@RequestParam(required = false) @Nullable UUID call, Viewer viewer) {
        return new Next(service.next(viewer, call).orElse(null));
    }

    /** @param version of the sheet, to take over what a colleague has on the desk; 0 otherwise */
    record Claim(int version) {}

    @PostMapping("/{id}/claim")
    ResponseEntity<?> claim(@PathVariable UUID id, @RequestBody Claim claim, Viewer viewer, Locale locale) {
        return problems.answer(service.claim(viewer, id, claim.version()), locale);
    }

    @PostMapping("/{id}/release")
    ResponseEntity<?> release(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(service.release(viewer, id), locale);
    }

    @PostMapping("/{id}/findings")
    ResponseEntity<?> compare(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(service.compare(viewer, id), locale);
    }

    @PutMapping("/{id}/marks")
    ResponseEntity<?> mark(@PathVariable UUID id, @RequestBody Map<String, Mark> marks, Viewer viewer, Locale locale) {
        return problems.answer(service.mark(viewer, id, given(marks)), locale);
    }

    /**
     * @param verdict PASS, RETURN or REFUSE
     * @param expected moves of the application that were seen
     */
    record Decision(
            Verdict verdict,
            int expected,
            @Nullable Map<String, Mark> marks,
            @Nullable List<String> sections,
            @Nullable String clause,
            @Nullable String reason) {}

    @PostMapping("/{id}/decide")
    ResponseEntity<?> decide(@PathVariable UUID id, @RequestBody Decision decision, Viewer viewer, Locale locale) {
        var marks = decision.marks();
        var sections = decision.sections();
        String clause = decision.clause();
        String reason = decision.reason();
        return problems.answer(
                service.decide(
                        viewer,
                        id,
                        new Decide(
                                decision.verdict(),
                                decision.expected(),
                                marks == null ? Map.of() : given(marks),
                                sections == null ? List.of() : sections,
                                clause == null ? "" : clause,
                                reason == null ? "" : reason)),
                locale);
    }

    /** A mark without a note has an empty one. */
    private static Map<String, Mark> given(Map<String, Mark> marks) {
        var given = new java.util.LinkedHashMap<String, Mark>();
        marks.forEach((item, mark) ->
                given.put(item, new Mark(mark.pass(), java.util.Objects.requireNonNullElse(mark.note(), ""))));
        return given;
    }
}
