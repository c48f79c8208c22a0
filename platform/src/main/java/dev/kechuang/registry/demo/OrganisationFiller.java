package dev.kechuang.registry.demo;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.registry.internal.OrganisationRecords;
import dev.kechuang.shared.DemoFiller;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Fills the organisations of the demonstration city with their people, histories and records. */
@Component
class OrganisationFiller implements DemoFiller {

    private static final int BATCH = 5_000;
    private static final int WRITERS = 2;

    private final DataSource database;
    private final Regions regions;
    private final CodeLists codes;
    private final Records records;
    private final TransactionOperations transactions;
    private final Clock clock;

    OrganisationFiller(
            DataSource database,
            Regions regions,
            CodeLists codes,
            Records records,
            TransactionOperations transactions,
            Clock clock) {
        this.database = database;
        this.regions = regions;
        this.codes = codes;
        this.records = records;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 200;
    }

    @Override
    public String label() {
        return "registry.demo.organisations";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        var region = regions.find(city.region()).orElseThrow();
        var below = regions.children(city.region(), LocalDate.now(clock));
        var invented = new DemoOrganisations(region, below, codes, city.random());
        // Those that are merged refer to organisations of the first batch, so it is committed before the others begin.
        int first = Math.min(BATCH, city.organisations());
        store(invent(invented, first));
        progress.accept(first);
        if (first < city.organisations()) storeSideBySide(invented, first, city.organisations(), progress);
    }

    /** Invents here while others write: the database works through several batches at once. */
    private void storeSideBySide(DemoOrganisations invented, int from, int until, LongConsumer progress) {
        var done = new AtomicLong(from);
        var free = new Semaphore(WRITERS + 1);
        var failure = new AtomicReference<@Nullable Throwable>();
        try (var writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int at = from; at < until && failure.get() == null; at += BATCH) {
                var batch = invent(invented, Math.min(BATCH, until - at));
                free.acquireUninterruptibly();
                writers.execute(() -> {
                    try {
                        store(batch);
                        synchronized (progress) {
                            progress.accept(done.addAndGet(batch.size()));
                        }
                    } catch (RuntimeException | Error e) {
                        failure.compareAndSet(null, e);
                    } finally {
                        free.release();
                    }
                });
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("the demonstration's organisations could not be written", failure.get());
        }
    }

    private void store(List<DemoOrganisation> batch) {
        transactions.executeWithoutResult(status -> write(batch));
    }

    private static List<DemoOrganisation> invent(DemoOrganisations invented, int count) {
        var batch = new ArrayList<DemoOrganisation>(count);
        for (int i = 0; i < count; i++) batch.add(invented.next());
        return batch;
    }

    private void write(List<DemoOrganisation> batch) {
        Connection connection = DataSourceUtils.getConnection(database);
        try {
            new OrganisationCopy(connection).write(batch);
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("the demonstration's organisations could not be written", e);
        } finally {
            DataSourceUtils.releaseConnection(connection, database);
        }
        var counted = new ArrayList<NewRecord>(batch.size());
        for (var o : batch) {
            if (o.confirmedOn() == null) continue;
            counted.add(record(o, o.confirmedOn(), 1, "confirmed/1"));
            if (o.closedOn() != null) counted.add(record(o, o.closedOn(), -1, "ended/1"));
        }
        records.appendAll(counted);
    }

    private static NewRecord record(DemoOrganisation o, LocalDate day, int count, String step) {
        var dimensions = new LinkedHashMap<String, String>();
        dimensions.put("kind", o.kind());
        if (!o.industry().isEmpty()) dimensions.put("industry", o.industry());
        if (!o.scale().isEmpty()) dimensions.put("scale", o.scale());
        return new NewRecord(
                OrganisationRecords.KIND,
                day,
                o.region(),
                o.zone(),
                o.id(),
                dimensions,
                count,
                0,
                "registry/organisation/" + o.id(),
                o.id() + "/" + step);
    }
}
