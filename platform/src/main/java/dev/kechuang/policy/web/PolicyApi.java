package dev.kechuang.policy.web;

import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.PolicyException;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.engine.render.Explain;
import dev.kechuang.engine.render.Language;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.Recheck;
import dev.kechuang.policy.SavedDecision;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Policies and decisions as JSON. */
@RestController
@RequestMapping("/api/policies")
class PolicyApi {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Decisions decisions;
    private final Organisations organisations;
    private final SaveDecision saving;
    private final Clock clock;

    PolicyApi(Decisions decisions, Organisations organisations, SaveDecision saving, Clock clock) {
        this.decisions = decisions;
        this.organisations = organisations;
        this.saving = saving;
        this.clock = clock;
    }

    record Entry(
            String id,
            String name,
            String en,
            String issuer,
            String region,
            String grants,
            LocalDate validFrom,
            @Nullable LocalDate validUntil,
            String version) {
        static Entry of(PolicyVersion version) {
            Policy p = version.policy();
            return new Entry(
                    p.id(),
                    p.name(),
                    p.english(),
                    p.issuer(),
                    version.region(),
                    p.grants(),
                    p.validFrom(),
                    p.validUntil(),
                    version.digest());
        }
    }

    /**
     * Those in force on the day (today when not given), for the region and zone given or for everywhere.
     *
     * @param region region code
     */
    @Allow(everyone = true)
    @GetMapping
    List<Entry> list(@RequestParam(defaultValue = "") String region, @RequestParam(defaultValue = "") String day) {
        LocalDate on = PolicyWords.day(day, clock);
        var found = region.isEmpty()
                ? decisions.all().stream().filter(v -> v.policy().inForce(on)).toList()
                : decisions.inForce(region, on);
        return found.stream().map(Entry::of).toList();
    }

    /** @param text conditions, parameters, scores and amounts in words */
    record Detail(Entry policy, List<Policy.Source> sources, String text) {}

    @Allow(everyone = true)
    @GetMapping("/{id}")
    Detail one(@PathVariable String id, Locale locale) {
        PolicyVersion version = version(id);
        Language language = Decided.language(locale);
        return new Detail(Entry.of(version), version.policy().sources(), Explain.text(version.policy(), language));
    }

    /**
     * @param organisation whose confirmed facts are used; none to decide on the given ones alone
     * @param day day of application, today when not given
     * @param facts facts to try out, by name as in the dictionary: money in yuan or as {@code 5000万元}, yearly facts by
     *     year, null for known not to exist
     */
    record Question(
            @Nullable UUID organisation,
            @Nullable LocalDate day,
            @Nullable JsonNode facts) {}

    /** @param decision as the engine gives it, every condition with its reasons */
    record Answer(
            String policy,
            String version,
            boolean eligible,
            List<Decided.Limit> limits,
            Set<String> stated,
            JsonNode decision) {
        static Answer of(Decided d) {
            return new Answer(
                    d.version().id(),
                    d.version().digest(),
                    d.eligible(),
                    d.limits(),
                    d.stated(),
                    JSON.readTree(d.json()));
        }
    }

    @Allow(anyRole = true)
    @PostMapping("/{id}/decide")
    ResponseEntity<?> decide(@PathVariable String id, @RequestBody Question question, Viewer viewer) {
        PolicyVersion version = version(id);
        LocalDate day = question.day() == null ? LocalDate.now(clock) : question.day();
        UUID firm = question.organisation() == null ? null : firm(viewer, question.organisation());
        try {
            Facts tried = question.facts() == null
                    ? Facts.builder().build()
                    : Documents.organisation(
                            "facts",
                            question.facts().toString(),
                            decisions.dictionary(),
                            version.policy().baseYear(day));
            return ResponseEntity.ok(Answer.of(decisions.decide(id, firm, day, tried)));
        } catch (PolicyException e) {
            var problem = ProblemDetail.forStatus(HttpStatus.UNPROCESSABLE_CONTENT);
            problem.setProperty(
                    "errors",
                    e.problems().stream()
                            .map(p -> p.chinese() + " / " + p.english())
                            .toList());
            return ResponseEntity.of(problem).build();
        }
    }

    record Saving(UUID organisation, @Nullable LocalDate day) {}

    /** Saves the decision on confirmed facts; the same one a second time is the first. */
    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/decisions")
    SavedDecision save(@PathVariable String id, @RequestBody Saving body, Viewer viewer) {
        version(id);
        LocalDate day = body.day() == null ? LocalDate.now(clock) : body.day();
        return saving.confirmed(viewer, id, firm(viewer, body.organisation()), day);
    }

    /**
     * @param decision decided again on its frozen facts
     * @param now the decision by newer rules and facts; null when the policy is gone
     */
    record Kept(
            SavedDecision saved,
            JsonNode decision,
            boolean inPacks,
            boolean newerRules,
            List<Recheck.FactChange> changes,
            boolean same,
            @Nullable Answer now) {}

    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/decisions/{decision}")
    Kept saved(@PathVariable UUID decision, Viewer viewer) {
        SavedDecision row = decisions.saved(decision).orElseThrow(() -> new NotFound("decision"));
        firm(viewer, row.organisation());
        Recheck recheck = decisions.recheck(row);
        Decided now = recheck.now();
        return new Kept(
                row,
                JSON.readTree(decisions.again(row).json()),
                recheck.inPacks(),
                recheck.newerRules(),
                recheck.changes(),
                recheck.same(),
                now == null ? null : Answer.of(now));
    }

    private PolicyVersion version(String id) {
        return decisions.find(id).orElseThrow(() -> new NotFound("policy"));
    }

    private UUID firm(Viewer viewer, UUID id) {
        return organisations
                .find(viewer, id)
                .orElseThrow(() -> new NotFound("organisation"))
                .id();
    }
}
