package dev.kechuang.plan.internal.opinion;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of opinions at any time. */
@Configuration(proxyBeanMethods = false)
public class OpinionInvariants {

    @Bean
    public Invariant opinionsAreCounted(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "plan.opinions",
                "The records count every opinion once under its topic, and every meeting and firm heard once.",
                """
                                SELECT (SELECT count(*) FROM plan.opinion) + (SELECT count(*) FROM plan.opinion_meeting)
                                     + (SELECT count(*) FROM plan.opinion_attendance)""",
                """
                                WITH wanted AS (
                                    SELECT 'plan.opinion' AS kind, 'plan/opinion/' || id AS subject,
                                           organisation::text AS organisation, topic,
                                           1 AS n FROM plan.opinion
                                    UNION ALL
                                    SELECT 'plan.opinionMeeting', 'plan/opinionMeeting/' || id, '', '', 1
                                    FROM plan.opinion_meeting
                                    UNION ALL
                                    SELECT 'plan.firmHeard', 'plan/opinionMeeting/' || meeting, organisation::text, '', 1
                                    FROM plan.opinion_attendance
                                    UNION ALL
                                    SELECT DISTINCT 'plan.firmHeard', 'plan/opinionForm/' || form, organisation::text, '', 1
                                    FROM plan.opinion_response
                                    UNION ALL
                                    SELECT 'plan.firmHeard', 'plan/opinion/' || id, organisation::text, '', 1
                                    FROM plan.opinion WHERE source = 'own'),
                                counted AS (
                                    SELECT kind, subject, coalesce(organisation::text, '') AS organisation,
                                           coalesce(dimensions ->> 'topic', '') AS topic,
                                           sum(count) AS n
                                    FROM record.published_record
                                    WHERE kind IN ('plan.opinion', 'plan.opinionMeeting', 'plan.firmHeard')
                                    GROUP BY 1, 2, 3, 4 HAVING sum(count) <> 0)
                                SELECT coalesce(w.subject, c.subject) || ' is counted ' || coalesce(c.n, 0)
                                       || ' times as ' || coalesce(w.kind, c.kind)
                                FROM wanted w FULL JOIN counted c ON c.kind = w.kind AND c.subject = w.subject
                                     AND c.topic = w.topic
                                     AND c.organisation = w.organisation
                                WHERE coalesce(c.n, 0) <> coalesce(w.n, 0)""");
    }
}
