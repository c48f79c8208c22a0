package dev.kechuang.plan.internal.scheme;

import dev.kechuang.plan.internal.desk.DemoOffice;
import dev.kechuang.plan.internal.desk.Units.Unit;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/** Schemes at every step and the media reports of the demonstration city's last year. */
@Component
class DemoSchemes implements DemoFiller {

    private static final int REPORTS = 77;

    /** Kind, title, source, level. */
    private static final List<String[]> SCHEMES = List.of(
            new String[] {"assigned", "省重点研发计划项目中期检查", "省科学技术厅", "province"},
            new String[] {"assigned", "科技领域重复建设情况排查", "市政府督查室", "city"},
            new String[] {"agreement", "共建产业技术创新中心合作协议", "昆山市人民政府", "county"},
            new String[] {"agreement", "高新区联合创新基金协议", "苏州高新区管委会", "county"},
            new String[] {"pilot", "科技成果评价改革试点", "科学技术部", "state"},
            new String[] {"pilot", "职务科技成果单列管理试点", "省科学技术厅", "province"},
            new String[] {"demonstration", "民生科技示范工程", "市科学技术局", "city"},
            new String[] {"demonstration", "农业科技示范园建设", "省科学技术厅", "province"},
            new String[] {"risk", "财政科研经费拨付迟缓", "内部审计", "city"},
            new String[] {"risk", "科技贷款不良率上升", "风险补偿资金月报", "city"});

    private static final List<String[]> MEDIA = List.of(
            new String[] {"科技日报", "国家级"},
            new String[] {"新华日报", "省级"},
            new String[] {"江苏科技报", "省级"},
            new String[] {"苏州日报", "市级"},
            new String[] {"苏州新闻广播", "市级"},
            new String[] {"昆山日报", "县区级"});

    private static final List<String> TITLES =
            List.of("科技政策进园区 服务企业面对面", "高企培育再提速", "科技贷款为小企业解难题", "大型仪器共享让设备“活”起来", "科技人才周启幕", "产学研对接签下大单");

    private final SchemeService service;
    private final SchemeStore store;
    private final Media media;
    private final DemoOffice office;

    DemoSchemes(SchemeService service, SchemeStore store, Media media, DemoOffice office) {
        this.service = service;
        this.store = store;
        this.media = media;
        this.office = office;
    }

    @Override
    public int order() {
        return 745;
    }

    @Override
    public String label() {
        return "scheme.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        var divisions = office.divisions();
        if (divisions.isEmpty()) return;
        for (int i = 0; i < SCHEMES.size(); i++) scheme(i, divisions.get(i % divisions.size()));
        progress.accept(SCHEMES.size());
        Viewer officer = office.in(divisions.getFirst());
        for (int i = 0; i < REPORTS; i++) {
            LocalDate day = office.today().minusDays(3L + i * 4L);
            var medium = MEDIA.get(i % MEDIA.size());
            var typed = Map.of(
                    "title",
                    TITLES.get(i % TITLES.size()) + "（" + (i + 1) + "）",
                    "medium",
                    medium[0],
                    "level",
                    medium[1],
                    "publishedOn",
                    day.toString());
            office.on(day.plusDays(1), () -> media.enter(officer, typed));
        }
        progress.accept(SCHEMES.size() + (long) REPORTS);
    }

    private void scheme(int number, Unit unit) {
        String[] scheme = SCHEMES.get(number);
        LocalDate starts = office.today().minusDays(260L - number * 20L);
        LocalDate ends = starts.plusDays(240);
        Viewer officer = office.in(unit);
        var typed = new java.util.HashMap<>(Map.of(
                "kind",
                scheme[0],
                "title",
                scheme[1],
                "source",
                scheme[2],
                "level",
                scheme[3],
                "document",
                "〔" + starts.getYear() + "〕" + (12 + number) + "号",
                "unit",
                unit.id().toString(),
                "startsOn",
                starts.toString(),
                "endsOn",
                ends.toString(),
                "stages",
                "制定方案：" + starts.plusDays(30) + "\n组织实施：" + starts.plusDays(150) + "\n总结评估：" + starts.plusDays(230)));
        if (scheme[0].equals("risk")) {
            typed.put("likelihood", "3");
            typed.put("impact", number % 2 == 0 ? "5" : "4");
        }
        if (scheme[0].equals("agreement")) {
            typed.put("targets", "hnte.new：3\ntech-sme.granted：5");
            office.counties().stream()
                    .filter(county -> county.name().startsWith(scheme[2].substring(0, 3))
                            || scheme[2].startsWith(county.name().substring(0, 3)))
                    .findFirst()
                    .ifPresent(county -> typed.put("region", county.region()));
        }
        if (!(office.on(starts, () -> service.enter(officer, typed)) instanceof Outcome.Done<UUID>(UUID id))) return;
        report(officer, id, starts.plusDays(28), 30, "1", "方案已经局长办公会审议通过，任务分解到各责任科室。");
        report(officer, id, starts.plusDays(140), 75, "2", "各项任务按计划推进，已完成主要工作量。");
        report(officer, id, starts.plusDays(228), 95, "3", "完成总结评估，形成报告。");
        int version = store.find(officer, id).orElseThrow().version();
        if (version == 4 && number % 3 != 1) {
            LocalDate day = starts.plusDays(235);
            if (!day.isAfter(office.today()))
                office.on(
                        day,
                        () -> service.close(
                                officer, id, version, Map.of("result", "completed", "note", "各阶段任务全部完成，资料归档。")));
        }
    }

    private void report(Viewer officer, UUID id, LocalDate day, int percent, String stage, String text) {
        if (day.isAfter(office.today())) return;
        int version = store.find(officer, id).orElseThrow().version();
        var typed = Map.of("percent", String.valueOf(percent), "text", text, "done", stage);
        office.on(day, () -> service.report(officer, id, version, typed));
    }
}
