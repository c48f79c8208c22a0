package dev.kechuang.programme.internal.check;

import dev.kechuang.programme.internal.check.CheckSheet.Mark;
import dev.kechuang.programme.internal.check.CheckSheet.Outcome;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.programme.internal.lifecycle.Event;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Passage;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import dev.kechuang.shared.FieldError;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/** Opens a sheet when an application comes to the formal check, closes it with the decision, and opens the next after a correction. */
@Component
public class CheckStage implements StageHandler {

    private final CheckStore checks;
    private final Clock clock;

    public CheckStage(CheckStore checks, Clock clock) {
        this.checks = checks;
        this.clock = clock;
    }

    @Override
    public Stage.Kind kind() {
        return Stage.Kind.CHECK;
    }

    /** Every item has to be in order, whoever passes it on. */
    @Override
    public List<FieldError> missing(Passage passage) {
        if (!(passage.stage() instanceof Stage.Check check)) return List.of();
        var sheet = checks.newest(passage.application().id(), check.id());
        var errors = new ArrayList<FieldError>();
        for (var item : check.items()) {
            Mark mark = sheet.map(s -> s.marks().get(item.id())).orElse(null);
            if (mark == null)
                errors.add(FieldError.of(
                        "mark." + item.id(), "check.error.unmarked", item.text().zh()));
            else if (!mark.pass()) {
                errors.add(FieldError.of(
                        "mark." + item.id(), "check.error.failed", item.text().zh()));
            }
        }
        return errors;
    }

    @Override
    public void entered(Passage passage) {
        checks.open(passage.application().id(), passage.stage().id(), clock.instant());
    }

    @Override
    public void happened(Passage passage, Event event) {
        Outcome outcome = switch (event.kind()) {
            case PASSED -> Outcome.PASSED;
            case RETURNED -> Outcome.RETURNED;
            case REFUSED -> Outcome.REFUSED;
            case WITHDRAWN -> Outcome.WITHDRAWN;
            case TERMINATED -> Outcome.TERMINATED;
            case CREATED, RESUBMITTED, HELD, RELEASED, NOTED -> null;
        };
        if (outcome != null) {
            checks.close(passage.application().id(), outcome, event.actor(), clock.instant());
        } else if (event.kind() == EventKind.RESUBMITTED) {
            checks.open(passage.application().id(), passage.stage().id(), clock.instant());
        }
    }
}
