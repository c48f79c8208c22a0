package dev.kechuang.plan.internal.assess;

import dev.kechuang.plan.internal.assess.Assessment.Score;
import dev.kechuang.plan.internal.assess.Assessment.State;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Item;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Kind;
import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import java.math.BigDecimal;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** What people give: scores by two, bonuses, deductions and vetoes (打分、加减分、一票否决). */
@Service
public class AssessmentScores {

    private final AssessmentStore store;
    private final AssessmentSteps steps;
    private final Desk desk;

    public AssessmentScores(AssessmentStore store, AssessmentSteps steps, Desk desk) {
        this.store = store;
        this.steps = steps;
        this.desk = desk;
    }

    /** One of two scorers scores a unit's item, not of the own unit; fields: item, points, reason. */
    public Outcome<UUID> score(Viewer scorer, UUID id, UUID unit, Map<String, String> typed) {
        return steps.step(scorer, id, State.OPEN, (one, scheme) -> {
            if (!scorer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER) || Units.own(scorer, unit))
                return AssessmentSteps.refused("", "assess.error.own");
            var item = steps.item(one, scheme, unit, typed.getOrDefault("item", ""))
                    .filter(known -> known.kind() == Kind.MANUAL);
            if (item.isEmpty()) return AssessmentSteps.refused("item", "assess.error.item");
            var read = new Typed(typed);
            BigDecimal points =
                    read.decimal("points", BigDecimal.ZERO, item.get().weight(), 2);
            String reason = read.optional("reason", 500);
            var given = store.scores(id).stream()
                    .filter(score -> score.unit().equals(unit)
                            && score.item().equals(item.get().code()))
                    .toList();
            var mine = given.stream()
                    .filter(score -> score.account().equals(scorer.requireAccount()))
                    .findFirst();
            if (mine.isEmpty() && given.size() == 2)
                read.wrong(
                        "item",
                        "assess.error.scored",
                        given.getFirst().name(),
                        given.getLast().name());
            if (!read.clean()) return read.refused();
            int place = mine.map(Score::scorer)
                    .orElseGet(() -> given.stream().anyMatch(score -> score.scorer() == 1) ? 2 : 1);
            store.score(
                    id,
                    new Score(unit, item.get().code(), place, scorer.requireAccount(), scorer.name(), points, reason),
                    desk.now());
            desk.log(
                    scorer,
                    "plan.assessmentScored",
                    "assessment",
                    id,
                    item.get().name(),
                    Map.of("unit", unit.toString(), "points", points));
            return Outcome.done(id);
        });
    }

    /** Enters a bonus, a deduction or a veto; fields: entryItem, entryPoints, entryReason. */
    public Outcome<UUID> enter(Viewer officer, UUID id, UUID unit, Map<String, String> typed) {
        return steps.step(officer, id, State.OPEN, (one, scheme) -> {
            if (!officer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER) || Units.own(officer, unit))
                return AssessmentSteps.refused("", "assess.error.own");
            var item = steps.item(one, scheme, unit, typed.getOrDefault("entryItem", ""))
                    .filter(Item::entered);
            if (item.isEmpty()) return AssessmentSteps.refused("entryItem", "assess.error.item");
            var read = new Typed(typed);
            boolean veto = item.get().kind() == Kind.VETO;
            BigDecimal points = veto
                    ? BigDecimal.ZERO
                    : read.decimal(
                            "entryPoints", new BigDecimal("0.01"), item.get().cap(), 2);
            String reason = read.text("entryReason", 4, 500);
            boolean twice = store.entries(id).stream()
                    .anyMatch(entry -> entry.unit().equals(unit)
                            && entry.item().equals(item.get().code())
                            && entry.reason().equals(reason)
                            && entry.withdrawn().isEmpty());
            if (twice) read.wrong("entryReason", "assess.error.twice");
            if (!read.clean()) return read.refused();
            store.enter(id, unit, item.get().code(), points, reason, officer, desk.now());
            desk.log(
                    officer,
                    "plan.assessmentEntered",
                    "assessment",
                    id,
                    item.get().name(),
                    Map.of("unit", unit.toString(), "points", points, "reason", reason));
            return Outcome.done(id);
        });
    }

    /** Takes back an entry; field: withdrawReason. */
    public Outcome<UUID> withdraw(Viewer officer, UUID id, UUID entry, Map<String, String> typed) {
        return steps.step(officer, id, State.OPEN, (one, scheme) -> {
            var read = new Typed(typed);
            String reason = read.text("withdrawReason", 2, 500);
            if (!read.clean()) return read.refused();
            var found = store.entries(id).stream()
                    .filter(known ->
                            known.id().equals(entry) && known.withdrawn().isEmpty())
                    .findFirst();
            if (found.isEmpty()) return AssessmentSteps.refused("", "assess.error.gone");
            store.withdraw(entry, reason);
            desk.log(
                    officer,
                    "plan.assessmentWithdrawn",
                    "assessment",
                    id,
                    found.get().item(),
                    Map.of("reason", reason));
            return Outcome.done(id);
        });
    }
}
