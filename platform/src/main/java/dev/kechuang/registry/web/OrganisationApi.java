package dev.kechuang.registry.web;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.ChangeStore;
import dev.kechuang.registry.internal.EditResult;
import dev.kechuang.registry.internal.OrganisationQuery;
import dev.kechuang.registry.internal.OrganisationSearch;
import dev.kechuang.registry.internal.OrganisationService;
import dev.kechuang.registry.internal.OrganisationStore.Change;
import dev.kechuang.registry.internal.PersonStore;
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
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The same commands as the pages, as JSON. */
@RestController
@RequestMapping("/api/registry/organisations")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
class OrganisationApi {

    private static final int MOST = 200;

    private final OrganisationSearch search;
    private final OrganisationService organisations;
    private final ChangeStore changes;
    private final PersonStore people;
    private final ApiProblems problems;

    OrganisationApi(
            OrganisationSearch search,
            OrganisationService organisations,
            ChangeStore changes,
            PersonStore people,
            ApiProblems problems) {
        this.search = search;
        this.organisations = organisations;
        this.changes = changes;
        this.people = people;
        this.problems = problems;
    }

    /** Filters as in the address of the list: q, kind, region, zone, industry, scale, field, status, from, to, sort. */
    @GetMapping
    KeyPage<Organisation> list(@RequestParam Map<String, String> parameters, Viewer viewer) {
        int size = Math.clamp(Pages.number(parameters.getOrDefault("size", "50")), 1, MOST);
        return search.find(
                viewer, OrganisationQuery.of(parameters), parameters.get("after"), parameters.get("before"), size);
    }

    @GetMapping("/{id}")
    Organisation one(@PathVariable UUID id, Viewer viewer) {
        return organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
    }

    @GetMapping("/{id}/history")
    List<Change> history(@PathVariable UUID id, Viewer viewer) {
        return changes.of(one(id, viewer).id());
    }

    @GetMapping("/{id}/people")
    List<PersonStore.Person> people(@PathVariable UUID id, Viewer viewer) {
        return people.of(one(id, viewer).id());
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping
    ResponseEntity<?> create(@RequestBody Map<String, String> fields, Viewer viewer, Locale locale) {
        return problems.answer(organisations.create(viewer, fields), locale);
    }

    /** @param reason why it is changed, for the history */
    record Edit(int version, Map<String, String> fields, String reason) {}

    /** 409 with what changed meanwhile when the version is no longer the newest. */
    @PutMapping("/{id}")
    ResponseEntity<?> update(@PathVariable UUID id, @RequestBody Edit edit, Viewer viewer, Locale locale) {
        return switch (organisations.update(viewer, id, edit.version(), edit.fields(), edit.reason())) {
            case EditResult.Saved(var saved) -> ResponseEntity.ok(saved);
            case EditResult.Refused(var errors) ->
                ResponseEntity.of(problems.refusal(errors, locale)).build();
            case EditResult.Conflict(var now, var since) -> {
                var problem = ProblemDetail.forStatus(HttpStatus.CONFLICT);
                problem.setProperty("now", now);
                problem.setProperty("since", since);
                yield ResponseEntity.of(problem).build();
            }
        };
    }

    /** @param version the version that was looked at */
    record Decision(int version, String reason) {}

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/{id}/confirm")
    ResponseEntity<?> confirm(@PathVariable UUID id, @RequestBody Decision decision, Viewer viewer, Locale locale) {
        return problems.answer(organisations.confirm(viewer, id, decision.version()), locale);
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/{id}/return")
    ResponseEntity<?> giveBack(@PathVariable UUID id, @RequestBody Decision decision, Viewer viewer, Locale locale) {
        return problems.answer(organisations.giveBack(viewer, id, decision.version(), decision.reason()), locale);
    }

    @PostMapping("/{id}/submit")
    ResponseEntity<?> submit(@PathVariable UUID id, @RequestBody Decision decision, Viewer viewer, Locale locale) {
        return problems.answer(organisations.submit(viewer, id, decision.version()), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/close")
    ResponseEntity<?> close(@PathVariable UUID id, @RequestBody Decision decision, Viewer viewer, Locale locale) {
        return problems.answer(organisations.close(viewer, id, decision.version(), decision.reason()), locale);
    }
}
