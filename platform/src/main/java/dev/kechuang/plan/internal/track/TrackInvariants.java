package dev.kechuang.plan.internal.track;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.SqlInvariant;
import java.util.ArrayList;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What must hold of progress and lights at any time. */
@Configuration(proxyBeanMethods = false)
public class TrackInvariants {

    @Bean
    public Invariant planLightsFollowTheRule(JdbcClient jdbc) {
        return new Invariant() {
            @Override
            public String name() {
                return "plan.lights";
            }

            @Override
            public String claim() {
                return "Every light kept is what the rule gives for its basis; every other colour has a name and a reason.";
            }

            @Override
            public Result check() {
                var broken = new ArrayList<String>();
                long checked = 0;
                var kept = jdbc.sql("SELECT item, on_day, ruled, basis::text AS basis FROM plan.light")
                        .query((rows, number) -> {
                            Colour judged = LightRule.judge(BasisJson.read(rows.getString("basis")))
                                    .colour();
                            return judged.code().equals(rows.getString("ruled"))
                                    ? ""
                                    : "light of " + rows.getString("item") + " on " + rows.getString("on_day")
                                            + " is kept as " + rows.getString("ruled") + ", the rule gives "
                                            + judged.code();
                        })
                        .list();
                for (String wrong : kept) {
                    checked++;
                    if (!wrong.isEmpty() && broken.size() < 20) broken.add(wrong);
                }
                return new Result(checked, broken);
            }
        };
    }

    @Bean
    public Invariant planProgress(JdbcClient jdbc) {
        return new SqlInvariant(
                jdbc,
                "plan.progress",
                "Every report is counted by one record; a task is done exactly where a confirmed report of its unit says"
                        + " 100 %, and is counted once.",
                "SELECT count(*) FROM plan.report",
                """
                SELECT 'report ' || r.id || ' has no record' AS wrong FROM plan.report r
                WHERE NOT EXISTS (SELECT FROM record.published_record x WHERE x.kind = 'plan.report'
                                  AND x.subject = (SELECT 'plan/item/' || i.plan || '/' || i.id FROM plan.item i
                                                   WHERE i.id = r.item))
                UNION ALL
                SELECT 'task ' || d.item || ' is done without a confirmed report of 100 %' FROM plan.done d
                JOIN plan.report r ON r.id = d.report
                WHERE r.item <> d.item OR r.state <> 'confirmed' OR r.percent IS DISTINCT FROM 100
                UNION ALL
                SELECT 'task ' || d.item || ' is done and not counted once' FROM plan.done d
                WHERE (SELECT coalesce(sum(x.count), 0) FROM record.published_record x
                       WHERE x.kind = 'plan.taskDone' AND x.subject LIKE '%/' || d.item) <> 1""");
    }
}
