package dev.kechuang.fund.demo;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.BudgetLine;
import dev.kechuang.fund.Commitment;
import dev.kechuang.fund.Contribution;
import dev.kechuang.fund.NewAllocation;
import dev.kechuang.fund.NewBudgetLine;
import dev.kechuang.fund.NewInstalment;
import dev.kechuang.fund.Source;
import dev.kechuang.identity.Accounts;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Budgets of three years, and the subsidies of listed firms on them: paid in the years before, in every state this year.
 * Money of applications is set aside by the programmes that decide on them.
 */
@Component
class BudgetFiller implements DemoFiller {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    /** The county whose own programme stands in the packs. */
    private static final String TAICANG = "320585";

    /** Programme, name, source, 万元 in the first year; a twelfth more each year. */
    private record Plan(String programme, String name, Source source, long wan) {}

    private static final List<Plan> CITY = List.of(
            new Plan("suzhou-city-project", "市级科技计划项目", Source.CITY, 5_600),
            new Plan("suzhou-leading-talent", "科技人才计划", Source.CITY, 3_200),
            new Plan("suzhou-engineering-centre", "工程技术研究中心", Source.CITY, 900),
            new Plan("suzhou-rd-subsidy", "研发费用后补助", Source.CITY, 4_000),
            new Plan("suzhou-incubator-evaluation", "孵化载体绩效奖励", Source.CITY, 600),
            new Plan("suzhou-innovation-contest", "创新创业大赛", Source.CITY, 300),
            new Plan("suzhou-science-award", "科学技术奖励", Source.CITY, 480),
            new Plan("suzhou-city-project", "省拨科技成果转化经费", Source.PROVINCE, 1_800));

    private final JdbcClient jdbc;
    private final DemoOffice.Makers makers;
    private final Accounts accounts;
    private final Regions regions;
    private final Clock clock;

    BudgetFiller(JdbcClient jdbc, DemoOffice.Makers makers, Accounts accounts, Regions regions, Clock clock) {
        this.jdbc = jdbc;
        this.makers = makers;
        this.accounts = accounts;
        this.regions = regions;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 400;
    }

    @Override
    public String label() {
        return "fund.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        String code = city.region();
        Viewer officer = viewer(Role.BUREAU_OFFICER, code);
        Viewer leader = viewer(Role.BUREAU_LEADER, code);
        if (officer == null || leader == null) return;
        int year = LocalDate.now(clock).getYear();
        long done = 0;
        List<Firm> firms = firms(Math.clamp(city.organisations() / 60, 6, 40));
        for (int back = 2; back >= 0; back--) {
            var office = makers.at(LocalDate.of(year - back, 3, 2), officer, leader);
            for (Plan plan : CITY) {
                open(office, plan, code, year - back, plan.wan() * (14 - back) / 12);
                progress.accept(++done);
            }
            for (Region below : regions.children(code, LocalDate.now(clock))) {
                if (below.kind() == Region.Kind.ZONE) continue;
                var plan = new Plan(
                        below.code().equals(TAICANG) ? "taicang-project" : "district-project",
                        below.name() + "科技计划",
                        Source.DISTRICT,
                        300);
                open(office, plan, below.code(), year - back, plan.wan() + 20L * back);
                progress.accept(++done);
            }
            BudgetLine line = line(office, officer, code, year - back);
            if (back > 0) {
                for (Firm firm : firms) {
                    subsidy(makers, officer, leader, line, firm, year - back, city.random());
                    progress.accept(++done);
                }
            } else {
                done = thisYear(officer, leader, line, firms, city.random(), done, progress);
            }
        }
    }

    private static BudgetLine line(DemoOffice office, Viewer officer, String region, int year) {
        return office.budgets.of(officer, year, "suzhou-rd-subsidy").stream()
                .filter(line -> line.region().equals(region))
                .findFirst()
                .orElseThrow();
    }

    private static void open(DemoOffice office, Plan plan, String region, int year, long wan) {
        var line = new NewBudgetLine(
                year,
                plan.programme(),
                plan.name(),
                plan.source(),
                region,
                plan.programme().equals("suzhou-leading-talent") ? "2060103" : "2060404",
                wan(wan),
                "财教〔" + year + "〕" + (10 + plan.programme().length()) + "号");
        must(office.budgets.open(office.officer, "demo/" + year + "/" + region + "/" + plan.name(), line));
    }

    /** A firm that is paid a subsidy. */
    private record Firm(
            UUID id, String name, String region, @Nullable String zone) {}

    /** The same order as that of the demonstration's applicants: their firms come first. */
    private List<Firm> firms(int count) {
        return jdbc.sql("""
                SELECT id, name, region, zone FROM registry.published_organisation
                WHERE kind = 'enterprise' AND status = 'confirmed'
                ORDER BY scale <> 'medium', technical_field = '', region, id LIMIT :count""")
                .param("count", count)
                .query((rows, number) -> new Firm(
                        rows.getObject("id", UUID.class),
                        rows.getString("name"),
                        rows.getString("region"),
                        rows.getString("zone")))
                .list();
    }

    private static Allocation contract(
            DemoOffice office, BudgetLine line, Firm firm, int year, List<NewInstalment> instalments, Money matching) {
        Money sum = instalments.stream().map(NewInstalment::amount).reduce(Money.ZERO, Money::plus);
        String reference = "registry/organisation/" + firm.id();
        String title = year + " 年度研发费用后补助·" + firm.name();
        var allocation = must(office.allocations.reserve(
                office.officer,
                "demo/reserve/" + year + "/" + firm.id(),
                new NewAllocation(line.id(), reference, title, firm.id(), firm.region(), firm.zone(), sum)));
        return must(office.allocations.commit(
                office.officer,
                "demo/commit/" + allocation.id(),
                allocation.id(),
                new Commitment(instalments, BigDecimal.ONE, Map.of(Contribution.From.DISTRICT, matching))));
    }

    /** Paid in one sum in June, the district's part in September. */
    private static void subsidy(
            DemoOffice.Makers makers,
            Viewer officer,
            Viewer leader,
            BudgetLine line,
            Firm firm,
            int year,
            RandomGenerator random) {
        var office = makers.at(LocalDate.of(year, 6, 12), officer, leader);
        Money sum = wan(10 + random.nextInt(60));
        Money matching = new Money(sum.fen() / 2);
        var allocation =
                contract(office, line, firm, year, List.of(new NewInstalment("一次性拨付", sum, "", null)), matching);
        office.account(firm.id(), random);
        office.settle(allocation, 1);
        var autumn = makers.at(LocalDate.of(year, 9, 15), officer, leader);
        must(autumn.allocations.contributed(
                officer,
                "demo/matched/" + allocation.id(),
                allocation.id(),
                Contribution.From.DISTRICT,
                matching,
                LocalDate.of(year, 9, 10),
                "县区配套拨款通知"));
    }

    /** Each firm one step further than the one before, so that every page has something to show. */
    private long thisYear(
            Viewer officer,
            Viewer leader,
            BudgetLine line,
            List<Firm> firms,
            RandomGenerator random,
            long before,
            LongConsumer progress) {
        LocalDate today = LocalDate.now(clock);
        var office = makers.at(today, officer, leader);
        long done = before;
        for (int i = 0; i < firms.size(); i++) {
            Money sum = wan(20 + random.nextInt(60));
            Money first = new Money(sum.fen() * 6 / 10);
            var allocation = contract(
                    office,
                    line,
                    firms.get(i),
                    today.getYear(),
                    List.of(
                            new NewInstalment("首期（60%）", first, "", null),
                            new NewInstalment("余款", sum.minus(first), "年度研发数据核定", null)),
                    new Money(sum.fen() / 2));
            switch (i % 6) {
                case 0 -> office.settle(allocation, 1);
                case 1 -> office.made(allocation, 1);
                case 2 -> office.approved(allocation, 1);
                case 3 -> office.sent(allocation, 1);
                case 4 -> office.sentBack(allocation, 1);
                default -> {
                    // Stays due.
                }
            }
            progress.accept(++done);
        }
        return done;
    }

    private @Nullable Viewer viewer(Role role, String region) {
        return accounts.officers(role, region).stream()
                .findFirst()
                .map(person -> new Viewer(
                        person.account(), person.name(), Set.of(role), null, null, "", regions.subtree(region)))
                .orElse(null);
    }

    private static Money wan(long wan) {
        return Money.wan(BigDecimal.valueOf(wan));
    }

    static <T> T must(Outcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw new IllegalStateException("demonstration data refused: " + errors);
        });
    }

    /** A clock that stands in the morning of a day. */
    static Clock at(LocalDate day) {
        return Clock.fixed(day.atTime(9, 30).atZone(ZONE).toInstant(), ZONE);
    }
}
