package dev.kechuang.portal.web;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Calendar;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Chart;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.RegionMap;
import dev.kechuang.shared.web.ui.Sort;
import dev.kechuang.shared.web.ui.Step;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What the components page fills the components with: invented, and as long and as missing as life has it. */
public final class Samples {

    private static final String LONG_NAME = "苏州工业园区面向新一代人工智能与集成电路协同创新的高端装备智能制造系统研究院有限责任公司";

    private final Map<String, String> sources = new ConcurrentHashMap<>();

    /** The lines of a sample's template that call the component, as they stand in the source. */
    public String source(String sample) {
        return sources.computeIfAbsent(sample, Samples::read);
    }

    private static String read(String sample) {
        try (var in = Samples.class.getResourceAsStream("/samples/" + sample + ".jte")) {
            if (in == null) throw new IllegalArgumentException("no sample " + sample);
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("@import ") && !line.startsWith("@param "))
                    .collect(Collectors.joining("\n"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Firm(
            String code,
            String name,
            String region,
            @Nullable Money revenue,
            Tag status,
            String changed) {}

    private static final List<Firm> FIRMS = List.of(
            new Firm("2026KJ1000", "苏州清源传感技术有限公司", "姑苏区", new Money(15_000_000_00L), tag(0), "2026-11-10"),
            new Firm("2026KJ1001", LONG_NAME, "工业园区", new Money(1_234_567_890_12L), tag(1), "2026-11-11"),
            new Firm("2026KJ1002", "太仓海联轴承有限公司", "太仓市", null, tag(2), "2026-11-12"),
            new Firm("2026KJ1003", "昆山微纳光电科技有限公司", "昆山市", new Money(-320_000_00L), tag(3), "2026-11-13"),
            new Firm("2026KJ1004", "常熟绿能新材料有限公司", "常熟市", new Money(86_400_000_00L), tag(4), "2026-11-14"),
            new Firm("2026KJ1005", "张家港智造装备有限公司", "张家港市", Money.ZERO, tag(5), "2026-11-15"));

    private static Tag tag(int i) {
        return tags().get(i);
    }

    public static List<Tag> tags() {
        return List.of(
                new Tag("草稿", Tone.DRAFT),
                new Tag("审核中", Tone.IN_PROGRESS),
                new Tag("退回补正", Tone.RETURNED),
                new Tag("通过", Tone.PASSED),
                new Tag("不通过", Tone.FAILED),
                new Tag("公示中", Tone.PUBLISHED));
    }

    public Table table() {
        return Table.of("申报企业", columns(), FIRMS);
    }

    public Table tableWithChoice() {
        return Table.of("申报企业（可多选）", columns(), FIRMS)
                .chosenBy("id", FIRMS.stream().map(Firm::code).toList());
    }

    private static List<Column<Firm>> columns() {
        return List.of(
                Column.<Firm>text("编号", f -> Cell.text(f.code)).sortedBy("code"),
                Column.<Firm>title("单位名称", f -> Cell.link(f.name, "#table")).sortedBy("name"),
                Column.text("区县", f -> new Cell.Lines(f.region, "#table", "江苏省苏州市")),
                Column.<Firm>figure("营业收入", "万元", f -> f.revenue == null ? Cell.NONE : Cell.money(f.revenue))
                        .sortedBy("revenue"),
                Column.text("状态", Firm::status),
                Column.text("更新日期", f -> Cell.text(f.changed)),
                Column.actions(
                        "操作",
                        f -> Cell.actions(
                                Action.open("查看", "#table"),
                                Action.open("编辑", "#table"),
                                Action.open("核对", "#table"),
                                Action.open("变更记录", "#table"),
                                Action.open("合并", "#table"))));
    }

    public Sort sort() {
        return new Sort("name", false);
    }

    public KeyPage<String> firstPage() {
        return new KeyPage<>(List.of(), "k2", null, KeyPage.Total.of(128));
    }

    public KeyPage<String> middlePage() {
        return new KeyPage<>(List.of(), "k3", "k1", KeyPage.Total.of(10_001));
    }

    public List<Kpi> kpis() {
        return List.of(
                Kpi.of("在库企业", 24_530, "家", "数据截至 2026-11-21", "#kpis").changed(new BigDecimal("12.4")),
                Kpi.of("待我确认", 12, "家", "最早 11-18，剩 3 个工作日", "#kpis"),
                Kpi.of("研发费用", 1_286, "亿元", "数据截至 2026-09-30", "#kpis").changed(new BigDecimal("-3.25")),
                new Kpi("本年度技术合同认定登记成交额（含输出与吸纳）", "暂无", "", BigDecimal.ZERO, "2026-12 公布", ""));
    }

    public List<Step> steps() {
        return List.of(
                new Step("企业填报", Step.State.DONE, "11-02 张三"),
                new Step("单位审核", Step.State.DONE, "11-04 李四"),
                new Step("区县推荐", Step.State.DONE, "11-08 姑苏区科技局"),
                new Step("受理审查", Step.State.CURRENT, "待办：王处长"),
                new Step("专家评审", Step.State.AHEAD, "—"),
                new Step("公示立项", Step.State.AHEAD, "—"));
    }

    public List<Step> stoppedSteps() {
        return List.of(
                new Step("企业填报", Step.State.DONE, "11-02 张三"),
                new Step("区县确认", Step.State.STOPPED, "11-05 退回补正：缺少上年度审计报告"),
                new Step("完成", Step.State.AHEAD, ""));
    }

    public List<Notice> notices() {
        return List.of(
                Notice.done("portal.sample.done", "苏州清源传感技术有限公司"),
                Notice.info("portal.sample.info"),
                Notice.warning("portal.sample.warning", 3),
                Notice.error("portal.sample.error"));
    }

    public List<Detail> details() {
        return List.of(
                Detail.of("单位名称", LONG_NAME),
                new Detail("统一社会信用代码", Cell.text("91320594MA1EXAMPLE"), "登记机关"),
                Detail.of("状态", tag(1)),
                Detail.of("注册资本（万元）", Cell.money(new Money(50_000_000_00L))),
                Detail.of("曾用名", ""),
                Detail.of("联系人", new Cell.Lines("陈静", "", "0512-0000 0000")));
    }

    public List<Tab> tabs() {
        return List.of(
                Tab.of("基本信息", "#tabs", true),
                new Tab("年度数据", "#tabs", false, 5),
                new Tab("人员", "#tabs", false, 0),
                new Tab("变更记录", "#tabs", false, 1_286));
    }

    public List<TimelineEntry> timeline() {
        return List.of(
                new TimelineEntry("2026-11-08 09:30", "姑苏区科技局 王敏", "确认单位", "", Tone.PASSED),
                new TimelineEntry("2026-11-05 16:12", "姑苏区科技局 王敏", "退回补正", "营业收入与审计报告不一致，请核对第 3 页。", Tone.RETURNED),
                new TimelineEntry("2026-11-02 10:04", "苏州清源传感技术有限公司 陈静", "提交", "", Tone.IN_PROGRESS));
    }

    public Confirm confirm() {
        return Confirm.of(
                        "退回该单位的注册？",
                        "单位会收到消息，更正后可以再次提交；已填写的内容保留。",
                        "/components/confirm",
                        "退回补正",
                        "/components#confirm")
                .withReason("退回原因");
    }

    public Form form() {
        return Form.of(Map.of(
                "name", "苏州清源传感技术有限公司",
                "revenue", "1500.00",
                "staff", "86",
                "founded", "2012-05-08",
                "region", "gusu",
                "kind", "enterprise",
                "fields", "ai,ic"));
    }

    public Form wrongForm() {
        return Form.of(Map.of("name", LONG_NAME, "revenue", "一千五百万", "staff", "-3", "intro", ""))
                .with(List.of(
                        FieldError.of("revenue", "portal.sample.wrong.number"),
                        FieldError.of("staff", "portal.sample.wrong.negative", 0),
                        FieldError.of("region", "portal.sample.wrong.choose", "所属区县"),
                        FieldError.of("kind", "portal.sample.wrong.choose", "类型"),
                        FieldError.of("report", "portal.sample.wrong.file"),
                        FieldError.of("", "portal.sample.wrong.whole")));
    }

    public List<Option> regions() {
        return List.of(
                new Option("gusu", "姑苏区"),
                new Option("sip", "苏州工业园区"),
                new Option("kunshan", "昆山市"),
                new Option("taicang", "太仓市"));
    }

    public List<Option> kinds() {
        return List.of(new Option("enterprise", "企业"), new Option("institute", "科研院所"), new Option("university", "高校"));
    }

    public List<Option> fields() {
        return List.of(
                new Option("ai", "人工智能"),
                new Option("ic", "集成电路"),
                new Option("bio", "生物医药"),
                new Option("nano", "纳米新材料"));
    }

    private static final List<String> COUNTIES =
            List.of("姑苏区", "虎丘区", "吴中区", "相城区", "吴江区", "工业园区", "常熟市", "张家港市", "昆山市", "太仓市");

    public List<Chart> charts() {
        return List.of(
                new Chart(
                        "chart-bar",
                        "各区县在库企业",
                        "家",
                        "数据截至 2026-11-21",
                        Chart.Type.BAR,
                        "区县",
                        COUNTIES,
                        List.of(Chart.Series.of("企业", 186, 142, 188, 210, 265, 521, 196, 178, 402, 120))),
                new Chart(
                        "chart-line",
                        "研发费用",
                        "亿元",
                        "统计年报 2025",
                        Chart.Type.LINE,
                        "年份",
                        List.of("2021", "2022", "2023", "2024", "2025"),
                        List.of(
                                Chart.Series.of("规模以上工业", 620, 688, 742, 801, 866),
                                new Chart.Series(
                                        "服务业",
                                        Arrays.asList(number(98), number(121), null, number(160), number(188))))),
                new Chart(
                        "chart-stacked",
                        "知识产权",
                        "件",
                        "数据截至 2026-11-21",
                        Chart.Type.STACKED,
                        "年份",
                        List.of("2023", "2024", "2025"),
                        List.of(
                                Chart.Series.of("发明专利", 120, 166, 204),
                                Chart.Series.of("实用新型", 310, 288, 265),
                                Chart.Series.of("软件著作权", 88, 132, 190))),
                new Chart(
                        "chart-ranking",
                        "营业收入前列",
                        "亿元",
                        "年度数据 2025",
                        Chart.Type.RANKING,
                        "单位",
                        List.of("昆山微纳光电科技有限公司", "常熟绿能新材料有限公司", "太仓海联轴承有限公司"),
                        List.of(Chart.Series.of("营业收入", 42, 31, 12))),
                new Chart(
                        "chart-pie",
                        "企业规模",
                        "家",
                        "数据截至 2026-11-21",
                        Chart.Type.PIE,
                        "规模",
                        List.of("大型", "中型", "小型", "微型"),
                        List.of(Chart.Series.of("企业", 42, 310, 1_480, 1_168))));
    }

    private static @Nullable BigDecimal number(long value) {
        return BigDecimal.valueOf(value);
    }

    public RegionMap map() {
        var values = List.of(186, 142, 188, 210, 265, 521, 196, 178, 402);
        var areas = new java.util.ArrayList<RegionMap.Area>();
        for (int i = 0; i < COUNTIES.size(); i++) {
            var value = i < values.size() ? number(values.get(i)) : null;
            areas.add(new RegionMap.Area("area-" + i, COUNTIES.get(i), value, i % 2 == 0 ? "#map" : ""));
        }
        return new RegionMap("map-tiles", "各区县在库企业", "家", "数据截至 2026-11-21", areas, null);
    }

    public Calendar calendar() {
        var day = LocalDate.of(2026, 11, 23);
        return new Calendar(
                "专家评审安排",
                YearMonth.from(day),
                List.of(
                        new Calendar.Event("集成电路组会评", day.atTime(9, 0), day.atTime(11, 30), "#calendar"),
                        new Calendar.Event(
                                "生物医药组网评",
                                day.plusDays(1).atTime(9, 0),
                                day.plusDays(3).atTime(17, 0),
                                ""),
                        new Calendar.Event(
                                "验收答辩",
                                day.plusDays(3).atTime(14, 0),
                                day.plusDays(3).atTime(16, 0),
                                "")));
    }

    public Calendar.Week week() {
        var month = calendar();
        return Calendar.Week.of(month.title(), LocalDate.of(2026, 11, 23), month.events());
    }
}
