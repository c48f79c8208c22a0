package dev.kechuang.report.internal.reading;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.report.internal.text.Phrases;
import dev.kechuang.report.internal.text.UnitScale;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Targets of the plans in force, from what the plans publish. */
@Repository
class PlanTargets implements Targets {

    private final JdbcClient jdbc;
    private final Indicators indicators;

    PlanTargets(JdbcClient jdbc, Indicators indicators) {
        this.jdbc = jdbc;
        this.indicators = indicators;
    }

    private record Row(UUID plan, String bound, BigDecimal value, String unit) {}

    /** A plan of that one year goes before one of several years; among equals the newest. */
    @Override
    public Optional<Target> find(String indicator, String region, int year) {
        String unit = indicators.find(indicator).map(Indicator::unit).orElse("");
        return jdbc
                .sql("""
                SELECT plan, bound, value, unit FROM plan.published_target
                WHERE indicator = :indicator AND region = :region AND extract(year FROM due_on) = :year
                ORDER BY extract(year FROM from_on) DESC, plan DESC""")
                .param("indicator", indicator)
                .param("region", region)
                .param("year", year)
                .query((rows, number) -> new Row(
                        rows.getObject("plan", UUID.class),
                        rows.getString("bound"),
                        rows.getBigDecimal("value"),
                        rows.getString("unit")))
                .list()
                .stream()
                .filter(row -> UnitScale.convertible(row.unit, unit))
                .findFirst()
                .map(row -> new Target(
                        UnitScale.convert(row.value, row.unit, unit).orElseThrow(),
                        row.bound.equals("atMost") ? Phrases.Wanted.AT_MOST : Phrases.Wanted.AT_LEAST,
                        "/plans/" + row.plan));
    }
}
