package dev.kechuang.launch;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.kechuang.testing.TestDatabase;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class QuickCommitsTest {

    @Test
    void commitsWaitForTheDiskBeforeAndAfterTheFillAndNotDuringIt() {
        try (var database = TestDatabase.create();
                var pool = new HikariDataSource()) {
            pool.setJdbcUrl(database.url());
            pool.setUsername("kc_app");
            pool.setPassword("test");
            pool.setMaximumPoolSize(2);
            var transactions = new JdbcTransactionManager(pool);
            assertThat(setting(transactions, pool)).isEqualTo("on");
            try (var ignored = new QuickCommits(transactions, pool)) {
                assertThat(setting(transactions, pool)).isEqualTo("off");
                assertThat(setting(transactions, pool))
                        .as("the next one on the connection")
                        .isEqualTo("off");
            }
            assertThat(setting(transactions, pool)).isEqualTo("on");
            assertThat(JdbcClient.create(pool)
                            .sql("SHOW synchronous_commit")
                            .query(String.class)
                            .single())
                    .isEqualTo("on");
        }
    }

    private static String setting(JdbcTransactionManager transactions, HikariDataSource pool) {
        return Objects.requireNonNull(new TransactionTemplate(transactions)
                .execute(status -> JdbcClient.create(pool)
                        .sql("SHOW synchronous_commit")
                        .query(String.class)
                        .single()));
    }
}
