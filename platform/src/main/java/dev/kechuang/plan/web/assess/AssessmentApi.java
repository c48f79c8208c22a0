package dev.kechuang.plan.web.assess;

import dev.kechuang.plan.internal.assess.Assessment;
import dev.kechuang.plan.internal.assess.AssessmentScores;
import dev.kechuang.plan.internal.assess.AssessmentService;
import dev.kechuang.plan.internal.assess.AssessmentStore;
import dev.kechuang.plan.internal.assess.Objections;
import dev.kechuang.plan.internal.assess.Result;
import dev.kechuang.plan.internal.assess.Verification;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Yearly assessments as JSON; fields are those of the pages. */
@RestController
@RequestMapping("/api/plan/assessments")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class AssessmentApi {

    private final AssessmentStore store;
    private final AssessmentService service;
    private final AssessmentScores scores;
    private final Objections objections;
    private final Verification verification;
    private final ApiProblems problems;

    AssessmentApi(
            AssessmentStore store,
            AssessmentService service,
            AssessmentScores scores,
            Objections objections,
            Verification verification,
            ApiProblems problems) {
        this.store = store;
        this.service = service;
        this.scores = scores;
        this.objections = objections;
        this.verification = verification;
        this.problems = problems;
    }

    record Version(int version) {}

    record Edit(int version, Map<String, String> fields) {}

    @GetMapping
    List<Assessment> list(Viewer viewer) {
        return store.all(viewer);
    }

    record Whole(Assessment assessment, List<Result> results, List<Assessment.Objection> objections) {}

    private Assessment found(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("assessment"));
    }

    @GetMapping("/{id}")
    Whole one(@PathVariable UUID id, Viewer viewer) {
        return new Whole(found(viewer, id), store.results(id), store.objections(id));
    }

    /** @param problems empty when it verifies */
    record Verified(List<String> problems) {}

    @GetMapping("/{id}/verify")
    Verified verify(@PathVariable UUID id, Viewer viewer) {
        return new Verified(verification.problems(found(viewer, id)));
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping
    ResponseEntity<?> open(@RequestBody Map<String, String> fields, Viewer viewer, Locale locale) {
        return problems.answer(service.open(viewer, fields), locale);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/run")
    ResponseEntity<?> run(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(service.run(viewer, id), locale);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/publish")
    ResponseEntity<?> publish(@PathVariable UUID id, @RequestBody Version body, Viewer viewer, Locale locale) {
        return problems.answer(service.publish(viewer, id, body.version()), locale);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/reopen")
    ResponseEntity<?> reopen(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(service.reopen(viewer, id, edit.version(), edit.fields()), locale);
    }

    @Allow(Role.BUREAU_LEADER)
    @PostMapping("/{id}/final")
    ResponseEntity<?> finish(@PathVariable UUID id, @RequestBody Version body, Viewer viewer, Locale locale) {
        return problems.answer(service.finish(viewer, id, body.version()), locale);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/objections/{objection}")
    ResponseEntity<?> handle(
            @PathVariable UUID id,
            @PathVariable UUID objection,
            @RequestBody Map<String, String> fields,
            Viewer viewer,
            Locale locale) {
        return problems.answer(objections.handle(viewer, id, objection, fields), locale);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/{id}/units/{unit}/score")
    ResponseEntity<?> score(
            @PathVariable UUID id,
            @PathVariable UUID unit,
            @RequestBody Map<String, String> fields,
            Viewer viewer,
            Locale locale) {
        return problems.answer(scores.score(viewer, id, unit, fields), locale);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/{id}/units/{unit}/enter")
    ResponseEntity<?> enter(
            @PathVariable UUID id,
            @PathVariable UUID unit,
            @RequestBody Map<String, String> fields,
            Viewer viewer,
            Locale locale) {
        return problems.answer(scores.enter(viewer, id, unit, fields), locale);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/{id}/entries/{entry}/withdraw")
    ResponseEntity<?> withdraw(
            @PathVariable UUID id,
            @PathVariable UUID entry,
            @RequestBody Map<String, String> fields,
            Viewer viewer,
            Locale locale) {
        return problems.answer(scores.withdraw(viewer, id, entry, fields), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/units/{unit}/object")
    ResponseEntity<?> object(
            @PathVariable UUID id,
            @PathVariable UUID unit,
            @RequestBody Map<String, String> fields,
            Viewer viewer,
            Locale locale) {
        return problems.answer(objections.object(viewer, id, unit, fields), locale);
    }
}
