package dev.kechuang.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.pack.PackImported;
import dev.kechuang.testing.TestDatabase;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

class PackImportAuditTest {

    private static final PackImported VERSION = new PackImported(
            UUID.randomUUID(), "cn", "国家", 2, "ab".repeat(32), List.of(), List.of("regions.yaml"), List.of());

    @Test
    void anImportIsWrittenDownInItsTransaction() {
        try (var database = TestDatabase.create()) {
            var transaction = new TransactionTemplate(new JdbcTransactionManager(database.application()));
            var listener = new PackImportAudit(new JdbcAuditLog(database.jdbc()));
            transaction.executeWithoutResult(status -> {
                listener.imported(VERSION);
                status.setRollbackOnly();
            });
            transaction.executeWithoutResult(status -> listener.imported(VERSION));
            assertThat(database.owner()
                            .sql("SELECT actor_name || ' ' || action || ' ' || label FROM audit.entry")
                            .query(String.class)
                            .list())
                    .containsExactly("pack pack.import 国家（cn）第2版");
            assertThatThrownBy(() -> listener.imported(VERSION)).isInstanceOf(IllegalStateException.class);
        }
    }
}
