package dev.kechuang.programme.internal.check;

import dev.kechuang.programme.internal.check.CheckFinder.Subject;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Runs every finder over an application on somebody's desk, or about to be, and keeps what they found. */
@Component
public class Comparison {

    private static final int AT_ONCE = 50;
    private static final int CATCH_UP = 200;

    private final ApplicationStore applications;
    private final ObjectProvider<Definitions> definitions;
    private final ComparisonStore store;
    private final CheckStore checks;
    private final List<CheckFinder> finders;
    private final TransactionOperations transactions;
    private final Clock clock;

    public Comparison(
            ApplicationStore applications,
            ObjectProvider<Definitions> definitions,
            ComparisonStore store,
            CheckStore checks,
            List<CheckFinder> finders,
            TransactionOperations transactions,
            Clock clock) {
        this.applications = applications;
        this.definitions = definitions;
        this.store = store;
        this.checks = checks;
        this.finders = List.copyOf(finders);
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Compares an application whose sheet is open; joins the running transaction. */
    void run(UUID id) {
        var sheet = checks.lock(id);
        if (sheet.isEmpty()) return;
        Application application = applications.find(id).orElseThrow();
        Definition definition = definitions.getObject().of(application.version());
        var answers = store.answers(id, definition);
        if (answers.isEmpty()) return;
        // What was handed in first is kept already.
        if (sheet.get().round() > 1 || store.text(id).isEmpty()) {
            store.keep(id, application.organisation(), application.title(), answers.get());
        }
        var subject = new Subject(application, definition, answers.get(), LocalDate.now(clock));
        var findings = finders.stream()
                .flatMap(finder -> finder.find(subject).stream())
                .toList();
        checks.findings(sheet.get(), findings, clock.instant());
    }

    /**
     * Keeps what applications are found by that were never kept, and has compared again what was compared without them.
     *
     * @return how many; 0 when none is left
     */
    public int catchUp() {
        return java.util.Objects.requireNonNull(transactions.execute(status -> {
            int kept = store.catchUp(CATCH_UP);
            if (kept > 0) checks.compareAgain();
            return kept;
        }));
    }

    /**
     * Compares what waits and was never compared, each in its own transaction.
     *
     * @return how many
     */
    public int waiting() {
        if (catchUp() > 0) return 0;
        var some = checks.notCompared(AT_ONCE);
        for (UUID id : some) transactions.executeWithoutResult(status -> run(id));
        return some.size();
    }
}
