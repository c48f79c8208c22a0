package dev.kechuang.policy.demo;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.internal.deduction.Amounts;
import dev.kechuang.policy.internal.deduction.DeductionPolicy;
import dev.kechuang.policy.internal.deduction.DeductionRecords;
import dev.kechuang.policy.internal.deduction.DeductionService;
import dev.kechuang.policy.internal.deduction.Filing;
import dev.kechuang.policy.internal.deduction.FilingCheck;
import dev.kechuang.policy.internal.deduction.FilingStore;
import dev.kechuang.registry.FactStatements;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.DemoClock;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Filings of three years, made by the commands of firms and counties in the spring after each: most are confirmed, of the
 * last year some wait, some were returned and some are being filled in. Nobody is told of the past.
 */
@Component
class DeductionFiller implements DemoFiller {

    private static final int FIRST = 2023;
    private static final int LAST = 2025;
    private static final int MOST_FIRMS = 110;

    private static final List<String> PROJECTS = List.of(
            "高速背板连接器",
            "伺服驱动控制器",
            "五轴联动加工工艺",
            "低温锂电池电解液",
            "车规级功率模块",
            "机器视觉检测系统",
            "生物可降解包装材料",
            "工业互联网边缘网关",
            "高精度减速器",
            "重组蛋白纯化工艺",
            "光学薄膜涂布工艺",
            "智能仓储调度软件");
    private static final List<String> PARTIES = List.of("苏州大学", "东南大学", "中国科学院苏州纳米所", "江南大学");
    private static final List<String> FIELDS = List.of(
            "electronic-information", "advanced-manufacturing", "new-materials", "biomedicine", "new-energy", "");
    private static final List<String> REASONS = List.of("研发人员工资与申报表不一致，请核对", "委托合同未登记，请补充后再报", "辅助账合计与所得税申报附表不符");

    private final DeductionService service;
    private final dev.kechuang.pack.CodeLists codes;
    private final JdbcClient jdbc;
    private final Clock clock;

    DeductionFiller(
            FilingStore store,
            FilingCheck check,
            Decisions decisions,
            DeductionPolicy policies,
            FactStatements facts,
            Organisations organisations,
            DeductionRecords records,
            AuditLog audit,
            Accounts accounts,
            dev.kechuang.pack.CodeLists codes,
            JdbcClient jdbc,
            TransactionOperations transactions,
            Clock clock) {
        this.codes = codes;
        this.jdbc = jdbc;
        this.clock = clock;
        this.service = new DeductionService(
                store,
                check,
                decisions,
                policies,
                facts,
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
        return 310;
    }

    @Override
    public String label() {
        return "deduction.demo";
    }

    private record Firm(UUID id, String region, String industry, Map<Integer, Map<String, Long>> facts) {
        long of(int year, String code) {
            return facts.getOrDefault(year, Map.of()).getOrDefault(code, 0L);
        }
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        var random = city.random();
        long done = 0;
        int number = 0;
        for (Firm firm : firms(Math.clamp(city.organisations() / 25, 6, MOST_FIRMS))) {
            // Every state occurs in a small city too.
            int fate = number++ * 37 % 100;
            for (int year = FIRST; year <= LAST; year++) {
                if (firm.of(year, "rd-expense-deduction") <= 0 || random.nextInt(12) == 0) continue;
                file(firm, year, year < LAST ? 0 : fate, random);
                progress.accept(++done);
            }
        }
    }

    /** Firms with confirmed expense in the last year, with what is confirmed of the three; always the same. */
    private List<Firm> firms(int most) {
        var firms = new LinkedHashMap<UUID, Firm>();
        jdbc.sql("""
                SELECT o.id, o.region, o.industry FROM registry.published_organisation o
                WHERE o.status = 'confirmed' AND o.kind = 'enterprise' AND o.industry ~ '^[CIM]' AND o.industry <> 'C16'
                  AND EXISTS (SELECT FROM registry.published_fact f WHERE f.organisation = o.id AND f.year = :last
                              AND f.code = 'rd-expense-deduction')
                ORDER BY o.id LIMIT :most""").param("last", LAST).param("most", most).query(rows -> {
            UUID id = rows.getObject("id", UUID.class);
            firms.put(id, new Firm(id, rows.getString("region"), rows.getString("industry"), new HashMap<>()));
        });
        jdbc.sql("""
                SELECT organisation, year, code, coalesce(fen, number::bigint) AS value FROM registry.published_fact
                WHERE organisation = ANY(:ids) AND year >= :first AND code = ANY(:codes)""")
                .param("ids", firms.keySet().toArray(UUID[]::new))
                .param("first", FIRST)
                .param("codes", new String[] {
                    "rd-expense-deduction",
                    "total-income",
                    "revenue",
                    "high-tech-income",
                    "profit",
                    "staff",
                    "science-staff",
                    "total-assets",
                    "net-assets"
                })
                .query(rows -> {
                    Firm firm = firms.get(rows.getObject("organisation", UUID.class));
                    if (firm == null) return;
                    firm.facts()
                            .computeIfAbsent(rows.getInt("year"), year -> new HashMap<>())
                            .put(rows.getString("code"), rows.getLong("value"));
                });
        return List.copyOf(firms.values());
    }

    private void file(Firm firm, int year, int fate, RandomGenerator random) {
        var finance = new Viewer(null, "企业财务", Set.of(Role.APPLICANT), firm.id(), null, "", List.of());
        var county = new Viewer(null, "县区受理", Set.of(Role.COUNTY_OFFICER), null, null, "", List.of(firm.region()));
        LocalDate spring = LocalDate.of(year + 1, 3, 1).plusDays(random.nextInt(70));
        Filing filing = on(spring, () -> service.open(finance, year));
        if (filing == null) return;
        long sum = 0;
        for (var project : projects(firm, year, random)) {
            sum += total(project);
            on(spring, () -> service.addProject(finance, filing.id(), project));
        }
        // A draft still lacks its control sum.
        var statement = statement(firm, year, fate >= 90 ? "" : Amounts.wan(sum));
        on(spring, () -> service.keep(finance, filing.id(), statement));
        if (fate >= 90) return;
        Filing submitted = on(spring.plusDays(2), () -> service.submit(finance, filing.id(), filing.version()));
        if (submitted == null) return;
        LocalDate looked = spring.plusDays(5L + random.nextInt(15));
        if (fate < 65) on(looked, () -> service.confirm(county, filing.id(), submitted.version()));
        else if (fate < 75) {
            String reason = REASONS.get(random.nextInt(REASONS.size()));
            on(looked, () -> service.giveBack(county, filing.id(), submitted.version(), reason));
        }
    }

    private static long total(Map<String, String> project) {
        return project.entrySet().stream()
                .filter(entry -> Set.of(
                                "personnel",
                                "direct",
                                "depreciation",
                                "amortisation",
                                "design",
                                "other",
                                "commissioned")
                        .contains(entry.getKey()))
                .mapToLong(entry -> Amounts.fen(entry.getValue()).orElseThrow())
                .sum();
    }

    /** One to four projects that share the year's expense. */
    private List<Map<String, String>> projects(Firm firm, int year, RandomGenerator random) {
        int count = 1 + random.nextInt(4);
        long each = firm.of(year, "rd-expense-deduction") / count / 10_000 * 10_000;
        var all = new ArrayList<Map<String, String>>();
        for (int i = 1; i <= count; i++) {
            var typed = new LinkedHashMap<String, String>();
            typed.put("number", "RD" + year + String.format("%02d", i));
            typed.put("name", PROJECTS.get(random.nextInt(PROJECTS.size())) + "研发");
            String field = FIELDS.get(random.nextInt(FIELDS.size()));
            if (codes.technicalField(field).isPresent()) typed.put("field", field);
            typed.put("from", year + "-0" + (1 + random.nextInt(6)) + "-01");
            typed.put("until", (year + random.nextInt(2)) + "-12-31");
            typed.put("activity", "research");
            if (i > 1 && random.nextInt(6) == 0) {
                typed.put("mode", "commissioned");
                typed.put("party", PARTIES.get(random.nextInt(PARTIES.size())));
                typed.put("commissioned", Amounts.wan(Math.max(10_000, each / 4)));
            } else {
                typed.put("mode", random.nextInt(8) == 0 ? "cooperative" : "own");
                share(typed, each, random);
            }
            all.add(typed);
        }
        return all;
    }

    private static void share(Map<String, String> typed, long fen, RandomGenerator random) {
        long personnel = fen * (45 + random.nextInt(20)) / 100;
        long direct = fen * 20 / 100;
        long depreciation = fen * 6 / 100;
        typed.put("personnel", Amounts.wan(personnel));
        typed.put("direct", Amounts.wan(direct));
        typed.put("depreciation", Amounts.wan(depreciation));
        typed.put("design", Amounts.wan(Math.max(100, fen - personnel - direct - depreciation)));
        typed.put("other", Amounts.wan(fen * (2 + random.nextInt(14)) / 100));
    }

    private static Map<String, String> statement(Firm firm, int year, String ledger) {
        var typed = new LinkedHashMap<String, String>();
        typed.put("ledger", ledger);
        typed.put("sound-accounts", "是");
        typed.put("excluded-industry-income", "0");
        typed.put("investment-income", "0");
        typed.put("rd-intangible-amortisation", "0");
        typed.put("rd-expense-fourth-quarter", "0");
        typed.put("integrated-circuit-firm", "否");
        typed.put("machine-tool-firm", "否");
        typed.put(
                "total-income",
                Amounts.wan(most(firm, year, 100_000_000, "total-income", "revenue", "high-tech-income")));
        typed.put("taxable-income", Amounts.wan(firm.of(year, "profit")));
        typed.put("average-staff", String.valueOf(most(firm, year, 3, "staff", "science-staff")));
        typed.put("total-assets", Amounts.wan(most(firm, year, 100_000_000, "total-assets", "net-assets")));
        return typed;
    }

    /** The first that is known, but no less than the others, which are parts of it. */
    private static long most(Firm firm, int year, long least, String... codes) {
        long most = least;
        for (String code : codes) most = Math.max(most, firm.of(year, code));
        return most;
    }

    private <T> @Nullable T on(LocalDate day, Supplier<Outcome<T>> command) {
        var outcome = clock instanceof DemoClock demo
                ? demo.at(day.atTime(10, 0).atZone(clock.getZone()).toInstant(), command)
                : command.get();
        return outcome.fold(done -> done, errors -> {
            throw new IllegalStateException("the demonstration's filing was refused: " + errors);
        });
    }
}
