package dev.kechuang.programme.internal.decision;

import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.transaction.support.TransactionOperations;

/** What the commands of this room share. */
final class Commands {

    private Commands() {}

    /** One transaction; a refusal leaves nothing behind. */
    static <T> Outcome<T> run(TransactionOperations transactions, Supplier<Outcome<T>> command) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Outcome<T> outcome = command.get();
            if (outcome instanceof Outcome.Refused<T>) status.setRollbackOnly();
            return outcome;
        }));
    }

    /**
     * Who decides: leaders of the bureau, and in a call that a county runs itself the county's officers, of whom two are
     * needed wherever two are.
     */
    static boolean mayDecide(Viewer viewer, CallInfo call) {
        return viewer.regions().contains(call.region())
                && (viewer.is(Role.BUREAU_LEADER) || viewer.is(Role.COUNTY_OFFICER));
    }

    /** Who prepares what is decided, publishes notices and handles objections. */
    static boolean mayPrepare(Viewer viewer, CallInfo call) {
        return viewer.isOfficer() && viewer.regions().contains(call.region());
    }
}
