package dev.kechuang.plan.web.opinion;

import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.opinion.CollectionService;
import dev.kechuang.plan.internal.opinion.CollectionStore;
import dev.kechuang.plan.internal.opinion.CollectionStore.Response;
import dev.kechuang.plan.internal.opinion.MeetingStore;
import dev.kechuang.plan.internal.opinion.MeetingStore.Meeting;
import dev.kechuang.plan.internal.opinion.Opinion;
import dev.kechuang.plan.internal.opinion.OpinionForm;
import dev.kechuang.plan.internal.opinion.OpinionService;
import dev.kechuang.plan.internal.opinion.OpinionStore;
import dev.kechuang.shared.KeyPage;
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
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Opinions, forms and meetings as JSON; fields are those of the pages. */
@RestController
@RequestMapping("/api/plan/opinions")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class OpinionApi {

    private final OpinionStore store;
    private final OpinionService service;
    private final CollectionStore collections;
    private final MeetingStore meetings;
    private final CollectionService collection;
    private final Desk desk;
    private final ApiProblems problems;

    OpinionApi(
            OpinionStore store,
            OpinionService service,
            CollectionStore collections,
            MeetingStore meetings,
            CollectionService collection,
            Desk desk,
            ApiProblems problems) {
        this.store = store;
        this.service = service;
        this.collections = collections;
        this.meetings = meetings;
        this.collection = collection;
        this.desk = desk;
        this.problems = problems;
    }

    /** @param version of the thing that was looked at */
    record Edit(int version, Map<String, String> fields) {}

    /** @param key made by the caller: sent twice it counts once */
    record Keyed(UUID key, Map<String, String> fields) {}

    /** Filters as in the address of the list: q, state, topic, source, year. A firm sees its own. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
    @GetMapping
    KeyPage<Opinion> list(@RequestParam Map<String, String> asked, Viewer viewer) {
        return store.page(
                viewer,
                OpinionController.query(asked),
                desk.today(),
                KeyPage.At.of(asked.get("after"), asked.get("before")),
                100);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
    @GetMapping("/{id}")
    Opinion one(@PathVariable UUID id, Viewer viewer) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("opinion"));
    }

    /** @param by topic, region or unit */
    @GetMapping("/statistics")
    List<OpinionStore.Line> statistics(
            @RequestParam(defaultValue = "0") int year,
            @RequestParam(defaultValue = "topic") String by,
            Viewer viewer) {
        return store.statistics(viewer, year, by, desk.today());
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/assign")
    ResponseEntity<?> assign(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(service.assign(viewer, id, edit.version(), edit.fields()), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/answer")
    ResponseEntity<?> answer(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(service.answer(viewer, id, edit.version(), edit.fields()), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/close")
    ResponseEntity<?> close(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(service.close(viewer, id, edit.version()), locale);
    }

    @Allow(Role.APPLICANT)
    @PostMapping("/{id}/rate")
    ResponseEntity<?> rate(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(service.rate(viewer, id, edit.version(), edit.fields()), locale);
    }

    @Allow(Role.APPLICANT)
    @PostMapping
    ResponseEntity<?> say(@RequestBody Keyed said, Viewer viewer, Locale locale) {
        return problems.answer(collection.say(viewer, said.key(), said.fields()), locale);
    }

    @GetMapping("/forms")
    KeyPage<OpinionForm> forms(@RequestParam Map<String, String> asked, Viewer viewer) {
        return collections.forms(
                viewer, asked.getOrDefault("state", ""), KeyPage.At.of(asked.get("after"), asked.get("before")), 100);
    }

    @GetMapping("/forms/{id}/responses")
    List<Response> responses(@PathVariable UUID id, Viewer viewer) {
        return collections.responses(viewer, id, 1000);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/forms")
    ResponseEntity<?> draft(@RequestBody Map<String, String> fields, Viewer viewer, Locale locale) {
        return problems.answer(collection.draft(viewer, fields), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PutMapping("/forms/{id}")
    ResponseEntity<?> change(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(collection.change(viewer, id, edit.version(), edit.fields()), locale);
    }

    /** Answers how many firms it went to. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/forms/{id}/publish")
    ResponseEntity<?> publish(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(collection.publish(viewer, id, edit.version()), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/forms/{id}/close")
    ResponseEntity<?> closeForm(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(collection.close(viewer, id, edit.version()), locale);
    }

    /** A firm answers. */
    @Allow(Role.APPLICANT)
    @PostMapping("/forms/{id}/responses")
    ResponseEntity<?> respond(@PathVariable UUID id, @RequestBody Keyed said, Viewer viewer, Locale locale) {
        return problems.answer(collection.respond(viewer, id, said.key(), said.fields()), locale);
    }

    @GetMapping("/meetings")
    KeyPage<Meeting> meetings(@RequestParam Map<String, String> asked, Viewer viewer) {
        return meetings.meetings(
                viewer, asked.getOrDefault("q", ""), KeyPage.At.of(asked.get("after"), asked.get("before")), 100);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/meetings")
    ResponseEntity<?> meet(@RequestBody Map<String, String> fields, Viewer viewer, Locale locale) {
        return problems.answer(collection.meet(viewer, fields), locale);
    }

    /** Answers how many opinions were entered. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/meetings/{id}/opinions")
    ResponseEntity<?> said(
            @PathVariable UUID id, @RequestBody Map<String, String> fields, Viewer viewer, Locale locale) {
        return problems.answer(collection.said(viewer, id, fields), locale);
    }
}
