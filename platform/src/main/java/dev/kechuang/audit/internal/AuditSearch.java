package dev.kechuang.audit.internal;

import dev.kechuang.audit.AuditEntry;
import dev.kechuang.audit.AuditFilter;
import dev.kechuang.shared.KeyPage;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Finds entries for the audit administrator, newest first. */
@Component
public class AuditSearch {

    static final int PAGE = 50;

    /** An export holds at most so many entries; more are fetched by narrower spans. */
    public static final int MOST_EXPORTED = 100_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate reading;
    private final Clock clock;

    public AuditSearch(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.reading = new TransactionTemplate(transactions);
        this.reading.setReadOnly(true);
        this.clock = clock;
    }

    /**
     * An entry with its link.
     *
     * @param position null while it waits for the chain
     */
    public record Sealed(AuditEntry entry, @Nullable Long position, byte @Nullable [] hash) {}

    public KeyPage<Sealed> find(AuditFilter filter, KeyPage.At at) {
        var params = new HashMap<String, Object>();
        String where = where(filter.bounded(LocalDate.now(clock)), params);
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT FROM audit.entry e WHERE " + where + " LIMIT "
                        + (KeyPage.COUNTED_TO + 1) + ") AS counted")
                .params(params)
                .query(Integer.class)
                .single();
        String bound = "";
        var key = parse(at.key());
        if (key.isPresent()) {
            params.put("keyAt", key.get().at().atOffset(ZoneOffset.UTC));
            params.put("keyId", key.get().id());
            bound = " AND (e.at, e.id) " + (at.backwards() ? ">" : "<") + " (:keyAt, :keyId)";
        }
        String order = at.backwards() ? " ORDER BY e.at, e.id" : " ORDER BY e.at DESC, e.id DESC";
        List<Sealed> read = jdbc.sql("SELECT " + AuditRows.COLUMNS
                        + ", c.position, c.hash FROM (SELECT e.* FROM audit.entry e WHERE " + where + bound + order
                        + " LIMIT " + (PAGE + 1) + ") AS e LEFT JOIN audit.chain c ON c.entry = e.id" + order)
                .params(params)
                .query((row, number) -> sealed(row))
                .list();
        return KeyPage.of(read, PAGE, at, AuditSearch::key, KeyPage.Total.of(counted));
    }

    public Optional<Sealed> find(UUID id) {
        return jdbc.sql("SELECT " + AuditRows.COLUMNS
                        + ", c.position, c.hash FROM audit.entry e LEFT JOIN audit.chain c ON c.entry = e.id"
                        + " WHERE e.id = :id")
                .param("id", id)
                .query((row, number) -> sealed(row))
                .optional();
    }

    /** Hands over what the filter finds, newest first, without holding it in memory. */
    public void each(AuditFilter filter, Consumer<Sealed> consumer) {
        var params = new HashMap<String, Object>();
        String where = where(filter.bounded(LocalDate.now(clock)), params);
        reading.executeWithoutResult(status -> jdbc.sql("SELECT " + AuditRows.COLUMNS
                        + ", c.position, c.hash FROM audit.entry e LEFT JOIN audit.chain c ON c.entry = e.id WHERE "
                        + where + " ORDER BY e.at DESC, e.id DESC LIMIT " + MOST_EXPORTED)
                .params(params)
                .withFetchSize(1000)
                .query(row -> {
                    consumer.accept(sealed(row));
                }));
    }

    /** Every action that ever happened, for the choice in the search. */
    public List<String> actions() {
        // Jumps along the index from one action to the next instead of reading every entry.
        return jdbc.sql("""
                WITH RECURSIVE action (name) AS (
                    (SELECT action FROM audit.entry ORDER BY action LIMIT 1)
                    UNION ALL
                    SELECT (SELECT e.action FROM audit.entry e WHERE e.action > action.name ORDER BY e.action LIMIT 1)
                    FROM action WHERE action.name IS NOT NULL)
                SELECT name FROM action WHERE name IS NOT NULL
                """).query((row, number) -> row.getString(1)).list();
    }

    private String where(AuditFilter filter, Map<String, Object> params) {
        var sql = new StringBuilder("true");
        if (!filter.who().isEmpty()) {
            sql.append(" AND e.actor_name ILIKE :who");
            params.put("who", part(filter.who()));
        }
        if (filter.action().endsWith(".")) {
            sql.append(" AND e.action LIKE :action");
            params.put("action", escape(filter.action()) + "%");
        } else if (!filter.action().isEmpty()) {
            sql.append(" AND e.action = :action");
            params.put("action", filter.action());
        }
        if (!filter.subject().isEmpty()) {
            sql.append(" AND e.subject = :subject");
            params.put("subject", filter.subject());
        }
        if (!filter.text().isEmpty()) {
            sql.append(" AND (e.label ILIKE :text OR e.details ILIKE :text)");
            params.put("text", part(filter.text()));
        }
        if (filter.from() != null) {
            sql.append(" AND e.at >= :from");
            params.put("from", start(filter.from()));
        }
        if (filter.until() != null) {
            sql.append(" AND e.at < :until");
            params.put("until", start(filter.until().plusDays(1)));
        }
        return sql.toString();
    }

    private OffsetDateTime start(LocalDate day) {
        return day.atStartOfDay(clock.getZone()).toOffsetDateTime();
    }

    private static String part(String text) {
        return "%" + escape(text) + "%";
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }

    private static String key(Sealed row) {
        return ChronoUnit.MICROS.between(java.time.Instant.EPOCH, row.entry().at()) + "_"
                + row.entry().id();
    }

    private record Key(java.time.Instant at, UUID id) {}

    /** Empty for what is no key: a list that was opened with a broken address starts at its start. */
    private static Optional<Key> parse(@Nullable String key) {
        int cut = key == null ? -1 : key.indexOf('_');
        if (key == null || cut < 1) return Optional.empty();
        try {
            var at = java.time.Instant.EPOCH.plus(Long.parseLong(key.substring(0, cut)), ChronoUnit.MICROS);
            return Optional.of(new Key(at, UUID.fromString(key.substring(cut + 1))));
        } catch (IllegalArgumentException | java.time.DateTimeException | ArithmeticException e) {
            return Optional.empty();
        }
    }

    private static Sealed sealed(ResultSet row) throws SQLException {
        return new Sealed(AuditRows.entry(row), row.getObject("position", Long.class), row.getBytes("hash"));
    }
}
