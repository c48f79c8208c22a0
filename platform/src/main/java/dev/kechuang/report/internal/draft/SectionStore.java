package dev.kechuang.report.internal.draft;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The order of a report's sections, and those that were taken out. */
@Repository
public class SectionStore {

    private final JdbcClient jdbc;

    public SectionStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Sections that were taken out, by heading. */
    public List<Report.Section> removed(UUID report) {
        return jdbc.sql("""
                SELECT id, heading, text, revision, saved_name, saved_at FROM report.section
                WHERE report = :report AND place IS NULL ORDER BY heading, id""")
                .param("report", report)
                .query((rows, number) -> new Report.Section(
                        rows.getString("id"),
                        0,
                        rows.getString("heading"),
                        rows.getString("text"),
                        rows.getInt("revision"),
                        rows.getString("saved_name"),
                        rows.getObject("saved_at", OffsetDateTime.class).toInstant()))
                .list();
    }

    /** Puts exactly these in this order; whatever else the report has is out. */
    void arrange(UUID report, List<String> order) {
        jdbc.sql("""
                UPDATE report.section s SET place = o.place
                FROM (SELECT x.id, o.place::integer AS place FROM report.section x
                      LEFT JOIN unnest(:ids::text[]) WITH ORDINALITY AS o (id, place) ON o.id = x.id
                      WHERE x.report = :report) AS o
                WHERE s.report = :report AND s.id = o.id AND s.place IS DISTINCT FROM o.place""")
                .param("report", report)
                .param("ids", order.toArray(String[]::new))
                .update();
    }

    /** An id that no section of the report has had. */
    String fresh(UUID report) {
        int last = jdbc.sql("""
                SELECT coalesce(max(substring(id FROM '^own-([0-9]{1,6})$')::integer), 0) FROM report.section
                WHERE report = :report""").param("report", report).query(Integer.class).single();
        return "own-" + (last + 1);
    }
}
