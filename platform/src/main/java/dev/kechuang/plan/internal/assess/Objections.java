package dev.kechuang.plan.internal.assess;

import dev.kechuang.plan.internal.assess.Assessment.ObjectionState;
import dev.kechuang.plan.internal.assess.Assessment.State;
import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.desk.History;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Objections of the units to published results (异议), and how they are handled. */
@Service
public class Objections {

    private final AssessmentStore store;
    private final AssessmentSteps steps;
    private final Desk desk;
    private final History history;
    private final Units units;

    public Objections(AssessmentStore store, AssessmentSteps steps, Desk desk, History history, Units units) {
        this.store = store;
        this.steps = steps;
        this.desk = desk;
        this.history = history;
        this.units = units;
    }

    /** A unit objects to an item of its own result; fields: objectionItem, text. */
    public Outcome<UUID> object(Viewer officer, UUID id, UUID unit, Map<String, String> typed) {
        return steps.step(officer, id, State.PUBLISHED, (one, scheme) -> {
            if (!Units.own(officer, unit)) return AssessmentSteps.refused("", "assess.error.notYours");
            var item = steps.item(one, scheme, unit, typed.getOrDefault("objectionItem", ""));
            if (item.isEmpty()) return AssessmentSteps.refused("objectionItem", "assess.error.item");
            LocalDate until = one.objectionsUntil();
            if (until != null && desk.today().isAfter(until))
                return AssessmentSteps.refused("", "assess.error.over", until.toString());
            var read = new Typed(typed);
            String text = read.text("text", 10, 2000);
            boolean open = store.objections(id).stream()
                    .anyMatch(other -> other.unit().equals(unit)
                            && other.item().equals(item.get().code())
                            && other.state() == ObjectionState.RAISED);
            if (open) read.wrong("objectionItem", "assess.error.objected");
            if (!read.clean()) return read.refused();
            store.raise(id, unit, item.get().code(), text, officer, desk.now());
            history.append(id, "objected", item.get().name(), officer, desk.now());
            desk.log(
                    officer,
                    "plan.assessmentObjected",
                    "assessment",
                    id,
                    item.get().name(),
                    Map.of());
            return Outcome.done(id);
        });
    }

    /** Handles an objection, not of the own unit; fields: decision (upheld, rejected), answer. */
    public Outcome<UUID> handle(Viewer officer, UUID id, UUID objection, Map<String, String> typed) {
        return steps.step(officer, id, State.PUBLISHED, (one, scheme) -> {
            var found = store.objections(id).stream()
                    .filter(other -> other.id().equals(objection))
                    .findFirst();
            if (found.isEmpty()) return AssessmentSteps.refused("", "assess.error.gone");
            if (found.get().state() != ObjectionState.RAISED)
                return AssessmentSteps.refused("", "assess.error.handled");
            if (Units.own(officer, found.get().unit())) return AssessmentSteps.refused("", "assess.error.own");
            var read = new Typed(typed);
            String decision = read.oneOf("decision", List.of("upheld", "rejected"));
            String answer = read.text("answer", 4, 2000);
            if (!read.clean()) return read.refused();
            store.handle(
                    objection,
                    decision.equals("upheld") ? ObjectionState.UPHELD : ObjectionState.REJECTED,
                    answer,
                    officer,
                    desk.now());
            history.append(id, decision, found.get().unitName() + " " + answer, officer, desk.now());
            desk.log(
                    officer,
                    "plan.assessmentHandled",
                    "assessment",
                    id,
                    found.get().unitName(),
                    Map.of("decision", decision));
            desk.tell(
                    units.people(found.get().unit()),
                    "plan.assessmentHandled/" + objection,
                    "assess.message.handled.",
                    "/assessments/" + id,
                    answer);
            return Outcome.done(id);
        });
    }
}
