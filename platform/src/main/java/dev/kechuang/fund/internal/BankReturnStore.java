package dev.kechuang.fund.internal;

import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Reads and writes what the bank answered. */
@Repository
public class BankReturnStore {

    private final JdbcClient jdbc;

    public BankReturnStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Empty when the same file was loaded before; waits for somebody who is just loading it. */
    Optional<UUID> insert(BankReturn file, String sha256, Viewer by) {
        return jdbc.sql("""
                INSERT INTO fund.bank_return (sha256, name, region, lines, settled, settled_fen, returned, returned_fen,
                    loaded_at, loaded_by, loaded_name)
                VALUES (:sha256, :name, :region, :lines, :settled, :settledSum, :returned, :returnedSum, :at, :by, :byName)
                ON CONFLICT (sha256) DO NOTHING RETURNING id""")
                .param("sha256", sha256)
                .param("name", file.name())
                .param("region", file.region())
                .param("lines", file.lines())
                .param("settled", file.settled())
                .param("settledSum", file.settledSum().fen())
                .param("returned", file.returned())
                .param("returnedSum", file.returnedSum().fen())
                .param("at", file.loadedAt().atOffset(ZoneOffset.UTC))
                .param("by", by.requireAccount())
                .param("byName", by.name())
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .optional();
    }

    void insertLine(UUID file, int line, UUID order, boolean settled) {
        jdbc.sql("""
                INSERT INTO fund.bank_return_line (bank_return, line, payment_order, settled)
                VALUES (:file, :line, :order, :settled)""")
                .param("file", file)
                .param("line", line)
                .param("order", order)
                .param("settled", settled)
                .update();
    }

    Optional<BankReturn> byDigest(String sha256) {
        return jdbc.sql("SELECT * FROM fund.bank_return WHERE sha256 = :sha256")
                .param("sha256", sha256)
                .query(BankReturnStore::row)
                .optional();
    }

    public KeyPage<BankReturn> list(Viewer viewer, KeyPage.At at, int size) {
        return Lists.page(
                jdbc,
                "SELECT * FROM fund.bank_return f",
                "f.id",
                "f.region = ANY(:scope)",
                Map.of("scope", viewer.regionArray()),
                at,
                size,
                BankReturnStore::row,
                BankReturn::id);
    }

    private static BankReturn row(ResultSet rows, int number) throws SQLException {
        return new BankReturn(
                rows.getObject("id", UUID.class),
                rows.getString("name"),
                rows.getString("region"),
                rows.getInt("lines"),
                rows.getInt("settled"),
                new Money(rows.getLong("settled_fen")),
                rows.getInt("returned"),
                new Money(rows.getLong("returned_fen")),
                rows.getObject("loaded_at", OffsetDateTime.class).toInstant(),
                rows.getString("loaded_name"));
    }
}
