package dev.kechuang.registry.internal;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.registry.internal.OrganisationWorkbook.Line;
import dev.kechuang.registry.internal.OrganisationWorkbook.Unreadable;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Loads organisations from a workbook in two steps: what it would do, then all of it in one transaction or nothing. The
 * second click finds the import done and changes nothing.
 */
@Service
public class OrganisationImport {

    private final JdbcClient jdbc;
    private final FileStore files;
    private final OrganisationWorkbook workbook;
    private final OrganisationRules rules;
    private final OrganisationStore store;
    private final OrganisationService organisations;
    private final ChangeStore changes;
    private final Records records;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public OrganisationImport(
            JdbcClient jdbc,
            FileStore files,
            OrganisationWorkbook workbook,
            OrganisationRules rules,
            OrganisationStore store,
            OrganisationService organisations,
            ChangeStore changes,
            Records records,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.workbook = workbook;
        this.rules = rules;
        this.store = store;
        this.organisations = organisations;
        this.changes = changes;
        this.records = records;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What a file would do. */
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

    /** Keeps the file, if it is a workbook without macros, and reads it. */
    public Outcome<UUID> upload(Viewer officer, String name, InputStream content) throws IOException {
        return switch (files.store(officer, name, FileStore.Kind.SPREADSHEET, content)) {
            case Outcome.Refused<StoredFile>(var errors) ->
                Outcome.refused(errors.stream()
                        .map(error -> new FieldError("file", error.key(), error.args()))
                        .toList());
            case Outcome.Done<StoredFile>(var file) -> {
                try (var in = files.open(file)) {
                    workbook.read(in);
                } catch (Unreadable e) {
                    yield Outcome.refused(e.error());
                }
                yield Outcome.done(jdbc.sql("""
                                INSERT INTO registry.import (what, file, account, uploaded_at)
                                VALUES ('organisations', :file, :account, :now) RETURNING id""")
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
            var plan = plan(officer, upload.file());
            return new Preview(
                    id,
                    upload.done(),
                    plan.lines,
                    plan.created.size(),
                    plan.changed.size(),
                    plan.unchanged,
                    plan.wrong);
        });
    }

    /** Writes the workbook with its errors. */
    public void errors(Viewer officer, UUID id, OutputStream out) throws IOException {
        var upload = file(officer, id, false).orElseThrow();
        var plan = plan(officer, upload.file());
        workbook.errors(out, plan.lines, plan.wrong);
    }

    /** Loads everything or nothing. Refused while a row is wrong. */
    public Outcome<Result> confirm(Viewer officer, UUID id) {
        return transactions.execute(status -> {
            var upload = file(officer, id, true);
            if (upload.isEmpty()) return Outcome.refused(FieldError.of("", "registry.error.gone"));
            if (upload.get().done()) return Outcome.done(result(id));
            var plan = plan(officer, upload.get().file());
            if (!plan.wrong.isEmpty()) {
                return Outcome.refused(FieldError.of("", "registry.excel.error.wrong", plan.wrong.size()));
            }
            var outcome = load(officer, plan);
            if (outcome instanceof Outcome.Refused) {
                status.setRollbackOnly();
                return outcome;
            }
            jdbc.sql("""
                    UPDATE registry.import SET done_at = :now, created = :created, changed = :changed,
                        unchanged = :unchanged WHERE id = :id""")
                    .param("now", OrganisationStore.time(clock.instant()))
                    .param("created", plan.created.size())
                    .param("changed", plan.changed.size())
                    .param("unchanged", plan.unchanged)
                    .param("id", id)
                    .update();
            return outcome;
        });
    }

    private Outcome<Result> load(Viewer officer, Plan plan) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.now(clock);
        var counted = new ArrayList<NewRecord>();
        for (OrganisationData data : plan.created) {
            var id = store.insert(data, OrganisationStatus.CONFIRMED, today, now);
            if (id.isEmpty()) return Outcome.refused(organisations.taken(data.creditCode()));
            var all = new LinkedHashMap<String, List<String>>();
            data.texts().forEach((field, value) -> {
                if (!value.isEmpty()) all.put(field, List.of("", value));
            });
            changes.append(id.get(), 1, "registry.import", officer, "", all, now);
            counted.add(OrganisationRecords.confirmed(id.get(), 1, data, today));
            audit.append(
                    officer,
                    dev.kechuang.audit.AuditEvent.of("registry.import", "organisation", id.get(), data.name())
                            .with(Map.of("creditCode", data.creditCode())));
        }
        records.appendAll(counted);
        for (var change : plan.changed.entrySet()) {
            Organisation before = change.getKey();
            var result = organisations.updated(
                    officer, before.id(), before.version(), change.getValue(), "", "registry.import");
            switch (result) {
                case EditResult.Saved saved -> {}
                case EditResult.Refused(var errors) -> {
                    return Outcome.refused(errors);
                }
                case EditResult.Conflict conflict -> {
                    return Outcome.refused(FieldError.of("", "registry.excel.error.changed", before.name()));
                }
            }
        }
        return Outcome.done(new Result(plan.created.size(), plan.changed.size(), plan.unchanged));
    }

    private static final class Plan {
        final List<Line> lines;
        final List<OrganisationData> created = new ArrayList<>();
        final Map<Organisation, OrganisationData> changed = new LinkedHashMap<>();
        int unchanged;
        final Map<Integer, List<FieldError>> wrong = new LinkedHashMap<>();

        Plan(List<Line> lines) {
            this.lines = lines;
        }
    }

    private Plan plan(Viewer officer, StoredFile file) {
        List<Line> lines;
        try (var in = files.open(file)) {
            lines = workbook.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (Unreadable e) {
            throw new IllegalStateException("read once, and now no longer: " + file.id(), e);
        }
        var plan = new Plan(lines);
        var read = new LinkedHashMap<Line, OrganisationData>();
        var firstRow = new HashMap<String, Integer>();
        for (Line line : lines) {
            var errors = new ArrayList<>(line.errors());
            switch (rules.read(line.fields())) {
                case Outcome.Refused<OrganisationData>(var found) ->
                    found.stream()
                            .filter(error -> line.errors().stream()
                                    .noneMatch(e -> e.field().equals(error.field())))
                            .forEach(errors::add);
                case Outcome.Done<OrganisationData>(var data) -> {
                    if (!OrganisationService.within(officer, data)) {
                        errors.add(FieldError.of("region", "registry.error.notYours"));
                    }
                    Integer first = firstRow.putIfAbsent(data.creditCode(), line.number());
                    if (first != null) {
                        errors.add(FieldError.of("creditCode", "registry.excel.error.twice", first));
                    }
                    if (errors.isEmpty()) read.put(line, data);
                }
            }
            if (!errors.isEmpty()) plan.wrong.put(line.number(), errors);
        }
        var existing = existing(
                read.values().stream().map(OrganisationData::creditCode).toList());
        read.forEach((line, data) -> {
            Organisation before = existing.get(data.creditCode());
            if (before == null) plan.created.add(data);
            else if (!OrganisationService.within(officer, OrganisationData.of(before))) {
                plan.wrong.put(
                        line.number(), List.of(FieldError.of("creditCode", "registry.error.taken", before.name())));
            } else {
                var merged = filled(before, line, data);
                if (OrganisationData.of(before).changesTo(merged).isEmpty()) plan.unchanged++;
                else plan.changed.put(before, merged);
            }
        });
        return plan;
    }

    /** A column the file does not have leaves the organisation as it is. */
    private OrganisationData filled(Organisation before, Line line, OrganisationData data) {
        var texts = new LinkedHashMap<>(OrganisationData.of(before).texts());
        line.fields().keySet().forEach(field -> texts.put(field, data.texts().getOrDefault(field, "")));
        return rules.read(texts).fold(all -> all, errors -> data);
    }

    private Map<String, Organisation> existing(List<String> creditCodes) {
        var found = new HashMap<String, Organisation>();
        jdbc.sql("SELECT " + OrganisationStore.COLUMNS + " FROM registry.organisation o"
                        + " WHERE o.credit_code = ANY(:codes) AND o.status NOT IN ('closed', 'merged')")
                .param("codes", creditCodes.toArray(String[]::new))
                .query(OrganisationStore::row)
                .list()
                .forEach(o -> found.put(o.creditCode(), o));
        return found;
    }

    private record Upload(StoredFile file, boolean done) {}

    private Optional<Upload> file(Viewer officer, UUID id, boolean lock) {
        return jdbc.sql("SELECT file, done_at IS NOT NULL AS done FROM registry.import"
                        + " WHERE id = :id AND account = :account AND what = 'organisations'"
                        + (lock ? " FOR UPDATE" : ""))
                .param("id", id)
                .param("account", officer.requireAccount())
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
