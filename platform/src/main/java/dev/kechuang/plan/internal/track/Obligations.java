package dev.kechuang.plan.internal.track;

import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanScope;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Which reports are asked of whom: of each running plan those for the newest period that is open. */
@Repository
public class Obligations {

    private final JdbcClient jdbc;
    private final PlanStore plans;

    public Obligations(JdbcClient jdbc, PlanStore plans) {
        this.jdbc = jdbc;
        this.plans = plans;
    }

    /**
     * A report that is asked for.
     *
     * @param task whether it is about a task; else about a target that no indicator measures
     * @param report the unit's report for the period, null while there is none or it was returned
     */
    public record Owed(
            UUID plan,
            String planTitle,
            UUID item,
            String name,
            boolean task,
            UUID unit,
            String unitName,
            String period,
            LocalDate dueOn,
            @Nullable UUID report,
            boolean returned) {

        public boolean open() {
            return report == null;
        }

        public boolean late(LocalDate today) {
            return open() && dueOn.isBefore(today);
        }
    }

    /** Of one unit, the earliest due first. */
    public List<Owed> ofUnit(UUID unit, LocalDate today) {
        return read(plans.running(today), today, unit, true);
    }

    /** What is open of everybody in the plans that the viewer sees whole. */
    public List<Owed> open(Viewer viewer, LocalDate today) {
        var whole = plans.running(today).stream()
                .filter(plan -> PlanScope.whole(viewer, plan.region()))
                .toList();
        return read(whole, today, null, true);
    }

    /** Everything asked for of a plan, whether reported or not. */
    public List<Owed> ofPlan(Plan plan, LocalDate today) {
        return read(List.of(plan), today, null, false);
    }

    /** Open in any plan, for reminders. */
    List<Owed> open(LocalDate today) {
        return read(plans.running(today), today, null, true);
    }

    private List<Owed> read(List<Plan> of, LocalDate today, @Nullable UUID unit, boolean openOnly) {
        var ids = new ArrayList<UUID>();
        var periods = new ArrayList<String>();
        var firsts = new ArrayList<String>();
        var lasts = new ArrayList<String>();
        var dues = new ArrayList<String>();
        for (Plan plan : of) {
            Calendar.asked(plan, today).ifPresent(asked -> {
                ids.add(plan.id());
                periods.add(asked.period().toString());
                firsts.add(asked.period().first().toString());
                lasts.add(asked.period().last().toString());
                dues.add(asked.due().toString());
            });
        }
        if (ids.isEmpty()) return List.of();
        return jdbc.sql("""
                        SELECT p.id AS plan, p.title, x.item, x.name, x.task, d.unit, u.name AS unit_name, a.period, a.due,
                               r.id AS report, EXISTS (
                                   SELECT FROM plan.report b WHERE b.item = x.item AND b.unit = d.unit
                                   AND b.period = a.period AND b.state = 'returned') AS returned
                        FROM unnest(:plans::uuid[], :periods::text[], :firsts::date[], :lasts::date[], :dues::date[])
                             AS a (plan, period, first, last, due)
                        JOIN plan.plan p ON p.id = a.plan
                        JOIN plan.in_force f ON f.plan = p.id
                        JOIN LATERAL (
                            SELECT t.item, t.heading AS name, t.from_on, true AS task, t.place FROM plan.task t
                            WHERE t.version = f.version
                            UNION ALL
                            SELECT g.item, g.name, g.from_on, false, g.place FROM plan.target g
                            WHERE g.version = f.version AND g.indicator IS NULL) x ON x.from_on <= a.last
                        JOIN plan.duty d ON d.version = f.version AND d.item = x.item AND d.reports
                                        AND (x.task OR d.role = 'lead')
                        JOIN identity.published_unit u ON u.unit = d.unit
                        LEFT JOIN LATERAL (
                            SELECT r.id FROM plan.report r WHERE r.item = x.item AND r.unit = d.unit
                            AND r.period >= a.period AND r.state <> 'returned' LIMIT 1) r ON true
                        WHERE (:unit::uuid IS NULL OR d.unit = :unit::uuid) AND (NOT :openOnly OR r.id IS NULL)
                          AND NOT EXISTS (SELECT FROM plan.done o WHERE o.item = x.item AND o.on_day < a.first)
                        ORDER BY a.due, p.id, x.task DESC, x.place, u.unit""")
                .param("plans", ids.toArray(UUID[]::new))
                .param("periods", periods.toArray(String[]::new))
                .param("firsts", firsts.toArray(String[]::new))
                .param("lasts", lasts.toArray(String[]::new))
                .param("dues", dues.toArray(String[]::new))
                .param("unit", unit, java.sql.Types.OTHER)
                .param("openOnly", openOnly)
                .query((rows, number) -> new Owed(
                        rows.getObject("plan", UUID.class),
                        rows.getString("title"),
                        rows.getObject("item", UUID.class),
                        rows.getString("name"),
                        rows.getBoolean("task"),
                        rows.getObject("unit", UUID.class),
                        rows.getString("unit_name"),
                        rows.getString("period"),
                        rows.getObject("due", LocalDate.class),
                        rows.getObject("report", UUID.class),
                        rows.getBoolean("returned")))
                .list();
    }
}
