package dev.kechuang.registry.demo;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.pack.Regions;
import dev.kechuang.registry.Organisations;
import dev.kechuang.registry.internal.talent.Performance;
import dev.kechuang.registry.internal.talent.Performance.Period;
import dev.kechuang.registry.internal.talent.PerformanceService;
import dev.kechuang.registry.internal.talent.PerformanceStore;
import dev.kechuang.registry.internal.talent.Talent;
import dev.kechuang.registry.internal.talent.TalentRecords;
import dev.kechuang.registry.internal.talent.TalentService;
import dev.kechuang.shared.DemoClock;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Invented talents of all levels, and four half-years of the firms they lead: most confirmed, of the last some wait, some
 * were returned and some are missing. Made by the commands of their officers; nobody is told.
 */
@Component
class TalentFiller implements DemoFiller {

    private static final int MOST = 260;
    private static final int HALF_YEARS = 4;

    private record Plan(String name, Talent.Level level, int years) {}

    private static final List<Plan> PLANS = List.of(
            new Plan("国家重大人才工程", Talent.Level.NATIONAL, 0),
            new Plan("省双创人才", Talent.Level.PROVINCIAL, 0),
            new Plan("省333高层次人才", Talent.Level.PROVINCIAL, 5),
            new Plan("姑苏创新创业领军人才", Talent.Level.CITY, 5),
            new Plan("姑苏创新创业领军人才", Talent.Level.CITY, 5),
            new Plan("县区创业领军人才", Talent.Level.COUNTY, 3));

    private final TalentService talents;
    private final PerformanceService performances;
    private final Regions regions;
    private final JdbcClient jdbc;
    private final Clock clock;

    TalentFiller(
            TalentService talents,
            PerformanceStore store,
            Organisations organisations,
            TalentRecords records,
            AuditLog audit,
            Accounts accounts,
            Regions regions,
            JdbcClient jdbc,
            TransactionOperations transactions,
            Clock clock) {
        this.talents = talents;
        this.regions = regions;
        this.jdbc = jdbc;
        this.clock = clock;
        this.performances = new PerformanceService(
                store,
                organisations,
                records,
                audit,
                accounts,
                (people, key, subject, text, link) -> {},
                transactions,
                clock);
    }

    @Override
    public int order() {
        return 245;
    }

    @Override
    public String label() {
        return "talent.demo";
    }

    private record Firm(UUID id, String name, String region, String field, long staff, long revenue) {}

    @Override
    public void fill(City city, LongConsumer progress) {
        var random = city.random();
        var firms = jdbc.sql("""
                SELECT o.id, o.name, o.region, o.technical_field,
                       coalesce((SELECT max(f.number) FROM registry.fact_confirmed f
                                 WHERE f.organisation = o.id AND f.code = 'staff'), 12)::bigint AS staff,
                       coalesce((SELECT max(f.fen) FROM registry.fact_confirmed f
                                 WHERE f.organisation = o.id AND f.code = 'revenue'), 300000000) AS revenue
                FROM registry.organisation o
                WHERE o.status = 'confirmed' AND o.kind = 'enterprise' AND o.industry ~ '^[CIM]'
                ORDER BY o.id DESC LIMIT :most""")
                .param("most", Math.clamp(city.organisations() / 10, 20, MOST))
                .query((rows, number) -> new Firm(
                        rows.getObject("id", UUID.class),
                        rows.getString("name"),
                        rows.getString("region"),
                        rows.getString("technical_field"),
                        rows.getLong("staff"),
                        rows.getLong("revenue")))
                .list();
        long done = 0;
        for (int i = 0; i < firms.size(); i++) {
            boolean leads = i % 5 < 3;
            talent(firms.get(i), i, leads, random);
            if (leads) halfYears(firms.get(i), random);
            progress.accept(++done);
        }
    }

    private Viewer county(String region) {
        return new Viewer(null, "县区受理", Set.of(Role.COUNTY_OFFICER), null, null, "", regions.subtree(region));
    }

    private void talent(Firm firm, int number, boolean leads, RandomGenerator random) {
        LocalDate today = LocalDate.now(clock);
        Plan plan = PLANS.get(random.nextInt(PLANS.size()));
        LocalDate awarded = today.minusDays(500L + random.nextInt(2_200));
        String surname = String.valueOf(DemoWords.SURNAMES.charAt(random.nextInt(DemoWords.SURNAMES.length())));
        int given = random.nextInt(DemoWords.GIVEN.length() - 1);
        var typed = new HashMap<String, String>();
        typed.put("name", surname + DemoWords.GIVEN.substring(given, given + 2));
        typed.put("identity", String.format("DEMO%012d", number));
        typed.put("unit", firm.name());
        typed.put("region", firm.region());
        typed.put("field", firm.field());
        typed.put("position", leads ? "创始人、董事长" : "首席科学家");
        typed.put("education", random.nextInt(4) == 0 ? "master" : "doctor");
        typed.put("plan", plan.name());
        typed.put("level", plan.level().code());
        typed.put("awardedOn", awarded.toString());
        // A firm stays led: only those who work for one reach the end of their award.
        if (plan.years() > 0 && !leads)
            typed.put("until", awarded.plusYears(plan.years()).toString());
        typed.put("document", "苏人才〔" + awarded.getYear() + "〕" + (1 + random.nextInt(60)) + "号");
        typed.put("role", leads ? "leads" : "works");
        Talent entered = on(awarded.plusDays(20), () -> talents.create(county(firm.region()), typed));
        if (random.nextInt(4) > 0 || plan.level() == Talent.Level.NATIONAL) return;
        // One in four is taken by a second plan.
        LocalDate again = awarded.plusDays(200L + random.nextInt(250));
        var second = new HashMap<>(typed);
        second.put("plan", "国家重大人才工程");
        second.put("level", "national");
        second.put("awardedOn", again.toString());
        second.remove("until");
        on(again.plusDays(20), () -> talents.award(county(firm.region()), entered.id(), entered.version(), second));
    }

    private void halfYears(Firm firm, RandomGenerator random) {
        var county = county(firm.region());
        var own = new Viewer(null, "企业财务", Set.of(Role.APPLICANT), firm.id(), null, "", List.of());
        Period last = Period.before(LocalDate.now(clock));
        Period period = last;
        for (int back = 0; back < HALF_YEARS; back++, period = period.earlier()) {
            Period of = period;
            int fate = of.equals(last) ? random.nextInt(100) : 0;
            if (fate >= 88) continue;
            var typed = figures(firm, back, random);
            LocalDate day = of.end().plusDays(12L + random.nextInt(15));
            Outcome<Performance> outcome = at(day, () -> performances.handIn(own, firm.id(), of, typed));
            // Before its first award a firm is led by nobody, and hands in nothing.
            if (outcome instanceof Outcome.Refused<Performance>(var errors)
                    && errors.stream().allMatch(error -> error.key().equals("talent.error.notLed"))) return;
            Performance handed = done(outcome);
            if (fate < 68) on(day.plusDays(6), () -> performances.confirm(county, firm.id(), of, handed.version()));
            else if (fate < 74) {
                on(
                        day.plusDays(6),
                        () -> performances.giveBack(county, firm.id(), of, handed.version(), "填的是全年累计数，请改为当期数"));
            }
        }
    }

    private static Map<String, String> figures(Firm firm, int back, RandomGenerator random) {
        long revenue = firm.revenue() / 200 * (95 - back * 6 + random.nextInt(12)) / 1_000_000;
        return Map.of(
                "revenue", String.valueOf(revenue),
                "tax", String.valueOf(revenue * (2 + random.nextInt(5)) / 100),
                "staff", String.valueOf(Math.max(2, firm.staff() - back)),
                "financing", random.nextInt(9) == 0 ? String.valueOf(300 + random.nextInt(4_000)) : "0");
    }

    private <T> T on(LocalDate day, Supplier<Outcome<T>> command) {
        return done(at(day, command));
    }

    private <T> Outcome<T> at(LocalDate day, Supplier<Outcome<T>> command) {
        return clock instanceof DemoClock demo
                ? demo.at(day.atTime(10, 0).atZone(clock.getZone()).toInstant(), command)
                : command.get();
    }

    private static <T> T done(Outcome<T> outcome) {
        return outcome.fold(done -> done, errors -> {
            throw new IllegalStateException("the demonstration's talent was refused: " + errors);
        });
    }
}
