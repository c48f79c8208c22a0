package dev.kechuang.match.web.grow;

import dev.kechuang.match.internal.grow.Candidate;
import dev.kechuang.match.internal.grow.CandidateStore;
import dev.kechuang.match.internal.grow.CareService;
import dev.kechuang.match.internal.grow.CareStore;
import dev.kechuang.match.internal.grow.CareStore.Measure;
import dev.kechuang.match.internal.grow.CareStore.Visit;
import dev.kechuang.match.internal.grow.CultivationService;
import dev.kechuang.match.internal.grow.Entry;
import dev.kechuang.match.internal.grow.EntryStore;
import dev.kechuang.match.internal.grow.Ladder;
import dev.kechuang.match.internal.grow.Ladders;
import dev.kechuang.match.internal.grow.Prereview;
import dev.kechuang.match.internal.grow.PrereviewService;
import dev.kechuang.match.internal.grow.PrereviewStore;
import dev.kechuang.match.internal.grow.Sheet;
import dev.kechuang.match.internal.grow.StageStore;
import dev.kechuang.match.internal.grow.StageStore.Funnel;
import dev.kechuang.match.internal.grow.StageStore.Reached;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
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

/**
 * Cultivation as JSON; filters and fields are those of the pages, files by their ids. Applicants see nothing but what they
 * counsel for a service organisation.
 */
@RestController
@RequestMapping("/api/match/cultivation")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class GrowApi {

    private final Ladders ladders;
    private final CandidateStore candidates;
    private final EntryStore store;
    private final StageStore stages;
    private final CareStore care;
    private final PrereviewStore prereviewStore;
    private final CultivationService service;
    private final PrereviewService prereviews;
    private final CareService careService;
    private final GrowWords words;
    private final ApiProblems problems;

    GrowApi(
            Ladders ladders,
            CandidateStore candidates,
            EntryStore store,
            StageStore stages,
            CareStore care,
            PrereviewStore prereviewStore,
            CultivationService service,
            PrereviewService prereviews,
            CareService careService,
            GrowWords words,
            ApiProblems problems) {
        this.ladders = ladders;
        this.candidates = candidates;
        this.store = store;
        this.stages = stages;
        this.care = care;
        this.prereviewStore = prereviewStore;
        this.service = service;
        this.prereviews = prereviews;
        this.careService = careService;
        this.words = words;
        this.problems = problems;
    }

    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/ladders")
    List<Ladder> ladders() {
        return ladders.all();
    }

    private static KeyPage.At at(Map<String, String> asked) {
        return KeyPage.At.of(asked.get("after"), asked.get("before"));
    }

    /** Filters as in the address of the list. */
    @GetMapping("/candidates")
    KeyPage<Candidate> candidates(@RequestParam Map<String, String> asked, Viewer viewer) {
        return candidates.page(
                viewer,
                words.ladder(asked),
                CandidateController.query(asked, words.year(asked)),
                words.today(),
                at(asked),
                100);
    }

    /** Filters as in the address of the store. */
    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/entries")
    KeyPage<Entry> entries(@RequestParam Map<String, String> asked, Viewer viewer) {
        return store.page(
                viewer,
                words.ladder(asked),
                StoreController.query(asked, words.year(asked)),
                words.today(),
                at(asked),
                100);
    }

    record One(
            Entry entry,
            List<Reached> stages,
            List<Prereview> prereviews,
            List<Visit> visits,
            List<Measure> measures) {}

    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/entries/{id}")
    One entry(@PathVariable UUID id, Viewer viewer) {
        Entry entry = store.find(viewer, id).orElseThrow(() -> new NotFound("entry"));
        return new One(entry, stages.of(id), prereviewStore.of(id), care.visits(id), care.measures(id));
    }

    record Funnels(List<Funnel> byRegion, List<Funnel> byYear) {}

    @GetMapping("/funnel")
    Funnels funnel(@RequestParam Map<String, String> asked, Viewer viewer) {
        Ladder ladder = words.ladder(asked);
        return new Funnels(stages.byRegion(viewer, ladder, words.year(asked)), stages.byYear(viewer, ladder));
    }

    /**
     * @param ids organisations to enter, or entries to pre-review or to assign
     * @param whole filters as in the address of the list, to take everything they find instead
     * @param fields why; or counsellor, counsellorName
     */
    record Many(
            String ladder,
            int year,
            @Nullable List<UUID> ids,
            @Nullable Map<String, String> whole,
            @Nullable Map<String, String> fields) {

        List<UUID> chosen() {
            return ids == null ? List.of() : ids;
        }

        Map<String, String> typed() {
            return fields == null ? Map.of() : fields;
        }
    }

    private Ladder ladder(Many many) {
        return ladders.find(many.ladder()).orElseThrow(() -> new NotFound("ladder"));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/enter")
    ResponseEntity<?> enter(@RequestBody Many many, Viewer viewer, Locale locale) {
        var whole = Optional.ofNullable(many.whole()).map(asked -> CandidateController.query(asked, many.year()));
        return problems.answer(
                service.enter(viewer, ladder(many), many.year(), many.chosen(), whole, many.typed()), locale);
    }

    /** Fields: creditCode, why. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/enter-one")
    ResponseEntity<?> enterOne(@RequestBody Many many, Viewer viewer, Locale locale) {
        return problems.answer(service.enterOne(viewer, ladder(many), many.year(), many.typed()), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/assign")
    ResponseEntity<?> assign(@RequestBody Many many, Viewer viewer, Locale locale) {
        return problems.answer(
                service.assignAll(viewer, ladder(many), many.year(), many.chosen(), whole(many), many.typed()), locale);
    }

    private static Optional<EntryStore.Query> whole(Many many) {
        return Optional.ofNullable(many.whole()).map(asked -> StoreController.query(asked, many.year()));
    }

    /** Answers with the run; it goes on by itself. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/prereview")
    ResponseEntity<?> prereview(@RequestBody Many many, Viewer viewer, Locale locale) {
        return problems.answer(prereviews.start(viewer, ladder(many), many.year(), many.chosen(), whole(many)), locale);
    }

    record RunResult(PrereviewStore.Run run, KeyPage<PrereviewStore.RunLine> lines) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/runs/{id}")
    RunResult run(@PathVariable UUID id, @RequestParam Map<String, String> asked, Viewer viewer) {
        var run = prereviewStore
                .run(id)
                .filter(one -> one.startedBy().equals(viewer.account()))
                .orElseThrow(() -> new NotFound("run"));
        return new RunResult(run, prereviewStore.lines(viewer, id, at(asked), 100));
    }

    /** @param version of the entry or measure that was looked at */
    record Edit(int version, @Nullable Map<String, String> fields) {
        Map<String, String> typed() {
            return fields == null ? Map.of() : fields;
        }
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/entries/{id}/prereview")
    ResponseEntity<?> prereview(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(prereviews.review(viewer, id), locale);
    }

    /** @param same whether newer facts and rules would decide the same */
    record Sheeted(Prereview prereview, Sheet sheet, boolean same) {}

    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/prereviews/{id}")
    Sheeted sheet(@PathVariable UUID id, Viewer viewer, Locale locale) {
        var shown = prereviews.shown(viewer, id, locale).orElseThrow(() -> new NotFound("prereview"));
        return new Sheeted(shown.prereview(), shown.sheet(), shown.recheck().same());
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/entries/{id}/assign")
    ResponseEntity<?> assign(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(service.assign(viewer, id, edit.version(), edit.typed()), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/entries/{id}/leave")
    ResponseEntity<?> leave(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(service.leave(viewer, id, edit.version(), edit.typed()), locale);
    }

    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/entries/{id}/visit")
    ResponseEntity<?> visit(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(careService.visit(viewer, id, edit.typed()), locale);
    }

    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/entries/{id}/measure")
    ResponseEntity<?> measure(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(careService.agree(viewer, id, edit.typed()), locale);
    }

    /** An officer's or a counsellor's of any measure, or a person's of a measure of the own firm. */
    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/measures/{id}")
    ResponseEntity<?> close(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(careService.close(viewer, id, edit.version(), edit.typed()), locale);
    }
}
