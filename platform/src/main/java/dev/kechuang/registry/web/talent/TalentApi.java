package dev.kechuang.registry.web.talent;

import dev.kechuang.registry.internal.talent.Performance.Period;
import dev.kechuang.registry.internal.talent.PerformanceService;
import dev.kechuang.registry.internal.talent.PerformanceStore;
import dev.kechuang.registry.internal.talent.PerformanceStore.Firm;
import dev.kechuang.registry.internal.talent.PerformanceStore.Summary;
import dev.kechuang.registry.internal.talent.Talent;
import dev.kechuang.registry.internal.talent.TalentSearch;
import dev.kechuang.registry.internal.talent.TalentSearch.Query;
import dev.kechuang.registry.internal.talent.TalentService;
import dev.kechuang.registry.internal.talent.TalentStore;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
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

/** Talents and the half-years of the firms they lead as JSON. Imports are those of {@code /api/registry/imports}. */
@RestController
@RequestMapping("/api/registry")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class TalentApi {

    private static final int MOST = 200;

    private final TalentSearch search;
    private final TalentStore store;
    private final TalentService service;
    private final PerformanceStore performances;
    private final PerformanceService halfYears;
    private final TalentFirmListController firms;
    private final ApiProblems problems;

    TalentApi(
            TalentSearch search,
            TalentStore store,
            TalentService service,
            PerformanceStore performances,
            PerformanceService halfYears,
            TalentFirmListController firms,
            ApiProblems problems) {
        this.search = search;
        this.store = store;
        this.service = service;
        this.performances = performances;
        this.halfYears = halfYears;
        this.firms = firms;
        this.problems = problems;
    }

    private static int size(Map<String, String> given) {
        String size = given.getOrDefault("size", "");
        return size.matches("[1-9][0-9]{0,2}") ? Math.min(MOST, Integer.parseInt(size)) : 20;
    }

    private static KeyPage.At at(Map<String, String> given) {
        return KeyPage.At.of(given.get("after"), given.get("before"));
    }

    /** Filters as in the address of the list: q, level, plan, region, field, year, role. */
    @GetMapping("/talents")
    KeyPage<Talent> list(@RequestParam Map<String, String> given, Viewer viewer) {
        return search.find(viewer, Query.of(given), at(given), size(given));
    }

    @GetMapping("/talents/{id}")
    Talent one(@PathVariable UUID id, Viewer viewer) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("talent"));
    }

    /** A person with the first award, as the form has them. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/talents")
    ResponseEntity<?> create(@RequestBody Map<String, @Nullable String> typed, Viewer viewer, Locale locale) {
        return problems.answer(service.create(viewer, Pages.given(typed)), locale);
    }

    /** @param version of the person that was looked at */
    record Command(int version, @Nullable Map<String, @Nullable String> fields) {
        Map<String, String> given() {
            return Pages.given(fields);
        }
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PutMapping("/talents/{id}")
    ResponseEntity<?> change(@PathVariable UUID id, @RequestBody Command command, Viewer viewer, Locale locale) {
        return problems.answer(service.change(viewer, id, command.version(), command.given()), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/talents/{id}/awards")
    ResponseEntity<?> award(@PathVariable UUID id, @RequestBody Command command, Viewer viewer, Locale locale) {
        return problems.answer(service.award(viewer, id, command.version(), command.given()), locale);
    }

    /** Fields: until, reason. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/talents/{id}/awards/{award}/end")
    ResponseEntity<?> end(
            @PathVariable UUID id,
            @PathVariable UUID award,
            @RequestBody Command command,
            Viewer viewer,
            Locale locale) {
        var given = command.given();
        return problems.answer(
                service.end(
                        viewer,
                        id,
                        command.version(),
                        award,
                        given.getOrDefault("until", ""),
                        given.getOrDefault("reason", "")),
                locale);
    }

    /** Fields: reason. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/talents/{id}/awards/{award}/take-back")
    ResponseEntity<?> takeBack(
            @PathVariable UUID id,
            @PathVariable UUID award,
            @RequestBody Command command,
            Viewer viewer,
            Locale locale) {
        return problems.answer(
                service.takeBack(
                        viewer, id, command.version(), award, command.given().getOrDefault("reason", "")),
                locale);
    }

    /** @param summary of all firms of the half-year that the filters find */
    record Firms(String period, Summary summary, KeyPage<Firm> firms) {}

    /** Filters as in the address of the list: period, q, region, state, size of the firm; {@code rows} a page. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
    @GetMapping("/talent-firms")
    Firms firms(@RequestParam Map<String, String> given, Viewer viewer) {
        var query = firms.query(given);
        String rows = given.getOrDefault("rows", "20");
        return new Firms(
                query.period().toString(),
                performances.summary(viewer, query),
                performances.firms(viewer, query, at(given), size(Map.of("size", rows))));
    }

    /** Fields: revenue, tax, financing in 万元, staff. */
    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PutMapping("/talent-firms/{organisation}/{period}")
    ResponseEntity<?> handIn(
            @PathVariable UUID organisation,
            @PathVariable String period,
            @RequestBody Map<String, @Nullable String> typed,
            Viewer viewer,
            Locale locale) {
        return problems.answer(halfYears.handIn(viewer, organisation, period(period), Pages.given(typed)), locale);
    }

    private static Period period(String text) {
        return Period.of(text).orElseThrow(() -> new NotFound("half-year"));
    }

    record Step(int version, @Nullable String reason) {}

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/talent-firms/{organisation}/{period}/confirm")
    ResponseEntity<?> confirm(
            @PathVariable UUID organisation,
            @PathVariable String period,
            @RequestBody Step step,
            Viewer viewer,
            Locale locale) {
        return problems.answer(halfYears.confirm(viewer, organisation, period(period), step.version()), locale);
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/talent-firms/{organisation}/{period}/return")
    ResponseEntity<?> giveBack(
            @PathVariable UUID organisation,
            @PathVariable String period,
            @RequestBody Step step,
            Viewer viewer,
            Locale locale) {
        String reason = step.reason();
        return problems.answer(
                halfYears.giveBack(viewer, organisation, period(period), step.version(), reason == null ? "" : reason),
                locale);
    }
}
