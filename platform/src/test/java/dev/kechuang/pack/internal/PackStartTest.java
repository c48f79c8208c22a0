package dev.kechuang.pack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.kechuang.pack.PackImported;
import dev.kechuang.pack.PackProblems;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.Invariant;
import dev.kechuang.testing.TestDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The packs as part of a starting program. */
@SuppressWarnings("NullAway.Init")
class PackStartTest {

    private static TestDatabase database;

    @BeforeAll
    static void create() {
        database = TestDatabase.create();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Configuration
    @EnableTransactionManagement
    static class Surroundings {
        final List<PackImported> heard = new ArrayList<>();

        @Bean
        Clock clock() {
            return LoadedPacks.CLOCK;
        }

        @Bean(destroyMethod = "")
        DataSource dataSource() {
            return database.application();
        }

        @Bean
        JdbcTemplate jdbcTemplate(DataSource source) {
            return new JdbcTemplate(source);
        }

        @Bean
        JdbcClient jdbcClient(JdbcTemplate template) {
            return JdbcClient.create(template);
        }

        @Bean
        JdbcTransactionManager transactionManager(DataSource source) {
            return new JdbcTransactionManager(source);
        }

        @EventListener
        void imported(PackImported version) {
            assertThat(TransactionSynchronizationManager.isActualTransactionActive())
                    .isTrue();
            heard.add(version);
        }
    }

    private static AnnotationConfigApplicationContext start(Map<String, Object> settings) {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("test", settings));
        context.register(
                Surroundings.class,
                PackConfiguration.class,
                PackStore.class,
                PackImport.class,
                PackStart.class,
                PackCatalogue.class,
                PackInvariants.class);
        context.refresh();
        return context;
    }

    @Test
    void theFirstStartImportsAndTheSecondFindsAllThere() {
        try (var context = start(Map.of())) {
            assertThat(context.getBean(Surroundings.class).heard).hasSize(7);
            assertThat(context.getBean(Regions.class).city().code()).isEqualTo("320500");
            assertThat(context.getBeansOfType(Invariant.class).values())
                    .hasSize(3)
                    .allSatisfy(invariant ->
                            assertThat(invariant.check().violations()).isEmpty());
        }
        try (var context = start(Map.of("kc.city", "610100"))) {
            assertThat(context.getBean(Surroundings.class).heard).isEmpty();
            assertThat(context.getBean(Regions.class).city().name()).isEqualTo("西安市");
        }
    }

    @Test
    void brokenPacksStopTheStartWithTheirProblems() {
        var failure = catchThrowable(() -> start(Map.of("kc.packs", "/nowhere")));
        assertThat(PackProblems.in(failure))
                .hasValueSatisfying(broken -> assertThat(broken).hasMessageContaining("kc.packs"));
    }
}
