package dev.kechuang.plan.internal.track;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.plan.internal.desk.DemoOffice;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.plan.internal.plan.Content;
import dev.kechuang.plan.internal.plan.ContentStore;
import dev.kechuang.plan.internal.plan.Dictionary;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.Target;
import dev.kechuang.plan.internal.plan.TargetForm;
import dev.kechuang.plan.internal.plan.Task;
import dev.kechuang.plan.internal.plan.Version;
import dev.kechuang.shared.DemoClock;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/** Work points of three years in the demonstration city, with what its units reported through them, late ones too. */
@Component
class DemoPlans implements DemoFiller {

    /** @param last value to fall back on where the year before has no figure */
    private record Wanted(String name, String indicator, String last, String unit, String lead, boolean split) {}

    private static final List<Wanted> TARGETS = List.of(
            new Wanted("新认定高新技术企业", "hnte.new", "30", "家", "高新处", true),
            new Wanted("有效高新技术企业总数", "hnte.valid", "300", "家", "高新处", false),
            new Wanted("科技型中小企业评价入库", "tech-sme.granted", "200", "家", "高新处", true),
            new Wanted("新建企业研发机构", "rd-institutions.new", "20", "个", "科研处", true),
            new Wanted("规上企业研发机构覆盖率", "rd-coverage", "40", "%", "科研处", false),
            new Wanted("新增科技创新载体", "carriers.new", "4", "家", "高新处", false),
            new Wanted("立项支持领军人才", "talents.approved", "12", "人", "规划处", false),
            new Wanted("向上争取科技项目", "upward.approved", "10", "项", "规划处", false),
            new Wanted("向上争取科技经费", "upward.money", "3000", "万元", "规划处", false),
            new Wanted("完成市级科技计划项目验收", "programmes.concluded", "20", "项", "科研处", false),
            new Wanted("拨付市级科技经费", "fund.paid", "2000", "万元", "规划处", false));

    private record Job(String heading, String text, String lead, String support) {}

    private static final List<Job> TASKS = List.of(
            new Job("壮大创新型企业队伍", "完善企业成长培育库，建立一企一档，分批开展申报辅导，对到期企业提前半年提醒。", "高新处", "各县区"),
            new Job("提升企业研发机构水平", "推动规上企业普遍建立研发机构，组织运行绩效评价，评价不合格的限期整改。", "科研处", "各县区"),
            new Job("建好用好创新载体", "推进孵化器和众创空间提质，引导专业化运营，健全进入退出机制。", "高新处", "各园区"),
            new Job("集聚科技领军人才", "办好人才计划评审，落实人才项目跟踪服务，及时兑现支持资金。", "规划处", "高新处"),
            new Job("推进科技惠民和乡村振兴", "围绕民生健康和现代农业组织示范项目，选派科技特派员到村服务。", "农社处", "科研处"),
            new Job("深化区域协同和对外合作", "推动长三角创新资源共享，组织校企对接，支持企业设立海外研发机构。", "区域处", "各县区"),
            new Job("强化项目全过程管理", "严格合同管理和中期检查，清理超期项目，公开立项和验收结果。", "科研处", "规划处"),
            new Job("落实科技政策", "开展政策宣讲，简化兑现流程，对重点政策组织第三方评估。", "法规处", "办公室"),
            new Job("加强机关建设", "完善内控制度，规范资金使用，提升干部服务企业的能力。", "办公室", "法规处"));

    private static final List<String> SAID = List.of(
            "已完成阶段安排，正按月调度推进。",
            "已组织两场专题辅导，梳理出重点对象并逐户走访。",
            "相关文件已征求意见，正在修改完善。",
            "本期完成现场核查，发现的问题已反馈并限期整改。",
            "与相关部门会商明确了分工，后续按节点推进。");

    private static final List<String> BLOCKED =
            List.of("专项资金下达较晚，部分项目启动推迟。", "企业申报意愿不足，需要进一步宣传发动。", "跨部门数据尚未共享，核查效率偏低。");

    private final PlanService service;
    private final PlanStore store;
    private final ContentStore contents;
    private final ProgressService progress;
    private final ReportStore reports;
    private final Obligations obligations;
    private final Lights lights;
    private final Dictionary dictionary;
    private final IndicatorFigures figures;
    private final Regions regions;
    private final Units units;
    private final DemoOffice office;
    private final Clock clock;

    DemoPlans(
            PlanService service,
            PlanStore store,
            ContentStore contents,
            ProgressService progress,
            ReportStore reports,
            Obligations obligations,
            Lights lights,
            Dictionary dictionary,
            IndicatorFigures figures,
            Regions regions,
            Units units,
            DemoOffice office,
            Clock clock) {
        this.service = service;
        this.store = store;
        this.contents = contents;
        this.progress = progress;
        this.reports = reports;
        this.obligations = obligations;
        this.lights = lights;
        this.dictionary = dictionary;
        this.figures = figures;
        this.regions = regions;
        this.units = units;
        this.office = office;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 700;
    }

    @Override
    public String label() {
        return "plan.demo";
    }

    @Override
    public void fill(City city, LongConsumer counted) {
        if (!(clock instanceof DemoClock)
                || office.divisions().stream().noneMatch(unit -> unit.name().equals("规划处"))) return;
        var filling = new Filling(city.random(), counted);
        int now = office.today().getYear();
        for (int year = now - 2; year <= now; year++) filling.year(year, year == now);
    }

    /** One run, with the people it knows. */
    private final class Filling {
        private final RandomGenerator random;
        private final LongConsumer counted;
        private final Map<UUID, Viewer> people = new HashMap<>();
        private final Viewer planner = office.in(unit("规划处"));
        private final Viewer leader = office.leader();
        private final LocalDate today = office.today();
        private long done;

        Filling(RandomGenerator random, LongConsumer counted) {
            this.random = random;
            this.counted = counted;
        }

        private Units.Unit unit(String name) {
            return units.all().stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("no unit " + name));
        }

        private Viewer person(UUID unit) {
            return people.computeIfAbsent(unit, id -> office.in(units.find(id).orElseThrow()));
        }

        void year(int year, boolean current) {
            LocalDate start = LocalDate.of(year, 1, 8);
            if (start.isAfter(today)) return;
            Plan plan = at(
                    start,
                    () -> service.create(
                            planner,
                            Map.of(
                                    "kind",
                                    Plan.Kind.WORK_POINTS.code(),
                                    "title",
                                    year + "年全市科技创新工作要点",
                                    "number",
                                    "科办〔" + year + "〕1号",
                                    "year",
                                    String.valueOf(year),
                                    "rhythm",
                                    current ? "month" : "quarter",
                                    "reportDay",
                                    "8",
                                    "source",
                                    "全市科技工作会议部署")));
            UUID version = store.open(plan.id()).orElseThrow().id();
            Map<String, UUID> tasks = new LinkedHashMap<>();
            for (Job job : TASKS) {
                Task task = at(
                        start,
                        () -> service.putTask(
                                planner,
                                version,
                                null,
                                0,
                                Map.of(
                                        "heading", job.heading(),
                                        "text", job.text(),
                                        "lead", job.lead(),
                                        "support", job.support())));
                tasks.putIfAbsent(job.lead(), task.item());
            }
            for (Wanted wanted : TARGETS) target(version, year, wanted, start, tasks);
            at(
                    start,
                    () -> service.putTarget(
                            planner,
                            version,
                            null,
                            0,
                            Map.of(
                                    "name",
                                    "政策宣讲和业务培训",
                                    "value",
                                    "40",
                                    "unit",
                                    "场",
                                    "lead",
                                    "法规处",
                                    "bound",
                                    "atLeast")));
            at(start.plusDays(2), () -> service.propose(planner, version));
            at(start.plusDays(4), () -> service.release(leader, version));
            counted.accept(++done);
            if (year == today.getYear() - 1) revise(plan, LocalDate.of(year, 7, 10));
            report(plan, current);
        }

        private void target(UUID version, int year, Wanted wanted, LocalDate day, Map<String, UUID> tasks) {
            if (dictionary.find(wanted.indicator()).isEmpty()) return;
            BigDecimal before = figures.figure(
                            FigureAt.of(wanted.indicator(), regions.city().code(), Period.year(year - 1)))
                    .value();
            boolean known = before != null && before.signum() > 0;
            BigDecimal value = (known ? Objects.requireNonNull(before) : new BigDecimal(wanted.last()))
                    .multiply(new BigDecimal("1.06"))
                    .setScale(0, RoundingMode.CEILING);
            if (wanted.unit().equals("%")) value = value.min(new BigDecimal("98"));
            var fields = new HashMap<String, String>();
            fields.put("name", wanted.name());
            fields.put("indicator", wanted.indicator());
            fields.put("value", value.toPlainString());
            fields.put("unit", wanted.unit());
            fields.put("bound", "atLeast");
            fields.put("lead", wanted.lead());
            UUID task = tasks.get(wanted.lead());
            if (task != null) fields.put("task", task.toString());
            if (wanted.split()) {
                var counties = regions.children(regions.city().code(), day).stream()
                        .filter(region -> region.kind() != Region.Kind.ZONE)
                        .toList();
                var even = TargetForm.evenly(value, counties.size(), false);
                for (int i = 0; i < counties.size(); i++)
                    fields.put("region." + counties.get(i).code(), TargetForm.plain(even.get(i)));
            }
            at(day, () -> service.putTarget(planner, version, null, 0, fields));
        }

        /** In the middle of last year one target was raised. */
        private void revise(Plan plan, LocalDate day) {
            Version draft = at(day, () -> service.revise(planner, plan.id(), "上半年进展较快，市委市政府要求调高目标"));
            Content content = contents.of(draft.id());
            for (Target target : content.targets()) {
                if (!target.name().equals("完成市级科技计划项目验收")) continue;
                var fields = TargetForm.typed(target);
                fields.put("value", target.value().add(BigDecimal.valueOf(5)).toPlainString());
                at(day, () -> service.putTarget(planner, draft.id(), target.item(), target.edits(), fields));
            }
            at(day, () -> service.propose(planner, draft.id()));
            at(day.plusDays(1), () -> service.release(leader, draft.id()));
        }

        private void report(Plan plan, boolean current) {
            var calendar = Calendar.of(plan).stream()
                    .filter(one -> !one.opens().isAfter(today))
                    .toList();
            for (int i = 0; i < calendar.size(); i++) {
                Calendar.Reporting asked = calendar.get(i);
                boolean last = current && i == calendar.size() - 1;
                LocalDate day = asked.due().minusDays(2);
                if (day.isAfter(today)) day = today;
                for (var owed : obligations.ofPlan(plan, day)) if (owed.open()) file(plan, owed, asked, day, last);
                LocalDate keep = day.plusDays(4).isAfter(today) ? today : day.plusDays(4);
                ((DemoClock) clock)
                        .at(keep.atTime(5, 30).atZone(clock.getZone()).toInstant(), lights::keep);
                counted.accept(++done);
            }
            if (current) overrule(plan);
        }

        private void file(Plan plan, Obligations.Owed owed, Calendar.Reporting asked, LocalDate day, boolean last) {
            int luck = random.nextInt(100);
            if (luck < (last ? 12 : 5)) return;
            LocalDate on = luck < 12 ? asked.due().plusDays(3) : day;
            if (on.isAfter(today)) on = today;
            LocalDate filed = on;
            int elapsed = LightRule.elapsed(
                    plan.fromOn(), plan.untilOn(), asked.period().last());
            var fields = new HashMap<String, String>();
            fields.put("period", asked.period().toString());
            fields.put("text", SAID.get(random.nextInt(SAID.size())));
            if (owed.task()) {
                int lag = random.nextInt(10) == 0 ? 30 : random.nextInt(14);
                int percent = elapsed >= 100 ? (lag > 20 ? 90 : 100) : Math.max(5, elapsed - lag);
                fields.put("percent", String.valueOf(percent));
            } else {
                fields.put("value", String.valueOf(42 * elapsed / 100));
            }
            if (random.nextInt(18) == 0) fields.put("blockers", BLOCKED.get(random.nextInt(BLOCKED.size())));
            Viewer person = person(owed.unit());
            Report report = at(filed, () -> progress.file(person, plan.id(), owed.item(), fields, List.of()));
            if (last && random.nextInt(4) == 0) return;
            LocalDate decided = filed.plusDays(1).isAfter(today) ? today : filed.plusDays(1);
            Viewer judge = person.requireAccount().equals(planner.requireAccount())
                    ? person(unit("办公室").id())
                    : planner;
            if (random.nextInt(30) == 0 && !last) {
                at(decided, () -> progress.giveBack(judge, report.id(), "请补充具体数据和佐证材料。"));
                Report again = at(decided, () -> progress.file(person, plan.id(), owed.item(), fields, List.of()));
                at(decided, () -> progress.confirm(judge, again.id()));
            } else {
                at(decided, () -> progress.confirm(judge, report.id()));
            }
        }

        /** Two lights that the office sees otherwise than the rule. */
        private void overrule(Plan plan) {
            Content content = contents.of(store.inForce(plan.id()).orElseThrow().id());
            int put = 0;
            for (var light : lights.of(plan, content, today).values()) {
                if (put == 2) return;
                if (light.ruling().colour() != Colour.RED) continue;
                String reason = put == 0 ? "认定和评审集中在年底，已掌握候选名单，预计可以完成。" : "主管部门调整了办理时间，按新时间节点推进。";
                at(today, () -> lights.overrule(planner, plan.id(), light.item(), Colour.AMBER, reason));
                put++;
            }
        }

        private <T> T at(LocalDate day, Supplier<Outcome<T>> work) {
            return office.on(day, work).fold(value -> value, errors -> {
                throw new IllegalStateException("the demonstration was refused: " + errors);
            });
        }
    }
}
