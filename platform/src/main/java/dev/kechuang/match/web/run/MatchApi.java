package dev.kechuang.match.web.run;

import dev.kechuang.match.Matches.Count;
import dev.kechuang.match.internal.found.FoundLists;
import dev.kechuang.match.internal.found.FoundLists.Firm;
import dev.kechuang.match.internal.found.MatchQuery;
import dev.kechuang.match.internal.run.CityRuns;
import dev.kechuang.match.internal.run.Run;
import dev.kechuang.match.internal.run.RunStore;
import dev.kechuang.policy.Decisions;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Stored matches and runs as JSON; filters are those of the pages. */
@RestController
@RequestMapping("/api/match")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class MatchApi {

    private static final int SIZE = 200;

    private final Decisions decisions;
    private final FoundLists found;
    private final RunStore store;
    private final CityRuns runs;
    private final ApiProblems problems;

    MatchApi(Decisions decisions, FoundLists found, RunStore store, CityRuns runs, ApiProblems problems) {
        this.decisions = decisions;
        this.found = found;
        this.store = store;
        this.runs = runs;
        this.problems = problems;
    }

    @GetMapping("/counts")
    List<Count> counts(Viewer viewer) {
        return found.counts(viewer);
    }

    @GetMapping("/policies/{policy}")
    KeyPage<Firm> firms(@PathVariable String policy, @RequestParam Map<String, String> asked, Viewer viewer) {
        if (decisions.find(policy).isEmpty()
                && found.counts(viewer).stream()
                        .noneMatch(count -> count.policy().equals(policy))) throw new NotFound("policy");
        return found.page(
                viewer, MatchQuery.of(policy, asked), KeyPage.At.of(asked.get("after"), asked.get("before")), SIZE);
    }

    /** Newest first; {@code before} the id of the last that was read. */
    @GetMapping("/runs")
    List<Run> history(@RequestParam(defaultValue = "9223372036854775807") long before) {
        return store.before(before, SIZE);
    }

    @GetMapping("/runs/{id}")
    Run run(@PathVariable long id) {
        return store.find(id).orElseThrow(() -> new NotFound("match run"));
    }

    @PostMapping("/runs")
    @Allow(Role.BUREAU_OFFICER)
    ResponseEntity<?> start(Viewer viewer, Locale locale) {
        return problems.answer(runs.start(viewer), locale);
    }

    @PostMapping("/runs/{id}/give-up")
    @Allow(Role.BUREAU_OFFICER)
    ResponseEntity<?> giveUp(@PathVariable long id, Viewer viewer, Locale locale) {
        return problems.answer(runs.giveUp(viewer, id), locale);
    }
}
