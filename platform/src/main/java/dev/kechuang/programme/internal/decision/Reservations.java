package dev.kechuang.programme.internal.decision;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Allocations;
import dev.kechuang.fund.NewAllocation;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Money of the call's budget line that is set aside for those who are to be approved. */
@Component
public class Reservations {

    private final ObjectProvider<Allocations> allocations;

    public Reservations(ObjectProvider<Allocations> allocations) {
        this.allocations = allocations;
    }

    /** Nothing to do where no line is bound to the call, or nothing is granted, or money is set aside already. */
    List<FieldError> reserve(Viewer actor, CallInfo call, Application application) {
        Long granted = application.grantedFen();
        UUID line = call.budgetLine();
        if (line == null || granted == null || granted == 0) return List.of();
        String reference = reference(application.id());
        if (!allocations.getObject().of(actor, reference).isEmpty()) return List.of();
        var wanted = new NewAllocation(
                line,
                reference,
                application.label(),
                application.organisation(),
                application.region(),
                application.zone(),
                new Money(granted));
        return errors(allocations.getObject().reserve(actor, reference + "/" + application.moves(), wanted));
    }

    /** What is set aside and not promised by contract goes back. */
    List<FieldError> release(Viewer actor, Application application, String reason) {
        Allocations fund = allocations.getIfAvailable();
        if (fund == null) return List.of();
        for (Allocation each : fund.of(actor, reference(application.id()))) {
            if (each.reserved().compareTo(Money.ZERO) <= 0) continue;
            var errors = errors(fund.release(
                    actor,
                    reference(application.id()) + "/released/" + application.moves(),
                    each.id(),
                    each.reserved(),
                    reason));
            if (!errors.isEmpty()) return errors;
        }
        return List.of();
    }

    private static List<FieldError> errors(Outcome<Allocation> outcome) {
        return outcome.fold(done -> List.of(), errors -> errors);
    }

    static String reference(UUID application) {
        return "programme/application/" + application;
    }
}
