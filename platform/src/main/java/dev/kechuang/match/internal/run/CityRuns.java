package dev.kechuang.match.internal.run;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.match.internal.run.Run.Cause;
import dev.kechuang.match.internal.run.Run.State;
import dev.kechuang.match.internal.sheet.Sheets;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Runs over the whole city: started by an officer, by night, or when rules changed; worked on by whatever node has time,
 * block by block, so that one that is killed is gone on with. A run is done on one set of rules; when these change it is
 * given up for a new one. One that is started because rules changed decides only these.
 */
@Service
public class CityRuns {

    private static final Logger LOG = LoggerFactory.getLogger(CityRuns.class);

    private final RunStore runs;
    private final RunSteps steps;
    private final RuleSets rules;
    private final Sheets sheets;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final int threads;

    public CityRuns(
            RunStore runs,
            RunSteps steps,
            RuleSets rules,
            Sheets sheets,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.runs = runs;
        this.steps = steps;
        this.rules = rules;
        this.sheets = sheets;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        this.threads = Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4);
    }

    /** Starts one by hand; refused while another is under way. */
    public Outcome<Long> start(Viewer officer) {
        return transactions.execute(status -> {
            RuleSet today = rules.on(LocalDate.now(clock));
            Optional<Long> run = steps.start(Cause.COMMAND, officer.account(), officer.name(), today, sheets.layout());
            run.ifPresent(id -> audit.append(officer, started(id, today, List.of())));
            return run.map(Outcome::done)
                    .orElseGet(() -> Outcome.refused(FieldError.of("", "matchRun.error.underWay")));
        });
    }

    /** Starts one that nobody asked for. */
    public Optional<Long> start(Cause cause) {
        return Objects.requireNonNull(transactions.execute(status -> {
            RuleSet today = rules.on(LocalDate.now(clock));
            Optional<Long> run = steps.start(cause, null, "system", today, sheets.layout());
            run.ifPresent(id -> audit.appendSystem(
                    "match", started(id, today, runs.find(id).orElseThrow().only())));
            return run;
        }));
    }

    private static AuditEvent started(long run, RuleSet rules, List<String> only) {
        return AuditEvent.of("match.runStarted", "matchRun", run, rules.day().toString())
                .with(Map.of(
                        "rules", rules.digest(), "policies", rules.rules().size(), "only", String.join(" ", only)));
    }

    /** Gives up the run that is under way. */
    public Outcome<Long> giveUp(Viewer officer, long run) {
        return transactions.execute(status -> {
            if (!runs.giveUp(run, officer.name(), clock.instant())) {
                return Outcome.refused(FieldError.of("", "matchRun.error.over"));
            }
            audit.append(officer, AuditEvent.of("match.runGivenUp", "matchRun", run, officer.name()));
            return Outcome.done(run);
        });
    }

    /** Starts a run when today's rules are not those that are shown, and none is under way. */
    public Optional<Long> startIfRulesChanged() {
        if (runs.underWay().isPresent()) return Optional.empty();
        String shown = runs.shown().map(Run::rules).orElse("");
        return shown.equals(rules.on(LocalDate.now(clock)).digest()) ? Optional.empty() : start(Cause.RULES);
    }

    /** Works on the run that is under way until it is over, or others have what is left of it. */
    public void work() {
        while (true) {
            Run run = runs.underWay().orElse(null);
            if (run == null) return;
            try {
                if (!proceed(run)) return;
            } catch (RunSteps.RulesChanged changed) {
                if (runs.giveUp(run.id(), "rules", clock.instant())) {
                    var next = start(Cause.RULES);
                    LOG.info("run {} is given up since its rules changed; next is {}", run.id(), next);
                }
            } catch (RuntimeException e) {
                runs.wentWrong(run.id(), String.valueOf(e.getMessage()));
                throw e;
            }
        }
    }

    /** @return false when others have what is left */
    private boolean proceed(Run run) {
        if (run.done() < run.blocks()) {
            return inParallel(run) > 0;
        }
        if (run.state() == State.PACKING) steps.fill(run.id());
        else steps.show(run.id());
        return true;
    }

    private int inParallel(Run run) {
        Callable<Integer> some = () -> {
            int done = 0;
            while (steps.block(run)) done++;
            return done;
        };
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            var parts = java.util.stream.Stream.generate(() -> pool.submit(some))
                    .limit(threads)
                    .toList();
            int done = 0;
            for (var part : parts) done += part.get();
            return done;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) throw cause;
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }
}
