package dev.kechuang.plan.web.plan;

import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.ContentStore;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanCopies;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.TargetSplit;
import dev.kechuang.plan.internal.plan.UnitMapping;
import dev.kechuang.plan.internal.plan.Version;
import dev.kechuang.plan.internal.track.Colour;
import dev.kechuang.plan.internal.track.Lights;
import dev.kechuang.plan.internal.track.Obligations;
import dev.kechuang.plan.internal.track.ProgressService;
import dev.kechuang.plan.internal.track.Report;
import dev.kechuang.plan.internal.track.ReportStore;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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

/** Plans, progress and lights as JSON. */
@RestController
@RequestMapping("/api/plan")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
class PlanApi {

    private final PlanStore store;
    private final ContentStore contents;
    private final PlanService service;
    private final UnitMapping mapping;
    private final PlanCopies copies;
    private final ProgressService progress;
    private final ReportStore reports;
    private final Obligations obligations;
    private final Lights lights;
    private final TargetSplit split;
    private final ApiProblems problems;

    PlanApi(
            PlanStore store,
            ContentStore contents,
            PlanService service,
            UnitMapping mapping,
            PlanCopies copies,
            ProgressService progress,
            ReportStore reports,
            Obligations obligations,
            Lights lights,
            TargetSplit split,
            ApiProblems problems) {
        this.store = store;
        this.contents = contents;
        this.service = service;
        this.mapping = mapping;
        this.copies = copies;
        this.progress = progress;
        this.reports = reports;
        this.obligations = obligations;
        this.lights = lights;
        this.split = split;
        this.problems = problems;
    }

    /** Filters as in the address of the list: q, year, kind. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/plans")
    KeyPage<PlanStore.Line> list(@RequestParam Map<String, String> asked, Viewer viewer) {
        return store.page(
                viewer, PlanController.query(asked), KeyPage.At.of(asked.get("after"), asked.get("before")), 50);
    }

    /** A light with what it was judged by. */
    record LightJson(
            UUID item,
            String colour,
            String ruled,
            String reason,
            boolean overruled,
            @Nullable BigDecimal value,
            List<PartJson> parts) {}

    /** A county's part of a target with its own light. */
    record PartJson(
            String region, BigDecimal wanted, @Nullable BigDecimal value, String colour, String reason) {}

    /** What is in force of a plan, as far as the viewer may see it. */
    record PlanJson(Plan plan, @Nullable Version version, Content content, List<LightJson> lights) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/plans/{id}")
    PlanJson one(@PathVariable UUID id, Viewer viewer) {
        Plan plan = found(viewer, id);
        var version = store.inForce(id);
        if (version.isEmpty()) return new PlanJson(plan, null, Content.EMPTY, List.of());
        Content content = contents.of(version.get().id(), viewer);
        var judged = lights.of(plan, content, lights.today());
        var parts = lights.parts(content, judged, lights.today());
        var now = judged.values().stream()
                .map(light -> new LightJson(
                        light.item(),
                        light.shown().code(),
                        light.ruling().colour().code(),
                        light.ruling().reason(),
                        light.overrule() != null,
                        light.value(),
                        parts.getOrDefault(light.item(), List.of()).stream()
                                .map(part -> new PartJson(
                                        part.part().key(),
                                        part.part().value(),
                                        part.value(),
                                        part.ruling().colour().code(),
                                        part.ruling().reason()))
                                .toList()))
                .toList();
        return new PlanJson(plan, version.get(), content, now);
    }

    /** The draft, or what waits for release. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/plans/{id}/draft")
    PlanJson draft(@PathVariable UUID id, Viewer viewer) {
        Plan plan = found(viewer, id);
        if (!PlanScope.whole(viewer, plan.region())) throw new NotFound("draft");
        Version version = store.open(id).orElseThrow(() -> new NotFound("draft"));
        return new PlanJson(plan, version, contents.of(version.id()), List.of());
    }

    private Plan found(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("plan"));
    }

    private UUID open(Viewer viewer, UUID id) {
        return store.open(found(viewer, id).id())
                .orElseThrow(() -> new NotFound("draft"))
                .id();
    }

    /** Fields as in the form. */
    @PostMapping("/plans")
    ResponseEntity<?> create(@RequestBody Map<String, String> fields, Viewer viewer, Locale locale) {
        return problems.answer(service.create(viewer, fields), locale);
    }

    @PutMapping("/plans/{id}")
    ResponseEntity<?> change(
            @PathVariable UUID id, @RequestBody Map<String, String> fields, Viewer viewer, Locale locale) {
        return problems.answer(service.change(viewer, id, fields), locale);
    }

    record Copy(String title, int year) {}

    @PostMapping("/plans/{id}/copy")
    ResponseEntity<?> copy(@PathVariable UUID id, @RequestBody Copy copy, Viewer viewer, Locale locale) {
        return problems.answer(copies.copy(viewer, id, copy.title(), copy.year()), locale);
    }

    record Split(UUID unit) {}

    @PostMapping("/plans/{id}/split")
    ResponseEntity<?> split(@PathVariable UUID id, @RequestBody Split split, Viewer viewer, Locale locale) {
        return problems.answer(copies.split(viewer, id, split.unit()), locale);
    }

    /**
     * A target or task as in its form.
     *
     * @param item null for a new one
     * @param edits of the row that was looked at
     */
    record Put(@Nullable UUID item, int edits, Map<String, String> fields) {}

    @PutMapping("/plans/{id}/targets")
    ResponseEntity<?> putTarget(@PathVariable UUID id, @RequestBody Put put, Viewer viewer, Locale locale) {
        return problems.answer(
                service.putTarget(viewer, open(viewer, id), put.item(), put.edits(), put.fields()), locale);
    }

    /** @param how {@code month}, {@code region} or {@code actuals} */
    record Spread(@Nullable String how, Map<String, String> fields) {}

    /** The fields of a target with its parts filled in; nothing is written. */
    @PostMapping("/plans/{id}/targets/spread")
    ResponseEntity<?> spread(@PathVariable UUID id, @RequestBody Spread body, Viewer viewer, Locale locale) {
        Plan plan = store.find(viewer, id).orElseThrow(() -> new NotFound("plan"));
        var how = TargetSplit.How.of(Objects.requireNonNullElse(body.how(), ""));
        return problems.answer(
                how == null
                        ? Outcome.refused(FieldError.of("how", "plan.error.split"))
                        : split.fill(plan, body.fields(), how),
                locale);
    }

    @PutMapping("/plans/{id}/tasks")
    ResponseEntity<?> putTask(@PathVariable UUID id, @RequestBody Put put, Viewer viewer, Locale locale) {
        return problems.answer(
                service.putTask(viewer, open(viewer, id), put.item(), put.edits(), put.fields()), locale);
    }

    @DeleteMapping("/plans/{id}/items/{item}")
    ResponseEntity<?> remove(@PathVariable UUID id, @PathVariable UUID item, Viewer viewer, Locale locale) {
        return problems.answer(service.remove(viewer, open(viewer, id), item), locale);
    }

    record Meant(String name, UUID unit) {}

    @PostMapping("/plans/{id}/units")
    ResponseEntity<?> map(@PathVariable UUID id, @RequestBody Meant meant, Viewer viewer, Locale locale) {
        return problems.answer(mapping.map(viewer, open(viewer, id), meant.name(), meant.unit()), locale);
    }

    @PostMapping("/plans/{id}/propose")
    ResponseEntity<?> propose(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(service.propose(viewer, open(viewer, id)), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/plans/{id}/release")
    ResponseEntity<?> release(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(service.release(viewer, open(viewer, id)), locale);
    }

    record Reason(@Nullable String reason) {
        String text() {
            return Objects.requireNonNullElse(reason, "");
        }
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/plans/{id}/return")
    ResponseEntity<?> giveBack(@PathVariable UUID id, @RequestBody Reason reason, Viewer viewer, Locale locale) {
        return problems.answer(service.giveBack(viewer, open(viewer, id), reason.text()), locale);
    }

    @PostMapping("/plans/{id}/revise")
    ResponseEntity<?> revise(@PathVariable UUID id, @RequestBody Reason reason, Viewer viewer, Locale locale) {
        return problems.answer(service.revise(viewer, id, reason.text()), locale);
    }

    @PostMapping("/plans/{id}/discard")
    ResponseEntity<?> discard(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(service.discard(viewer, open(viewer, id)), locale);
    }

    /** Reports on a target or task that the viewer may see, newest first. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/plans/{id}/items/{item}/reports")
    List<Report> reports(@PathVariable UUID id, @PathVariable UUID item, Viewer viewer) {
        if (progress.item(viewer, id, item).isEmpty()) throw new NotFound("item");
        return reports.of(item, viewer);
    }

    /** @param files ids of files that the caller uploaded */
    record Progress(Map<String, String> fields, @Nullable List<UUID> files) {}

    @PostMapping("/plans/{id}/items/{item}/reports")
    ResponseEntity<?> report(
            @PathVariable UUID id,
            @PathVariable UUID item,
            @RequestBody Progress report,
            Viewer viewer,
            Locale locale) {
        return problems.answer(
                progress.file(viewer, id, item, report.fields(), Objects.requireNonNullElse(report.files(), List.of())),
                locale);
    }

    /** @param colour green, amber or red; null lets the rule hold again */
    record Overrule(@Nullable String colour, String reason) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/plans/{id}/items/{item}/light")
    ResponseEntity<?> overrule(
            @PathVariable UUID id,
            @PathVariable UUID item,
            @RequestBody Overrule overrule,
            Viewer viewer,
            Locale locale) {
        Colour colour =
                overrule.colour() == null ? null : Colour.of(overrule.colour()).orElse(Colour.NONE);
        return problems.answer(lights.overrule(viewer, id, item, colour, overrule.reason()), locale);
    }

    /** Reports that the viewer's own unit owes. */
    @GetMapping("/owed")
    List<Obligations.Owed> owed(Viewer viewer) {
        UUID unit = viewer.unit();
        return unit == null ? List.of() : obligations.ofUnit(unit, progress.today());
    }

    /** Open reports of everybody in plans that the viewer sees whole. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/open-reports")
    List<Obligations.Owed> open(Viewer viewer) {
        return obligations.open(viewer, progress.today());
    }

    /** Reports for the viewer's office; filters as in the address of the list: state, unit, q. */
    @GetMapping("/reports")
    KeyPage<ReportStore.Filed> reports(@RequestParam Map<String, String> asked, Viewer viewer) {
        return reports.page(
                viewer, ReportStore.Query.of(asked), KeyPage.At.of(asked.get("after"), asked.get("before")), 100);
    }

    @PostMapping("/reports/{report}/confirm")
    ResponseEntity<?> confirm(@PathVariable UUID report, Viewer viewer, Locale locale) {
        return problems.answer(progress.confirm(viewer, report), locale);
    }

    @PostMapping("/reports/{report}/return")
    ResponseEntity<?> giveBackReport(
            @PathVariable UUID report, @RequestBody Reason reason, Viewer viewer, Locale locale) {
        return problems.answer(progress.giveBack(viewer, report, reason.text()), locale);
    }
}
