package dev.kechuang.registry.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.message.Messages;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.registry.internal.FactBatchStore.NewVersion;
import dev.kechuang.registry.internal.FactBatchStore.SheetKey;
import dev.kechuang.registry.internal.FactStore.Sheet;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Adds values an officer has loaded from a file. Of a year the organisation is filling in, they stand in its form and
 * are handed in with it. Otherwise the year is handed in at once; a county officer's file carries the officer's
 * confirmation, anybody else's waits for it. Each organisation is told once for a file, and so is each county. Joins the
 * running transaction, which a refusal has to undo.
 */
@Component
public class FactBatch {

    private final FactBatchStore facts;
    private final AuditLog audit;
    private final Accounts accounts;
    private final Messages messages;
    private final Clock clock;

    public FactBatch(FactBatchStore facts, AuditLog audit, Accounts accounts, Messages messages, Clock clock) {
        this.facts = facts;
        this.audit = audit;
        this.accounts = accounts;
        this.messages = messages;
        this.clock = clock;
    }

    /** The values a file has for a year of an organisation. */
    record Row(Organisation organisation, int year, Map<String, Value> values) {
        SheetKey key() {
            return new SheetKey(organisation.id(), year);
        }
    }

    /** What an organisation is told: its years, and how many values changed. */
    private record Told(Organisation organisation, TreeSet<Integer> years, int values) {
        Told with(Told other) {
            years.addAll(other.years);
            return new Told(organisation, years, values + other.values);
        }
    }

    /** @param all at most one for a year of an organisation */
    Outcome<Integer> load(Viewer officer, List<Row> all) {
        Instant now = clock.instant();
        var waiting = new TreeMap<String, Long>();
        var told = new LinkedHashMap<UUID, Told>();
        for (var part : OrganisationBatch.parts(all)) {
            var sheets = facts.open(part.stream().map(Row::key).toList(), now);
            for (Row row : part) {
                var sheet = java.util.Objects.requireNonNull(sheets.get(row.key()));
                if (sheet.status().equals("submitted")) {
                    return Outcome.refused(FieldError.of(
                            "",
                            "registry.excel.error.changed",
                            row.organisation().name()));
                }
            }
            write(officer, part, sheets, now, waiting, told);
        }
        UUID file = UUID.randomUUID();
        tellOrganisations(file, told);
        tellCounties(file, officer.name(), waiting);
        return Outcome.done(all.size());
    }

    private void write(
            Viewer officer,
            List<Row> part,
            Map<SheetKey, Sheet> sheets,
            Instant now,
            Map<String, Long> waiting,
            Map<UUID, Told> told) {
        var keys = part.stream().map(Row::key).toList();
        var newest = facts.newest(keys);
        var typed = facts.typed(keys);
        var versions = new ArrayList<NewVersion>();
        var moved = new ArrayList<Sheet>();
        var confirmed = new ArrayList<Sheet>();
        var filled = new HashMap<SheetKey, Map<String, String>>();
        var handedIn = new ArrayList<SheetKey>();
        var events = new ArrayList<AuditEvent>();
        for (Row row : part) {
            var key = row.key();
            var before = java.util.Objects.requireNonNull(sheets.get(key));
            var known = newest.getOrDefault(key, Map.of());
            var form = typed.getOrDefault(key, Map.of());
            boolean open = !before.status().equals("confirmed")
                    && (!form.isEmpty()
                            || known.values().stream().anyMatch(version -> version.revision() == before.revision()));
            Sheet sheet = before.status().equals("confirmed") ? next(before, "draft", before.revision() + 1) : before;
            var differing = FactStore.differing(known, row.values());
            differing.forEach((code, value) -> {
                var last = known.get(code);
                versions.add(new NewVersion(key, code, last == null ? 1 : last.version() + 1, sheet.revision(), value));
            });
            String status = sheet.status();
            if (open) {
                if (!form.isEmpty()) filled.put(key, merged(form, row.values()));
            } else {
                handedIn.add(key);
                Sheet submitted = next(sheet, "submitted", sheet.revision());
                if (officer.is(Role.COUNTY_OFFICER)) {
                    confirmed.add(submitted);
                    moved.add(next(submitted, "confirmed", submitted.revision()));
                    status = "confirmed";
                } else {
                    moved.add(submitted);
                    waiting.merge(row.organisation().region(), 1L, Long::sum);
                    status = "submitted";
                }
            }
            events.add(FactService.event("registry.factsImported", row.organisation(), row.year())
                    .with(Map.of("year", row.year(), "changed", differing.size(), "status", status)));
            told.merge(
                    row.organisation().id(),
                    new Told(row.organisation(), new TreeSet<>(List.of(row.year())), differing.size()),
                    Told::with);
        }
        facts.keepTyped(filled, now);
        facts.dropTyped(handedIn);
        facts.append(versions, "import", officer, now);
        facts.confirm(confirmed, officer, now);
        facts.move(moved, now);
        audit.appendAll(officer, events);
    }

    private static Sheet next(Sheet sheet, String status, int revision) {
        return new Sheet(
                sheet.organisation(), sheet.year(), status, revision, sheet.version() + 1, "", sheet.changedAt());
    }

    private static Map<String, String> merged(Map<String, String> typed, Map<String, Value> values) {
        var merged = new HashMap<>(typed);
        values.forEach((code, value) -> merged.put(code, FactRules.typed(value)));
        return merged;
    }

    private void tellOrganisations(UUID file, Map<UUID, Told> told) {
        var people = accounts.ofOrganisations(told.keySet());
        var all = new ArrayList<Messages.Note>();
        told.forEach((id, what) -> people.getOrDefault(id, List.of()).forEach(person -> {
            int first = what.years().getFirst();
            int last = what.years().getLast();
            all.add(new Messages.Note(
                    person.account(),
                    "registry.factsImported/" + file + "/" + id,
                    "科技部门导入了" + (first == last ? first : first + "至" + last) + "年度数据",
                    "共" + what.values() + "项，请核对。",
                    "/organisations/" + id + "/facts" + (first == last ? "/" + first : "")));
        }));
        messages.sendAll(all);
    }

    private void tellCounties(UUID file, String importer, Map<String, Long> yearsByRegion) {
        yearsByRegion.forEach((region, years) -> {
            var officers = accounts.officers(Role.COUNTY_OFFICER, region).stream()
                    .map(Accounts.Person::account)
                    .distinct()
                    .toList();
            if (officers.isEmpty()) return;
            messages.send(
                    officers,
                    "registry.factsImported/" + file + "/" + region,
                    "导入的年度数据待确认：" + years + " 条",
                    importer + "导入",
                    "/facts/waiting");
        });
    }
}
