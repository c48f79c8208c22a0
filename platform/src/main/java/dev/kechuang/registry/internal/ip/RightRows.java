package dev.kechuang.registry.internal.ip;

import dev.kechuang.registry.IntellectualProperties.Obtained;
import dev.kechuang.registry.RightKind;
import dev.kechuang.registry.internal.Scope;
import dev.kechuang.registry.internal.ip.Right.Cell;
import dev.kechuang.registry.internal.ip.Right.End;
import dev.kechuang.registry.internal.ip.Right.Owner;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Rights as they come out of the database, and what of them a viewer sees. */
final class RightRows {

    static final String COLUMNS = """
            r.id, r.version, r.kind, r.title, r.application_number, r.grant_number, r.applied, r.granted, r.term_until,
            r.ended_on, r.end_reason, r.withdrawn, r.used_for_hnte, r.inventors, r.other_owners, r.counts_for, r.region,
            r.zone, r.industry, r.on_day, r.updated_at, f.name AS first_owner,
            (SELECT count(*)::int FROM registry.ip_owner n WHERE n.ip = r.id AND n.until IS NULL) AS owners""";

    static final String FROM = " FROM registry.ip_right r JOIN registry.organisation f ON f.id = r.counts_for ";

    static final String OWNER_COLUMNS =
            "w.ip, w.organisation, g.name, w.since, w.until, w.position, w.share, w.obtained, w.supports_product";

    private RightRows() {}

    /**
     * Officers see what counts in their regions and what their organisations own together with others, people of an
     * organisation what it owns or owned, on {@code r}.
     */
    static Scope scope(Viewer viewer) {
        if (viewer.roles().stream().anyMatch(Role::isAdministrator)) return new Scope("false", Map.of());
        if (viewer.isOfficer()) {
            return new Scope("""
                    (r.region = ANY(:scope) OR r.zone = ANY(:scope) OR r.id IN (
                        SELECT co.ip FROM registry.ip_owner co JOIN registry.organisation og ON og.id = co.organisation
                        WHERE co.position > 1 AND co.until IS NULL
                          AND (og.region = ANY(:scope) OR og.zone = ANY(:scope))))""", Map.of("scope", viewer.regionArray()));
        }
        if (viewer.organisation() != null) {
            return new Scope(
                    "r.id IN (SELECT own.ip FROM registry.ip_owner own WHERE own.organisation = :own)",
                    Map.of("own", viewer.organisation()));
        }
        return new Scope("false", Map.of());
    }

    static Right right(ResultSet rows, int number) throws SQLException {
        return new Right(
                rows.getObject("id", UUID.class),
                rows.getInt("version"),
                RightKind.of(rows.getString("kind")).orElseThrow(),
                rows.getString("title"),
                rows.getString("application_number"),
                rows.getString("grant_number"),
                rows.getObject("applied", LocalDate.class),
                rows.getObject("granted", LocalDate.class),
                rows.getObject("term_until", LocalDate.class),
                rows.getObject("ended_on", LocalDate.class),
                End.of(rows.getString("end_reason")).orElse(null),
                rows.getBoolean("withdrawn"),
                rows.getBoolean("used_for_hnte"),
                List.copyOf(Arrays.asList((String[]) rows.getArray("inventors").getArray())),
                rows.getString("other_owners"),
                new Cell(
                        rows.getObject("counts_for", UUID.class),
                        rows.getString("region"),
                        rows.getString("zone"),
                        rows.getString("industry")),
                rows.getString("first_owner"),
                rows.getInt("owners"),
                rows.getObject("on_day", LocalDate.class),
                rows.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    static Owner owner(ResultSet rows, int number) throws SQLException {
        return new Owner(
                rows.getObject("organisation", UUID.class),
                rows.getString("name"),
                rows.getObject("since", LocalDate.class),
                rows.getObject("until", LocalDate.class),
                rows.getInt("position"),
                rows.getBigDecimal("share"),
                Obtained.of(rows.getString("obtained")).orElseThrow(),
                rows.getObject("supports_product", Boolean.class));
    }
}
