package dev.kechuang.plan.internal.desk;

import dev.kechuang.shared.access.Viewer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Units of the bureau and of counties and parks (单位、处室), to whom things are given to do. */
@Component
public class Units {

    private final JdbcClient jdbc;

    public Units(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param kind {@code BUREAU}, {@code DIVISION} or {@code REGION_BUREAU} */
    public record Unit(UUID id, String code, String name, String en, String kind, String region) {}

    /** Active ones, the bureau's own first. */
    public List<Unit> all() {
        return jdbc.sql("""
                        SELECT unit, code, name, en, kind, region FROM identity.published_unit WHERE active
                        ORDER BY CASE kind WHEN 'BUREAU' THEN 0 WHEN 'DIVISION' THEN 1 ELSE 2 END, unit""").query(Units::row).list();
    }

    /** The bureau of a county or park (县区科技主管部门), without its own sections; several where a region has several. */
    public List<Unit> bureaus(String region) {
        return jdbc.sql("""
                        SELECT u.unit, u.code, u.name, u.en, u.kind, u.region FROM identity.published_unit u
                        LEFT JOIN identity.published_unit above ON above.unit = u.parent
                        WHERE u.active AND u.kind = 'REGION_BUREAU' AND u.region = :region
                          AND above.kind IS DISTINCT FROM 'REGION_BUREAU'
                        ORDER BY u.unit""").param("region", region).query(Units::row).list();
    }

    public Optional<Unit> find(UUID id) {
        return jdbc.sql("SELECT unit, code, name, en, kind, region FROM identity.published_unit WHERE unit = :id")
                .param("id", id)
                .query(Units::row)
                .optional();
    }

    /** Active people of a unit. */
    public List<UUID> people(UUID unit) {
        return jdbc.sql("SELECT account FROM identity.published_person WHERE unit = :unit AND active ORDER BY account")
                .param("unit", unit)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
    }

    /** A person who works in a unit. */
    public record Person(UUID account, String name, UUID unit, String unitName) {}

    /** Active people of all units, by unit and name. */
    public List<Person> everybody() {
        return jdbc.sql("""
                        SELECT account, name, unit, unit_name FROM identity.published_person
                        WHERE unit IS NOT NULL AND active ORDER BY unit, name, account""")
                .query((rows, number) -> new Person(
                        rows.getObject("account", UUID.class),
                        rows.getString("name"),
                        rows.getObject("unit", UUID.class),
                        rows.getString("unit_name")))
                .list();
    }

    private static Unit row(ResultSet rows, int number) throws SQLException {
        return new Unit(
                rows.getObject("unit", UUID.class),
                rows.getString("code"),
                rows.getString("name"),
                rows.getString("en"),
                rows.getString("kind"),
                rows.getString("region"));
    }

    /** Whether the viewer works in the unit. */
    public static boolean own(Viewer viewer, UUID unit) {
        return unit.equals(viewer.unit());
    }
}
