package dev.kechuang.match.internal.grow;

import static dev.kechuang.shared.desk.Sql.dayOrNull;
import static dev.kechuang.shared.desk.Sql.id;
import static dev.kechuang.shared.desk.Sql.text;

import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Sql;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Firms in the stores as those see them who counsel them for a service organisation (辅导企业). */
@Component
public class CounselledFirms {

    private final JdbcClient jdbc;

    public CounselledFirms(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A firm somebody counsels, for the list of theirs. */
    public record Counselled(
            UUID id,
            String ladder,
            int year,
            String name,
            String region,
            GrowStage stage,
            @Nullable LocalDate visited,
            int openMeasures) {}

    /** What the viewer counsels for a service organisation, the longest unvisited first; nothing for others. */
    public List<Counselled> of(Viewer viewer) {
        if (viewer.isOfficer()) return List.of();
        Sql where = EntryStore.scope(viewer);
        return jdbc.sql("SELECT c.id, c.ladder, c.year, o.name, c.region, coalesce(" + EntryStore.STAGE
                        + ", 1) AS stage, "
                        + EntryStore.VISITED
                        + """
                         AS visited,
                               (SELECT count(*) FROM match.cultivation_measure x
                                WHERE x.entry = c.id AND x.state = 'open') AS measures
                        FROM match.cultivation c JOIN registry.published_organisation o ON o.id = c.organisation"""
                        + where.where() + " ORDER BY visited NULLS FIRST, o.name, c.id LIMIT 500")
                .params(where.parameters())
                .query((rows, number) -> new Counselled(
                        id(rows, "id"),
                        text(rows, "ladder"),
                        rows.getInt("year"),
                        text(rows, "name"),
                        text(rows, "region"),
                        GrowStage.of(rows.getInt("stage")),
                        dayOrNull(rows, "visited"),
                        rows.getInt("measures")))
                .list();
    }
}
