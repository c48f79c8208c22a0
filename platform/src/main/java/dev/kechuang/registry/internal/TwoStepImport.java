package dev.kechuang.registry.internal;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.excel.FilledSheet.Line;
import dev.kechuang.shared.excel.FilledSheet.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Loads a workbook in two steps: what it would do, then all of it in one transaction or nothing. The second click finds
 * the import done and changes nothing.
 *
 * @param <P> what a file would do
 */
public abstract class TwoStepImport<P extends TwoStepImport.Plan> {

    protected final JdbcClient jdbc;
    protected final Clock clock;
    private final String what;
    private final FileStore files;
    private final TransactionOperations transactions;

    /** @param what as {@code registry.import} names it */
    protected TwoStepImport(
            String what, JdbcClient jdbc, FileStore files, TransactionOperations transactions, Clock clock) {
        this.what = what;
        this.jdbc = jdbc;
        this.files = files;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What a file would do; once it is done, what it has done. */
    public record Preview(
            UUID id,
            boolean done,
            List<Line> lines,
            int created,
            int changed,
            int unchanged,
            Map<Integer, List<FieldError>> wrong) {}

    /** What an import has done. */
    public record Result(int created, int changed, int unchanged) {}

    /** Rows of a file, sorted by what is to be done with them. */
    public abstract static class Plan {
        protected final List<Line> lines;
        protected final Map<Integer, List<FieldError>> wrong = new LinkedHashMap<>();

        protected Plan(List<Line> lines) {
            this.lines = lines;
        }

        protected abstract Result result();
    }

    protected abstract List<Line> read(InputStream in) throws IOException, Unreadable;

    protected abstract P plan(Viewer officer, List<Line> lines);

    /** Writes the plan in the running transaction; a refusal undoes everything. */
    protected abstract Outcome<Result> load(Viewer officer, P plan);

    protected abstract void errors(OutputStream out, Plan plan) throws IOException;

    public abstract void template(OutputStream out) throws IOException;

    /** Keeps the file, if it is a workbook without macros, and reads it. */
    public Outcome<UUID> upload(Viewer officer, String name, InputStream content) throws IOException {
        return switch (files.store(officer, name, FileStore.Kind.SPREADSHEET, content)) {
            case Outcome.Refused<StoredFile>(var errors) ->
                Outcome.refused(errors.stream()
                        .map(error -> new FieldError("file", error.key(), error.args()))
                        .toList());
            case Outcome.Done<StoredFile>(var file) -> {
                try (var in = files.open(file)) {
                    read(in);
                } catch (Unreadable e) {
                    yield Outcome.refused(e.error());
                }
                yield Outcome.done(jdbc.sql("""
                                INSERT INTO registry.import (what, file, account, uploaded_at)
                                VALUES (:what, :file, :account, :now) RETURNING id""")
                        .param("what", what)
                        .param("file", file.id())
                        .param("account", officer.requireAccount())
                        .param("now", OrganisationStore.time(clock.instant()))
                        .query((rows, number) -> rows.getObject("id", UUID.class))
                        .single());
            }
        };
    }

    /** Empty for an import of somebody else. */
    public Optional<Preview> preview(Viewer officer, UUID id) {
        return file(officer, id, false).map(upload -> {
            var lines = lines(upload.file());
            if (upload.done()) {
                var did = result(id);
                return new Preview(id, true, lines, did.created(), did.changed(), did.unchanged(), Map.of());
            }
            var plan = plan(officer, lines);
            var would = plan.result();
            return new Preview(id, false, lines, would.created(), would.changed(), would.unchanged(), plan.wrong);
        });
    }

    /** Writes the workbook with its errors. */
    public void errors(Viewer officer, UUID id, OutputStream out) throws IOException {
        var upload = file(officer, id, false).orElseThrow();
        errors(out, plan(officer, lines(upload.file())));
    }

    /** Loads everything or nothing. Refused while a row is wrong. */
    public Outcome<Result> confirm(Viewer officer, UUID id) {
        return transactions.execute(status -> {
            var upload = file(officer, id, true);
            if (upload.isEmpty()) return Outcome.refused(FieldError.of("", "registry.error.gone"));
            if (upload.get().done()) return Outcome.done(result(id));
            var plan = plan(officer, lines(upload.get().file()));
            if (!plan.wrong.isEmpty()) {
                return Outcome.refused(FieldError.of("", "registry.excel.error.wrong", plan.wrong.size()));
            }
            var outcome = load(officer, plan);
            if (!(outcome instanceof Outcome.Done<Result>(var did))) {
                status.setRollbackOnly();
                return outcome;
            }
            jdbc.sql("""
                    UPDATE registry.import SET done_at = :now, created = :created, changed = :changed,
                        unchanged = :unchanged WHERE id = :id""")
                    .param("now", OrganisationStore.time(clock.instant()))
                    .param("created", did.created())
                    .param("changed", did.changed())
                    .param("unchanged", did.unchanged())
                    .param("id", id)
                    .update();
            return outcome;
        });
    }

    private List<Line> lines(StoredFile file) {
        try (var in = files.open(file)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Unreadable e) {
            throw new IllegalStateException("read once, and now no longer: " + file.id(), e);
        }
    }

    private record Upload(StoredFile file, boolean done) {}

    private Optional<Upload> file(Viewer officer, UUID id, boolean lock) {
        return jdbc.sql("SELECT file, done_at IS NOT NULL AS done FROM registry.import"
                        + " WHERE id = :id AND account = :account AND what = :what" + (lock ? " FOR UPDATE" : ""))
                .param("id", id)
                .param("account", officer.requireAccount())
                .param("what", what)
                .query((rows, number) -> Map.entry(rows.getObject("file", UUID.class), rows.getBoolean("done")))
                .optional()
                .flatMap(row -> files.find(row.getKey()).map(file -> new Upload(file, row.getValue())));
    }

    private Result result(UUID id) {
        return jdbc.sql("SELECT created, changed, unchanged FROM registry.import WHERE id = :id")
                .param("id", id)
                .query((rows, number) -> new Result(rows.getInt(1), rows.getInt(2), rows.getInt(3)))
                .single();
    }
}
