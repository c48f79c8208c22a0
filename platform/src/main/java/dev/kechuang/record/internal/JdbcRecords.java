package dev.kechuang.record.internal;

import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import tools.jackson.databind.json.JsonMapper;

/** Inserts records in the caller's transaction and touches no other row. */
@Component
public class JdbcRecords implements Records {

    private static final int BATCH = 1000;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;

    public JdbcRecords(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public UUID append(NewRecord record) {
        requireTransaction();
        return jdbc.sql("""
                INSERT INTO record.record
                    (kind, business_date, region, zone, organisation, dimensions, count, amount_fen, subject, key)
                VALUES (:kind, :businessDate, :region, :zone, :organisation, :dimensions::jsonb, :count, :amountFen,
                        :subject, :key)
                ON CONFLICT (kind, key) DO NOTHING
                RETURNING id
                """)
                .param("kind", record.kind())
                .param("businessDate", record.businessDate())
                .param("region", record.region())
                .param("zone", record.zone())
                .param("organisation", record.organisation())
                .param("dimensions", JSON.writeValueAsString(record.dimensions()))
                .param("count", record.count())
                .param("amountFen", record.amountFen())
                .param("subject", record.subject())
                .param("key", record.key())
                .query(UUID.class)
                .optional()
                .orElseGet(() -> jdbc.sql("SELECT id FROM record.record WHERE kind = :kind AND key = :key")
                        .param("kind", record.kind())
                        .param("key", record.key())
                        .query(UUID.class)
                        .single());
    }

    @Override
    public int appendAll(Collection<NewRecord> records) {
        requireTransaction();
        List<NewRecord> all = new ArrayList<>(records);
        int added = 0;
        for (int from = 0; from < all.size(); from += BATCH) {
            added += insert(all.subList(from, Math.min(from + BATCH, all.size())));
        }
        return added;
    }

    private int insert(List<NewRecord> batch) {
        // One parameter for the whole batch: parsing a JSON array costs less than a thousand parameter lists.
        return jdbc.sql("""
                INSERT INTO record.record
                    (kind, business_date, region, zone, organisation, dimensions, count, amount_fen, subject, key)
                SELECT r.kind, r."businessDate", r.region, r.zone, r.organisation, r.dimensions, r.count, r."amountFen",
                       r.subject, r.key
                FROM jsonb_to_recordset(:batch::jsonb) AS r (
                    kind text, "businessDate" date, region text, zone text, organisation uuid, dimensions jsonb,
                    count integer, "amountFen" bigint, subject text, key text)
                ON CONFLICT (kind, key) DO NOTHING
                """).param("batch", JSON.writeValueAsString(batch)).update();
    }

    @Override
    public UUID reverse(UUID record, LocalDate businessDate, String reason) {
        requireTransaction();
        try {
            return jdbc.sql("""
                    INSERT INTO record.record
                        (kind, business_date, region, zone, organisation, dimensions, count, amount_fen, subject, key,
                         reverses, reason)
                    SELECT kind, :businessDate, region, zone, organisation, dimensions, -count, -amount_fen, subject,
                           'reverses/' || id, id, :reason
                    FROM record.record WHERE id = :record AND reverses IS NULL
                    ON CONFLICT DO NOTHING
                    RETURNING id
                    """)
                    .param("businessDate", businessDate)
                    .param("reason", reason)
                    .param("record", record)
                    .query(UUID.class)
                    .optional()
                    .orElseThrow(() -> new IllegalStateException(
                            "record " + record + " is not there, is a reversal, or is reversed already"));
        } catch (DataIntegrityViolationException e) {
            throw new IllegalStateException("record " + record + " cannot be reversed: " + e.getMessage(), e);
        }
    }

    private static void requireTransaction() {
        if (!TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new IllegalStateException("a record needs the transaction of the thing it counts");
        }
    }
}
