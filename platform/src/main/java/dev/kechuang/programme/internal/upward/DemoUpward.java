package dev.kechuang.programme.internal.upward;

import dev.kechuang.identity.Accounts;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.random.RandomGenerator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Projects the demonstration city recommended to province and ministry in three years. */
@Component
class DemoUpward implements DemoFiller {

    private static final int A_YEAR = 40;
    private static final List<String> PROVINCE = List.of("省科技成果转化专项资金", "省重点研发计划（产业前瞻）", "省重点研发计划（现代农业）", "省自然科学基金");
    private static final List<String> MINISTRY = List.of("国家重点研发计划", "国家自然科学基金", "科技部国际合作专项");
    private static final List<String> TITLES =
            List.of("高能量密度动力电池关键材料", "高精度数控转台", "肿瘤免疫检测试剂", "工业机器人减速器", "氮化镓功率器件", "智能视觉检测系统", "可降解医用材料", "稻麦智慧农机");

    private final UpwardService service;
    private final Accounts accounts;
    private final JdbcClient jdbc;
    private final Regions regions;

    DemoUpward(UpwardService service, Accounts accounts, JdbcClient jdbc, Regions regions) {
        this.service = service;
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.regions = regions;
    }

    @Override
    public int order() {
        return 590;
    }

    @Override
    public String label() {
        return "upward.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        var officers = accounts.officers(Role.BUREAU_OFFICER, city.region());
        if (officers.isEmpty()) return;
        var officer = officers.getFirst();
        var filler = new Viewer(
                officer.account(),
                officer.name(),
                Set.of(Role.BUREAU_OFFICER),
                null,
                null,
                "",
                regions.subtree(city.region()));
        var firms = jdbc.sql("""
                        SELECT credit_code FROM registry.published_organisation
                        WHERE status = 'confirmed' AND kind IN ('enterprise', 'university', 'institute')
                        ORDER BY id DESC LIMIT 60""").query((rows, number) -> rows.getString(1)).list();
        if (firms.isEmpty()) return;
        long done = 0;
        for (int year = 2024; year <= 2026; year++) {
            for (int i = 0; i < A_YEAR; i++) {
                String code = firms.get(city.random().nextInt(firms.size()));
                if (service.enter(filler, project(code, year, i, city.random())) instanceof Outcome.Done<Upward>)
                    done++;
            }
            progress.accept(done);
        }
    }

    private static Map<String, String> project(String code, int year, int number, RandomGenerator random) {
        boolean ministry = random.nextInt(6) == 0;
        var of = ministry ? MINISTRY : PROVINCE;
        int asked = 50 + 10 * random.nextInt(40);
        var project = new LinkedHashMap<String, String>();
        project.put("level", ministry ? "ministry" : "province");
        project.put("programme", of.get(random.nextInt(of.size())));
        project.put("year", String.valueOf(year));
        project.put("creditCode", code);
        project.put("title", TITLES.get(random.nextInt(TITLES.size())) + "的研发与产业化（" + (number + 1) + "）");
        project.put("recommendedOn", year + "-0" + (3 + random.nextInt(3)) + "-1" + random.nextInt(9));
        project.put("document", "苏科计〔" + year + "〕" + (10 + number) + "号");
        project.put("requested", String.valueOf(asked));
        boolean open = year == 2026 && random.nextInt(10) < 6;
        boolean approved = !open && random.nextInt(100) < 28;
        project.put("result", open ? "open" : approved ? "approved" : "refused");
        if (!open) project.put("decidedOn", year + "-0" + (8 + random.nextInt(2)) + "-2" + random.nextInt(9));
        if (approved) {
            project.put("granted", String.valueOf(asked / 10 * (4 + random.nextInt(5))));
            project.put("approval", (ministry ? "YF" : "BA") + year + "%03d".formatted(number + 1));
        }
        return project;
    }
}
