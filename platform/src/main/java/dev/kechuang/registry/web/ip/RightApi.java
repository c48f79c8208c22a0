package dev.kechuang.registry.web.ip;

import dev.kechuang.registry.internal.ip.CaseService;
import dev.kechuang.registry.internal.ip.CaseStore;
import dev.kechuang.registry.internal.ip.EntryService;
import dev.kechuang.registry.internal.ip.EntryStore;
import dev.kechuang.registry.internal.ip.IpCase;
import dev.kechuang.registry.internal.ip.Right;
import dev.kechuang.registry.internal.ip.RightEntry;
import dev.kechuang.registry.internal.ip.RightQuery;
import dev.kechuang.registry.internal.ip.RightSearch;
import dev.kechuang.registry.internal.ip.RightService;
import dev.kechuang.registry.internal.ip.RightStore;
import dev.kechuang.registry.web.Pages;
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

/**
 * Intellectual property for programs. Bodies give the texts of the forms by their field names; imports and exports are
 * where those of the registry are ({@code /api/registry/imports/rights}, {@code /api/registry/ip/export}).
 */
@RestController
@RequestMapping("/api/registry/ip")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
class RightApi {

    private static final int MOST = 200;

    private final RightService rights;
    private final RightStore store;
    private final RightSearch search;
    private final EntryService entries;
    private final EntryStore entered;
    private final CaseService cases;
    private final CaseStore filed;
    private final ApiProblems problems;

    RightApi(
            RightService rights,
            RightStore store,
            RightSearch search,
            EntryService entries,
            EntryStore entered,
            CaseService cases,
            CaseStore filed,
            ApiProblems problems) {
        this.rights = rights;
        this.store = store;
        this.search = search;
        this.entries = entries;
        this.entered = entered;
        this.cases = cases;
        this.filed = filed;
        this.problems = problems;
    }

    /** @param version the version that was looked at; 0 for what is new */
    record Body(
            int version,
            @Nullable Map<String, @Nullable String> fields,
            @Nullable String reason) {
        Map<String, String> given() {
            var given = Pages.given(fields);
            if (reason != null) given.put("reason", reason);
            return given;
        }

        String why() {
            return reason == null ? "" : reason;
        }
    }

    /** Filters as in the address of the list: q, kind, class, state, region, zone, year, organisation, expiring, sort. */
    @GetMapping
    KeyPage<Right> list(@RequestParam Map<String, String> parameters, Viewer viewer) {
        return search.find(viewer, RightQuery.of(parameters), at(parameters), size(parameters));
    }

    private static KeyPage.At at(Map<String, String> parameters) {
        return KeyPage.At.of(parameters.get("after"), parameters.get("before"));
    }

    private static int size(Map<String, String> parameters) {
        return Math.clamp(Pages.number(parameters.getOrDefault("size", "50")), 1, MOST);
    }

    /** Officers enter at once; people of an organisation get the id of an entry that waits for confirmation. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.APPLICANT})
    @PostMapping
    ResponseEntity<?> create(@RequestBody Body body, Viewer viewer, Locale locale) {
        if (viewer.isOfficer()) return problems.answer(rights.create(viewer, body.given()), locale);
        if (viewer.organisation() == null) throw new NotFound("organisation");
        return problems.answer(entries.enter(viewer, body.given()), locale);
    }

    /** @param owners those of today first, then those before */
    record One(Right right, List<Right.Owner> owners, List<RightStore.Change> changes) {}

    @GetMapping("/{id}")
    One one(@PathVariable UUID id, Viewer viewer) {
        Right right = rights.find(viewer, id).orElseThrow(() -> new NotFound("right"));
        return new One(right, store.owners(List.of(id)).getOrDefault(id, List.of()), store.changes(id));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.APPLICANT})
    @PutMapping("/{id}")
    ResponseEntity<?> change(@PathVariable UUID id, @RequestBody Body body, Viewer viewer, Locale locale) {
        if (viewer.isOfficer()) {
            return problems.answer(rights.change(viewer, id, body.version(), body.given(), body.why()), locale);
        }
        if (viewer.organisation() == null) throw new NotFound("organisation");
        return problems.answer(entries.change(viewer, id, body.version(), body.given()), locale);
    }

    /** {@code end}, {@code restore}, {@code transfer} or {@code withdraw}. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/{verb}")
    ResponseEntity<?> act(
            @PathVariable UUID id, @PathVariable String verb, @RequestBody Body body, Viewer viewer, Locale locale) {
        return problems.answer(
                switch (verb) {
                    case "end" -> rights.end(viewer, id, body.version(), body.given());
                    case "restore" -> rights.restore(viewer, id, body.version(), body.why());
                    case "transfer" -> rights.transfer(viewer, id, body.version(), body.given());
                    case "withdraw" -> rights.withdraw(viewer, id, body.version(), body.why());
                    default -> throw new NotFound("action");
                },
                locale);
    }

    /** What waits for the officer; what the own organisation entered. */
    @Allow({Role.COUNTY_OFFICER, Role.APPLICANT})
    @GetMapping("/entries")
    List<RightEntry> entries(Viewer viewer) {
        if (viewer.is(Role.COUNTY_OFFICER)) return entered.waiting(viewer, MOST);
        return viewer.organisation() == null ? List.of() : entered.of(viewer.organisation(), MOST);
    }

    @GetMapping("/entries/{id}")
    RightEntry entry(@PathVariable UUID id, Viewer viewer) {
        return entered.find(viewer, id).orElseThrow(() -> new NotFound("entry"));
    }

    /** {@code accept} and {@code return} by the county officer, {@code correct} and {@code drop} by who entered it. */
    @Allow({Role.COUNTY_OFFICER, Role.APPLICANT})
    @PostMapping("/entries/{id}/{verb}")
    ResponseEntity<?> decide(
            @PathVariable UUID id, @PathVariable String verb, @RequestBody Body body, Viewer viewer, Locale locale) {
        boolean officer = viewer.is(Role.COUNTY_OFFICER);
        if (!officer && viewer.organisation() == null) throw new NotFound("organisation");
        return problems.answer(
                switch (verb) {
                    case "accept" -> entries.accept(viewer, id, body.version());
                    case "return" -> entries.giveBack(viewer, id, body.version(), body.why());
                    case "correct" -> {
                        if (officer) throw new NotFound("action");
                        yield entries.correct(viewer, id, body.version(), body.given());
                    }
                    case "drop" -> {
                        if (officer) throw new NotFound("action");
                        yield entries.drop(viewer, id, body.version());
                    }
                    default -> throw new NotFound("action");
                },
                locale);
    }

    /** That one's organisation has no right. */
    @Allow(Role.APPLICANT)
    @PostMapping("/none")
    ResponseEntity<?> none(Viewer viewer, Locale locale) {
        if (viewer.organisation() == null) throw new NotFound("organisation");
        return problems.answer(entries.none(viewer), locale);
    }

    /** Filters: q, kind, region, state (open, closed), year. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/cases")
    KeyPage<IpCase> cases(@RequestParam Map<String, String> parameters, Viewer viewer) {
        return filed.find(viewer, CaseStore.Query.of(parameters), at(parameters), size(parameters));
    }

    @GetMapping("/cases/{id}")
    IpCase oneCase(@PathVariable UUID id, Viewer viewer) {
        return filed.find(viewer, id).orElseThrow(() -> new NotFound("case"));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/cases")
    ResponseEntity<?> file(@RequestBody Body body, Viewer viewer, Locale locale) {
        return problems.answer(cases.create(viewer, body.given()), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PutMapping("/cases/{id}")
    ResponseEntity<?> changeCase(@PathVariable UUID id, @RequestBody Body body, Viewer viewer, Locale locale) {
        return problems.answer(cases.change(viewer, id, body.version(), body.given()), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/cases/{id}/withdraw")
    ResponseEntity<?> withdrawCase(@PathVariable UUID id, @RequestBody Body body, Viewer viewer, Locale locale) {
        return problems.answer(cases.cancel(viewer, id, body.version(), body.why()), locale);
    }
}
