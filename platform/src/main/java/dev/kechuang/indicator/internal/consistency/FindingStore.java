package dev.kechuang.indicator.internal.consistency;

import dev.kechuang.shared.KeyPage;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Findings and what happened to them. */
@Component
public class FindingStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final TypeReference<List<Operand>> OPERANDS = new TypeReference<>() {};

    private final JdbcClient jdbc;

    FindingStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public enum State {
        OPEN,
        EXPLAINED,
        ACCEPTED,
        CLOSED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A finding as it is kept. */
    public record Finding(
            UUID id,
            String key,
            String rule,
            boolean contradicts,
            String title,
            String sentence,
            String region,
            String period,
            String indicator,
            BigDecimal expected,
            BigDecimal stated,
            String unit,
            List<Operand> operands,
            State state,
            int version,
            Instant foundAt,
            Instant changedAt) {

        boolean same(Found other) {
            return expected.compareTo(other.expected()) == 0
                    && stated.compareTo(other.stated()) == 0
                    && contradicts == other.contradicts();
        }

        /** Whether it is told in other words, or of other figures, though their values are the same. */
        boolean toldOtherwise(Found other) {
            return !sentence.equals(other.sentence()) || !operands.equals(other.operands());
        }
    }

    /** Something that happened to a finding; the account is null for the audit itself. */
    public record Step(int version, String what, String reason, String name, Instant at) {}

    /** Waits until no other run is under way; to the end of the transaction. */
    void alone() {
        var unused = jdbc.sql("SELECT pg_advisory_xact_lock(720006, 3)")
                .query((row, number) -> "")
                .list();
    }

    List<Finding> all() {
        return jdbc.sql("SELECT * FROM indicator.finding")
                .query((row, number) -> finding(row))
                .list();
    }

    public Optional<Finding> find(UUID id) {
        return jdbc.sql("SELECT * FROM indicator.finding WHERE id = :id")
                .param("id", id)
                .query((row, number) -> finding(row))
                .optional();
    }

    Optional<Finding> lock(UUID id) {
        return jdbc.sql("SELECT * FROM indicator.finding WHERE id = :id FOR UPDATE")
                .param("id", id)
                .query((row, number) -> finding(row))
                .optional();
    }

    public List<Step> steps(UUID id) {
        return jdbc.sql("SELECT version, what, reason, name, at FROM indicator.finding_step WHERE finding = :id"
                        + " ORDER BY version DESC")
                .param("id", id)
                .query((row, number) -> new Step(
                        row.getInt("version"),
                        row.getString("what"),
                        row.getString("reason"),
                        row.getString("name"),
                        row.getObject("at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Contradictions that wait. */
    public int open() {
        return jdbc.sql("SELECT count(*) FROM indicator.finding WHERE state = 'open' AND verdict = 'contradicts'")
                .query(Integer.class)
                .single();
    }

    /**
     * Contradictions first, the newest first; empty texts look for everything.
     *
     * @param state its code, or {@link PendingCorrections#STATE} for what has a correction that waits
     */
    public KeyPage<Finding> page(String state, String verdict, String words, KeyPage.At at, int size) {
        var where = new StringBuilder(" WHERE true");
        var params = new HashMap<String, Object>();
        if (state.equals(PendingCorrections.STATE)) {
            where.append(" AND state <> 'closed' AND EXISTS (SELECT")
                    .append(PendingCorrections.WAITING)
                    .append(")");
        } else if (!state.isEmpty()) {
            where.append(" AND state = :state");
            params.put("state", state);
        }
        if (!verdict.isEmpty()) {
            where.append(" AND verdict = :verdict");
            params.put("verdict", verdict);
        }
        if (!words.isEmpty()) {
            where.append(" AND position(:words in title || sentence) > 0");
            params.put("words", words);
        }
        int counted = jdbc.sql("SELECT count(*) FROM (SELECT FROM indicator.finding" + where + " LIMIT "
                        + (KeyPage.COUNTED_TO + 1) + ") AS counted")
                .params(params)
                .query(Integer.class)
                .single();
        if (at.key() != null && at.key().length() > 2) {
            where.append(" AND (verdict, id) ")
                    .append(at.backwards() ? "<" : ">")
                    .append(" (:keyVerdict, :keyId)");
            params.put("keyVerdict", at.key().startsWith("c") ? "contradicts" : "doubtful");
            params.put("keyId", id(at.key().substring(1)));
        }
        String order = at.backwards() ? " ORDER BY verdict DESC, id DESC" : " ORDER BY verdict, id";
        var read = jdbc.sql("SELECT * FROM indicator.finding" + where + order + " LIMIT " + (size + 1))
                .params(params)
                .query((row, number) -> finding(row))
                .list();
        return KeyPage.of(read, size, at, one -> (one.contradicts() ? "c" : "d") + one.id(), KeyPage.Total.of(counted));
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return new UUID(0, 0);
        }
    }

    void open(Found found, Instant now) {
        UUID id = jdbc.sql("""
                        INSERT INTO indicator.finding (key, rule, verdict, title, sentence, region, period, indicator, expected,
                            stated, unit, operands, found_at, changed_at)
                        VALUES (:key, :rule, :verdict, :title, :sentence, :region, :period, :indicator, :expected, :stated,
                            :unit, :operands::jsonb, :now, :now)
                        RETURNING id
                        """)
                .param("key", found.key())
                .param("rule", found.rule())
                .param("verdict", found.contradicts() ? "contradicts" : "doubtful")
                .param("title", found.title())
                .param("sentence", found.sentence())
                .param("region", found.region())
                .param("period", found.period())
                .param("indicator", found.indicator())
                .param("expected", found.expected())
                .param("stated", found.stated())
                .param("unit", found.unit())
                .param("operands", JSON.writeValueAsString(found.operands()))
                .param("now", time(now))
                .query(UUID.class)
                .single();
        insert(id, 1, "found", "", null, "系统", now);
    }

    void change(Finding before, Found found, State state, String what, Instant now) {
        tell(before, found);
        step(before, state, what, "", null, "系统", now);
    }

    /** Words and figures as they are now; nothing happened to the finding. */
    void tell(Finding before, Found found) {
        jdbc.sql("""
                        UPDATE indicator.finding SET verdict = :verdict, title = :title, sentence = :sentence,
                            expected = :expected, stated = :stated, unit = :unit, operands = :operands::jsonb WHERE id = :id
                        """)
                .param("id", before.id())
                .param("verdict", found.contradicts() ? "contradicts" : "doubtful")
                .param("title", found.title())
                .param("sentence", found.sentence())
                .param("expected", found.expected())
                .param("stated", found.stated())
                .param("unit", found.unit())
                .param("operands", JSON.writeValueAsString(found.operands()))
                .update();
    }

    void step(
            Finding before, State state, String what, String reason, @Nullable UUID account, String name, Instant now) {
        jdbc.sql("UPDATE indicator.finding SET state = :state, version = :version, changed_at = :now WHERE id = :id")
                .param("state", state.code())
                .param("version", before.version() + 1)
                .param("now", time(now))
                .param("id", before.id())
                .update();
        insert(before.id(), before.version() + 1, what, reason, account, name, now);
    }

    private void insert(
            UUID id, int version, String what, String reason, @Nullable UUID account, String name, Instant now) {
        jdbc.sql("""
                        INSERT INTO indicator.finding_step (finding, version, what, reason, account, name, at)
                        VALUES (:finding, :version, :what, :reason, :account, :name, :now)
                        """)
                .param("finding", id)
                .param("version", version)
                .param("what", what)
                .param("reason", reason)
                .param("account", account, Types.OTHER)
                .param("name", name)
                .param("now", time(now))
                .update();
    }

    private static Finding finding(ResultSet row) throws SQLException {
        return new Finding(
                row.getObject("id", UUID.class),
                row.getString("key"),
                row.getString("rule"),
                row.getString("verdict").equals("contradicts"),
                row.getString("title"),
                row.getString("sentence"),
                row.getString("region"),
                row.getString("period"),
                row.getString("indicator"),
                row.getBigDecimal("expected"),
                row.getBigDecimal("stated"),
                row.getString("unit"),
                JSON.readValue(row.getString("operands"), OPERANDS),
                State.valueOf(row.getString("state").toUpperCase(Locale.ROOT)),
                row.getInt("version"),
                row.getObject("found_at", OffsetDateTime.class).toInstant(),
                row.getObject("changed_at", OffsetDateTime.class).toInstant());
    }

    private static OffsetDateTime time(Instant at) {
        return OffsetDateTime.ofInstant(at, ZoneOffset.UTC);
    }
}
