package dev.kechuang.fund.internal;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.util.Objects;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Runs a command behind a savepoint of the caller's transaction, or in one of its own: what is refused leaves nothing
 * behind, and the caller can go on.
 */
@Component
public final class Commands {

    private final TransactionTemplate nested;

    public Commands(PlatformTransactionManager transactions) {
        nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    <T> Outcome<T> run(Supplier<Outcome<T>> command) {
        return Objects.requireNonNull(nested.execute(status -> {
            Outcome<T> outcome = command.get();
            if (outcome instanceof Outcome.Refused<T>) status.setRollbackOnly();
            return outcome;
        }));
    }

    /** The key was used for something else. */
    static <T> Outcome<T> otherContent() {
        return Outcome.refused(FieldError.of("key", "fund.error.key"));
    }

    static <T> Outcome<T> refused(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }
}
