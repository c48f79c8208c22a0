package dev.kechuang.indicator.demo;

import dev.kechuang.identity.Accounts;
import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.SourceDocuments;
import dev.kechuang.indicator.internal.consistency.Findings;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * What records cannot give: figures that cities published long ago, and synthetic ones of the counties since 2021, some of
 * them late, some waiting, some contradicting each other.
 */
@Component
class IndicatorFiller implements DemoFiller {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int BATCH = 400;
    private static final int FIRST = 2021;

    /** Reported by every county: the city's value of 2021, growth a year in percent, decimals, whether it is a stock. */
    private record Plan(
            String indicator, double first, double growth, int decimals, boolean quarterly, boolean stock) {}

    private static final List<Plan> PLANS = List.of(
            new Plan("industrial-output", 41_300, 4.5, 1, true, false),
            new Plan("high-tech-output", 21_600, 6, 1, true, false),
            new Plan("emerging-output", 22_800, 7, 1, true, false),
            new Plan("patents.applied", 186_000, 3, 0, true, false),
            new Plan("patents.granted", 152_000, 2, 0, true, false),
            new Plan("patents.invention.applied", 56_000, 5, 0, true, false),
            new Plan("patents.invention.granted", 14_600, 9, 0, true, false),
            new Plan("patents.invention.valid", 86_000, 14, 0, true, true),
            new Plan("loans.firms", 2_600, 12, 0, true, false),
            new Plan("loans.amount", 128, 15, 2, true, false),
            new Plan("contracts.sum", 430, 21, 2, true, false),
            new Plan("contracts.number", 8_200, 9, 0, true, false),
            new Plan("cooperation", 980, 6, 0, true, false),
            new Plan("rd-expense", 888, 8.5, 2, false, false),
            new Plan("incubators.area", 640, 5, 1, false, true),
            new Plan("tax.deduction.firms", 11_800, 10, 0, false, false),
            new Plan("tax.deduction.amount", 520, 13, 2, false, false));

    private static final Map<String, Double> WEIGHTS = Map.ofEntries(
            Map.entry("320505", .18),
            Map.entry("320506", .08),
            Map.entry("320507", .07),
            Map.entry("320508", .05),
            Map.entry("320509", .10),
            Map.entry("320581", .12),
            Map.entry("320582", .13),
            Map.entry("320583", .20),
            Map.entry("320585", .07),
            Map.entry("320571", .16),
            Map.entry("320591", .12));

    private final Indicators indicators;
    private final IndicatorFigures figures;
    private final SourceDocuments documents;
    private final Findings findings;
    private final Accounts accounts;
    private final Regions regions;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;
    private final Clock clock;

    IndicatorFiller(
            Indicators indicators,
            IndicatorFigures figures,
            SourceDocuments documents,
            Findings findings,
            Accounts accounts,
            Regions regions,
            JdbcClient jdbc,
            TransactionOperations transactions,
            Clock clock) {
        this.indicators = indicators;
        this.figures = figures;
        this.documents = documents;
        this.findings = findings;
        this.accounts = accounts;
        this.regions = regions;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 600;
    }

    @Override
    public String label() {
        return "indicator.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        var officer = person(Role.BUREAU_OFFICER, city.region());
        var leader = person(Role.BUREAU_LEADER, city.region());
        if (officer == null || leader == null) return;
        // Somebody else than the officer, who is to find some that wait.
        var county = person(Role.COUNTY_OFFICER, "320585");
        Viewer clerk = county == null ? officer : county;
        LocalDate today = LocalDate.now(clock);
        var rows = new ArrayList<Map<String, Object>>();
        for (var fact : Published.FACTS) {
            Period year = Period.year(fact.year());
            rows.add(row(
                    fact.indicator(),
                    fact.region(),
                    year,
                    fact.value(),
                    fact.source(),
                    LocalDate.of(today.getYear(), 1, 8),
                    "confirmed"));
        }
        counties(city, today, rows);
        cityItself(city, today, rows);
        long done = 0;
        for (int from = 0; from < rows.size(); from += BATCH) {
            var some = rows.subList(from, Math.min(rows.size(), from + BATCH));
            transactions.executeWithoutResult(status -> write(some, clerk, leader));
            done += some.size();
            progress.accept(done);
        }
        document(officer, "示范市2024年科技工作总结.txt", DemoText.FIRST);
        document(officer, "示范市2025年科技工作总结.txt", DemoText.SECOND);
        var unused = findings.run();
    }

    private void document(Viewer officer, String name, String text) {
        documents.take(officer, name, text.getBytes(StandardCharsets.UTF_8)).fold(taken -> taken, errors -> {
            throw new IllegalStateException("the demonstration was refused: " + errors);
        });
    }

    private @Nullable Viewer person(Role role, String region) {
        var people = accounts.officers(role, region);
        if (people.isEmpty()) return null;
        var person = people.getFirst();
        return new Viewer(person.account(), person.name(), Set.of(role), null, null, "", regions.subtree(region));
    }

    private Map<String, Object> row(
            String indicator, String region, Period period, String value, String source, LocalDate on, String outcome) {
        var row = new LinkedHashMap<String, Object>();
        row.put("indicator", indicator);
        row.put("region", region);
        row.put("first", period.first().toString());
        row.put("months", period.kind().months());
        row.put("period", period.toString());
        row.put("value", new BigDecimal(value));
        row.put("unit", indicators.find(indicator).orElseThrow().unit());
        row.put("source", source);
        row.put("place", regions.find(region).map(Region::name).orElse(""));
        row.put("on", on.atTime(9, 30).atZone(ZONE).toInstant().toString());
        row.put("outcome", outcome);
        return row;
    }

    private void counties(City city, LocalDate today, List<Map<String, Object>> rows) {
        RandomGenerator random = city.random();
        for (Region region : regions.children(city.region(), today)) {
            double weight = WEIGHTS.getOrDefault(region.code(), .05);
            for (Plan plan : PLANS) {
                double trend = plan.growth() + random.nextDouble() * 6 - 3;
                for (int year = FIRST; year <= today.getYear(); year++) {
                    double whole = plan.first() * weight * Math.pow(1 + trend / 100, year - FIRST);
                    if (plan.indicator().equals("contracts.sum")
                            && region.code().equals("320507")
                            && year == 2024) {
                        whole *= 1.9;
                    }
                    if (plan.quarterly()) quarters(region, plan, year, whole, today, random, rows);
                    else if (year < today.getYear()
                            && Period.year(year).last().plusDays(100).isBefore(today)) {
                        LocalDate on = Period.year(year).last().plusDays(20 + random.nextInt(40));
                        rows.add(row(
                                plan.indicator(),
                                region.code(),
                                Period.year(year),
                                text(whole, plan),
                                "县区年报",
                                on,
                                "confirmed"));
                    }
                }
            }
        }
    }

    private void quarters(
            Region region,
            Plan plan,
            int year,
            double whole,
            LocalDate today,
            RandomGenerator random,
            List<Map<String, Object>> rows) {
        for (int quarter = 1; quarter <= 4; quarter++) {
            Period period = Period.quarter(year, quarter);
            if (!period.last().isBefore(today)) return;
            boolean newest = period.next().last().isAfter(today);
            // Of the last quarter one county reports nothing, one too late, one had some sent back.
            if (newest && region.code().equals("320507")) return;
            double share = plan.stock() ? 0.94 + quarter * 0.015 : 0.22 + quarter * 0.012;
            LocalDate on = period.last().plusDays(4 + random.nextInt(9));
            if (newest && region.code().equals("320509")) on = period.last().plusDays(31);
            if (on.isAfter(today)) on = today;
            String outcome = !newest
                    ? "confirmed"
                    : region.code().equals("320581") && plan.indicator().startsWith("loans")
                            ? "returned"
                            : region.code().equals("320585") || region.code().equals("320509")
                                    ? "waiting"
                                    : "confirmed";
            rows.add(row(plan.indicator(), region.code(), period, text(whole * share, plan), "县区季报", on, outcome));
        }
    }

    private static String text(double value, Plan plan) {
        return BigDecimal.valueOf(value)
                .setScale(plan.decimals(), RoundingMode.HALF_UP)
                .toPlainString();
    }

    /** What is published for the city as a whole; two of the years do not fit their parts. */
    private void cityItself(City city, LocalDate today, List<Map<String, Object>> rows) {
        for (int year = FIRST; year < today.getYear(); year++) {
            Period period = Period.year(year);
            LocalDate on = LocalDate.of(year + 1, 3, 1);
            if (on.isAfter(today)) on = today;
            BigDecimal gdp = BigDecimal.ZERO;
            BigDecimal people = BigDecimal.ZERO;
            for (Region region : regions.children(city.region(), period.last())) {
                double weight = WEIGHTS.getOrDefault(region.code(), .05);
                BigDecimal own = decimal(22_700 * weight * Math.pow(1.055, year - FIRST), 2);
                BigDecimal living = decimal(1_285 * weight * Math.pow(1.004, year - FIRST), 2);
                rows.add(row("gdp", region.code(), period, own.toPlainString(), "统计公报", on, "confirmed"));
                rows.add(row("population", region.code(), period, living.toPlainString(), "统计公报", on, "confirmed"));
                if (region.kind() == Region.Kind.ZONE) continue;
                gdp = gdp.add(own);
                people = people.add(living);
            }
            if (year == 2023) gdp = gdp.add(new BigDecimal("85.6"));
            rows.add(row("gdp", city.region(), period, gdp.toPlainString(), "统计公报", on, "confirmed"));
            rows.add(row("population", city.region(), period, people.toPlainString(), "统计公报", on, "confirmed"));
            double years = year - FIRST;
            published(rows, city, period, on, "science-budget", 248 * Math.pow(1.05, years), 2);
            published(rows, city, period, on, "contribution", 66.5 + years * 0.6, 1);
            published(rows, city, period, on, "financing", 820 * Math.pow(1.08, years), 2);
            published(rows, city, period, on, "pool.size", 12 + years * 1.5, 2);
            published(rows, city, period, on, "instruments", 3_100 + years * 260, 0);
            published(rows, city, period, on, "instruments.services", 8_600 * Math.pow(1.07, years), 0);
            published(rows, city, period, on, "events", 310 + years * 18, 0);
            published(rows, city, period, on, "events.people", 62_000 * Math.pow(1.06, years), 0);
            published(rows, city, period, on, "talents.national", 290 + years * 22, 0);
            published(rows, city, period, on, "talents.provincial", 1_360 + years * 95, 0);
            published(rows, city, period, on, "tax.relief.total", 480 * Math.pow(1.09, years), 2);
            published(rows, city, period, on, "exports.high-tech", 1_210 * Math.pow(1.02, years), 1);
            if (year == 2022) published(rows, city, period, on, "rd-intensity", 4.35, 2);
        }
        int last = today.getYear() - 1;
        var hnte = figures.figure(FigureAt.of("hnte.valid", city.region(), Period.year(last)))
                .value();
        if (hnte != null && hnte.signum() > 0) {
            rows.add(row(
                    "hnte.valid",
                    city.region(),
                    Period.year(last),
                    hnte.add(BigDecimal.valueOf(3)).toPlainString(),
                    "年度工作总结",
                    LocalDate.of(last + 1, 1, 20),
                    "confirmed"));
        }
        var fresh = figures.figure(FigureAt.of("hnte.new", city.region(), Period.year(last)))
                .value();
        if (fresh != null && fresh.signum() > 0) {
            rows.add(row(
                    "hnte.new",
                    city.region(),
                    Period.year(last),
                    fresh.toPlainString(),
                    "年度工作总结",
                    LocalDate.of(last + 1, 1, 20),
                    "confirmed"));
        }
    }

    private static BigDecimal decimal(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP);
    }

    private void published(
            List<Map<String, Object>> rows,
            City city,
            Period period,
            LocalDate on,
            String indicator,
            double value,
            int decimals) {
        rows.add(row(
                indicator,
                city.region(),
                period,
                decimal(value, decimals).toPlainString(),
                "统计公报与部门年报",
                on,
                "confirmed"));
    }

    /** Every value is entered by one person and confirmed by another. */
    private void write(List<Map<String, Object>> rows, Viewer officer, Viewer leader) {
        var decided = jdbc.sql("""
                        WITH q AS MATERIALIZED (
                            SELECT * FROM jsonb_to_recordset(:rows::jsonb) AS q (indicator text, region text, first date,
                                months integer, period text, value numeric, unit text, source text, place text,
                                "on" timestamptz, outcome text)),
                        stated AS (
                            INSERT INTO indicator.revision (indicator, region, first_day, months, period, sequence, value, unit,
                                origin, source, entered_by, entered_name, unit_name, entered_at)
                            SELECT indicator, region, first, months, period, 1, value, unit, 'demonstration', source, :officer,
                                :officerName, place, "on" FROM q
                            RETURNING id, indicator, region, first_day, months)
                        SELECT s.id, q.outcome, (q."on" + interval '2 days')::text AS at FROM stated s
                        JOIN q ON (q.indicator, q.region, q.first, q.months) = (s.indicator, s.region, s.first_day, s.months)
                        WHERE q.outcome <> 'waiting'
                        """)
                .param("rows", JSON.writeValueAsString(rows))
                .param("officer", officer.requireAccount())
                .param("officerName", officer.name())
                .query((row, number) -> Map.of(
                        "id", row.getString("id"), "outcome", row.getString("outcome"), "at", row.getString("at")))
                .list();
        int unused = jdbc.sql("""
                        INSERT INTO indicator.decision (revision, outcome, reason, decided_by, decided_name, decided_at)
                        SELECT id, outcome, CASE outcome WHEN 'returned' THEN '请核对口径后重报' ELSE '' END, :leader,
                            :leaderName, least(at, now())
                        FROM jsonb_to_recordset(:decided::jsonb) AS d (id uuid, outcome text, at timestamptz)
                        """)
                .param("decided", JSON.writeValueAsString(decided))
                .param("leader", leader.requireAccount())
                .param("leaderName", leader.name())
                .update();
    }
}
