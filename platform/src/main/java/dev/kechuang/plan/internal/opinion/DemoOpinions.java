package dev.kechuang.plan.internal.opinion;

import dev.kechuang.plan.internal.desk.DemoOffice;
import dev.kechuang.plan.internal.desk.DemoOffice.Firm;
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
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Meetings, forms and opinions of the demonstration city's last year, made by the commands of its people. */
@Component
class DemoOpinions implements DemoFiller {

    private static final int MEETINGS = 32;

    /** Topic and what firms say about it. */
    private static final List<String[]> SAID = List.of(
            new String[] {"policy", "研发费用后补助的兑付时间较长，希望明确到账期限并在网上可查进度"},
            new String[] {"policy", "市级奖励与区级配套不同步，建议一次申报、两级同审"},
            new String[] {"project", "申报指南发布到截止时间偏短，希望提前预告年度计划安排"},
            new String[] {"project", "申报材料中的财务数据重复填写，希望系统自动带入"},
            new String[] {"title", "高新技术企业复审辅导希望前移到三月份，并给出短板提示"},
            new String[] {"title", "科技型中小企业评价与高企培育库标准不一致，希望统一说明"},
            new String[] {"finance", "轻资产企业首贷仍要求抵押，希望扩大知识产权质押贷款范围"},
            new String[] {"finance", "贷款贴息额度偏低，建议对首次贷款的企业适当提高"},
            new String[] {"talent", "青年工程师租房困难，希望增加人才公寓供给"},
            new String[] {"talent", "柔性引进的专家个税与社保衔接不清楚，希望出台操作指引"},
            new String[] {"cooperation", "希望组织与高校的专场对接，重点在精密测量和表面处理方向"},
            new String[] {"platform", "大型仪器共享平台预约周期长，希望公开空闲时段"},
            new String[] {"property", "快速预审名额不足，发明专利授权周期影响高企认定"},
            new String[] {"environment", "中试基地环评手续复杂，希望出台简化办法"});

    private static final List<String> ANSWERS = List.of(
            "已列入下一年度工作安排，具体办法将在指南中明确，联系人会与贵单位对接。",
            "经与财政、税务部门会商，流程已作调整，现可在平台“我的资金”中查看进度。",
            "已请县区科技部门上门服务，并将贵单位纳入重点培育名单。",
            "此项涉及省级政策，我们已书面反映，取得答复后第一时间告知。");

    private final CollectionService collection;
    private final OpinionService service;
    private final OpinionStore store;
    private final DemoOffice office;

    DemoOpinions(CollectionService collection, OpinionService service, OpinionStore store, DemoOffice office) {
        this.collection = collection;
        this.service = service;
        this.store = store;
        this.office = office;
    }

    @Override
    public int order() {
        return 750;
    }

    @Override
    public String label() {
        return "opinion.demo";
    }

    @Override
    public void fill(City city, LongConsumer progress) {
        int size = Math.clamp(city.organisations() / 5, 20, 637);
        var firms = office.firms(size);
        if (firms.size() < 6) return;
        var random = city.random();
        long done = 0;
        for (int i = 0; i < MEETINGS; i++) {
            LocalDate day = office.today().minusDays(330L - i * 10L);
            meeting(i, day, firms, random);
            progress.accept(++done);
        }
        forms(firms, random);
        progress.accept(++done);
    }

    private void meeting(int number, LocalDate day, List<Firm> firms, RandomGenerator random) {
        int each = Math.max(3, firms.size() / MEETINGS);
        var present = new ArrayList<Firm>();
        for (int k = 0; k < each; k++) present.add(firms.get((number * each + k) % firms.size()));
        var divisions = office.divisions();
        Viewer officer = office.in(divisions.get(number % divisions.size()));
        String[] themes = {"高企培育", "科技金融", "产学研合作", "研发机构建设", "政策兑现"};
        var typed = Map.of(
                "title",
                themes[number % themes.length] + "企业座谈会（第" + (number + 1) + "场）",
                "place",
                "市科技局二楼会议室",
                "heldOn",
                day.toString(),
                "firms",
                present.stream().map(Firm::name).distinct().collect(Collectors.joining("\n")));
        var met = office.on(day, () -> collection.meet(officer, typed));
        if (!(met instanceof Outcome.Done<UUID>(UUID meeting))) return;
        var lines = new StringBuilder();
        for (Firm firm : present) {
            for (int k = 0; k <= random.nextInt(3) / 2; k++)
                lines.append(firm.name())
                        .append("：")
                        .append(SAID.get(random.nextInt(SAID.size()))[1])
                        .append('\n');
        }
        office.on(day, () -> collection.said(officer, meeting, Map.of("topic", "other", "opinions", lines.toString())));
        for (Opinion opinion : store.of(officer, "meeting", meeting)) handle(opinion, officer, day, firms, random);
    }

    /** Sorts and assigns, answers and rates, as far as has come by today. */
    private void handle(Opinion opinion, Viewer officer, LocalDate day, List<Firm> firms, RandomGenerator random) {
        LocalDate today = office.today();
        LocalDate assigned = day.plusDays(3 + random.nextInt(4));
        if (assigned.isAfter(today)) return;
        Unit unit = unit(opinion, random);
        LocalDate due = assigned.plusDays(20);
        String topic = SAID.stream()
                .filter(said -> said[1].equals(opinion.text()))
                .map(said -> said[0])
                .findFirst()
                .orElse("other");
        var given = Map.of("topic", topic, "unit", unit.id().toString(), "dueOn", due.toString());
        office.on(assigned, () -> service.assign(officer, opinion.id(), 1, given));
        LocalDate answered = assigned.plusDays(5 + random.nextInt(14));
        boolean late = random.nextInt(40) == 0;
        if (late || answered.isAfter(today)) return;
        var answer = Map.of("answer", ANSWERS.get(random.nextInt(ANSWERS.size())));
        office.on(answered, () -> service.answer(office.in(unit), opinion.id(), 2, answer));
        LocalDate rated = answered.plusDays(2 + random.nextInt(9));
        int mood = random.nextInt(100);
        if (rated.isAfter(today) || mood >= 80) return;
        var firm = firms.stream()
                .filter(one -> one.id().equals(opinion.organisation()))
                .findFirst();
        firm.ifPresent(one -> office.on(
                rated,
                () -> service.rate(
                        one.person(),
                        opinion.id(),
                        3,
                        mood < 56
                                ? Map.of("satisfaction", "satisfied")
                                : mood < 76
                                        ? Map.of("satisfaction", "fair")
                                        : Map.of("satisfaction", "unsatisfied", "comment", "没有具体时间和联系人，希望明确"))));
    }

    private Unit unit(Opinion opinion, RandomGenerator random) {
        var divisions = office.divisions();
        if (random.nextInt(4) == 0) {
            var county = office.counties().stream()
                    .filter(one -> one.region().equals(opinion.region()))
                    .findFirst();
            if (county.isPresent()) return county.get();
        }
        return divisions.get(random.nextInt(divisions.size()));
    }

    private void forms(List<Firm> firms, RandomGenerator random) {
        Viewer officer = office.in(office.divisions().getFirst());
        LocalDate today = office.today();
        String questions = """
                [单选*] 贵单位是否享受过研发费用加计扣除：是；否；不了解
                [数字] 上年研发投入（万元）
                [多选] 最需要的支持：资金；人才；场地；技术合作；知识产权
                [意见*] 希望科技部门帮助解决的问题（每行一条）""";
        UUID past = form(officer, today.minusDays(120), "年度科技政策落实情况征集", questions, today.minusDays(90));
        UUID open = form(officer, today.minusDays(6), "明年科技计划与政策建议征集", questions, today.plusDays(10));
        var asked = firms.subList(0, Math.min(firms.size(), 60));
        for (Firm firm : asked) {
            answer(past, firm, today.minusDays(110L - random.nextInt(15)), firms, officer, random);
            if (random.nextInt(3) == 0) answer(open, firm, today.minusDays(random.nextInt(5)), firms, officer, random);
        }
        office.on(today.minusDays(89), () -> collection.close(officer, past, 2));
        for (Firm firm : firms.subList(0, Math.min(firms.size(), 5))) {
            var said = SAID.get(random.nextInt(SAID.size()));
            office.on(
                    today.minusDays(1),
                    () -> collection.say(
                            firm.person(),
                            UUID.nameUUIDFromBytes(
                                    firm.id().toString().getBytes(java.nio.charset.StandardCharsets.UTF_8)),
                            Map.of("topic", said[0], "text", said[1])));
        }
    }

    private UUID form(Viewer officer, LocalDate day, String title, String questions, LocalDate closes) {
        var typed = Map.of(
                "title",
                title,
                "purpose",
                "请结合本单位实际填写，所提意见将逐条交办并答复。",
                "questions",
                questions,
                "open",
                "open",
                "closesOn",
                closes.toString());
        UUID id = office.on(day, () -> collection.draft(officer, typed)).fold(made -> made, errors -> {
            throw new IllegalStateException(errors.toString());
        });
        office.on(day, () -> collection.publish(officer, id, 1));
        return id;
    }

    private void answer(UUID form, Firm firm, LocalDate day, List<Firm> firms, Viewer officer, RandomGenerator random) {
        var said = SAID.get(random.nextInt(SAID.size()));
        var typed = Map.of(
                "q1",
                List.of("是", "否", "不了解").get(random.nextInt(3)),
                "q2",
                String.valueOf(50 + random.nextInt(2000)),
                "q3",
                random.nextBoolean() ? "资金,人才" : "技术合作",
                "q4",
                said[1]);
        UUID key = UUID.nameUUIDFromBytes((form + "/" + firm.id()).getBytes(java.nio.charset.StandardCharsets.UTF_8));
        office.on(day, () -> collection.respond(firm.person(), form, key, typed));
        store.of(officer, "form", form).stream()
                .filter(one -> one.organisation().equals(firm.id()) && one.state() == Opinion.State.RECEIVED)
                .forEach(one -> handle(one, officer, day, firms, random));
    }
}
