package dev.kechuang.policy.internal;

import dev.kechuang.pack.Packs;
import dev.kechuang.policy.PolicyReleased;
import java.time.Clock;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.event.TransactionPhase;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;

/** Reads the policies of packs and releases at start and keeps their versions before the first request is answered. */
@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

    @Bean
    PolicyBook policyBook(Packs packs, ReleaseStore releases, PolicyVersionStore versions) {
        return PolicyBook.of(packs).with(releases, versions);
    }

    /** This node decides by a release as soon as it has committed. */
    @Bean
    ReleaseHeard policyReleaseHeard(PolicyBook book) {
        return new ReleaseHeard(book);
    }

    record ReleaseHeard(PolicyBook book) {
        @TransactionalEventListener(phase = TransactionPhase.AFTER_COMMIT)
        public void on(PolicyReleased released) {
            book.releasedAnew();
        }
    }

    @Bean
    SmartLifecycle policyVersions(
            PolicyBook book, PolicyVersionStore versions, TransactionOperations transactions, Clock clock) {
        return new SmartLifecycle() {
            private volatile boolean running;

            @Override
            public int getPhase() {
                return 1; // after the packs
            }

            @Override
            public void start() {
                transactions.executeWithoutResult(
                        status -> book.entries().forEach(entry -> versions.keep(entry, clock.instant())));
                running = true;
            }

            @Override
            public void stop() {
                running = false;
            }

            @Override
            public boolean isRunning() {
                return running;
            }
        };
    }
}
