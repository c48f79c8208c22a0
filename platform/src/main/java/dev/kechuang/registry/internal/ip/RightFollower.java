package dev.kechuang.registry.internal.ip;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.registry.IntellectualProperties.Obtained;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.OrganisationData;
import dev.kechuang.registry.internal.OrganisationFollower;
import dev.kechuang.registry.internal.ip.Right.Cell;
import dev.kechuang.registry.internal.ip.Right.End;
import dev.kechuang.registry.internal.ip.Right.Owner;
import dev.kechuang.registry.internal.ip.RightStore.Entry;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Rights go with their owners: they count where the first one does, pass on in a merger, and end with the last one. */
@Component
public class RightFollower implements OrganisationFollower {

    private final RightStore store;
    private final OwnerRules owners;
    private final RightRecords records;
    private final AuditLog audit;
    private final Clock clock;

    public RightFollower(RightStore store, OwnerRules owners, RightRecords records, AuditLog audit, Clock clock) {
        this.store = store;
        this.owners = owners;
        this.records = records;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    public void moved(Viewer actor, Organisation before, OrganisationData after, LocalDate day) {
        boolean same = before.region().equals(after.region())
                && Objects.equals(before.zone(), after.zone())
                && before.industry().equals(after.industry());
        if (same) return;
        var cell = new Cell(before.id(), after.region(), after.zone(), after.industry());
        var cells = new LinkedHashMap<Right, Cell>();
        store.lock(store.owned(before.id())).values().stream()
                .filter(right ->
                        !right.withdrawn() && right.cell().organisation().equals(before.id()))
                .forEach(right -> cells.put(right, cell));
        if (cells.isEmpty()) return;
        Instant now = clock.instant();
        store.move(cells, day, now);
        store.history(
                cells.keySet().stream()
                        .map(right -> new Entry(
                                right.id(),
                                right.version() + 1,
                                day,
                                Map.of("region", List.of(before.region(), after.region()))))
                        .toList(),
                "moved",
                actor,
                "",
                now);
        settled(actor, "registry.ipMoved", cells.keySet(), Map.of());
    }

    @Override
    public void closed(Viewer actor, Organisation organisation, LocalDate day, String reason) {
        String why = shortened("单位注销：" + reason);
        leave(actor, organisation, List.of(), day, why, "registry.ipOwnerLeft");
    }

    @Override
    public void merged(Viewer actor, Organisation leaving, Organisation remaining, LocalDate day) {
        leave(actor, leaving, List.of(remaining), day, leaving.name(), "registry.ipTransferred");
    }

    /** @param heir who takes the place of the one that leaves; empty for nobody */
    private void leave(
            Viewer actor, Organisation leaving, List<Organisation> heir, LocalDate day, String reason, String action) {
        var rights = store.lock(store.owned(leaving.id()));
        if (rights.isEmpty()) return;
        var all = store.owners(rights.keySet());
        Instant now = clock.instant();
        var moves = new LinkedHashMap<Right, Cell>();
        var touched = new ArrayList<UUID>();
        var over = new LinkedHashMap<Right, RightData>();
        var history = new ArrayList<Entry>();
        for (Right right : rights.values()) {
            var standing = all.getOrDefault(right.id(), List.of()).stream()
                    .filter(owner -> owner.until() == null)
                    .toList();
            var after = after(standing, leaving, heir, day);
            store.endOwner(right.id(), leaving.id(), day);
            for (Owner owner : after) {
                if (standing.stream().noneMatch(was -> was.organisation().equals(owner.organisation()))) {
                    store.addOwner(right.id(), owner);
                }
            }
            history.add(new Entry(
                    right.id(),
                    right.version() + 1,
                    day,
                    Map.of("owners", List.of(RightService.names(standing), RightService.names(after)))));
            if (after.isEmpty() && ends(right, day)) {
                over.put(right, RightData.of(right).ended(latest(right, day), End.CLOSED));
            } else if (after.isEmpty()
                    || after.getFirst().organisation().equals(right.cell().organisation())) {
                touched.add(right.id());
            } else {
                moves.put(right, owners.cell(after.getFirst().organisation()));
            }
        }
        store.move(moves, day, now);
        store.touch(touched, now);
        store.update(over, now);
        store.history(history, "owners", actor, reason, now);
        settled(actor, action, rights.values(), Map.of("reason", reason));
    }

    /** The heir takes the place unless it owns the right already. */
    private static List<Owner> after(
            List<Owner> standing, Organisation leaving, List<Organisation> heirs, LocalDate day) {
        var after = new ArrayList<Owner>();
        for (Owner owner : standing) {
            if (!owner.organisation().equals(leaving.id())) {
                after.add(owner);
                continue;
            }
            for (Organisation heir : heirs) {
                if (standing.stream().anyMatch(other -> other.organisation().equals(heir.id()))) continue;
                LocalDate since = owner.since().isAfter(day) ? owner.since() : day;
                after.add(new Owner(
                        heir.id(),
                        heir.name(),
                        since,
                        null,
                        owner.position(),
                        owner.share(),
                        Obtained.MERGER,
                        owner.supportsProduct()));
            }
        }
        return after;
    }

    private static boolean ends(Right right, LocalDate day) {
        LocalDate term = right.termUntil();
        return !right.withdrawn()
                && right.endedOn() == null
                && (term == null || !latest(right, day).isAfter(term));
    }

    private static LocalDate latest(Right right, LocalDate day) {
        return day.isBefore(right.onDay()) ? right.onDay() : day;
    }

    private void settled(Viewer actor, String action, Iterable<Right> rights, Map<String, Object> details) {
        var ids = new ArrayList<UUID>();
        var events = new ArrayList<dev.kechuang.audit.AuditEvent>();
        for (Right right : rights) {
            ids.add(right.id());
            events.add(RightBatch.event(action, right.id(), RightData.of(right)).with(details));
        }
        records.settle(ids);
        audit.appendAll(actor, events);
    }

    private static String shortened(String reason) {
        return reason.length() > 500 ? reason.substring(0, 500) : reason;
    }
}
