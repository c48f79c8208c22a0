package dev.kechuang.plan.web.scheme;

import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.scheme.Media;
import dev.kechuang.plan.internal.scheme.Scheme;
import dev.kechuang.plan.internal.scheme.SchemeService;
import dev.kechuang.plan.internal.scheme.SchemeStore;
import dev.kechuang.plan.internal.scheme.SchemeTargets;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

/** Schemes and media reports as JSON; fields are those of the pages. */
@RestController
@RequestMapping("/api/plan")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class SchemeApi {

    private final SchemeStore store;
    private final SchemeService service;
    private final SchemeTargets standing;
    private final Media media;
    private final Desk desk;
    private final ApiProblems problems;

    SchemeApi(
            SchemeStore store,
            SchemeService service,
            SchemeTargets standing,
            Media media,
            Desk desk,
            ApiProblems problems) {
        this.store = store;
        this.service = service;
        this.standing = standing;
        this.media = media;
        this.desk = desk;
        this.problems = problems;
    }

    record Edit(int version, Map<String, String> fields) {}

    /** A target with what was reached since the scheme began and its light. */
    record TargetJson(
            String indicator, BigDecimal value, @Nullable BigDecimal actual, String colour, String reason) {}

    record Whole(Scheme scheme, List<Scheme.Stage> stages, List<TargetJson> targets) {}

    /** Filters as in the address of the list: q, kind, state. */
    @GetMapping("/schemes")
    KeyPage<Scheme> list(@RequestParam Map<String, String> asked, Viewer viewer) {
        return store.page(
                viewer,
                SchemeController.query(asked),
                desk.today(),
                KeyPage.At.of(asked.get("after"), asked.get("before")),
                100);
    }

    @GetMapping("/schemes/{id}")
    Whole one(@PathVariable UUID id, Viewer viewer) {
        Scheme scheme = store.find(viewer, id).orElseThrow(() -> new NotFound("scheme"));
        var targets = standing.of(scheme, store.targets(id), desk.today()).stream()
                .map(one -> new TargetJson(
                        one.target().indicator(),
                        one.target().value(),
                        one.actual(),
                        one.ruling().colour().code(),
                        one.ruling().reason()))
                .toList();
        return new Whole(scheme, store.stages(id), targets);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/schemes")
    ResponseEntity<?> enter(@RequestBody Map<String, String> fields, Viewer viewer, Locale locale) {
        return problems.answer(service.enter(viewer, fields), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/schemes/{id}/report")
    ResponseEntity<?> report(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(service.report(viewer, id, edit.version(), edit.fields()), locale);
    }

    @PostMapping("/schemes/{id}/close")
    ResponseEntity<?> close(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return problems.answer(service.close(viewer, id, edit.version(), edit.fields()), locale);
    }

    /** Filters as in the address of the list: q, level, year. */
    @GetMapping("/media-reports")
    KeyPage<Media.Report> media(@RequestParam Map<String, String> asked, Viewer viewer) {
        return media.page(
                viewer, MediaController.query(asked), KeyPage.At.of(asked.get("after"), asked.get("before")), 100);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/media-reports")
    ResponseEntity<?> enterMedia(@RequestBody Map<String, String> fields, Viewer viewer, Locale locale) {
        return problems.answer(media.enter(viewer, fields), locale);
    }

    /** Every row or none. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/media-reports/import")
    ResponseEntity<?> load(@RequestBody List<Map<String, String>> rows, Viewer viewer, Locale locale) {
        var numbered = new ArrayList<Media.Row>();
        for (var row : rows) numbered.add(new Media.Row(numbered.size() + 1, row));
        return problems.answer(media.load(viewer, numbered), locale);
    }

    record Reason(String reason) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/media-reports/{id}/withdraw")
    ResponseEntity<?> withdraw(@PathVariable UUID id, @RequestBody Reason body, Viewer viewer, Locale locale) {
        return problems.answer(media.withdraw(viewer, id, body.reason()), locale);
    }
}
