package dev.kechuang.plan.internal.assess;

import static dev.kechuang.shared.desk.Sql.text;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What plans say of a unit's year: targets in force, tasks done, reports on time. */
@Component
public class PlanWork {

    private final JdbcClient jdbc;

    public PlanWork(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param plan id of the plan it stands in */
    record PlanTarget(BigDecimal value, UUID plan, String title) {}

    /** The target of a place for an indicator that is due in the year: its own, or its part of the city's. */
    Optional<PlanTarget> target(String indicator, String region, int year) {
        return jdbc.sql("""
                        SELECT value, plan, plan_title FROM (
                            SELECT t.value, t.plan, t.plan_title, 1 AS nearest FROM plan.published_target t
                            WHERE t.indicator = :indicator AND t.region = :region
                              AND extract(year FROM t.due_on) = :year
                            UNION ALL
                            SELECT p.value, t.plan, t.plan_title, 2 FROM plan.published_target t
                            JOIN plan.in_force f ON f.plan = t.plan
                            JOIN plan.part p ON p.version = f.version AND p.item = t.item
                                 AND p.kind = 'region' AND p.key = :region
                            WHERE t.indicator = :indicator AND extract(year FROM t.due_on) = :year) found
                        ORDER BY nearest, plan LIMIT 1""")
                .param("indicator", indicator)
                .param("region", region)
                .param("year", year)
                .query((rows, number) -> new PlanTarget(
                        rows.getBigDecimal("value"), rows.getObject("plan", UUID.class), text(rows, "plan_title")))
                .optional();
    }

    /**
     * @param done in time
     * @param late done after their due date
     * @param due in the year and up to the day
     */
    record Tasks(long done, long late, long due) {}

    /** Tasks a unit leads. */
    Tasks tasks(UUID unit, int year, LocalDate until) {
        return jdbc.sql("""
                        SELECT count(*) FILTER (WHERE d.on_day <= t.due_on) AS done,
                               count(*) FILTER (WHERE d.on_day > t.due_on) AS late, count(*) AS due
                        FROM plan.published_task t LEFT JOIN plan.done d ON d.item = t.item
                        WHERE t.lead = :unit AND extract(year FROM t.due_on) = :year AND t.due_on <= :until""")
                .param("unit", unit)
                .param("year", year)
                .param("until", until)
                .query((rows, number) -> new Tasks(rows.getLong("done"), rows.getLong("late"), rows.getLong("due")))
                .single();
    }

    record Reports(long ontime, long owed) {}

    /** First filings of the year's periods, on time when they came by their due date. */
    Reports reports(UUID unit, int year) {
        return jdbc.sql("""
                        SELECT count(*) FILTER (WHERE filed_on <= due_on) AS ontime, count(*) AS owed
                        FROM plan.report WHERE unit = :unit AND filing = 1 AND left(period, 4) = :year""")
                .param("unit", unit)
                .param("year", String.valueOf(year))
                .query((rows, number) -> new Reports(rows.getLong("ontime"), rows.getLong("owed")))
                .single();
    }
}
