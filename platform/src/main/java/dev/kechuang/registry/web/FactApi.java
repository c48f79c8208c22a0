package dev.kechuang.registry.web;

import dev.kechuang.registry.internal.FactService;
import dev.kechuang.registry.internal.FactStore;
import dev.kechuang.registry.internal.FactStore.Sheet;
import dev.kechuang.registry.internal.FactStore.Version;
import dev.kechuang.registry.internal.KnownFacts;
import dev.kechuang.registry.internal.OrganisationService;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
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

/** Yearly facts as JSON: the same commands as the pages. Facts are named by their codes in the dictionary. */
@RestController
@RequestMapping("/api/registry")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
class FactApi {

    private static final int MOST = 200;

    private final OrganisationService organisations;
    private final FactStore facts;
    private final FactService service;
    private final KnownFacts known;
    private final ApiProblems problems;

    FactApi(
            OrganisationService organisations,
            FactStore facts,
            FactService service,
            KnownFacts known,
            ApiProblems problems) {
        this.organisations = organisations;
        this.facts = facts;
        this.service = service;
        this.known = known;
        this.problems = problems;
    }

    /**
     * @param sheets where each year stands, newest year first
     * @param values the newest value of each fact in each year, confirmed or not; money in fen
     */
    record Matrix(List<Sheet> sheets, List<Version> values) {}

    @GetMapping("/organisations/{id}/facts")
    Matrix matrix(@PathVariable UUID id, Viewer viewer) {
        visible(id, viewer);
        return new Matrix(facts.sheets(id), facts.newest(id));
    }

    /**
     * @param sheet null while nobody has stated anything for the year
     * @param known what the register states of the organisation and no form asks for
     * @param typed what stands in the open form, as it was typed; money in 万元
     */
    record Year(@Nullable Sheet sheet, Map<String, String> known, List<Version> values, Map<String, String> typed) {}

    @GetMapping("/organisations/{id}/facts/{year}")
    Year year(@PathVariable UUID id, @PathVariable int year, Viewer viewer) {
        var organisation = organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
        return new Year(
                facts.sheet(id, year).orElse(null),
                known.of(organisation),
                facts.newest(id).stream()
                        .filter(version -> version.year() == year)
                        .toList(),
                facts.typed(id, year));
    }

    /** Every value the fact ever had in the year, newest first. */
    @GetMapping("/organisations/{id}/facts/{year}/{code}")
    List<Version> versions(@PathVariable UUID id, @PathVariable int year, @PathVariable String code, Viewer viewer) {
        visible(id, viewer);
        return facts.versions(id, year, code);
    }

    /** Keeps the form as it is, right or wrong; values as people type them, money in 万元. */
    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER})
    @PutMapping("/organisations/{id}/facts/{year}/draft")
    ResponseEntity<?> keep(
            @PathVariable UUID id,
            @PathVariable int year,
            @RequestBody Map<String, @Nullable String> typed,
            Viewer viewer,
            Locale locale) {
        return problems.answer(service.keep(viewer, id, year, Pages.given(typed)), locale);
    }

    /** Hands the year in: what the body does not state is no longer stated. */
    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER})
    @PostMapping("/organisations/{id}/facts/{year}/submit")
    ResponseEntity<?> submit(
            @PathVariable UUID id,
            @PathVariable int year,
            @RequestBody Map<String, @Nullable String> typed,
            Viewer viewer,
            Locale locale) {
        return problems.answer(service.submit(viewer, id, year, Pages.given(typed)), locale);
    }

    /** @param version of the sheet that was looked at */
    record Decision(int version, @Nullable String reason) {}

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/organisations/{id}/facts/{year}/confirm")
    ResponseEntity<?> confirm(
            @PathVariable UUID id,
            @PathVariable int year,
            @RequestBody Decision decision,
            Viewer viewer,
            Locale locale) {
        return problems.answer(service.confirm(viewer, id, year, decision.version()), locale);
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/organisations/{id}/facts/{year}/return")
    ResponseEntity<?> giveBack(
            @PathVariable UUID id,
            @PathVariable int year,
            @RequestBody Decision decision,
            Viewer viewer,
            Locale locale) {
        String reason = decision.reason() == null ? "" : decision.reason();
        return problems.answer(service.giveBack(viewer, id, year, decision.version(), reason), locale);
    }

    /** Years that wait for the officer, longest first. */
    @Allow(Role.COUNTY_OFFICER)
    @GetMapping("/facts/waiting")
    List<FactStore.Waiting> waiting(@RequestParam(defaultValue = "50") int size, Viewer viewer) {
        return facts.waiting(viewer, Math.clamp(size, 1, MOST));
    }

    private void visible(UUID id, Viewer viewer) {
        if (organisations.find(viewer, id).isEmpty()) throw new NotFound("organisation");
    }
}
