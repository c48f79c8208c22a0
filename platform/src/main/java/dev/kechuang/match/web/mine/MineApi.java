package dev.kechuang.match.web.mine;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.match.internal.mine.Match;
import dev.kechuang.match.internal.mine.MyPolicies;
import dev.kechuang.match.internal.mine.MyPoliciesService;
import dev.kechuang.match.internal.mine.Question;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.TriedFacts;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What every policy means for one organisation, as JSON. */
@RestController
@RequestMapping("/api/organisations/{id}/matches")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class MineApi {

    private final MyPoliciesService policies;
    private final Decisions decisions;
    private final Organisations organisations;
    private final ApiProblems problems;
    private final Clock clock;

    MineApi(
            MyPoliciesService policies,
            Decisions decisions,
            Organisations organisations,
            ApiProblems problems,
            Clock clock) {
        this.policies = policies;
        this.decisions = decisions;
        this.organisations = organisations;
        this.problems = problems;
        this.clock = clock;
    }

    /**
     * @param worthFen what the eligible policies amount to in fen
     * @param questions fields that settle most, as {@code try.…} takes them
     * @param tried what was tried out, by field
     * @param worthBeforeFen the same without what was tried out; null when nothing was
     */
    record Answer(
            UUID organisation,
            LocalDate day,
            Map<String, String> tried,
            long worthFen,
            @Nullable Long worthBeforeFen,
            List<Asked> questions,
            List<One> matches,
            List<OpenCall> otherCalls) {}

    record Asked(String field, String fact, int year, int policies) {}

    record OpenCall(UUID id, String title, Instant closesAt) {}

    /**
     * @param group {@code ELIGIBLE}, {@code OPEN}, {@code LATER}, {@code NEAR} or {@code FAR}
     * @param before the group without what was tried out; null when nothing was
     * @param from day from which it will be otherwise, and {@code then} what it will be
     * @param conditions those that fail or are open, with the clause
     */
    record One(
            String policy,
            String name,
            String version,
            Match.Group group,
            Match.@Nullable Group before,
            @Nullable LocalDate from,
            Decision.@Nullable Verdict then,
            long worthFen,
            Set<String> missing,
            List<Condition> conditions,
            List<Benefit> benefits,
            List<OpenCall> calls) {}

    record Condition(String id, String name, String clause, Decision.Met met, Set<String> missing) {}

    record Benefit(String name, String clause, @Nullable Long amountFen) {}

    /** Facts are tried out by parameters as on the page: {@code try.<code>.<year>}; nothing is saved. */
    @GetMapping
    ResponseEntity<?> of(
            @PathVariable UUID id,
            @RequestParam(name = "day", defaultValue = "") String day,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale) {
        var firm = organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
        LocalDate on;
        try {
            on = day.isEmpty() ? LocalDate.now(clock) : LocalDate.parse(day);
        } catch (DateTimeException nonsense) {
            return problems.answer(Outcome.refused(FieldError.of("day", "policy.error.date", "day")), locale);
        }
        var tried = TriedFacts.read(decisions.dictionary(), on.getYear() - 1, asked);
        if (!tried.errors().isEmpty()) return problems.answer(Outcome.refused(tried.errors()), locale);
        return ResponseEntity.ok(answer(policies.of(firm, on, tried), tried));
    }

    private static Answer answer(MyPolicies mine, TriedFacts tried) {
        var comparison = mine.comparison();
        return new Answer(
                mine.organisation().id(),
                mine.day(),
                tried.kept(),
                mine.worthFen(),
                comparison == null ? null : comparison.worthBeforeFen(),
                mine.questions().stream().map(MineApi::asked).toList(),
                mine.matches().stream().map(match -> one(match, comparison)).toList(),
                mine.otherCalls().stream()
                        .map(call -> new OpenCall(call.id(), call.title(), call.closesAt()))
                        .toList());
    }

    private static Asked asked(Question question) {
        return new Asked(question.field(), question.fact().name(), question.year(), question.policies());
    }

    private static One one(Match match, MyPolicies.@Nullable Comparison comparison) {
        var decision = match.decided().decision();
        var conditions = new ArrayList<Condition>();
        for (Decision.ConditionResult result : decision.conditions()) {
            if (result.met() == Decision.Met.MET) continue;
            conditions.add(new Condition(
                    result.condition().id(),
                    result.condition().name(),
                    result.condition().clause(),
                    result.met(),
                    result.missing()));
        }
        Match.Group before = comparison == null
                ? null
                : comparison.changes().stream()
                        .filter(change -> change.after().policy().equals(match.policy()))
                        .map(change -> change.before().group())
                        .findFirst()
                        .orElse(match.group());
        return new One(
                match.policy(),
                decision.policy().name(),
                match.decided().version().digest(),
                match.group(),
                before,
                match.later(),
                match.laterVerdict(),
                match.worthFen(),
                decision.missing(),
                conditions,
                decision.benefits().stream()
                        .map(result -> new Benefit(
                                result.benefit().name(),
                                result.benefit().clause(),
                                result.amount() instanceof Val.Num(var amount)
                                                && result.benefit().amount() != null
                                                && amount.fitsLong()
                                        ? amount.numerator().longValueExact()
                                        : null))
                        .toList(),
                match.calls().stream()
                        .map(call -> new OpenCall(call.id(), call.title(), call.closesAt()))
                        .toList());
    }
}
