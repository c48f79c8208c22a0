package dev.kechuang.match.internal.run;

import dev.kechuang.registry.ChangedOrganisations;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionExecution;
import org.springframework.transaction.TransactionExecutionListener;

/**
 * Looks for what changed right after transactions of this node, where jobs run: an officer who confirms a sheet need not
 * wait for the next job. What is missed here, the job finds.
 */
@Component
@ConditionalOnProperty("db-scheduler.enabled")
class SoonAfterCommit implements TransactionExecutionListener, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SoonAfterCommit.class);

    /** Several commits at once are looked after once. */
    private static final long PAUSE = 30;

    private final ObjectProvider<ChangedOrganisations> waiting;
    private final ObjectProvider<ChangedMatches> changed;
    private final Semaphore committed = new Semaphore(0);
    private volatile @Nullable Thread thread;

    SoonAfterCommit(ObjectProvider<ChangedOrganisations> waiting, ObjectProvider<ChangedMatches> changed) {
        this.waiting = waiting;
        this.changed = changed;
    }

    @Override
    public void afterCommit(TransactionExecution transaction, @Nullable Throwable failure) {
        if (failure == null && !transaction.isReadOnly() && thread != null) committed.release();
    }

    private void watch() {
        while (thread != null) {
            try {
                committed.acquire();
                Thread.sleep(PAUSE);
                committed.drainPermits();
                if (waiting.getObject().waiting() > 0) {
                    int decided = changed.getObject().decide();
                    LOG.debug("{} organisations decided again", decided);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                LOG.debug("left to the job", e);
            }
        }
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().daemon().name("changed-matches").start(this::watch);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) running.interrupt();
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }
}
