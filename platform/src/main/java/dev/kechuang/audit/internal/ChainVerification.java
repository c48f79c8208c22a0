package dev.kechuang.audit.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Verifies the chain beside the request, one verification at a time, and keeps the last result to be shown. */
@Component
public class ChainVerification {

    private static final Logger LOG = LoggerFactory.getLogger(ChainVerification.class);

    private final ChainCheck check;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final AtomicReference<State> state = new AtomicReference<>(State.NONE);

    public ChainVerification(ChainCheck check, AuditLog audit, PlatformTransactionManager transactions, Clock clock) {
        this.check = check;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * @param by who asked for it
     * @param ended null while it runs
     * @param result null while it runs, and when it broke off
     */
    public record State(
            boolean running,
            long done,
            long total,
            String by,
            @Nullable Instant ended,
            Invariant.@Nullable Result result) {
        static final State NONE = new State(false, 0, 0, "", null, null);

        State at(long position) {
            return new State(running, position, total, by, ended, result);
        }
    }

    public State state() {
        return state.get();
    }

    /** Starts a verification; does nothing while one runs. */
    public void start(Viewer viewer) {
        State before = state.get();
        var running = new State(true, 0, check.length(), viewer.name(), null, null);
        if (before.running() || !state.compareAndSet(before, running)) return;
        Thread.ofVirtual().name("audit-verification").start(() -> run(viewer));
    }

    private void run(Viewer viewer) {
        Invariant.@Nullable Result result = null;
        try {
            var checked = check.check(done -> state.updateAndGet(now -> now.at(done)));
            result = checked;
            transaction.executeWithoutResult(status -> audit.append(
                    viewer,
                    AuditEvent.of("audit.verify", "chain", checked.checked(), checked.holds() ? "完整" : "不完整")
                            .with(Map.of("checked", checked.checked(), "violations", checked.violations()))));
        } catch (RuntimeException e) {
            LOG.error("the verification of the audit chain broke off", e);
        } finally {
            var ended = result;
            state.updateAndGet(now -> new State(false, now.done(), now.total(), now.by(), clock.instant(), ended));
        }
    }
}
