package dev.kechuang.programme.internal.decision;

import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds public notices, documents of approval and objections by number or title, for the search in the bar. */
@Component
public class DecisionSearch {

    private final JdbcClient jdbc;

    public DecisionSearch(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param title number and title as people name it
     * @param note whose call it is
     * @param path where it is read
     */
    public record Found(String title, String note, String path) {}

    /** For everybody; those that were cancelled are left out. */
    public List<Found> notices(String words, int limit) {
        return find("""
                        SELECT p.id, p.title, c.title AS note, '/notices/' || p.id AS path
                        FROM programme.notice p JOIN programme.call c ON c.id = p.call
                        WHERE p.state <> 'cancelled' AND p.title ILIKE :like
                        ORDER BY p.published_at DESC, p.id DESC LIMIT :limit""", words, limit, Map.of());
    }

    /** Documents and objections of the viewer's regions. */
    public List<Found> papers(Viewer officer, String words, int limit) {
        return find("""
                        SELECT id, title, note, path FROM (
                            SELECT p.id, p.number || ' ' || p.title AS title, c.title AS note,
                                   '/decisions/' || p.call || '/approvals/' || p.id AS path
                            FROM programme.approval p JOIN programme.call c ON c.id = p.call
                            WHERE c.region = ANY(:scope) AND (p.number ILIKE :like OR p.title ILIKE :like)
                            UNION ALL
                            SELECT o.id, o.number || ' ' || e.title, c.title, '/decisions/objections/' || o.id
                            FROM programme.objection o
                            JOIN programme.notice_entry e ON e.notice = o.notice AND e.application = o.application
                            JOIN programme.notice p ON p.id = o.notice JOIN programme.call c ON c.id = p.call
                            WHERE c.region = ANY(:scope) AND (o.number ILIKE :like OR e.title ILIKE :like)) found
                        ORDER BY id DESC LIMIT :limit""", words, limit, Map.of("scope", officer.regionArray()));
    }

    private List<Found> find(String sql, String words, int limit, Map<String, ?> parameters) {
        return jdbc.sql(sql)
                .param("like", "%" + words.replaceAll("([\\\\%_])", "\\\\$1") + "%")
                .param("limit", limit)
                .params(parameters)
                .query((rows, number) ->
                        new Found(rows.getString("title"), rows.getString("note"), rows.getString("path")))
                .list();
    }
}
