package dev.kechuang.fund.web;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Allocations;
import dev.kechuang.fund.BudgetLine;
import dev.kechuang.fund.Budgets;
import dev.kechuang.fund.Contribution;
import dev.kechuang.fund.NewBudgetLine;
import dev.kechuang.fund.internal.JournalStore;
import dev.kechuang.fund.internal.LineSearch;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * Budgets, allocations and journal as JSON; sums in fen. What moves money takes the header {@code Idempotency-Key}: sent
 * again with the same key and content it is done once.
 */
@RestController
@RequestMapping("/api/fund")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class BudgetApi {

    private static final String KEY = "Idempotency-Key";
    private static final int MOST = 200;

    private final Budgets budgets;
    private final Allocations allocations;
    private final LineSearch search;
    private final JournalStore journal;
    private final ApiProblems problems;

    BudgetApi(Budgets budgets, Allocations allocations, LineSearch search, JournalStore journal, ApiProblems problems) {
        this.budgets = budgets;
        this.allocations = allocations;
        this.search = search;
        this.journal = journal;
        this.problems = problems;
    }

    static int size(Map<String, String> parameters) {
        String size = parameters.getOrDefault("size", "50");
        return size.matches("[0-9]{1,4}") ? Math.clamp(Integer.parseInt(size), 1, MOST) : 50;
    }

    /** Filters as in the address of the list: year, source, region, q. */
    @GetMapping("/lines")
    KeyPage<BudgetLine> lines(@RequestParam Map<String, String> parameters, Viewer viewer) {
        return search.lines(
                viewer, LineSearch.Filter.of(parameters), BudgetController.at(parameters), size(parameters));
    }

    @GetMapping("/lines/{id}")
    BudgetLine line(@PathVariable UUID id, Viewer viewer) {
        return budgets.find(viewer, id).orElseThrow(() -> new NotFound("budget line"));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/lines")
    ResponseEntity<?> open(
            @RequestBody NewBudgetLine line,
            @RequestHeader(value = KEY, required = false, defaultValue = "") String key,
            Viewer viewer,
            Locale locale) {
        return problems.answer(budgets.open(viewer, key(key), line), locale);
    }

    /** @param amount raises, or with a negative sum cuts */
    record Change(Money amount, String reason) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/lines/{id}/change")
    ResponseEntity<?> change(
            @PathVariable UUID id,
            @RequestBody Change change,
            @RequestHeader(value = KEY, required = false, defaultValue = "") String key,
            Viewer viewer,
            Locale locale) {
        return problems.answer(budgets.change(viewer, key(key), id, change.amount(), change.reason()), locale);
    }

    record Carry(UUID to, Money amount, String reason) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/lines/{id}/carry")
    ResponseEntity<?> carry(
            @PathVariable UUID id,
            @RequestBody Carry carry,
            @RequestHeader(value = KEY, required = false, defaultValue = "") String key,
            Viewer viewer,
            Locale locale) {
        return problems.answer(
                budgets.carryOver(viewer, key(key), id, carry.to(), carry.amount(), carry.reason()), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
    @GetMapping("/allocations")
    KeyPage<LineSearch.Row> allocations(@RequestParam Map<String, String> parameters, Viewer viewer) {
        return search.allocations(
                viewer, null, parameters.getOrDefault("q", ""), BudgetController.at(parameters), size(parameters));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
    @GetMapping("/allocations/{id}")
    Allocation allocation(@PathVariable UUID id, Viewer viewer) {
        return allocations.find(viewer, id).orElseThrow(() -> new NotFound("allocation"));
    }

    record NewContribution(Contribution.From from, Money amount, LocalDate day, String evidence) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/allocations/{id}/contributions")
    ResponseEntity<?> contribute(
            @PathVariable UUID id,
            @RequestBody NewContribution one,
            @RequestHeader(value = KEY, required = false, defaultValue = "") String key,
            Viewer viewer,
            Locale locale) {
        allocation(id, viewer);
        return problems.answer(
                allocations.contributed(viewer, key(key), id, one.from(), one.amount(), one.day(), one.evidence()),
                locale);
    }

    record NewRecovery(Money amount, LocalDate day, boolean toTreasury) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/allocations/{id}/recoveries")
    ResponseEntity<?> recover(
            @PathVariable UUID id,
            @RequestBody NewRecovery one,
            @RequestHeader(value = KEY, required = false, defaultValue = "") String key,
            Viewer viewer,
            Locale locale) {
        // Of a line the viewer handles.
        line(allocation(id, viewer).line(), viewer);
        return problems.answer(
                allocations.recovered(viewer, key(key), id, one.amount(), one.day(), one.toTreasury()), locale);
    }

    /** Filters as in the address of the journal: line, allocation, kind, from, until, reference. */
    @GetMapping("/journal")
    KeyPage<JournalStore.Posting> journal(@RequestParam Map<String, String> parameters, Viewer viewer) {
        return journal.list(
                viewer, JournalController.filter(parameters), BudgetController.at(parameters), size(parameters));
    }

    record PostingWithLegs(JournalStore.Posting posting, List<JournalStore.Leg> legs) {}

    @GetMapping("/journal/{id}")
    PostingWithLegs posting(@PathVariable UUID id, Viewer viewer) {
        return new PostingWithLegs(
                journal.find(viewer, id).orElseThrow(() -> new NotFound("posting")), journal.legs(id));
    }

    private static String key(String given) {
        return "api/"
                + (given.isBlank()
                        ? UUID.randomUUID()
                        : given.strip().substring(0, Math.min(given.strip().length(), 200)));
    }
}
