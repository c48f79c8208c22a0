package dev.kechuang.registry.internal.ip;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.registry.internal.ip.Right.Owner;
import dev.kechuang.registry.internal.ip.RightStore.Entry;
import dev.kechuang.registry.internal.ip.RightStore.NewRight;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Writes many rights with histories, records and audit entries by one statement each; joins the running transaction. */
@Component
public class RightBatch {

    private static final int AT_ONCE = 2_000;

    private final RightStore store;
    private final RightRecords records;
    private final AuditLog audit;
    private final Clock clock;

    public RightBatch(RightStore store, RightRecords records, AuditLog audit, Clock clock) {
        this.store = store;
        this.records = records;
        this.audit = audit;
        this.clock = clock;
    }

    /** @return refused with the title of the first whose number is there already */
    Outcome<Integer> create(Viewer actor, Collection<NewRight> rights, String action) {
        Instant now = clock.instant();
        for (var some : parts(rights)) {
            var written = store.insert(some, now);
            for (NewRight right : some) {
                if (!written.contains(right.id())) return Outcome.refused(twice(right.data()));
            }
            var history = new ArrayList<Entry>();
            var events = new ArrayList<AuditEvent>();
            for (NewRight right : some) {
                history.add(new Entry(right.id(), 1, null, told(right)));
                events.add(event(action, right.id(), right.data()));
            }
            store.history(history, "entered", actor, "", now);
            records.settle(some.stream().map(NewRight::id).toList());
            audit.appendAll(actor, events);
        }
        return Outcome.done(rights.size());
    }

    private static Map<String, List<String>> told(NewRight right) {
        var told = new LinkedHashMap<String, List<String>>();
        right.data().texts().forEach((field, value) -> {
            if (!value.isEmpty()) told.put(field, List.of("", value));
        });
        told.put(
                "owners",
                List.of(
                        "",
                        String.join(
                                "、", right.owners().stream().map(Owner::name).toList())));
        return told;
    }

    /**
     * What a right becomes.
     *
     * @param added further owners
     * @param holdings owners whose holding is stated anew
     */
    record Becomes(RightData data, List<Owner> added, List<Owner> holdings) {}

    /** @param all by the version they are meant for; refused when one was changed meanwhile */
    Outcome<Integer> change(Viewer actor, Map<Right, Becomes> all, String action) {
        Instant now = clock.instant();
        for (var some : parts(all.keySet())) {
            var locked = store.lock(some.stream().map(Right::id).toList());
            var data = new LinkedHashMap<Right, RightData>();
            var added = new HashMap<UUID, List<Owner>>();
            var holdings = new HashMap<UUID, List<Owner>>();
            var history = new ArrayList<Entry>();
            var events = new ArrayList<AuditEvent>();
            for (Right meant : some) {
                Right current = locked.get(meant.id());
                if (current == null || current.version() != meant.version()) {
                    return Outcome.refused(FieldError.of("", "ip.error.changedMeanwhile", meant.title()));
                }
                Becomes becomes = java.util.Objects.requireNonNull(all.get(meant));
                data.put(current, becomes.data());
                if (!becomes.added().isEmpty()) added.put(meant.id(), becomes.added());
                holdings.put(meant.id(), becomes.holdings());
                var changes = new LinkedHashMap<>(RightData.of(current).changesTo(becomes.data()));
                if (!becomes.added().isEmpty()) {
                    changes.put(
                            "owners",
                            List.of(
                                    "",
                                    String.join(
                                            "、",
                                            becomes.added().stream()
                                                    .map(Owner::name)
                                                    .toList())));
                }
                history.add(new Entry(meant.id(), meant.version() + 1, null, changes));
                events.add(event(action, meant.id(), becomes.data()).with(Map.copyOf(changes)));
            }
            store.update(data, now);
            store.addOwners(added);
            store.updateHoldings(holdings);
            store.history(history, "changed", actor, "", now);
            records.settle(some.stream().map(Right::id).toList());
            audit.appendAll(actor, events);
        }
        return Outcome.done(all.size());
    }

    static FieldError twice(RightData data) {
        return FieldError.of(
                data.applicationNumber().isEmpty() ? "grantNumber" : "applicationNumber",
                "ip.error.twice",
                data.title());
    }

    static AuditEvent event(String action, UUID id, RightData data) {
        String number = data.applicationNumber().isEmpty()
                ? data.grantNumber()
                : RightNumbers.shown(data.kind(), data.applicationNumber(), data.granted() != null);
        return AuditEvent.of(action, "ip", id, data.title()).with(Map.of("number", number));
    }

    static <T> List<List<T>> parts(Collection<T> all) {
        var list = List.copyOf(all);
        var parts = new ArrayList<List<T>>();
        for (int from = 0; from < list.size(); from += AT_ONCE) {
            parts.add(list.subList(from, Math.min(from + AT_ONCE, list.size())));
        }
        return parts;
    }
}
