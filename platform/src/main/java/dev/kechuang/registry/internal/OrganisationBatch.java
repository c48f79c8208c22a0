package dev.kechuang.registry.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.registry.internal.OrganisationBatchStore.Changed;
import dev.kechuang.registry.internal.OrganisationBatchStore.Entry;
import dev.kechuang.registry.internal.OrganisationBatchStore.FormerName;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Enters and changes many organisations as {@link OrganisationService} does one: history, record and audit entry for
 * each, by a handful of statements a thousand. Joins the running transaction, which a refusal has to undo.
 */
@Component
public class OrganisationBatch {

    private static final int AT_ONCE = 1_000;
    private static final String ACTION = "registry.import";

    private final OrganisationBatchStore store;
    private final OrganisationService organisations;
    private final Records records;
    private final AuditLog audit;
    private final List<OrganisationFollower> followers;
    private final Clock clock;

    public OrganisationBatch(
            OrganisationBatchStore store,
            OrganisationService organisations,
            Records records,
            AuditLog audit,
            List<OrganisationFollower> followers,
            Clock clock) {
        this.store = store;
        this.organisations = organisations;
        this.records = records;
        this.audit = audit;
        this.followers = List.copyOf(followers);
        this.clock = clock;
    }

    /**
     * Enters organisations that count at once.
     *
     * @param all with different credit codes, within the officer's regions
     * @return how many; refused when one is registered already
     */
    Outcome<Integer> create(Viewer officer, List<OrganisationData> all) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.now(clock);
        for (var batch : parts(all)) {
            var ids = store.insert(batch, today, now);
            var history = new ArrayList<Entry>();
            var counted = new ArrayList<NewRecord>();
            var events = new ArrayList<AuditEvent>();
            for (OrganisationData data : batch) {
                var id = ids.get(data.creditCode());
                if (id == null) return Outcome.refused(organisations.taken(data.creditCode()));
                var texts = new LinkedHashMap<String, List<String>>();
                data.texts().forEach((field, value) -> {
                    if (!value.isEmpty()) texts.put(field, List.of("", value));
                });
                history.add(new Entry(id, 1, texts));
                counted.add(OrganisationRecords.confirmed(id, 1, data, today));
                events.add(AuditEvent.of(ACTION, "organisation", id, data.name())
                        .with(Map.of("creditCode", data.creditCode())));
            }
            store.history(history, ACTION, officer, now);
            records.appendAll(counted);
            audit.appendAll(officer, events);
        }
        return Outcome.done(all.size());
    }

    /**
     * Writes new values of organisations.
     *
     * @param all by the version they are meant for, within the officer's regions before and after, with the same credit
     *     code
     * @return how many; refused when one was changed meanwhile
     */
    Outcome<Integer> change(Viewer officer, Map<Organisation, OrganisationData> all) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.now(clock);
        for (var batch : parts(all.keySet())) {
            var ids = batch.stream().map(Organisation::id).toList();
            var locked = store.lock(ids);
            for (Organisation meant : batch) {
                var current = locked.get(meant.id());
                if (current == null || current.version() != meant.version()) {
                    return Outcome.refused(FieldError.of("", "registry.excel.error.changed", meant.name()));
                }
            }
            write(officer, batch, all, now, today);
        }
        return Outcome.done(all.size());
    }

    private void write(
            Viewer officer,
            List<Organisation> batch,
            Map<Organisation, OrganisationData> all,
            Instant now,
            LocalDate today) {
        var renamed = new ArrayList<FormerName>();
        var history = new ArrayList<Entry>();
        var counted = new ArrayList<NewRecord>();
        var events = new ArrayList<AuditEvent>();
        for (Organisation before : batch) {
            var old = OrganisationData.of(before);
            var data = java.util.Objects.requireNonNull(all.get(before));
            var differences = old.changesTo(data);
            boolean confirmed = before.status() == OrganisationStatus.CONFIRMED;
            if (confirmed && differences.containsKey("name")) renamed.add(new FormerName(before.id(), before.name()));
            if (confirmed && !old.countsAs(data)) counted.addAll(OrganisationRecords.moves(before, data, today));
            history.add(new Entry(before.id(), before.version() + 1, differences));
            events.add(OrganisationService.event(ACTION, before).with(Map.copyOf(differences)));
        }
        store.addFormerNames(renamed, today);
        var formerNames = store.formerNames(batch.stream().map(Organisation::id).toList());
        store.update(
                batch.stream()
                        .map(before -> new Changed(
                                before,
                                java.util.Objects.requireNonNull(all.get(before)),
                                formerNames.getOrDefault(before.id(), List.of())))
                        .toList(),
                now);
        store.history(history, ACTION, officer, now);
        records.appendAll(counted);
        for (Organisation before : batch) {
            var data = java.util.Objects.requireNonNull(all.get(before));
            if (before.status() == OrganisationStatus.CONFIRMED
                    && !OrganisationData.of(before).countsAs(data)) {
                followers.forEach(follower -> follower.moved(officer, before, data, today));
            }
        }
        audit.appendAll(officer, events);
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
