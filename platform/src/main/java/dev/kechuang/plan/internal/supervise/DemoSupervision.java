package dev.kechuang.plan.internal.supervise;

import dev.kechuang.plan.internal.desk.DemoOffice;
import dev.kechuang.plan.internal.desk.Units.Unit;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/** Supervision in the demonstration city's last year, at every step of its way. */
@Component
class DemoSupervision implements DemoFiller {

    private static final List<String> ITEMS =
            List.of("研发费用后补助兑付进度", "高新技术企业培育任务落实", "科技贷款风险补偿资金使用", "科技计划项目验收超期清理", "研发机构建设运行情况", "科技成果登记质量");
    private static final List<String> FINDINGS =
            List.of("配套资金未按期拨付到位", "培育企业台账与名单不一致，缺 6 家", "超期项目未按规定提出延期或终止意见", "专题会议纪要议定事项未分解到责任科室");

    private final SuperviseService service;
    private final SuperviseStore store;
    private final Accountability accountability;
    private final DemoOffice office;

    DemoSupervision(SuperviseService service, SuperviseStore store, Accountability accountability, DemoOffice office) {
        this.service = service;
        this.store = store;
        this.accountability = accountability;
        this.office = office;
    }

    @Override
    public int order() {
        return 740;
    }

    @Override
    public String label() {
        return "supervise.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        var divisions = office.divisions();
        if (divisions.size() < 2) return;
        Viewer supervisor = office.in(divisions.getFirst());
        var units = new ArrayList<>(office.counties());
        units.addAll(divisions.subList(1, divisions.size()));
        for (int i = 0; i < 24; i++) {
            one(i, units.get(i % units.size()), supervisor);
            progress.accept(i + 1L);
        }
        evaluation(units.getFirst(), supervisor);
        Viewer leader = office.leader();
        Viewer person = office.in(divisions.getLast());
        office.on(
                office.today().minusDays(20),
                () -> accountability.write(
                        leader,
                        Map.of(
                                "person",
                                person.requireAccount().toString(),
                                "measure",
                                "reminder",
                                "grounds",
                                "超期项目清理工作两次督查未完成，作谈话提醒，要求年底前完成。",
                                "decidedOn",
                                office.today().minusDays(20).toString())));
    }

    private void one(int number, Unit unit, Viewer supervisor) {
        LocalDate today = office.today();
        LocalDate issued = today.minusDays(300L - number * 12L);
        LocalDate due = issued.plusDays(45);
        var typed = Map.of(
                "kind", "free",
                "title", ITEMS.get(number % ITEMS.size()),
                "basis", "局长办公会纪要第" + (number + 1) + "期",
                "unit", unit.id().toString(),
                "dueOn", due.toString());
        if (!(office.on(issued, () -> service.issue(supervisor, typed)) instanceof Outcome.Done<UUID>(UUID item)))
            return;
        for (int k = 0; k < number % 3; k++) {
            LocalDate found = issued.plusDays(10L + k);
            if (found.isAfter(today)) continue;
            var finding = Map.of(
                    "text", FINDINGS.get((number + k) % FINDINGS.size()),
                    "findingDueOn", found.plusDays(20).toString());
            int version = version(supervisor, item);
            var made = office.on(found, () -> service.find(supervisor, item, version, finding));
            if (made instanceof Outcome.Done<UUID>(UUID id)) rectify(id, unit, supervisor, found, number % 7 == 5);
        }
        boolean clean = store.find(supervisor, item).orElseThrow().open() == 0;
        if (clean && due.minusDays(3).isBefore(today) && number % 6 != 3) {
            int version = version(supervisor, item);
            office.on(
                    due.minusDays(4), () -> service.close(supervisor, item, version, Map.of("note", "议定事项已落实，同意办结。")));
        }
    }

    private int version(Viewer viewer, UUID item) {
        return store.find(viewer, item).orElseThrow().version();
    }

    private void rectify(UUID finding, Unit unit, Viewer supervisor, LocalDate found, boolean slow) {
        LocalDate today = office.today();
        LocalDate reported = found.plusDays(12);
        if (slow || reported.isAfter(today)) return;
        office.on(
                reported,
                () -> service.report(office.in(unit), finding, 1, Map.of("report", "已召开专题会，责任落实到人，问题于本周整改到位。")));
        if (reported.plusDays(4).isAfter(today)) return;
        office.on(
                reported.plusDays(4),
                () -> service.review(supervisor, finding, 2, Map.of("decision", "accepted", "review", "材料齐全，同意销号。")));
    }

    private void evaluation(Unit unit, Viewer supervisor) {
        LocalDate day = office.today().minusDays(100);
        var typed = Map.of(
                "kind", "evaluation",
                "title", "企业研发费用后补助政策第三方评估",
                "unit", unit.id().toString(),
                "dueOn", day.plusDays(60).toString(),
                "evaluator", "高校科技政策研究中心",
                "policy", "企业研发费用后补助实施办法");
        if (!(office.on(day, () -> service.issue(supervisor, typed)) instanceof Outcome.Done<UUID>(UUID item))) return;
        office.on(
                day.plusDays(50),
                () -> service.result(
                        supervisor,
                        item,
                        1,
                        Map.of("score", "87.5", "conclusion", "政策知晓率高，兑付及时性有待提升，建议与加计扣除数据打通，减少重复申报。")));
        office.on(day.plusDays(55), () -> service.close(supervisor, item, 2, Map.of("note", "评估成果已提交局长办公会。")));
    }
}
