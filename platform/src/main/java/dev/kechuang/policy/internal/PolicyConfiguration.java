package dev.kechuang.policy.internal;

import dev.kechuang.pack.Packs;
import java.time.Clock;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.transaction.support.TransactionOperations;

/** Reads the policies at start and keeps their versions before the first request is answered. */
@Configuration(proxyBeanMethods = false)
class PolicyConfiguration {

    @Bean
    PolicyBook policyBook(Packs packs) {
        return PolicyBook.of(packs);
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
