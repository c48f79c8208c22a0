package dev.kechuang.programme.internal.decision;

import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
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
        boolean leader = viewer.is(Role.BUREAU_LEADER);
        return jdbc.sql(leader ? """
                        SELECT count(*) FROM programme.call c WHERE c.region = ANY(:scope) AND (
                            EXISTS (SELECT FROM programme.decision_list l WHERE l.call = c.id AND l.state = 'proposed')
                            OR EXISTS (SELECT FROM programme.approval p WHERE p.call = c.id AND p.state = 'prepared'))""" : """
                        SELECT count(*) FROM programme.call c WHERE c.region = ANY(:scope) AND c.id IN (
                            SELECT a.call FROM programme.application a
                            WHERE a.status = 'open' AND (
                                a.stage_kind = 'notice' AND NOT EXISTS (
                                    SELECT FROM programme.notice_entry e JOIN programme.notice n ON n.id = e.notice
                                    WHERE e.application = a.id AND n.stage = a.stage AND n.state <> 'cancelled')
                                OR a.stage_kind = 'approval' AND NOT EXISTS (
                                    SELECT FROM programme.approval_entry e JOIN programme.approval p ON p.id = e.approval
                                    WHERE e.application = a.id AND p.state = 'prepared')
                                OR a.stage_kind = 'decision' AND NOT EXISTS (
                                    SELECT FROM programme.decision_list l WHERE l.call = a.call
                                      AND l.state IN ('proposed', 'confirmed'))))""")
                .param("scope", viewer.regionArray())
                .query(Integer.class)
                .single();
    }

    public int objections(Viewer viewer) {
        return objections.open(viewer);
    }
}
