package dev.kechuang.indicator.internal.observation;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.observation.Observation.Cell;
import dev.kechuang.indicator.internal.observation.ObservationRules.Checked;
import dev.kechuang.indicator.internal.observation.ObservationRules.Typed;
import dev.kechuang.indicator.internal.observation.ObservationStore.Standing;
import dev.kechuang.indicator.internal.observation.Statement.From;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.excel.FilledSheet.Line;
import dev.kechuang.shared.excel.FilledSheet.Unreadable;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Loads observations from a workbook in two steps: what it would do, then all of it or nothing. Loaded again it changes
 * nothing; what stands already is left out.
 */
@Service
public class ObservationImport {

    /** Owner of the files, as the file store knows it. */
    static final String OWNER = "indicator.import";

    private final JdbcClient jdbc;
    private final FileStore files;
    private final ObservationStore store;
    private final ObservationRules rules;
    private final Observations observations;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final ObservationSheet sheet;

    ObservationImport(
            JdbcClient jdbc,
            FileStore files,
            ObservationStore store,
            ObservationRules rules,
            Observations observations,
            TransactionOperations transactions,
            Clock clock,
            ObservationSheet sheet) {
        this.jdbc = jdbc;
        this.files = files;
        this.store = store;
        this.rules = rules;
        this.observations = observations;
        this.transactions = transactions;
        this.clock = clock;
        this.sheet = sheet;
    }

    /** A row that would be or was stated. */
    public record Row(int number, Cell cell, @Nullable BigDecimal before, BigDecimal value) {}

    /** What a file would do; once it is done, what it has done. */
    public record Preview(
            UUID id,
            boolean done,
            List<Line> lines,
            List<Row> rows,
            int created,
            int changed,
            int unchanged,
            Map<Integer, List<FieldError>> wrong) {}

    public record Result(int created, int changed, int unchanged) {}

    /** A sheet to fill in: the rows the viewer's units have to report for the period, with what stands already. */
    public void template(Viewer viewer, Period period, OutputStream out) throws IOException {
        sheet.template(viewer, period, out);
    }

    /** Keeps the file, if it is a workbook without macros, and reads it. */
    public Outcome<UUID> upload(Viewer viewer, String name, InputStream content) throws IOException {
        return switch (files.store(viewer, name, FileStore.Kind.SPREADSHEET, content)) {
            case Outcome.Refused<StoredFile>(var errors) ->
                Outcome.refused(errors.stream()
                        .map(error -> new FieldError("file", error.key(), error.args()))
                        .toList());
            case Outcome.Done<StoredFile>(var file) -> {
                try (var in = files.open(file)) {
                    var unused = sheet.read(in);
                } catch (Unreadable e) {
                    yield Outcome.refused(e.error());
                }
                yield Outcome.done(Objects.requireNonNull(transactions.execute(status -> {
                    UUID id = jdbc.sql("""
                                    INSERT INTO indicator.import (file, name, account, uploaded_at)
                                    VALUES (:file, :name, :account, :now) RETURNING id
                                    """)
                            .param("file", file.id())
                            .param("name", file.name())
                            .param("account", viewer.requireAccount())
                            .param("now", ObservationStore.time(clock.instant()))
                            .query(UUID.class)
                            .single();
                    files.attach(file.id(), OWNER, id.toString());
                    return id;
                })));
            }
        };
    }

    /** A row as a program gives it: names or codes, as in the sheet. */
    public record Given(
            @Nullable String indicator,
            @Nullable String region,
            @Nullable String period,
            @Nullable String value,
            @Nullable String unit,
            @Nullable String source,
            @Nullable String reason) {

        List<@Nullable String> cells() {
            return Arrays.asList(indicator, region, period, value, unit, source, reason);
        }
    }

    /**
     * Keeps rows as the workbook they stand for, so that rows of a program and rows of a file are checked, shown and
     * proven alike; the first of them is row 2.
     */
    public Outcome<UUID> upload(Viewer viewer, List<Given> rows) throws IOException {
        if (rows.size() > ObservationSheet.MOST_ROWS)
            return Outcome.refused(FieldError.of("rows", "shared.excel.error.rows", ObservationSheet.MOST_ROWS));
        byte[] workbook = sheet.of(rows);
        String name = "接口填报 " + LocalDate.now(clock) + ".xlsx";
        return upload(viewer, name, new ByteArrayInputStream(workbook));
    }

    private record Upload(StoredFile file, boolean done, Result result) {}

    private Optional<Upload> upload(Viewer viewer, UUID id, boolean lock) {
        return jdbc.sql("SELECT file, done_at IS NOT NULL AS done, coalesce(created, 0) AS created,"
                        + " coalesce(changed, 0) AS changed, coalesce(unchanged, 0) AS unchanged FROM indicator.import"
                        + " WHERE id = :id AND account = :account" + (lock ? " FOR UPDATE" : ""))
                .param("id", id)
                .param("account", viewer.requireAccount())
                .query((row, number) -> files.find(row.getObject("file", UUID.class))
                        .map(file -> {
                            try {
                                return new Upload(
                                        file,
                                        row.getBoolean("done"),
                                        new Result(
                                                row.getInt("created"), row.getInt("changed"), row.getInt("unchanged")));
                            } catch (java.sql.SQLException e) {
                                throw new IllegalStateException(e);
                            }
                        }))
                .optional()
                .flatMap(found -> found);
    }

    private static final class Plan {
        final List<Row> rows = new ArrayList<>();
        final List<Statement> statements = new ArrayList<>();
        final Map<Integer, List<FieldError>> wrong = new LinkedHashMap<>();
        int created;
        int changed;
        int unchanged;

        Result result() {
            return new Result(created, changed, unchanged);
        }
    }

    private Plan plan(Viewer viewer, UUID id, List<Line> lines) {
        var plan = new Plan();
        var checked = new LinkedHashMap<Line, Checked>();
        var firstRow = new HashMap<Cell, Integer>();
        for (Line line : lines) {
            Typed typed = Observations.typed(line.fields());
            Checked one = rules.check(viewer, typed, true);
            var errors = new ArrayList<>(line.errors());
            for (FieldError error : one.errors()) {
                if (line.errors().stream().noneMatch(known -> known.field().equals(error.field()))) errors.add(error);
            }
            if (one.cell() != null) {
                Integer first = firstRow.putIfAbsent(one.cell(), line.number());
                if (first != null) errors.add(FieldError.of("indicator", "indicator.import.error.twice", first));
            }
            if (errors.isEmpty()) checked.put(line, one);
            else plan.wrong.put(line.number(), errors);
        }
        var cells = new LinkedHashSet<Cell>();
        checked.values().forEach(one -> cells.add(Objects.requireNonNull(one.cell())));
        var standing = store.standing(cells);
        var locks = store.locks();
        checked.forEach((line, one) -> {
            Cell cell = Objects.requireNonNull(one.cell());
            BigDecimal value = Objects.requireNonNull(one.value());
            var stands = standing.getOrDefault(cell, Standing.NONE);
            String reason = line.fields().getOrDefault("reason", "").strip();
            if (ObservationRules.same(stands, value)) {
                plan.unchanged++;
                return;
            }
            var errors = rules.against(viewer, cell, value, reason, stands, locks);
            if (!errors.isEmpty()) {
                plan.wrong.put(line.number(), errors);
                return;
            }
            if (stands.sequence() == 0) plan.created++;
            else plan.changed++;
            plan.rows.add(new Row(line.number(), cell, stands.value(), value));
            plan.statements.add(new Statement(
                    cell,
                    stands.sequence(),
                    value,
                    one.unit(),
                    line.fields().getOrDefault("source", "").strip(),
                    reason,
                    From.imported(id, line.number())));
        });
        return plan;
    }

    /** Empty for an import of somebody else. */
    public Optional<Preview> preview(Viewer viewer, UUID id) {
        return upload(viewer, id, false).map(upload -> {
            var lines = lines(upload.file());
            if (upload.done()) {
                var did = upload.result();
                return new Preview(id, true, lines, List.of(), did.created(), did.changed(), did.unchanged(), Map.of());
            }
            var plan = plan(viewer, id, lines);
            return new Preview(id, false, lines, plan.rows, plan.created, plan.changed, plan.unchanged, plan.wrong);
        });
    }

    private List<Line> lines(StoredFile file) {
        try (var in = files.open(file)) {
            return sheet.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Unreadable e) {
            throw new IllegalStateException("read once, and now no longer: " + file.id(), e);
        }
    }

    /** The rows as they were, the wrong cells marked. False for an import of somebody else. */
    public boolean errors(Viewer viewer, UUID id, OutputStream out) throws IOException {
        var upload = upload(viewer, id, false);
        if (upload.isEmpty()) return false;
        var lines = lines(upload.get().file());
        sheet.errors(out, lines, plan(viewer, id, lines).wrong);
        return true;
    }

    /** States everything or nothing. Refused while a row is wrong; the second click finds it done. */
    public Outcome<Result> confirm(Viewer viewer, UUID id) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> {
                var upload = upload(viewer, id, true);
                if (upload.isEmpty()) return refused("indicator.observation.error.gone");
                if (upload.get().done()) return Outcome.done(upload.get().result());
                var plan = plan(viewer, id, lines(upload.get().file()));
                if (!plan.wrong.isEmpty()) return refused("indicator.import.error.wrong", plan.wrong.size());
                for (Statement statement : plan.statements) {
                    var outcome = observations.written(viewer, statement);
                    if (outcome instanceof Outcome.Refused<Observation>(var errors)) {
                        status.setRollbackOnly();
                        return Outcome.refused(errors);
                    }
                }
                jdbc.sql("""
                                UPDATE indicator.import SET done_at = :now, created = :created, changed = :changed,
                                    unchanged = :unchanged WHERE id = :id
                                """)
                        .param("now", ObservationStore.time(clock.instant()))
                        .param("created", plan.created)
                        .param("changed", plan.changed)
                        .param("unchanged", plan.unchanged)
                        .param("id", id)
                        .update();
                return Outcome.done(plan.result());
            }));
        } catch (DataIntegrityViolationException e) {
            // Somebody stated one of the cells in the same moment: the preview shows it now.
            return refused("indicator.import.error.meanwhile");
        }
    }

    private static Outcome<Result> refused(String key, Object... args) {
        return Outcome.refused(FieldError.of("", key, args));
    }
}
