package dev.kechuang.plan.internal.bulletin;

import dev.kechuang.pack.Regions;
import dev.kechuang.plan.internal.desk.DemoOffice;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.track.Calendar;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.springframework.stereotype.Component;

/** Bulletins of the demonstration city: the last of each past year, three of this year, one that waits. */
@Component
class DemoBulletins implements DemoFiller {

    private final BulletinService service;
    private final PlanStore plans;
    private final Regions regions;
    private final DemoOffice office;

    DemoBulletins(BulletinService service, PlanStore plans, Regions regions, DemoOffice office) {
        this.service = service;
        this.plans = plans;
        this.regions = regions;
        this.office = office;
    }

    @Override
    public int order() {
        return 705;
    }

    @Override
    public String label() {
        return "bulletin.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        var divisions = office.divisions();
        if (divisions.isEmpty()) return;
        Viewer officer = office.in(divisions.getFirst());
        Viewer leader = office.leader();
        LocalDate today = office.today();
        int number = 0;
        long done = 0;
        for (int year = today.getYear() - 2; year <= today.getYear(); year++) {
            for (Plan plan : plans.of(regions.city().code(), Plan.Kind.WORK_POINTS, year)) {
                List<Calendar.Reporting> over = Calendar.of(plan).stream()
                        .filter(one -> one.due().plusDays(6).isBefore(today))
                        .toList();
                int from = Math.max(0, over.size() - (year == today.getYear() ? 3 : 1));
                for (var period : over.subList(from, over.size())) {
                    boolean last = year == today.getYear() && period.equals(over.getLast());
                    LocalDate day = last ? today : period.due().plusDays(5);
                    number++;
                    var fields = Map.of(
                            "period",
                            period.period().toString(),
                            "number",
                            "苏科通〔" + day.getYear() + "〕" + number + "号",
                            "authority",
                            "苏州市科学技术局文件",
                            "title",
                            "关于" + year + "年工作要点"
                                    + BulletinDocument.month(period.period().toString()) + "进展情况的通报",
                            "addressee",
                            "各县级市、区科技局，各园区科技部门，局机关各处室：",
                            "demands",
                            "各责任单位要紧盯年度目标，对滞后事项逐项制定补救措施，明确责任人和完成时间。红灯事项的牵头单位应在十个工作日内书面说明情况。",
                            "unit",
                            "苏州市科学技术局",
                            "issuedOn",
                            day.toString());
                    var prepared = must(office.on(day, () -> service.prepare(officer, plan.id(), fields)));
                    if (!last) must(office.on(day, () -> service.issue(leader, prepared.id())));
                    progress.accept(++done);
                }
            }
        }
    }

    private static <T> T must(Outcome<T> outcome) {
        return outcome.fold(value -> value, errors -> {
            throw new IllegalStateException("the demonstration was refused: " + errors);
        });
    }
}
