package dev.kechuang.programme.internal.decision;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What of decision, notice and approval waits for the viewer; one statement each, as every page asks. */
@Component
public class DecisionWaiting {

    private final JdbcClient jdbc;
    private final ObjectionStore objections;

    public DecisionWaiting(JdbcClient jdbc, ObjectionStore objections) {
        this.jdbc = jdbc;
        this.objections = objections;
    }

    /** Calls whose lists and documents wait: for leaders to be confirmed or issued, for officers to be made. */
    public int calls(Viewer viewer) {
        return jdbc.sql("SELECT count(DISTINCT w.id) FROM (" + waits(viewer) + ") w")
                .param("scope", viewer.regionArray())
                .param("me", viewer.account())
                .query(Integer.class)
                .single();
    }

    /**
     * What waits in a call.
     *
     * @param what {@code list} or {@code issue} for whoever decides, else the kind of stage: decision, notice or approval
     * @param count how many applications, or 1
     * @param due the first of their last days, null for none
     */
    public record Waits(
            UUID call,
            String title,
            String what,
            int count,
            @Nullable LocalDate due) {}

    /** The most urgent first; one statement. */
    public List<Waits> most(Viewer viewer, int limit) {
        return jdbc.sql(waits(viewer) + " ORDER BY due NULLS LAST, id LIMIT :limit")
                .param("scope", viewer.regionArray())
                .param("me", viewer.account())
                .param("limit", limit)
                .query((rows, number) -> new Waits(
                        rows.getObject("id", UUID.class),
                        rows.getString("title"),
                        rows.getString("what"),
                        rows.getInt("n"),
                        rows.getObject("due", LocalDate.class)))
                .list();
    }

    /** A county prepares and decides in its own calls, each step by another person. */
    private static String waits(Viewer viewer) {
        if (viewer.is(Role.BUREAU_LEADER)) return LEADERS;
        return viewer.is(Role.COUNTY_OFFICER) ? LEADERS + " UNION ALL " + OFFICERS : OFFICERS;
    }

    private static final String LEADERS = """
            SELECT c.id, c.title, 'list' AS what, 1 AS n,
                   (SELECT min(a.due_on) FROM programme.application a
                    WHERE a.call = c.id AND a.stage_kind = 'decision' AND a.status = 'open') AS due
            FROM programme.call c JOIN programme.decision_list l ON l.call = c.id AND l.state = 'proposed'
            WHERE c.region = ANY(:scope) AND l.fixed_by IS DISTINCT FROM CAST(:me AS uuid)
            UNION ALL
            SELECT c.id, c.title, 'issue', 1,
                   (SELECT min(a.due_on) FROM programme.application a
                    WHERE a.call = c.id AND a.stage_kind = 'approval' AND a.status = 'open')
            FROM programme.call c JOIN programme.approval p ON p.call = c.id AND p.state = 'prepared'
            WHERE c.region = ANY(:scope) AND p.prepared_by IS DISTINCT FROM CAST(:me AS uuid)""";

    private static final String OFFICERS = """
            SELECT c.id, c.title, a.stage_kind AS what, count(*) AS n, min(a.due_on) AS due
            FROM programme.application a JOIN programme.call c ON c.id = a.call
            WHERE c.region = ANY(:scope) AND a.status = 'open' AND (
                a.stage_kind = 'notice' AND NOT EXISTS (
                    SELECT FROM programme.notice_entry e JOIN programme.notice n ON n.id = e.notice
                    WHERE e.application = a.id AND n.stage = a.stage AND n.state <> 'cancelled')
                OR a.stage_kind = 'approval' AND NOT EXISTS (
                    SELECT FROM programme.approval_entry e JOIN programme.approval p ON p.id = e.approval
                    WHERE e.application = a.id AND p.state = 'prepared')
                OR a.stage_kind = 'decision' AND NOT EXISTS (
                    SELECT FROM programme.decision_list l WHERE l.call = a.call AND l.state IN ('proposed', 'confirmed')))
            GROUP BY c.id, c.title, a.stage_kind""";

    public int objections(Viewer viewer) {
        return objections.open(viewer);
    }
}
