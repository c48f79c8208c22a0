package dev.kechuang.registry.internal.ip;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Cases of enforcement as officers enter them, with their records and audit entries. */
@Service
public class CaseService {

    private final CaseStore store;
    private final OwnerNames names;
    private final CaseRecords records;
    private final Regions regions;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public CaseService(
            CaseStore store,
            OwnerNames names,
            CaseRecords records,
            Regions regions,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.names = names;
        this.records = records;
        this.regions = regions;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    public static boolean mayKeep(Viewer viewer, String region, @Nullable String zone) {
        return viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER)
                && (viewer.regions().contains(region)
                        || zone != null && viewer.regions().contains(zone));
    }

    public Outcome<IpCase> create(Viewer officer, Map<String, String> typed) {
        return switch (read(officer, typed)) {
            case Outcome.Refused<IpCase>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<IpCase>(var data) ->
                transactions.execute(status -> {
                    Optional<UUID> id = store.insert(data, clock.instant());
                    if (id.isEmpty()) return Outcome.refused(FieldError.of("number", "ip.error.caseTwice"));
                    records.settle(List.of(id.get()));
                    audit.append(officer, AuditEvent.of("registry.ipCaseEntered", "ipCase", id.get(), data.number()));
                    return Outcome.done(store.find(officer, id.get()).orElseThrow());
                });
        };
    }

    public Outcome<IpCase> change(Viewer officer, UUID id, int version, Map<String, String> typed) {
        return switch (read(officer, typed)) {
            case Outcome.Refused<IpCase>(var errors) -> Outcome.refused(errors);
            case Outcome.Done<IpCase>(var data) ->
                standing(officer, id, version, before -> {
                    var changes = changes(before, data);
                    if (changes.isEmpty()) return Outcome.done(before);
                    if (!store.update(id, data, clock.instant())) {
                        return Outcome.refused(FieldError.of("number", "ip.error.caseTwice"));
                    }
                    records.settle(List.of(id));
                    audit.append(
                            officer,
                            AuditEvent.of("registry.ipCaseChanged", "ipCase", id, data.number())
                                    .with(Map.copyOf(changes)));
                    return Outcome.done(store.find(officer, id).orElseThrow());
                });
        };
    }

    /** Takes back what was entered by mistake: it does not count, and its number is free again. */
    public Outcome<IpCase> cancel(Viewer officer, UUID id, int version, String reason) {
        if (reason.isBlank()) return Outcome.refused(FieldError.of("reason", "ip.error.required"));
        if (reason.length() > 500) return Outcome.refused(FieldError.of("reason", "ip.error.long", 500));
        return standing(officer, id, version, before -> {
            store.cancel(id, clock.instant());
            records.settle(List.of(id));
            audit.append(
                    officer,
                    AuditEvent.of("registry.ipCaseCancelled", "ipCase", id, before.number())
                            .with(Map.of("reason", reason.strip())));
            return Outcome.done(store.find(officer, id).orElseThrow());
        });
    }

    private Outcome<IpCase> standing(
            Viewer officer, UUID id, int version, java.util.function.Function<IpCase, Outcome<IpCase>> command) {
        return Objects.requireNonNull(transactions.execute(status -> {
            var found = store.lock(officer, id);
            if (found.isEmpty()) return Outcome.refused(FieldError.of("", "ip.error.gone"));
            IpCase before = found.get();
            if (before.version() != version || before.cancelled()) {
                return Outcome.refused(FieldError.of("", "ip.error.stale"));
            }
            if (!mayKeep(officer, before.region(), before.zone())) {
                return Outcome.refused(FieldError.of("", "ip.error.notYours"));
            }
            var outcome = command.apply(before);
            if (outcome instanceof Outcome.Refused<IpCase>) status.setRollbackOnly();
            return outcome;
        }));
    }

    private static Map<String, List<String>> changes(IpCase before, IpCase after) {
        var changes = new LinkedHashMap<String, List<String>>();
        var now = after.texts();
        before.texts().forEach((field, was) -> {
            String is = now.getOrDefault(field, "");
            if (!is.equals(was)) changes.put(field, List.of(was, is));
        });
        return changes;
    }

    private Outcome<IpCase> read(Viewer officer, Map<String, String> typed) {
        var errors = new ArrayList<FieldError>();
        String number = text(typed, "number", 60, true, errors);
        String subject = text(typed, "subject", 200, true, errors);
        String petitioner = text(typed, "petitioner", 200, false, errors);
        String respondent = text(typed, "respondent", 200, false, errors);
        String rightNumber = text(typed, "rightNumber", 60, false, errors);
        String note = text(typed, "note", 500, false, errors);
        String kind = choice(typed, "kind", IpCase.KINDS, true, errors);
        String result = choice(typed, "result", IpCase.RESULTS, false, errors);
        LocalDate filed = RightRules.day(typed, "filed", errors);
        LocalDate closed = RightRules.day(typed, "closed", errors);
        LocalDate today = LocalDate.now(clock);
        boolean dated = errors.stream().noneMatch(error -> error.field().equals("filed"));
        if (filed == null && dated) errors.add(FieldError.of("filed", "ip.error.required"));
        if (filed != null && filed.isAfter(today)) errors.add(FieldError.of("filed", "ip.error.ahead"));
        if (closed != null && closed.isAfter(today)) errors.add(FieldError.of("closed", "ip.error.ahead"));
        if (closed != null && filed != null && closed.isBefore(filed)) {
            errors.add(FieldError.of("closed", "ip.error.order", filed.toString()));
        }
        if (closed == null && !result.isEmpty()) errors.add(FieldError.of("closed", "ip.error.required"));
        if (closed != null && result.isEmpty()) errors.add(FieldError.of("result", "ip.error.required"));
        if (petitioner.isEmpty() && respondent.isEmpty()) {
            errors.add(FieldError.of("respondent", "ip.error.parties"));
        }
        String region = place(typed, "region", Region.Kind.ZONE, false, errors);
        String zone = place(typed, "zone", Region.Kind.ZONE, true, errors);
        if (region.isEmpty() && errors.stream().noneMatch(error -> error.field().equals("region"))) {
            errors.add(FieldError.of("region", "ip.error.required"));
        }
        if (!errors.isEmpty() || filed == null) return Outcome.refused(errors);
        if (!mayKeep(officer, region, zone.isEmpty() ? null : zone)) {
            return Outcome.refused(FieldError.of("region", "ip.error.notYourRegion"));
        }
        var meant = names.find(List.of(petitioner, respondent));
        return Outcome.done(new IpCase(
                new UUID(0, 0),
                0,
                number,
                kind,
                subject,
                region,
                zone.isEmpty() ? null : zone,
                filed,
                closed,
                result,
                petitioner,
                party(meant, petitioner),
                respondent,
                party(meant, respondent),
                rightNumber,
                rightNumber.isEmpty() ? null : store.right(rightNumber).orElse(null),
                note,
                false));
    }

    private static @Nullable UUID party(OwnerNames.Meant meant, String name) {
        if (name.isEmpty() || meant.ambiguous().contains(name)) return null;
        var known = meant.known().get(name);
        return known == null ? null : known.id();
    }

    private String place(
            Map<String, String> typed, String field, Region.Kind kind, boolean same, List<FieldError> errors) {
        String code = RightRules.value(typed, field);
        if (code.isEmpty()) return "";
        if (regions.find(code).filter(region -> (region.kind() == kind) == same).isPresent()) return code;
        errors.add(FieldError.of(field, "ip.error.choice", code));
        return "";
    }

    private static String text(
            Map<String, String> typed, String field, int most, boolean required, List<FieldError> errors) {
        String text = RightRules.value(typed, field);
        if (required && text.isEmpty()) errors.add(FieldError.of(field, "ip.error.required"));
        if (text.length() > most) errors.add(FieldError.of(field, "ip.error.long", most));
        return text;
    }

    private static String choice(
            Map<String, String> typed, String field, List<String> codes, boolean required, List<FieldError> errors) {
        String code = RightRules.value(typed, field);
        if (required && code.isEmpty()) errors.add(FieldError.of(field, "ip.error.required"));
        if (!code.isEmpty() && !codes.contains(code)) errors.add(FieldError.of(field, "ip.error.choice", code));
        return code;
    }
}
