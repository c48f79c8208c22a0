package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.dictionary.DictionaryReader;
import dev.kechuang.indicator.internal.dictionary.TitleSets;
import dev.kechuang.pack.Packs;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.internal.JdbcFigures;
import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.record.internal.Sealing;
import dev.kechuang.shared.Invariant;
import dev.kechuang.testing.TestDatabase;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A city without pages: the packs, a database, and figures over it. Today is 2026-06-15. */
public final class FigureFixture implements AutoCloseable {

    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-06-15T04:00:00Z"), ZoneId.of("Asia/Shanghai"));
    public static final Packs PACKS = Packs.load(Packs.find("packs"), "320500", CLOCK);
    public static final Dictionary DICTIONARY = DictionaryReader.read(PACKS);

    public final TestDatabase database;
    public final JdbcClient jdbc;
    public final TransactionTemplate transactions;
    public final JdbcRecords records;
    public final Sealing sealing;
    public final FigureEngine figures;

    public FigureFixture() {
        this(TestDatabase.create());
    }

    /** Figures over the database of another fixture. */
    public FigureFixture(TestDatabase database) {
        this.database = database;
        jdbc = database.jdbc();
        transactions = new TransactionTemplate(new JdbcTransactionManager(database.application()));
        records = new JdbcRecords(jdbc);
        sealing = new Sealing(jdbc);
        figures = engine(DICTIONARY);
    }

    /** The invariant that compares titles with their indicators. */
    public Invariant titles() {
        return new TitleInvariant(DICTIONARY, figures, PACKS.regions(), jdbc, CLOCK);
    }

    /** The invariant that computes the figures again. */
    public Invariant evidence(IndicatorFigures read) {
        return new EvidenceGivesFigures(DICTIONARY, read, PACKS.regions(), new TitleSets(PACKS), jdbc, CLOCK);
    }

    public FigureEngine engine(Dictionary dictionary) {
        var recordFigures = new JdbcFigures(jdbc, sealing);
        return new FigureEngine(
                dictionary,
                PACKS.regions(),
                new RecordCube(jdbc),
                new Organisations(jdbc, recordFigures),
                new FactSums(jdbc, new TitleSets(PACKS)),
                new ObservedValues(jdbc),
                recordFigures,
                jdbc,
                CLOCK);
    }

    public void append(Collection<NewRecord> all) {
        transactions.executeWithoutResult(status -> {
            int unused = records.appendAll(all);
        });
    }

    private int made;

    public NewRecord record(
            String kind,
            String day,
            String region,
            @Nullable String zone,
            @Nullable UUID organisation,
            Map<String, String> dimensions,
            int count,
            long fen) {
        return new NewRecord(
                kind, LocalDate.parse(day), region, zone, organisation, dimensions, count, fen, "test/1", "k" + made++);
    }

    /** States a value and has another person confirm it. */
    public UUID observe(String indicator, String region, String period, @Nullable String value) {
        return observe(indicator, region, period, value, "");
    }

    public UUID observe(String indicator, String region, String period, @Nullable String value, String reason) {
        var p = dev.kechuang.indicator.Period.parse(period).orElseThrow();
        UUID id = jdbc.sql("""
                        INSERT INTO indicator.revision (indicator, region, first_day, months, period, sequence, value, unit,
                            origin, reason, entered_by, entered_name, entered_at)
                        SELECT :indicator, :region, :first, :months, :period, coalesce(max(sequence), 0) + 1, :value, '',
                            'form', :reason, :by, '甲', now()
                        FROM indicator.revision WHERE (indicator, region, first_day, months) = (:indicator, :region, :first, :months)
                        RETURNING id
                        """)
                .param("indicator", indicator)
                .param("region", region)
                .param("first", p.first())
                .param("months", p.kind().months())
                .param("period", period)
                .param("value", value == null ? null : new BigDecimal(value), java.sql.Types.NUMERIC)
                .param("reason", reason)
                .param("by", UUID.randomUUID())
                .query(UUID.class)
                .single();
        jdbc.sql("""
                        INSERT INTO indicator.decision (revision, outcome, decided_by, decided_name, decided_at)
                        VALUES (:id, 'confirmed', :by, '乙', now())
                        """).param("id", id).param("by", UUID.randomUUID()).update();
        return id;
    }

    @Override
    public void close() {
        database.close();
    }
}
