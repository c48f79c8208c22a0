package dev.kechuang.fund.benchmark;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The same work as careful applications do it by hand: a transaction of plain statements that locks two balances in order,
 * checks the money, appends posting and legs under a unique key, and changes the balances. Nothing in the database keeps it
 * honest but a check that no balance falls below zero.
 */
final class PlainSql {

    private PlainSql() {}

    static void prepare(JdbcClient owner) {
        for (String sql : new String[] {
            "CREATE SCHEMA plain",
            """
            CREATE TABLE plain.account (id bigint PRIMARY KEY, kind text NOT NULL, balance bigint NOT NULL,
                CHECK (kind = 'funding' OR balance >= 0)) WITH (fillfactor = 50)""",
            "INSERT INTO plain.account SELECT id, kind, balance FROM fund.account",
            """
            CREATE TABLE plain.posting (id uuid PRIMARY KEY DEFAULT uuidv7(), key text NOT NULL UNIQUE,
                kind text NOT NULL, business_date date NOT NULL, reference text NOT NULL, memo text NOT NULL,
                posted_at timestamptz NOT NULL DEFAULT clock_timestamp(), posted_by uuid, posted_name text NOT NULL)""",
            "CREATE INDEX ON plain.posting (reference, id)",
            "CREATE INDEX ON plain.posting (business_date, id)",
            """
            CREATE TABLE plain.leg (posting uuid NOT NULL REFERENCES plain.posting (id),
                account bigint NOT NULL REFERENCES plain.account (id), amount_fen bigint NOT NULL,
                PRIMARY KEY (posting, account))""",
            "CREATE INDEX ON plain.leg (account, posting)",
            "GRANT USAGE ON SCHEMA plain TO kc_app",
            "GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA plain TO kc_app"
        }) {
            owner.sql(sql).update();
        }
    }

    static boolean post(DataSource pool, long from, long to, long fen, String key) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            boolean done = false;
            try {
                done = post(connection, from, to, fen, key);
            } finally {
                if (done) connection.commit();
                else connection.rollback();
            }
            return done;
        }
    }

    private static boolean post(Connection connection, long from, long to, long fen, String key) throws SQLException {
        // The account of the whole line last, as in the ledger.
        long held = 0;
        for (long account : new long[] {to, from}) {
            try (PreparedStatement lock =
                    connection.prepareStatement("SELECT balance FROM plain.account WHERE id = ? FOR NO KEY UPDATE")) {
                lock.setLong(1, account);
                try (ResultSet rows = lock.executeQuery()) {
                    if (!rows.next()) return false;
                    held = rows.getLong(1);
                }
            }
        }
        if (held < fen) return false;
        UUID posting;
        try (PreparedStatement insert = connection.prepareStatement("""
                INSERT INTO plain.posting (key, kind, business_date, reference, memo, posted_name)
                VALUES (?, 'reserve', DATE '2026-03-02', 'bench', '', 'bench') ON CONFLICT (key) DO NOTHING RETURNING id""")) {
            insert.setString(1, key);
            try (ResultSet rows = insert.executeQuery()) {
                if (!rows.next()) return false;
                posting = rows.getObject(1, UUID.class);
            }
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO plain.leg (posting, account, amount_fen) VALUES (?, ?, ?), (?, ?, ?)")) {
            insert.setObject(1, posting);
            insert.setLong(2, from);
            insert.setLong(3, -fen);
            insert.setObject(4, posting);
            insert.setLong(5, to);
            insert.setLong(6, fen);
            insert.executeUpdate();
        }
        for (boolean source : new boolean[] {false, true}) {
            try (PreparedStatement update =
                    connection.prepareStatement("UPDATE plain.account SET balance = balance + ? WHERE id = ?")) {
                update.setLong(1, source ? -fen : fen);
                update.setLong(2, source ? from : to);
                update.executeUpdate();
            }
        }
        return true;
    }
}
