package dev.kechuang.registry.internal.ip;

import dev.kechuang.registry.RightKind;
import dev.kechuang.registry.internal.ip.Right.Cell;
import dev.kechuang.registry.internal.ip.Right.Owner;
import dev.kechuang.shared.access.Viewer;
import java.sql.Types;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes rights with their owners and histories; many at once by one statement each. */
@Repository
public class RightStore {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String DATA = """
            kind text, title text, application_number text, grant_number text, applied date, granted date,
            term_until date, ended_on date, end_reason text, used_for_hnte boolean, inventors text[],
            other_owners text""";

    private final JdbcClient jdbc;

    public RightStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A right to be written, its first owner first. */
    record NewRight(UUID id, RightData data, Cell cell, List<Owner> owners) {}

    /** A line of the history; {@code onDay} null where it concerns no day. */
    record Entry(UUID ip, int version, @Nullable LocalDate onDay, Map<String, List<String>> changes) {}

    /** As it is shown. */
    public record Change(
            int version,
            String action,
            @Nullable LocalDate onDay,
            Instant at,
            String actor,
            String reason,
            Map<String, List<String>> changes) {}

    /** Numbers to look for, empty for none. */
    record Sought(RightKind kind, String application, String grant) {}

    List<UUID> ids(int count) {
        return jdbc.sql("SELECT uuidv7() FROM generate_series(1, :count)")
                .param("count", count)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
    }

    public Optional<Right> find(Viewer viewer, UUID id) {
        var scope = RightRows.scope(viewer);
        return jdbc.sql("SELECT " + RightRows.COLUMNS + RightRows.FROM + "WHERE r.id = :id AND " + scope.sql())
                .param("id", id)
                .params(scope.parameters())
                .query(RightRows::right)
                .optional();
    }

    /** Locks those that are there until the transaction ends, always in the same order; by id. Not scoped. */
    Map<UUID, Right> lock(Collection<UUID> ids) {
        var locked = new LinkedHashMap<UUID, Right>();
        jdbc.sql("SELECT " + RightRows.COLUMNS + RightRows.FROM
                        + "WHERE r.id = ANY(:ids) ORDER BY r.id FOR UPDATE OF r")
                .param("ids", ids.toArray(UUID[]::new))
                .query(RightRows::right)
                .list()
                .forEach(right -> locked.put(right.id(), right));
        return locked;
    }

    /** Those standing with one of the numbers, by {@link RightNumbers#key}; both numbers of a right lead to it. Not scoped. */
    Map<String, Right> byNumber(Collection<Sought> sought) {
        var found = new HashMap<String, Right>();
        jdbc.sql("SELECT " + RightRows.COLUMNS + RightRows.FROM + """
                        WHERE NOT r.withdrawn AND (r.application_number <> '' AND r.application_number = ANY(:applications)
                            OR r.grant_number <> '' AND r.grant_number = ANY(:grants))""")
                .param("applications", sought.stream().map(Sought::application).toArray(String[]::new))
                .param("grants", sought.stream().map(Sought::grant).toArray(String[]::new))
                .query(RightRows::right)
                .list()
                .forEach(right -> {
                    if (!right.grantNumber().isEmpty()) {
                        found.put(RightNumbers.key(right.kind(), "", right.grantNumber()), right);
                    }
                    if (!right.applicationNumber().isEmpty()) {
                        found.put(RightNumbers.key(right.kind(), right.applicationNumber(), ""), right);
                    }
                });
        return found;
    }

    /** All owners there are and were, by right, those of today first in their order. */
    public Map<UUID, List<Owner>> owners(Collection<UUID> ids) {
        var owners = new HashMap<UUID, List<Owner>>();
        jdbc.sql("SELECT " + RightRows.OWNER_COLUMNS + """
                 FROM registry.ip_owner w JOIN registry.organisation g ON g.id = w.organisation
                WHERE w.ip = ANY(:ids) AND w.until IS DISTINCT FROM w.since
                ORDER BY w.ip, w.until IS NOT NULL, w.until DESC, w.position""")
                .param("ids", ids.toArray(UUID[]::new))
                .query((rows, number) -> owners.computeIfAbsent(
                                rows.getObject("ip", UUID.class), id -> new ArrayList<>())
                        .add(RightRows.owner(rows, number)))
                .list();
        return owners;
    }

    /** Rights that an organisation owns now. */
    List<UUID> owned(UUID organisation) {
        return jdbc.sql("SELECT ip FROM registry.ip_owner WHERE organisation = :id AND until IS NULL ORDER BY ip")
                .param("id", organisation)
                .query((rows, number) -> rows.getObject("ip", UUID.class))
                .list();
    }

    /**
     * Inserts rights with their owners.
     *
     * @return ids of those written; without those whose number is there, also one that another transaction is about to
     *     commit
     */
    Set<UUID> insert(Collection<NewRight> rights, Instant now) {
        var rows = rights.stream()
                .map(each -> row(each.id(), each.data(), each.cell()))
                .toList();
        Set<UUID> written = jdbc
                .sql("""
                        INSERT INTO registry.ip_right (id, kind, title, application_number, grant_number, applied, granted,
                            term_until, ended_on, end_reason, used_for_hnte, inventors, other_owners, counts_for, region,
                            zone, industry, updated_at)
                        SELECT r.id, r.kind, r.title, r.application_number, r.grant_number, r.applied, r.granted,
                               r.term_until, r.ended_on, r.end_reason, r.used_for_hnte, r.inventors, r.other_owners,
                               r.counts_for, r.region, r.zone, r.industry, :now
                        FROM jsonb_to_recordset(:rows::jsonb)
                             AS r (id uuid, counts_for uuid, region text, zone text, industry text, %s)
                        ON CONFLICT DO NOTHING RETURNING id""".formatted(DATA))
                .param("rows", JSON.writeValueAsString(rows))
                .param("now", time(now))
                .query((row, number) -> row.getObject("id", UUID.class))
                .list()
                .stream()
                .collect(Collectors.toSet());
        var owners = new ArrayList<Map<String, @Nullable Object>>();
        for (NewRight each : rights) {
            if (written.contains(each.id())) each.owners().forEach(owner -> owners.add(row(each.id(), owner)));
        }
        addOwners(owners);
        return written;
    }

    void addOwner(UUID ip, Owner owner) {
        addOwners(List.of(row(ip, owner)));
    }

    /** By right, each with the further owners. */
    void addOwners(Map<UUID, List<Owner>> owners) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        owners.forEach((ip, each) -> each.forEach(owner -> rows.add(row(ip, owner))));
        addOwners(rows);
    }

    private void addOwners(List<Map<String, @Nullable Object>> rows) {
        if (rows.isEmpty()) return;
        jdbc.sql("""
                INSERT INTO registry.ip_owner (ip, organisation, since, until, position, share, obtained, supports_product)
                SELECT r.ip, r.organisation, r.since, r.until, r.position, r.share, r.obtained, r.supports_product
                FROM jsonb_to_recordset(:rows::jsonb) AS r (ip uuid, organisation uuid, since date, until date,
                    position smallint, share numeric, obtained text, supports_product boolean)""").param("rows", JSON.writeValueAsString(rows)).update();
    }

    /** Ends an ownership; one that ends on the day it began was entered by mistake and never was. */
    void endOwner(UUID ip, UUID organisation, LocalDate on) {
        jdbc.sql("""
                UPDATE registry.ip_owner SET until = greatest(:on::date, since)
                WHERE ip = :ip AND organisation = :organisation AND until IS NULL""")
                .param("ip", ip)
                .param("organisation", organisation)
                .param("on", on)
                .update();
    }

    /** Writes what of a present owner can change. Positions move in two steps, as none is held twice. */
    void updateOwners(UUID ip, Collection<Owner> owners) {
        jdbc.sql("UPDATE registry.ip_owner SET position = position + 1000 WHERE ip = :ip AND until IS NULL")
                .param("ip", ip)
                .update();
        for (Owner owner : owners) {
            jdbc.sql("""
                    UPDATE registry.ip_owner SET position = :position, share = :share, obtained = :obtained,
                        supports_product = :supports
                    WHERE ip = :ip AND organisation = :organisation AND until IS NULL""")
                    .param("ip", ip)
                    .param("organisation", owner.organisation())
                    .param("position", owner.position())
                    .param("share", owner.share(), Types.NUMERIC)
                    .param("obtained", owner.obtained().code())
                    .param("supports", owner.supportsProduct(), Types.BOOLEAN)
                    .update();
        }
    }

    /** Writes whether rights support their owner's product and how it got them, for owners of many rights. */
    void updateHoldings(Map<UUID, List<Owner>> byRight) {
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        byRight.forEach((ip, owners) -> owners.forEach(owner -> rows.add(row(ip, owner))));
        if (rows.isEmpty()) return;
        jdbc.sql("""
                UPDATE registry.ip_owner o SET share = r.share, obtained = r.obtained,
                    supports_product = r.supports_product
                FROM jsonb_to_recordset(:rows::jsonb) AS r (ip uuid, organisation uuid, share numeric, obtained text,
                    supports_product boolean)
                WHERE o.ip = r.ip AND o.organisation = r.organisation AND o.until IS NULL""").param("rows", JSON.writeValueAsString(rows)).update();
    }

    /** Writes the next version of rights whose locks the caller holds. */
    void update(Map<Right, RightData> rights, Instant now) {
        if (rights.isEmpty()) return;
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        rights.forEach((before, data) -> {
            var row = row(before.id(), data, before.cell());
            row.put("version", before.version());
            rows.add(row);
        });
        int written = jdbc.sql("""
                UPDATE registry.ip_right o SET version = o.version + 1, kind = r.kind, title = r.title,
                    application_number = r.application_number, grant_number = r.grant_number, applied = r.applied,
                    granted = r.granted, term_until = r.term_until, ended_on = r.ended_on, end_reason = r.end_reason,
                    used_for_hnte = r.used_for_hnte, inventors = r.inventors, other_owners = r.other_owners,
                    updated_at = :now
                FROM jsonb_to_recordset(:rows::jsonb) AS r (id uuid, version integer, %s)
                WHERE o.id = r.id AND o.version = r.version""".formatted(DATA))
                .param("rows", JSON.writeValueAsString(rows))
                .param("now", time(now))
                .update();
        if (written != rows.size()) throw new IllegalStateException("changed without their locks");
    }

    void withdraw(UUID id, Instant now) {
        jdbc.sql(
                        "UPDATE registry.ip_right SET version = version + 1, withdrawn = true, updated_at = :now WHERE id = :id")
                .param("id", id)
                .param("now", time(now))
                .update();
    }

    /** From the day on the rights count in other cells; where they counted until then is kept. By right. */
    void move(Map<Right, Cell> cells, LocalDate day, Instant now) {
        if (cells.isEmpty()) return;
        var rows = new ArrayList<Map<String, @Nullable Object>>();
        cells.forEach((right, cell) -> {
            var row = new LinkedHashMap<String, @Nullable Object>();
            row.put("id", right.id());
            row.put("counts_for", cell.organisation());
            row.put("region", cell.region());
            row.put("zone", cell.zone());
            row.put("industry", cell.industry());
            rows.add(row);
        });
        String json = JSON.writeValueAsString(rows);
        // Of two moves on one day the first cell stays: in between nothing counted.
        jdbc.sql("""
                INSERT INTO registry.ip_cell (ip, until, organisation, region, zone, industry)
                SELECT o.id, :day, o.counts_for, o.region, o.zone, o.industry
                FROM jsonb_to_recordset(:rows::jsonb) AS r (id uuid) JOIN registry.ip_right o ON o.id = r.id
                WHERE NOT EXISTS (SELECT FROM registry.ip_cell c WHERE c.ip = o.id AND c.until >= :day)""").param("rows", json).param("day", day).update();
        jdbc.sql("""
                UPDATE registry.ip_right o SET version = o.version + 1, counts_for = r.counts_for, region = r.region,
                    zone = r.zone, industry = r.industry, updated_at = :now
                FROM jsonb_to_recordset(:rows::jsonb)
                     AS r (id uuid, counts_for uuid, region text, zone text, industry text)
                WHERE o.id = r.id""").param("rows", json).param("now", time(now)).update();
    }

    /** A new version of which only the history tells more, e.g. further owners. */
    void touch(Collection<UUID> ids, Instant now) {
        jdbc.sql("UPDATE registry.ip_right SET version = version + 1, updated_at = :now WHERE id = ANY(:ids)")
                .param("ids", ids.toArray(UUID[]::new))
                .param("now", time(now))
                .update();
    }

    void history(Collection<Entry> entries, String action, Viewer actor, String reason, Instant now) {
        jdbc.sql("""
                INSERT INTO registry.ip_change (ip, version, action, on_day, changed_at, account, actor, reason, changes)
                SELECT r.ip, r.version, :action, r.on_day, :now, :account, :actor, :reason, r.changes
                FROM jsonb_to_recordset(:rows::jsonb) AS r (ip uuid, version integer, on_day date, changes jsonb)""")
                .param(
                        "rows",
                        JSON.writeValueAsString(entries.stream()
                                .map(entry -> {
                                    var row = new LinkedHashMap<String, @Nullable Object>();
                                    row.put("ip", entry.ip());
                                    row.put("version", entry.version());
                                    row.put("on_day", Objects.toString(entry.onDay(), null));
                                    row.put("changes", entry.changes());
                                    return row;
                                })
                                .toList()))
                .param("action", action)
                .param("now", time(now))
                .param("account", actor.account(), Types.OTHER)
                .param("actor", actor.name())
                .param("reason", reason)
                .update();
    }

    /** What was done to a right, newest first; the caller has checked that the viewer may see it. */
    public List<Change> changes(UUID id) {
        return jdbc.sql("""
                SELECT version, action, on_day, changed_at, actor, reason, changes FROM registry.ip_change
                WHERE ip = :id ORDER BY version DESC LIMIT 200""")
                .param("id", id)
                .query((rows, number) -> new Change(
                        rows.getInt("version"),
                        rows.getString("action"),
                        rows.getObject("on_day", LocalDate.class),
                        rows.getObject("changed_at", OffsetDateTime.class).toInstant(),
                        rows.getString("actor"),
                        rows.getString("reason"),
                        JSON.readValue(rows.getString("changes"), new TypeReference<Map<String, List<String>>>() {})))
                .list();
    }

    static OffsetDateTime time(Instant now) {
        return now.atOffset(ZoneOffset.UTC);
    }

    private static Map<String, @Nullable Object> row(UUID id, RightData data, Cell cell) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("id", id);
        row.put("kind", data.kind().code());
        row.put("title", data.title());
        row.put("application_number", data.applicationNumber());
        row.put("grant_number", data.grantNumber());
        row.put("applied", Objects.toString(data.applied(), null));
        row.put("granted", Objects.toString(data.granted(), null));
        row.put("term_until", Objects.toString(data.termUntil(), null));
        row.put("ended_on", Objects.toString(data.endedOn(), null));
        row.put("end_reason", data.end() == null ? "" : data.end().code());
        row.put("used_for_hnte", data.usedForHnte());
        row.put("inventors", data.inventors());
        row.put("other_owners", data.otherOwners());
        row.put("counts_for", cell.organisation());
        row.put("region", cell.region());
        row.put("zone", cell.zone());
        row.put("industry", cell.industry());
        return row;
    }

    private static Map<String, @Nullable Object> row(UUID ip, Owner owner) {
        var row = new LinkedHashMap<String, @Nullable Object>();
        row.put("ip", ip);
        row.put("organisation", owner.organisation());
        row.put("since", owner.since().toString());
        row.put("until", Objects.toString(owner.until(), null));
        row.put("position", owner.position());
        row.put("share", owner.share());
        row.put("obtained", owner.obtained().code());
        row.put("supports_product", owner.supportsProduct());
        return row;
    }
}
