package dev.kechuang.programme.internal.upward;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.programme.internal.upward.Upward.Result;
import dev.kechuang.programme.internal.upward.UpwardStore.Counted;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/** Enters recommended projects and their results, one by one or from a workbook, and keeps records in step. */
@Service
public class UpwardService {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final UpwardStore store;
    private final Organisations organisations;
    private final Records records;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public UpwardService(
            UpwardStore store,
            Organisations organisations,
            Records records,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.organisations = organisations;
        this.records = records;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Enters a project; fields are those of {@link UpwardData#FIELDS}. */
    public Outcome<Upward> enter(Viewer officer, Map<String, String> typed) {
        return inTransaction(() -> {
            var read = read(officer, typed);
            if (read instanceof Outcome.Refused<Ready>(var errors)) return Outcome.refused(errors);
            Ready ready = ((Outcome.Done<Ready>) read).value();
            if (store.same(ready.data(), ready.organisation().id()).isPresent()) return Outcome.refused(twice());
            return Outcome.done(write(officer, null, ready, "entered"));
        });
    }

    /**
     * Corrects a project or enters its result.
     *
     * @param version that was looked at
     */
    public Outcome<Upward> change(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return inTransaction(() -> {
            store.lock(id);
            var found = store.find(officer, id);
            if (found.isEmpty()) return Outcome.refused(FieldError.of("", "upward.error.gone"));
            Upward before = found.get();
            if (before.version() != version) {
                return Outcome.refused(FieldError.of("", "upward.error.changed", before.changedBy()));
            }
            // Whose project it is does not change: that would be another entry.
            var fields = new LinkedHashMap<>(typed);
            fields.put("creditCode", before.creditCode());
            var read = UpwardData.read(fields, LocalDate.now(clock));
            if (read instanceof Outcome.Refused<UpwardData>(var errors)) return Outcome.refused(errors);
            UpwardData data = ((Outcome.Done<UpwardData>) read).value();
            var same = store.same(data, before.organisation());
            if (same.isPresent() && !same.get().id().equals(id)) return Outcome.refused(twice());
            boolean decided = before.result() == Result.OPEN && data.result() != Result.OPEN;
            return Outcome.done(write(officer, before, data, decided ? "decided" : "changed"));
        });
    }

    /** Takes back what was entered by mistake; its records are reversed. */
    public Outcome<Upward> cancel(Viewer officer, UUID id, int version, String reason) {
        if (reason.isBlank() || reason.length() > 500) {
            return Outcome.refused(FieldError.of("reason", "upward.error.reason"));
        }
        return inTransaction(() -> {
            store.lock(id);
            var found = store.find(officer, id);
            if (found.isEmpty()) return Outcome.refused(FieldError.of("", "upward.error.gone"));
            Upward before = found.get();
            if (before.version() != version) {
                return Outcome.refused(FieldError.of("", "upward.error.changed", before.changedBy()));
            }
            Instant now = clock.instant();
            take(store.counted(id).recommended(), "cancelled");
            take(store.counted(id).approved(), "cancelled");
            UpwardData data = data(before);
            store.write(
                    id,
                    version + 1,
                    data,
                    before.organisation(),
                    before.region(),
                    before.zone(),
                    new Counted(null, null),
                    true,
                    officer.name(),
                    now);
            String changes = JSON.writeValueAsString(Map.of("reason", List.of("", reason.strip())));
            store.changed(id, version + 1, "cancelled", changes, officer, now);
            audit.append(
                    officer,
                    AuditEvent.of("programme.upwardCancelled", "upward", id, before.title())
                            .with(Map.of("reason", reason.strip())));
            return Outcome.done(before);
        });
    }

    private UpwardData data(Upward u) {
        return ((Outcome.Done<UpwardData>) UpwardData.read(UpwardData.typed(u), LocalDate.MAX)).value();
    }

    /** What an import does with one row. */
    public sealed interface Planned {
        record Created(UpwardData data) implements Planned {}

        record Changed(Upward before, UpwardData data) implements Planned {}

        record Unchanged(Upward before) implements Planned {}

        record Wrong(List<FieldError> errors) implements Planned {}
    }

    /** What a row of a workbook would do. */
    public Planned plan(Viewer officer, Map<String, String> fields) {
        var read = read(officer, fields);
        if (read instanceof Outcome.Refused<Ready>(var errors)) return new Planned.Wrong(errors);
        Ready ready = ((Outcome.Done<Ready>) read).value();
        var same = store.same(ready.data(), ready.organisation().id());
        if (same.isEmpty()) return new Planned.Created(ready.data());
        return changes(same.get(), ready.data()).isEmpty()
                ? new Planned.Unchanged(same.get())
                : new Planned.Changed(same.get(), ready.data());
    }

    public record Imported(int created, int changed, int unchanged) {}

    /** Every row or none; rows that say what is there already change nothing. */
    public Outcome<Imported> load(Viewer officer, List<Map<String, String>> rows) {
        return inTransaction(() -> {
            int created = 0;
            int changed = 0;
            int unchanged = 0;
            for (var fields : rows) {
                switch (plan(officer, fields)) {
                    case Planned.Created(var data) -> {
                        Organisation firm =
                                organisation(officer, data.creditCode()).orElseThrow();
                        write(officer, null, new Ready(data, firm), "entered");
                        created++;
                    }
                    case Planned.Changed(var before, var data) -> {
                        store.lock(before.id());
                        write(officer, before, data, "changed");
                        changed++;
                    }
                    case Planned.Unchanged unused -> unchanged++;
                    case Planned.Wrong(var errors) -> {
                        return Outcome.refused(errors);
                    }
                }
            }
            return Outcome.done(new Imported(created, changed, unchanged));
        });
    }

    private record Ready(UpwardData data, Organisation organisation) {}

    private Outcome<Ready> read(Viewer officer, Map<String, String> typed) {
        var read = UpwardData.read(typed, LocalDate.now(clock));
        var errors = new ArrayList<FieldError>();
        if (read instanceof Outcome.Refused<UpwardData>(var wrong)) errors.addAll(wrong);
        var firm = organisation(officer, typed.getOrDefault("creditCode", ""));
        if (firm.isEmpty()) errors.add(FieldError.of("creditCode", "upward.error.organisation"));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return Outcome.done(new Ready(((Outcome.Done<UpwardData>) read).value(), firm.orElseThrow()));
    }

    private Optional<Organisation> organisation(Viewer officer, String code) {
        return organisations
                .live(code.strip().toUpperCase(java.util.Locale.ROOT))
                .flatMap(o -> organisations.find(officer, o.id()));
    }

    private Upward write(Viewer officer, @Nullable Upward before, UpwardData data, String action) {
        return write(officer, Objects.requireNonNull(before), data, null, action);
    }

    private Upward write(Viewer officer, @Nullable Upward before, Ready ready, String action) {
        return write(officer, before, ready.data(), ready.organisation(), action);
    }

    private Upward write(
            Viewer officer, @Nullable Upward before, UpwardData data, @Nullable Organisation firm, String action) {
        UUID id = before == null ? UUID.randomUUID() : before.id();
        int version = before == null ? 1 : before.version() + 1;
        UUID organisation = before == null ? Objects.requireNonNull(firm).id() : before.organisation();
        String region = before == null ? Objects.requireNonNull(firm).region() : before.region();
        String zone = before == null ? Objects.requireNonNull(firm).zone() : before.zone();
        Instant now = clock.instant();
        Counted was = before == null ? new Counted(null, null) : store.counted(id);
        Counted counted = count(id, version, before, data, organisation, region, zone, was);
        store.write(id, version, data, organisation, region, zone, counted, false, officer.name(), now);
        var changes = before == null ? Map.<String, List<String>>of() : changes(before, data);
        store.changed(id, version, action, JSON.writeValueAsString(changes), officer, now);
        audit.append(
                officer,
                AuditEvent.of("programme." + auditAction(action), "upward", id, data.title())
                        .with(Map.of(
                                "programme",
                                data.programme(),
                                "result",
                                data.result().code())));
        return store.find(officer, id).orElseThrow();
    }

    private static String auditAction(String action) {
        return switch (action) {
            case "entered" -> "upwardEntered";
            case "decided" -> "upwardDecided";
            default -> "upwardChanged";
        };
    }

    /** Records follow what counts: a changed figure is taken back and counted anew. */
    private Counted count(
            UUID id,
            int version,
            @Nullable Upward before,
            UpwardData data,
            UUID organisation,
            String region,
            @Nullable String zone,
            Counted was) {
        UUID recommended = was.recommended();
        boolean sameDimensions = before != null
                && before.level() == data.level()
                && before.programme().equals(data.programme())
                && before.year() == data.year();
        if (recommended == null
                || before == null
                || !sameDimensions
                || !before.recommendedOn().equals(data.recommendedOn())
                || before.requestedFen() != data.requestedFen()) {
            take(recommended, "corrected");
            recommended = one(
                    Upward.RECOMMENDED,
                    id,
                    version,
                    data,
                    data.recommendedOn(),
                    data.requestedFen(),
                    organisation,
                    region,
                    zone);
        }
        UUID approved = was.approved();
        boolean counts = data.result() == Result.APPROVED;
        boolean sameApproval = sameDimensions
                && before != null
                && approved != null
                && Objects.equals(before.decidedOn(), data.decidedOn())
                && before.grantedFen() == data.grantedFen();
        if (approved != null && !(counts && sameApproval)) {
            take(approved, "corrected");
            approved = null;
        }
        if (counts && approved == null) {
            LocalDate day = Objects.requireNonNull(data.decidedOn());
            approved = one(Upward.APPROVED, id, version, data, day, data.grantedFen(), organisation, region, zone);
        }
        return new Counted(recommended, approved);
    }

    private UUID one(
            String kind,
            UUID id,
            int version,
            UpwardData data,
            LocalDate day,
            long fen,
            UUID organisation,
            String region,
            @Nullable String zone) {
        return records.append(new NewRecord(
                kind,
                day,
                region,
                zone,
                organisation,
                Map.of(
                        "level",
                        data.level().code(),
                        "programme",
                        data.programme(),
                        "year",
                        String.valueOf(data.year())),
                1,
                fen,
                "programme/upward/" + id,
                id + "/" + version));
    }

    private void take(@Nullable UUID record, String reason) {
        if (record == null) return;
        var unused = records.reverse(record, LocalDate.now(clock), reason);
    }

    private static Map<String, List<String>> changes(Upward before, UpwardData data) {
        var old = UpwardData.typed(before);
        var now = typed(data);
        var changes = new LinkedHashMap<String, List<String>>();
        now.forEach((field, value) -> {
            String was = old.getOrDefault(field, "");
            if (!was.equals(value)) changes.put(field, List.of(was, value));
        });
        return changes;
    }

    private static Map<String, String> typed(UpwardData d) {
        var typed = new LinkedHashMap<String, String>();
        typed.put("level", d.level().code());
        typed.put("programme", d.programme());
        typed.put("year", String.valueOf(d.year()));
        typed.put("title", d.title());
        typed.put("leader", d.leader());
        typed.put("recommendedOn", d.recommendedOn().toString());
        typed.put("document", d.document());
        typed.put("requested", UpwardData.wan(d.requestedFen()));
        typed.put("result", d.result().code());
        typed.put("decidedOn", d.decidedOn() == null ? "" : d.decidedOn().toString());
        typed.put("approval", d.approval());
        typed.put("granted", UpwardData.wan(d.grantedFen()));
        typed.put("note", d.note());
        return typed;
    }

    private static FieldError twice() {
        return FieldError.of("title", "upward.error.twice");
    }

    private <T> Outcome<T> inTransaction(java.util.function.Supplier<Outcome<T>> work) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> {
                Outcome<T> outcome = work.get();
                if (outcome instanceof Outcome.Refused<T>) status.setRollbackOnly();
                return outcome;
            }));
        } catch (DuplicateKeyException e) {
            return Outcome.refused(twice());
        }
    }
}
