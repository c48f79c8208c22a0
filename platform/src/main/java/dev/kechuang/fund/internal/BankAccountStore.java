package dev.kechuang.fund.internal;

import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes bank accounts of organisations. */
@Repository
public class BankAccountStore {

    private final JdbcClient jdbc;

    public BankAccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    UUID insert(UUID organisation, String holder, String bank, String bankCode, String number, Viewer by, Instant now) {
        return jdbc.sql("""
                INSERT INTO fund.bank_account
                    (organisation, holder, bank, bank_code, number, entered_at, entered_by, entered_name)
                VALUES (:organisation, :holder, :bank, :code, :number, :now, :by, :name) RETURNING id""")
                .param("organisation", organisation)
                .param("holder", holder)
                .param("bank", bank)
                .param("code", bankCode)
                .param("number", number)
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", by.requireAccount())
                .param("name", by.name())
                .query((rows, number1) -> rows.getObject(1, UUID.class))
                .single();
    }

    /** All of an organisation, locked: entering and deciding come one after the other. */
    List<BankAccount> lock(UUID organisation) {
        // Also when there is none yet.
        jdbc.sql("SELECT pg_advisory_xact_lock(740001, hashtext(:organisation::text))")
                .param("organisation", organisation)
                .query((rows, number) -> 0)
                .single();
        return jdbc.sql("SELECT * FROM fund.bank_account WHERE organisation = :organisation ORDER BY id FOR UPDATE")
                .param("organisation", organisation)
                .query(BankAccountStore::row)
                .list();
    }

    public List<BankAccount> of(UUID organisation) {
        return jdbc.sql("SELECT * FROM fund.bank_account WHERE organisation = :organisation ORDER BY id DESC")
                .param("organisation", organisation)
                .query(BankAccountStore::row)
                .list();
    }

    public Optional<BankAccount> find(UUID id) {
        return jdbc.sql("SELECT * FROM fund.bank_account WHERE id = :id")
                .param("id", id)
                .query(BankAccountStore::row)
                .optional();
    }

    void replace(UUID id) {
        jdbc.sql("UPDATE fund.bank_account SET state = 'replaced' WHERE id = :id")
                .param("id", id)
                .update();
    }

    void decide(UUID id, BankAccount.State state, Viewer officer, String reason, Instant now) {
        jdbc.sql("""
                UPDATE fund.bank_account SET state = :state, decided_at = :now, decided_by = :by, decided_name = :name,
                    reason = :reason
                WHERE id = :id""")
                .param("state", state.code())
                .param("now", now.atOffset(ZoneOffset.UTC))
                .param("by", officer.requireAccount())
                .param("name", officer.name())
                .param("reason", reason)
                .param("id", id)
                .update();
    }

    /** The bank has sent a payment back. */
    void doubt(UUID id, String reason) {
        jdbc.sql("""
                UPDATE fund.bank_account SET state = 'doubtful', reason = :reason
                WHERE id = :id AND state = 'confirmed'""").param("reason", reason).param("id", id).update();
    }

    /** An account that waits for an officer, with whose it is. */
    public record Waiting(BankAccount account, String organisation, String region) {}

    private static final String WAITING = """
            FROM fund.bank_account k JOIN registry.published_organisation o ON o.id = k.organisation
            WHERE k.state IN ('entered', 'doubtful') AND (o.region = ANY(:scope) OR o.zone = ANY(:scope))""";

    private static final String WAITING_COLUMNS =
            "SELECT k.*, o.name AS organisation_name, o.region AS organisation_region ";

    public List<Waiting> waiting(Viewer officer, int limit) {
        return jdbc.sql(WAITING_COLUMNS + WAITING + " ORDER BY k.id LIMIT :limit")
                .param("scope", officer.regionArray())
                .param("limit", limit)
                .query(BankAccountStore::waitingRow)
                .list();
    }

    public Optional<Waiting> waiting(Viewer officer, UUID id) {
        return jdbc.sql(WAITING_COLUMNS + WAITING + " AND k.id = :id")
                .param("scope", officer.regionArray())
                .param("id", id)
                .query(BankAccountStore::waitingRow)
                .optional();
    }

    private static Waiting waitingRow(ResultSet rows, int number) throws SQLException {
        return new Waiting(
                row(rows, number), rows.getString("organisation_name"), rows.getString("organisation_region"));
    }

    public int countWaiting(Viewer officer) {
        return jdbc.sql("SELECT count(*) FROM (SELECT " + WAITING + " LIMIT 1000) w")
                .param("scope", officer.regionArray())
                .query((rows, number) -> rows.getInt(1))
                .single();
    }

    static BankAccount row(ResultSet rows, int number) throws SQLException {
        return new BankAccount(
                rows.getObject("id", UUID.class),
                rows.getObject("organisation", UUID.class),
                rows.getString("holder"),
                rows.getString("bank"),
                rows.getString("bank_code"),
                rows.getString("number"),
                BankAccount.State.of(rows.getString("state")),
                rows.getObject("entered_at", OffsetDateTime.class).toInstant(),
                rows.getObject("entered_by", UUID.class),
                rows.getString("entered_name"),
                rows.getString("decided_name"),
                rows.getString("reason"));
    }
}
