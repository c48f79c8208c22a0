package dev.kechuang.registry.web.expert;

import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.internal.expert.AssignmentStore;
import dev.kechuang.registry.internal.expert.ExpertEntryService;
import dev.kechuang.registry.internal.expert.ExpertSearch;
import dev.kechuang.registry.internal.expert.ExpertService;
import dev.kechuang.registry.internal.expert.ExpertStore;
import dev.kechuang.registry.internal.expert.TieStore;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.time.Clock;
import java.time.LocalDate;
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

/** The pool as JSON: the same commands as the pages. Bank numbers neither come back nor are listed. */
@RestController
@RequestMapping("/api/registry/experts")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.EXPERT})
class ExpertApi {

    private static final int MOST = 200;

    private final ExpertService experts;
    private final ExpertEntryService entries;
    private final ExpertSearch search;
    private final ExpertStore store;
    private final TieStore ties;
    private final AssignmentStore assignments;
    private final ApiProblems problems;
    private final Clock clock;

    ExpertApi(
            ExpertService experts,
            ExpertEntryService entries,
            ExpertSearch search,
            ExpertStore store,
            TieStore ties,
            AssignmentStore assignments,
            ApiProblems problems,
            Clock clock) {
        this.experts = experts;
        this.entries = entries;
        this.search = search;
        this.store = store;
        this.ties = ties;
        this.assignments = assignments;
        this.problems = problems;
        this.clock = clock;
    }

    /** Filters as in the address of the list: q, serves, field, status, region, title. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping
    KeyPage<Expert> list(@RequestParam Map<String, String> parameters, Viewer viewer) {
        return search.find(
                viewer,
                ExpertSearch.Query.of(parameters),
                KeyPage.At.of(parameters.get("after"), parameters.get("before")),
                size(parameters));
    }

    /** Where people of the pool serve: q, as, region; {@code all=true} with those that have ended. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/assignments")
    KeyPage<AssignmentStore.Assignment> assignments(@RequestParam Map<String, String> parameters, Viewer viewer) {
        return assignments.find(
                viewer,
                new AssignmentStore.Query(
                        parameters.getOrDefault("q", "").strip(),
                        parameters.getOrDefault("as", "").strip(),
                        parameters.getOrDefault("region", "").strip(),
                        !parameters.getOrDefault("all", "").equals("true")),
                LocalDate.now(clock),
                KeyPage.At.of(parameters.get("after"), parameters.get("before")),
                size(parameters));
    }

    private static int size(Map<String, String> parameters) {
        return Math.clamp(Pages.number(parameters.getOrDefault("size", "50")), 1, MOST);
    }

    /** The expert's own entry. */
    @Allow(Role.EXPERT)
    @GetMapping("/me")
    Expert own(Viewer viewer) {
        return experts.own(viewer).orElseThrow(() -> new NotFound("expert"));
    }

    @GetMapping("/{id}")
    Expert one(@PathVariable UUID id, Viewer viewer) {
        return experts.find(viewer, id).orElseThrow(() -> new NotFound("expert"));
    }

    @GetMapping("/{id}/ties")
    List<TieStore.Declared> ties(@PathVariable UUID id, Viewer viewer) {
        return ties.of(one(id, viewer).id());
    }

    @GetMapping("/{id}/assignments")
    List<AssignmentStore.Assignment> assignments(@PathVariable UUID id, Viewer viewer) {
        return assignments.of(one(id, viewer).id());
    }

    @GetMapping("/{id}/scores")
    List<ExpertStore.Scored> scores(@PathVariable UUID id, Viewer viewer) {
        return store.scores(one(id, viewer).id());
    }

    @GetMapping("/{id}/history")
    List<ExpertStore.Change> history(@PathVariable UUID id, Viewer viewer) {
        return store.history(one(id, viewer).id());
    }

    /** @param fields as in the form: name, serves (codes by commas), unit, region, title, … */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping
    ResponseEntity<?> create(@RequestBody Map<String, @Nullable String> fields, Viewer viewer, Locale locale) {
        return problems.answer(experts.create(viewer, Pages.given(fields)), locale);
    }

    /**
     * @param version the version that was looked at
     * @param fields what the command needs
     * @param reason for the history
     */
    record Command(
            int version,
            @Nullable Map<String, @Nullable String> fields,
            @Nullable String reason) {
        String why() {
            return reason == null ? "" : reason;
        }
    }

    @PutMapping("/{id}")
    ResponseEntity<?> update(@PathVariable UUID id, @RequestBody Command command, Viewer viewer, Locale locale) {
        one(id, viewer);
        return answer(
                experts.update(viewer, id, command.version(), Pages.given(command.fields()), command.why()), locale);
    }

    @PostMapping("/{id}/ties")
    ResponseEntity<?> declare(@PathVariable UUID id, @RequestBody Command command, Viewer viewer, Locale locale) {
        one(id, viewer);
        return answer(entries.declare(viewer, id, command.version(), Pages.given(command.fields())), locale);
    }

    @PostMapping("/{id}/ties/{tie}/withdraw")
    ResponseEntity<?> withdraw(
            @PathVariable UUID id, @PathVariable UUID tie, @RequestBody Command command, Viewer viewer, Locale locale) {
        one(id, viewer);
        return answer(entries.withdraw(viewer, id, command.version(), tie, command.why()), locale);
    }

    @PutMapping("/{id}/bank")
    ResponseEntity<?> bank(@PathVariable UUID id, @RequestBody Command command, Viewer viewer, Locale locale) {
        one(id, viewer);
        return answer(entries.keepBank(viewer, id, command.version(), Pages.given(command.fields())), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/assignments")
    ResponseEntity<?> assign(@PathVariable UUID id, @RequestBody Command command, Viewer viewer, Locale locale) {
        one(id, viewer);
        return answer(entries.assign(viewer, id, command.version(), Pages.given(command.fields())), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/assignments/{assignment}/end")
    ResponseEntity<?> end(
            @PathVariable UUID id,
            @PathVariable UUID assignment,
            @RequestBody Command command,
            Viewer viewer,
            Locale locale) {
        one(id, viewer);
        String until = Pages.given(command.fields()).getOrDefault("until", "");
        return answer(entries.endAssignment(viewer, id, command.version(), assignment, until, command.why()), locale);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/activate")
    ResponseEntity<?> activate(@PathVariable UUID id, @RequestBody Command command, Viewer viewer, Locale locale) {
        one(id, viewer);
        return answer(experts.activate(viewer, id, command.version()), locale);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/suspend")
    ResponseEntity<?> suspend(@PathVariable UUID id, @RequestBody Command command, Viewer viewer, Locale locale) {
        one(id, viewer);
        return answer(experts.suspend(viewer, id, command.version(), command.why()), locale);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/leave")
    ResponseEntity<?> leave(@PathVariable UUID id, @RequestBody Command command, Viewer viewer, Locale locale) {
        one(id, viewer);
        return answer(experts.leave(viewer, id, command.version(), command.why()), locale);
    }

    /** @param login the login name the expert will have */
    record Invitation(int version, String login) {}

    /** Answers the path of the one-time link; nobody can ask for it again. */
    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/{id}/invite")
    ResponseEntity<?> invite(@PathVariable UUID id, @RequestBody Invitation invitation, Viewer viewer, Locale locale) {
        one(id, viewer);
        return problems.answer(experts.invite(viewer, id, invitation.version(), invitation.login()), locale);
    }

    private ResponseEntity<?> answer(Outcome<Expert> outcome, Locale locale) {
        return problems.answer(outcome, locale);
    }
}
