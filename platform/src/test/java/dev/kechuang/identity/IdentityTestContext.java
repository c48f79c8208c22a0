package dev.kechuang.identity;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.internal.Settings;
import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.Regions;
import dev.kechuang.testing.TestClock;
import dev.kechuang.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionTemplate;

/** The rules and stores of identity on a database of their own, with transactions as in the application and no web. */
public final class IdentityTestContext implements AutoCloseable {

    public final TestDatabase database = TestDatabase.create();
    public final FakeAudit audit = new FakeAudit();
    public final TestClock clock = new TestClock(Instant.parse("2026-11-21T01:00:00Z"));
    private final AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();

    public IdentityTestContext() {
        this(Settings.defaults());
    }

    public IdentityTestContext(Settings settings) {
        context.registerBean(DataSource.class, () -> database.application());
        context.registerBean(AuditLog.class, () -> audit);
        context.registerBean(Clock.class, () -> clock);
        Packs packs = Packs.load(Packs.find("packs"), "320500", clock);
        context.registerBean(Regions.class, packs::regions);
        context.registerBean(CodeLists.class, packs::codeLists);
        context.registerBean(Settings.class, () -> settings);
        context.register(Wiring.class);
        context.refresh();
    }

    public <T> T bean(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }

    @EnableTransactionManagement(proxyTargetClass = true)
    @ComponentScan("dev.kechuang.identity.internal")
    static class Wiring {
        @Bean
        JdbcClient jdbc(DataSource source) {
            return JdbcClient.create(source);
        }

        @Bean
        PlatformTransactionManager transactions(DataSource source) {
            return new JdbcTransactionManager(source);
        }

        @Bean
        TransactionTemplate transactionTemplate(PlatformTransactionManager transactions) {
            return new TransactionTemplate(transactions);
        }

        @Bean
        dev.kechuang.identity.internal.SecretBox secretBox() throws IOException {
            Path home = Files.createTempDirectory("kc-identity-");
            home.toFile().deleteOnExit();
            home.resolve("secret.key").toFile().deleteOnExit();
            return dev.kechuang.identity.internal.SecretBox.open("", home);
        }
    }
}
