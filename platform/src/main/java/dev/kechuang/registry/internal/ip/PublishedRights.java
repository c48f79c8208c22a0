package dev.kechuang.registry.internal.ip;

import dev.kechuang.registry.IntellectualProperties;
import dev.kechuang.registry.RightKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Rights for other modules. */
@Service
public class PublishedRights implements IntellectualProperties {

    private final JdbcClient jdbc;

    public PublishedRights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<DatedRight> dated(Collection<UUID> organisations) {
        return jdbc.sql("""
                SELECT organisation, ip, kind, granted, since, until, obtained, used_for_hnte, supports_product
                FROM registry.published_ip
                WHERE organisation = ANY(:organisations) AND granted IS NOT NULL
                ORDER BY organisation, granted, ip, since""")
                .param("organisations", organisations.toArray(UUID[]::new))
                .query(PublishedRights::row)
                .list();
    }

    @Override
    public Map<UUID, LocalDate> without(Collection<UUID> organisations) {
        var stated = new HashMap<UUID, LocalDate>();
        jdbc.sql("""
                SELECT organisation, stated_on FROM registry.published_ip_none WHERE organisation = ANY(:organisations)""").param("organisations", organisations.toArray(UUID[]::new)).query(rows -> {
            stated.put(rows.getObject("organisation", UUID.class), rows.getObject("stated_on", LocalDate.class));
        });
        return stated;
    }

    private static DatedRight row(ResultSet rows, int number) throws SQLException {
        return new DatedRight(
                rows.getObject("organisation", UUID.class),
                rows.getObject("ip", UUID.class),
                RightKind.of(rows.getString("kind")).orElseThrow(),
                rows.getObject("granted", LocalDate.class),
                rows.getObject("since", LocalDate.class),
                rows.getObject("until", LocalDate.class),
                Obtained.of(rows.getString("obtained")).orElseThrow(),
                rows.getBoolean("used_for_hnte"),
                rows.getObject("supports_product", Boolean.class));
    }
}
