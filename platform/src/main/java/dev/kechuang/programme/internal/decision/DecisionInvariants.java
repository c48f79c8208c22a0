package dev.kechuang.programme.internal.decision;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of everything that was approved. */
@Configuration(proxyBeanMethods = false)
public class DecisionInvariants {

    private static final String APPROVED = """
            JOIN programme.application a ON a.id = e.application
            JOIN programme.version_stage s ON s.version = a.version AND s.stage = e.stage
                 AND s.kind = 'approval' AND e.kind = 'passed'
            """;

    @Bean
    public Invariant programmeApprovedProperly(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "programme.approved",
                "Everything approved stood in a notice of enough working days that was over, has no open objection, is"
                        + " named by an issued document, and is a record.",
                "SELECT count(*) FROM programme.event e " + APPROVED,
                """
                SELECT 'application ' || a.number || ': ' || w.what FROM programme.event e
                """ + APPROVED + """
                CROSS JOIN LATERAL (
                    SELECT 'stood in no notice that was over' AS what
                    WHERE EXISTS (SELECT FROM programme.version_stage n WHERE n.version = a.version AND n.kind = 'notice'
                                  AND n.position < s.position)
                      AND NOT EXISTS (
                        SELECT FROM programme.notice_entry x JOIN programme.notice p ON p.id = x.notice
                        WHERE x.application = a.id AND p.state <> 'cancelled' AND p.working_days >= p.required_days
                          AND p.until_on < (e.at AT TIME ZONE 'Asia/Shanghai')::date)
                    UNION ALL
                    SELECT 'was approved with an open objection'
                    WHERE EXISTS (SELECT FROM programme.objection o WHERE o.application = a.id AND o.kind <> 'anonymous'
                                  AND o.filed_at <= e.at
                                  AND coalesce(o.handled_at > e.at, true))
                    UNION ALL
                    SELECT 'is named by no issued document'
                    WHERE NOT EXISTS (SELECT FROM programme.approval_entry x JOIN programme.approval p ON p.id = x.approval
                                      WHERE x.application = a.id AND p.state = 'issued')
                    UNION ALL
                    SELECT 'has no record of its approval'
                    WHERE NOT EXISTS (SELECT FROM record.published_record r WHERE r.kind = 'programme.approved'
                                      AND r.organisation = a.organisation
                                      AND r.subject = 'programme/application/' || a.id)) w""");
    }

    @Bean
    public Invariant programmeListsHold(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "programme.decision",
                "Whoever passed the decision is on a confirmed list, which two people made and which fits its budget and"
                        + " the money of its tracks and fields.",
                "SELECT count(*) FROM programme.decision_list",
                """
                SELECT 'list ' || l.number || ' of call ' || l.call || ' gives more than its budget' AS wrong
                FROM programme.decision_list l
                WHERE l.state = 'confirmed' AND l.budget_fen < (
                    SELECT sum(e.amount_fen) FROM programme.decision_entry e WHERE e.list = l.id AND e.approve)
                UNION ALL
                SELECT 'list ' || l.number || ' of call ' || l.call || ' gives more than the limit of ' || s.dimension || ' '
                       || s.code
                FROM programme.decision_list l JOIN programme.decision_share s ON s.list = l.id
                WHERE l.state = 'confirmed' AND s.left_fen < (
                    SELECT sum(e.amount_fen) FROM programme.decision_entry e
                    JOIN programme.application a ON a.id = e.application
                    WHERE e.list = l.id AND e.approve
                      AND s.code = CASE s.dimension WHEN 'track' THEN a.track ELSE a.field END)
                UNION ALL
                SELECT 'list ' || l.number || ' of call ' || l.call || ' was fixed and confirmed by one person'
                FROM programme.decision_list l WHERE l.state = 'confirmed' AND l.fixed_by = l.decided_by
                UNION ALL
                SELECT 'application ' || v.application || ' passed the decision without a list'
                FROM programme.event v
                JOIN programme.application a ON a.id = v.application
                JOIN programme.version_stage s ON s.version = a.version AND s.stage = v.stage
                WHERE s.kind = 'decision' AND v.kind = 'passed' AND NOT EXISTS (
                    SELECT FROM programme.decision_entry e JOIN programme.decision_list l ON l.id = e.list
                    WHERE e.application = v.application AND e.approve AND l.state = 'confirmed')""");
    }
}
