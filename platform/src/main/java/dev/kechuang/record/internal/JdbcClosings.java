package dev.kechuang.record.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.record.Closings;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Closes months under the lock of the sealing job, so that in time and late are told apart by position alone. */
@Component
public class JdbcClosings implements Closings {

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public JdbcClosings(
            JdbcClient jdbc, Sealing sealing, AuditLog audit, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    @Override
    public Outcome<Closing> close(Viewer viewer, YearMonth month) {
        if (!month.isBefore(YearMonth.now(clock))) {
            return Outcome.refused(FieldError.of("month", "record.closing.notOver", month.toString()));
        }
        // Most of it in small steps before, so that the lock is held for a moment only.
        var unused = sealing.run();
        try {
            return java.util.Objects.requireNonNull(transaction.execute(status -> {
                long position = jdbc.sql("SELECT record.close_month(:month, :account, :name)")
                        .param("month", month.atDay(1))
                        .param("account", viewer.requireAccount())
                        .param("name", viewer.name())
                        .query(Long.class)
                        .single();
                audit.append(
                        viewer,
                        AuditEvent.of("record.closeMonth", "month", month, month.toString())
                                .with(Map.of("position", position)));
                return Outcome.done(find(month));
            }));
        } catch (DuplicateKeyException e) {
            return Outcome.refused(FieldError.of("month", "record.closing.closed", month.toString()));
        }
    }

    private Closing find(YearMonth month) {
        return all().stream()
                .filter(closing -> closing.month().equals(month))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public List<Closing> all() {
        return jdbc.sql("""
                SELECT c.month, c.position, c.closed_at, c.closed_by_name,
                       (SELECT count(*) FROM record.late l WHERE l.month = c.month) AS late
                FROM record.closing c ORDER BY c.month DESC
                """)
                .query((row, number) -> new Closing(
                        YearMonth.from(row.getObject("month", LocalDate.class)),
                        row.getLong("position"),
                        row.getObject("closed_at", OffsetDateTime.class).toInstant(),
                        row.getString("closed_by_name"),
                        row.getLong("late")))
                .list();
    }
}
