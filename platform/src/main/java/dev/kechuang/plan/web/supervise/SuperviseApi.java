package dev.kechuang.plan.web.supervise;

import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.supervise.Accountability;
import dev.kechuang.plan.internal.supervise.SuperviseService;
import dev.kechuang.plan.internal.supervise.SuperviseStore;
import dev.kechuang.plan.internal.supervise.Supervision;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Supervision and accountability as JSON; fields are those of the pages, files by their ids. */
@RestController
@RequestMapping("/api/plan")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class SuperviseApi {

    private final SuperviseStore store;
    private final SuperviseService service;
    private final Accountability accountability;
    private final Desk desk;
    private final ApiProblems problems;

    SuperviseApi(
            SuperviseStore store,
            SuperviseService service,
            Accountability accountability,
            Desk desk,
            ApiProblems problems) {
        this.store = store;
        this.service = service;
        this.accountability = accountability;
        this.desk = desk;
        this.problems = problems;
    }

    /** @param version of the thing that was looked at */
    record Edit(int version, Map<String, String> fields) {}

    private ResponseEntity<?> answer(Outcome<UUID> outcome, Locale locale) {
        return problems.answer(outcome, locale);
    }

    /** Filters as in the address of the list: q, kind, state, unit. */
    @GetMapping("/supervision")
    KeyPage<Supervision> list(@RequestParam Map<String, String> asked, Viewer viewer) {
        return store.page(
                viewer,
                SuperviseController.query(asked),
                desk.today(),
                KeyPage.At.of(asked.get("after"), asked.get("before")),
                100);
    }

    record Item(Supervision item, List<Supervision.Finding> findings) {}

    @GetMapping("/supervision/{id}")
    Item one(@PathVariable UUID id, Viewer viewer) {
        return new Item(
                store.find(viewer, id).orElseThrow(() -> new NotFound("supervision")), store.findings(viewer, id));
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/supervision")
    ResponseEntity<?> issue(@RequestBody Map<String, String> fields, Viewer viewer, Locale locale) {
        return answer(service.issue(viewer, fields), locale);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/supervision/{id}/find")
    ResponseEntity<?> find(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return answer(service.find(viewer, id, edit.version(), edit.fields()), locale);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/supervision/{id}/result")
    ResponseEntity<?> result(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return answer(service.result(viewer, id, edit.version(), edit.fields()), locale);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/supervision/{id}/close")
    ResponseEntity<?> close(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return answer(service.close(viewer, id, edit.version(), edit.fields()), locale);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/supervision/{id}/reopen")
    ResponseEntity<?> reopen(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return answer(service.reopen(viewer, id, edit.version(), edit.fields()), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/supervision/findings/{id}/report")
    ResponseEntity<?> report(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return answer(service.report(viewer, id, edit.version(), edit.fields()), locale);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/supervision/findings/{id}/review")
    ResponseEntity<?> review(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return answer(service.review(viewer, id, edit.version(), edit.fields()), locale);
    }

    /** Leaders get all, everybody else those that concern them. */
    @GetMapping("/accountability")
    List<Accountability.Note> notes(Viewer viewer) {
        return accountability.all(viewer);
    }

    @GetMapping("/accountability/{id}")
    Accountability.Note note(@PathVariable UUID id, Viewer viewer) {
        return accountability.open(viewer, id).orElseThrow(() -> new NotFound("note"));
    }

    @Allow(Role.BUREAU_LEADER)
    @PostMapping("/accountability")
    ResponseEntity<?> write(@RequestBody Map<String, String> fields, Viewer viewer, Locale locale) {
        return answer(accountability.write(viewer, fields), locale);
    }

    @PostMapping("/accountability/{id}/statement")
    ResponseEntity<?> state(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return answer(accountability.state(viewer, id, edit.version(), edit.fields()), locale);
    }

    @Allow(Role.BUREAU_LEADER)
    @PostMapping("/accountability/{id}/lift")
    ResponseEntity<?> lift(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return answer(accountability.lift(viewer, id, edit.version(), edit.fields()), locale);
    }
}
