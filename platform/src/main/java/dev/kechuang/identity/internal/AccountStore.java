package dev.kechuang.identity.internal;

import static dev.kechuang.identity.internal.Rows.at;

import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes accounts and their roles. */
@Repository
public class AccountStore {

    private static final String SELECT = """
            SELECT a.id, a.login, a.name, a.phone, a.email, a.unit, u.name AS unit_name, a.organisation, a.status,
                   a.status_reason, a.password_hash, a.password_set_at, a.must_change, a.created_at, a.last_login,
                   EXISTS (SELECT FROM identity.totp t WHERE t.account = a.id) AS second_factor,
                   ARRAY(SELECT r.role FROM identity.account_role r WHERE r.account = a.id) AS roles
            FROM identity.account a LEFT JOIN identity.unit u ON u.id = a.unit
            """;

    private final JdbcClient jdbc;

    public AccountStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public Optional<Account> find(UUID id) {
        return jdbc.sql(SELECT + " WHERE a.id = :id")
                .param("id", id)
                .query(AccountStore::account)
                .optional();
    }

    public Optional<Account> byLogin(String login) {
        return jdbc.sql(SELECT + " WHERE a.login = :login")
                .param("login", normalise(login))
                .query(AccountStore::account)
                .optional();
    }

    /** Holds the account's row until the transaction ends, so that commands on one account follow one another. */
    public Optional<Account> lock(UUID id) {
        boolean there = jdbc.sql("SELECT 1 FROM identity.account WHERE id = :id FOR NO KEY UPDATE")
                .param("id", id)
                .query(Integer.class)
                .optional()
                .isPresent();
        return there ? find(id) : Optional.empty();
    }

    /** Login names are compared without regard to case or to spaces around them. */
    public static String normalise(String login) {
        return login.strip().toLowerCase(Locale.ROOT);
    }

    /** The new account's id; empty when the login name is taken. */
    public Optional<UUID> insert(
            String login,
            String name,
            String phone,
            String email,
            @Nullable UUID unit,
            @Nullable UUID organisation,
            @Nullable String passwordHash,
            Instant now,
            @Nullable UUID by) {
        return jdbc.sql("""
                        INSERT INTO identity.account
                            (login, name, phone, email, unit, organisation, password_hash, password_set_at, created_at,
                             created_by)
                        VALUES (:login, :name, :phone, :email, :unit, :organisation, :hash,
                                CASE WHEN :hash::text IS NULL THEN NULL ELSE :now::timestamptz END, :now, :by)
                        ON CONFLICT (login) DO NOTHING RETURNING id
                        """)
                .param("login", normalise(login))
                .param("name", name)
                .param("phone", phone)
                .param("email", email)
                .param("unit", unit)
                .param("organisation", organisation)
                .param("hash", passwordHash)
                .param("now", at(now))
                .param("by", by)
                .query(UUID.class)
                .optional();
    }

    public void update(UUID id, String name, String phone, String email, @Nullable UUID unit) {
        jdbc.sql("""
                UPDATE identity.account SET name = :name, phone = :phone, email = :email, unit = :unit WHERE id = :id
                """)
                .param("name", name)
                .param("phone", phone)
                .param("email", email)
                .param("unit", unit)
                .param("id", id)
                .update();
    }

    public void setStatus(UUID id, Account.Status status, String reason) {
        jdbc.sql("UPDATE identity.account SET status = :status, status_reason = :reason WHERE id = :id")
                .param("status", status.name())
                .param("reason", reason)
                .param("id", id)
                .update();
    }

    /** Sets the password and puts the former one into the history, of which the last five stay. */
    public void setPassword(UUID id, String hash, boolean mustChange, Instant now) {
        jdbc.sql("""
                INSERT INTO identity.password_history (account, hash, set_at)
                SELECT id, password_hash, password_set_at FROM identity.account
                WHERE id = :id AND password_hash IS NOT NULL
                """).param("id", id).update();
        jdbc.sql("""
                DELETE FROM identity.password_history WHERE account = :id AND id NOT IN (
                    SELECT id FROM identity.password_history WHERE account = :id ORDER BY id DESC LIMIT :keep)
                """)
                .param("id", id)
                .param("keep", PasswordRules.REMEMBERED - 1)
                .update();
        jdbc.sql("""
                UPDATE identity.account SET password_hash = :hash, password_set_at = :now, must_change = :must
                WHERE id = :id
                """)
                .param("hash", hash)
                .param("now", at(now))
                .param("must", mustChange)
                .param("id", id)
                .update();
    }

    /** The same password in a newer form of hash: no change for the person. */
    public void rehash(UUID id, String old, String hash) {
        jdbc.sql("UPDATE identity.account SET password_hash = :hash WHERE id = :id AND password_hash = :old")
                .param("hash", hash)
                .param("old", old)
                .param("id", id)
                .update();
    }

    /** The hashes of the present password and those before it. */
    public List<String> passwords(UUID id) {
        return jdbc.sql("""
                        SELECT password_hash FROM identity.account WHERE id = :id AND password_hash IS NOT NULL
                        UNION ALL (SELECT hash FROM identity.password_history WHERE account = :id ORDER BY id DESC)
                        """)
                .param("id", id)
                .query((row, number) -> Rows.text(row, "password_hash"))
                .list();
    }

    public void loggedIn(UUID id, Instant now) {
        jdbc.sql("UPDATE identity.account SET last_login = :now WHERE id = :id")
                .param("now", at(now))
                .param("id", id)
                .update();
    }

    /** False when the account has the role already. */
    public boolean grant(UUID account, Role role, String origin, @Nullable UUID by, Instant now) {
        return jdbc.sql("""
                        INSERT INTO identity.account_role (account, role, origin, granted_by, granted_at)
                        VALUES (:account, :role, :origin, :by, :now) ON CONFLICT (account, role) DO NOTHING
                        """)
                        .param("account", account)
                        .param("role", role.name())
                        .param("origin", origin)
                        .param("by", by)
                        .param("now", at(now))
                        .update()
                == 1;
    }

    public boolean revoke(UUID account, Role role) {
        return jdbc.sql("DELETE FROM identity.account_role WHERE account = :account AND role = :role")
                        .param("account", account)
                        .param("role", role.name())
                        .update()
                == 1;
    }

    /** Waits for others who remove an administrator of the kind, then counts the active ones. */
    public long countAdministratorsLocked(Role kind) {
        jdbc.sql("SELECT identity.lock_administrators(:kind)::text")
                .param("kind", kind.name())
                .query(String.class)
                .optional();
        return countAdministrators(kind);
    }

    public long countAdministrators(Role kind) {
        return jdbc.sql("SELECT identity.active_administrators(:kind)")
                .param("kind", kind.name())
                .query(Long.class)
                .single();
    }

    public List<Account> ofOrganisation(UUID organisation) {
        return jdbc.sql(SELECT
                        + " WHERE a.organisation = :organisation AND a.status = 'ACTIVE' ORDER BY a.created_at, a.id")
                .param("organisation", organisation)
                .query(AccountStore::account)
                .list();
    }

    List<Account> ofOrganisations(Collection<UUID> organisations) {
        return jdbc.sql(SELECT + " WHERE a.organisation = ANY(:organisations) AND a.status = 'ACTIVE'"
                        + " ORDER BY a.created_at, a.id")
                .param("organisations", organisations.toArray(UUID[]::new))
                .query(AccountStore::account)
                .list();
    }

    /** Active people with the role in units of one of the regions. */
    public List<Account> officers(Role role, List<String> regions) {
        return jdbc.sql(SELECT + """
                         WHERE a.status = 'ACTIVE' AND u.active AND (u.region = ANY(:regions) OR u.also_regions && :regions::text[])
                           AND EXISTS (SELECT FROM identity.account_role r WHERE r.account = a.id AND r.role = :role)
                         ORDER BY a.name, a.id
                        """)
                .param("regions", regions.toArray(String[]::new))
                .param("role", role.name())
                .query(AccountStore::account)
                .list();
    }

    /** Active accounts that can do nothing yet, the newest first. */
    public List<Account> withoutRole(int size) {
        return jdbc.sql(SELECT + """
                         WHERE a.status = 'ACTIVE'
                           AND NOT EXISTS (SELECT FROM identity.account_role r WHERE r.account = a.id)
                         ORDER BY a.created_at DESC, a.id LIMIT :size
                        """)
                .param("size", size)
                .query(AccountStore::account)
                .list();
    }

    public List<UUID> moveOrganisation(UUID from, UUID to) {
        return jdbc.sql("UPDATE identity.account SET organisation = :to WHERE organisation = :from RETURNING id")
                .param("from", from)
                .param("to", to)
                .query((row, number) -> Rows.uuid(row, "id"))
                .list();
    }

    /**
     * What a list of accounts is narrowed by; an empty text or null does not narrow.
     *
     * @param text part of the login name, name or phone
     */
    public record Filter(
            String text,
            @Nullable Role role,
            Account.@Nullable Status status,
            @Nullable UUID unit) {}

    /** Accounts by name, 50 a page. */
    public KeyPage<Account> page(Filter filter, @Nullable String after, int size) {
        String where = """
                 WHERE (:text = '' OR (a.login || ' ' || a.name || ' ' || a.phone) ILIKE :like)
                   AND (:role::text IS NULL OR EXISTS (
                        SELECT FROM identity.account_role r WHERE r.account = a.id AND r.role = :role))
                   AND (:status::text IS NULL OR a.status = :status)
                   AND (:unit::uuid IS NULL OR a.unit = :unit)
                """;
        var key = PageKey.parse(after);
        var rows = bind(
                        jdbc.sql(SELECT + where
                                + " AND (:fromName::text IS NULL OR (a.name, a.id) > (:fromName, :fromId))"
                                + " ORDER BY a.name, a.id LIMIT :size"),
                        filter)
                .param("fromName", key == null ? null : key.text())
                .param("fromId", key == null ? null : key.id())
                .param("size", size + 1)
                .query(AccountStore::account)
                .list();
        int count = bind(
                        jdbc.sql("SELECT count(*) FROM (SELECT 1 FROM identity.account a" + where
                                + " LIMIT :counted) found"),
                        filter)
                .param("counted", KeyPage.COUNTED_TO + 1)
                .query(Integer.class)
                .single();
        boolean more = rows.size() > size;
        var items = more ? rows.subList(0, size) : rows;
        String next = more ? new PageKey(items.getLast().name(), items.getLast().id()).toString() : null;
        return new KeyPage<>(items, next, null, KeyPage.Total.of(count));
    }

    private static JdbcClient.StatementSpec bind(JdbcClient.StatementSpec statement, Filter filter) {
        String text = filter.text().strip();
        return statement
                .param("text", text)
                .param(
                        "like",
                        "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%")
                .param("role", filter.role() == null ? null : filter.role().name())
                .param(
                        "status",
                        filter.status() == null ? null : filter.status().name())
                .param("unit", filter.unit());
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        return new Account(
                Rows.uuid(row, "id"),
                Rows.text(row, "login"),
                Rows.text(row, "name"),
                Rows.text(row, "phone"),
                Rows.text(row, "email"),
                Rows.uuidOrNull(row, "unit"),
                row.getString("unit_name"),
                Rows.uuidOrNull(row, "organisation"),
                Account.Status.valueOf(Rows.text(row, "status")),
                Rows.text(row, "status_reason"),
                row.getString("password_hash"),
                Rows.instantOrNull(row, "password_set_at"),
                row.getBoolean("must_change"),
                row.getBoolean("second_factor"),
                Rows.instant(row, "created_at"),
                Rows.instantOrNull(row, "last_login"),
                Arrays.stream(Rows.texts(row, "roles"))
                        .map(Role::valueOf)
                        .sorted()
                        .toList());
    }
}
