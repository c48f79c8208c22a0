package dev.kechuang.plan.internal.bulletin;

import dev.kechuang.document.Block;
import dev.kechuang.document.Block.Column;
import dev.kechuang.document.Document;
import dev.kechuang.plan.internal.bulletin.Frozen.TargetLine;
import dev.kechuang.plan.internal.bulletin.Frozen.TaskLine;
import dev.kechuang.plan.internal.plan.TargetForm;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bulletin in official layout (GB/T 9704-2012): how things stand, what lags, what is asked for, tables attached. */
public final class BulletinDocument {

    private BulletinDocument() {}

    public static Document of(Bulletin bulletin, Frozen frozen) {
        var document = Document.official(bulletin.title())
                .redHead(bulletin.authority(), bulletin.number())
                .number(bulletin.number())
                .author(bulletin.unit())
                .date(bulletin.issuedOn())
                .addressee(bulletin.addressee())
                .paragraph("现将《" + frozen.plan() + "》" + month(frozen.period()) + "进展情况通报如下。数据截至" + frozen.day() + "。")
                .heading(1, "一、总体进展")
                .paragraph(overall(frozen))
                .heading(1, "二、滞后和需要关注的事项");
        var behind = behind(frozen);
        if (behind.isEmpty()) document.paragraph("各项目标任务均按计划推进。");
        for (String line : behind) document.paragraph(line);
        document.heading(1, "三、报送情况")
                .paragraph(reporting(frozen))
                .heading(1, "四、下一步要求")
                .prose(bulletin.demands());
        return document.attachments("目标进展情况表", "任务进展情况表", "各单位报送情况表")
                .signature(bulletin.unit(), bulletin.issuedOn())
                .pageBreak()
                .add(new Block.Addressee("附件1"))
                .add(targets(frozen))
                .add(new Block.Addressee("附件2"))
                .add(tasks(frozen))
                .add(new Block.Addressee("附件3"))
                .add(units(frozen))
                .build();
    }

    static String month(String period) {
        int quarter = period.indexOf('Q');
        if (quarter > 0) return period.substring(0, 4) + "年第" + "一二三四".charAt(period.charAt(quarter + 1) - '1') + "季度";
        return period.substring(0, 4) + "年" + Integer.parseInt(period.substring(5)) + "月";
    }

    private static String overall(Frozen frozen) {
        String said =
                "列入跟踪的目标" + frozen.targets().size() + "项、任务" + frozen.tasks().size() + "项，其中绿灯" + frozen.count("green")
                        + "项、黄灯" + frozen.count("amber") + "项、红灯" + frozen.count("red") + "项";
        long none = frozen.count("none");
        return said + (none == 0 ? "。" : "，尚无数据" + none + "项。");
    }

    private static List<String> behind(Frozen frozen) {
        var lines = new ArrayList<String>();
        for (String colour : List.of("red", "amber")) {
            String light = colour.equals("red") ? "红灯" : "黄灯";
            for (TargetLine line : frozen.targets())
                if (line.colour().equals(colour))
                    lines.add(light + "目标“" + line.name() + "”（" + line.lead() + "）：目标" + line.wanted() + "，"
                            + (line.value() == null ? "尚无数据" : "实际" + value(line) + line.unit()) + "；" + line.said()
                            + "。");
            for (TaskLine line : frozen.tasks())
                if (line.colour().equals(colour))
                    lines.add(light + "任务“" + line.heading() + "”（" + line.lead() + "）：" + line.said()
                            + (line.blockers().isEmpty() ? "" : "；困难问题：" + stripped(line.blockers())) + "。");
        }
        return lines;
    }

    private static String stripped(String text) {
        return text.strip().replaceAll("[。；]+$", "");
    }

    private static String reporting(Frozen frozen) {
        int asked = frozen.units().stream().mapToInt(Frozen.UnitLine::asked).sum();
        int reported =
                frozen.units().stream().mapToInt(Frozen.UnitLine::reported).sum();
        var late = frozen.units().stream()
                .filter(line -> line.late() > 0)
                .map(Frozen.UnitLine::unit)
                .toList();
        return "应报" + asked + "项，已报" + reported + "项。"
                + (late.isEmpty() ? "各单位均按时报送。" : "逾期的单位有：" + String.join("、", late) + "。");
    }

    private static String light(String colour) {
        return switch (colour) {
            case "green" -> "绿灯";
            case "amber" -> "黄灯";
            case "red" -> "红灯";
            default -> "未评";
        };
    }

    private static String value(TargetLine line) {
        return line.value() == null
                ? "—"
                : TargetForm.plain(line.value()
                        .setScale(Math.min(Math.max(line.value().scale(), 0), 2), RoundingMode.HALF_UP));
    }

    private static String percent(@Nullable Integer percent) {
        return percent == null ? "—" : percent + "%";
    }

    private static Block.Table targets(Frozen frozen) {
        var rows = new ArrayList<List<String>>();
        for (TargetLine line : frozen.targets())
            rows.add(List.of(
                    String.valueOf(rows.size() + 1),
                    line.name(),
                    line.wanted(),
                    value(line) + (line.value() == null ? "" : line.unit()),
                    light(line.colour()),
                    line.lead()));
        return new Block.Table(
                "目标进展情况表",
                List.of(
                        Column.centred("序号", 8),
                        Column.text("目标", 34),
                        Column.number("目标值", 16),
                        Column.number("实际值", 16),
                        Column.centred("亮灯", 10),
                        Column.text("牵头单位", 16)),
                rows,
                null);
    }

    private static Block.Table tasks(Frozen frozen) {
        var rows = new ArrayList<List<String>>();
        for (TaskLine line : frozen.tasks())
            rows.add(List.of(
                    String.valueOf(rows.size() + 1),
                    line.heading(),
                    percent(line.percent()),
                    light(line.colour()),
                    line.lead()));
        return new Block.Table(
                "任务进展情况表",
                List.of(
                        Column.centred("序号", 8),
                        Column.text("任务", 46),
                        Column.number("进度", 12),
                        Column.centred("亮灯", 10),
                        Column.text("牵头单位", 24)),
                rows,
                null);
    }

    private static Block.Table units(Frozen frozen) {
        var rows = new ArrayList<List<String>>();
        for (Frozen.UnitLine line : frozen.units())
            rows.add(List.of(
                    line.unit(),
                    String.valueOf(line.asked()),
                    String.valueOf(line.reported()),
                    String.valueOf(line.late())));
        return new Block.Table(
                "各单位报送情况表",
                List.of(
                        Column.text("单位", 46),
                        Column.number("应报（项）", 18),
                        Column.number("已报（项）", 18),
                        Column.number("逾期（项）", 18)),
                rows,
                null);
    }
}
