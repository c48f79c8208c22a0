package dev.kechuang.plan.internal.desk;

import dev.kechuang.identity.Accounts;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.DemoClock;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Sql;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** People of the demonstration city in their units, and the days on which they acted. */
@Component
public class DemoOffice {

    private final Units units;
    private final Accounts accounts;
    private final Regions regions;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemoOffice(Units units, Accounts accounts, Regions regions, JdbcClient jdbc, Clock clock) {
        this.units = units;
        this.accounts = accounts;
        this.regions = regions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    public LocalDate today() {
        return LocalDate.now(clock);
    }

    /** Does something on a past day; on the real day where there is no clock that can be set. */
    public <T> Outcome<T> on(LocalDate day, Supplier<Outcome<T>> work) {
        if (!(clock instanceof DemoClock demo)) return work.get();
        return demo.at(day.atTime(10, 0).atZone(clock.getZone()).toInstant(), work);
    }

    /** Somebody who works in the unit. */
    public Viewer in(Units.Unit unit) {
        boolean county = unit.kind().equals("REGION_BUREAU");
        return jdbc.sql("""
                        SELECT account, name FROM identity.published_person WHERE unit = :unit AND active
                        ORDER BY account LIMIT 1""")
                .param("unit", unit.id())
                .query((rows, number) -> new Viewer(
                        Sql.id(rows, "account"),
                        Sql.text(rows, "name"),
                        Set.of(county ? Role.COUNTY_OFFICER : Role.BUREAU_OFFICER),
                        null,
                        unit.id(),
                        unit.name(),
                        regions.subtree(unit.region())))
                .single();
    }

    public List<Units.Unit> divisions() {
        return units.all().stream()
                .filter(unit -> unit.kind().equals("DIVISION"))
                .toList();
    }

    public List<Units.Unit> counties() {
        return units.all().stream()
                .filter(unit -> unit.kind().equals("REGION_BUREAU"))
                .toList();
    }

    public Viewer leader() {
        var person =
                accounts.officers(Role.BUREAU_LEADER, regions.city().code()).getFirst();
        UUID unit = units.all().stream()
                .filter(one -> one.kind().equals("BUREAU"))
                .findFirst()
                .map(Units.Unit::id)
                .orElse(null);
        return new Viewer(
                person.account(),
                person.name(),
                Set.of(Role.BUREAU_LEADER),
                null,
                unit,
                "",
                regions.subtree(regions.city().code()));
    }

    /** A firm with somebody who acts for it. */
    public record Firm(UUID id, String name, String region, Viewer person) {}

    /** Confirmed enterprises, always the same; those whose people have an account stand first. */
    public List<Firm> firms(int most) {
        return jdbc.sql("""
                        SELECT f.id, f.name, f.region, p.account, coalesce(p.name, '') AS person
                        FROM registry.published_organisation f
                        LEFT JOIN LATERAL (SELECT account, name FROM identity.published_person
                            WHERE organisation = f.id AND active ORDER BY account LIMIT 1) p ON true
                        WHERE f.status = 'confirmed' AND f.kind = 'enterprise'
                        ORDER BY p.account NULLS LAST, f.id LIMIT :most""")
                .param("most", most)
                .query((rows, number) -> {
                    UUID account = Sql.idOrNull(rows, "account");
                    UUID id = Sql.id(rows, "id");
                    return new Firm(
                            id,
                            Sql.text(rows, "name"),
                            Sql.text(rows, "region"),
                            new Viewer(
                                    account == null ? id : account,
                                    account == null ? "企业科技专员" : Sql.text(rows, "person"),
                                    Set.of(Role.APPLICANT),
                                    id,
                                    null,
                                    "",
                                    List.of()));
                })
                .list();
    }
}
