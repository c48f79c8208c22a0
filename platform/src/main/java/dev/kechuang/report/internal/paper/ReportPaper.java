package dev.kechuang.report.internal.paper;

import dev.kechuang.document.Block;
import dev.kechuang.document.Block.Column;
import dev.kechuang.document.Document;
import dev.kechuang.report.internal.freeze.Version;
import dev.kechuang.report.internal.reading.Content;
import dev.kechuang.report.internal.reading.Content.Used;
import dev.kechuang.report.internal.text.Phrases;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A report as an official document with an appendix that lists each figure and where it comes from. */
public final class ReportPaper {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZONE);

    private final Document.Builder document;
    private final Content content;
    private int tables;
    private int charts;

    private ReportPaper(Content content, String title) {
        this.content = content;
        this.document = Document.official(title);
    }

    /** A draft to be talked about (征求意见稿); it says that its figures still move. */
    public static Document draft(Content content, Instant readAt) {
        var paper = new ReportPaper(content, content.title() + "（征求意见稿）");
        paper.document.date(LocalDate.ofInstant(readAt, ZONE));
        paper.body();
        paper.appendix(null, readAt);
        return paper.document.build();
    }

    /** @param base address of this installation, e.g. {@code https://kj.example.gov.cn}; for the line that says where to verify */
    public static Document frozen(Content content, Version version, String base) {
        var paper = new ReportPaper(content, content.title());
        LocalDate day = LocalDate.ofInstant(version.frozenAt(), ZONE);
        paper.document.author(version.unit()).date(day);
        paper.body();
        paper.document.attachments("数据依据表");
        paper.document.signature(version.unit(), day);
        paper.appendix(version, version.snapshot().readAt());
        paper.document.heading(2, "核验");
        paper.document.paragraph("本报告为第" + version.number() + "版，定稿时间" + SECOND.format(version.frozenAt())
                + "，内容摘要（SHA-256）：" + spaced(version.digest()) + "。");
        paper.document.paragraph("核验地址：" + base + "/reports/verify?digest=" + version.digest());
        return paper.document.build();
    }

    /** In groups of eight, so that it can be compared by eye and breaks over lines. */
    private static String spaced(String digest) {
        return digest.replaceAll("(.{8})(?!$)", "$1 ");
    }

    private void body() {
        for (Content.Section section : content.sections()) {
            document.heading(1, section.heading());
            for (Content.Block block : section.blocks()) {
                switch (block) {
                    case Content.Prose prose -> {
                        if (prose.level() == 0) document.paragraph(prose.text());
                        else document.heading(prose.level(), prose.text());
                    }
                    case Content.Table table -> table(table);
                    case Content.Chart chart -> chart(chart);
                    case Content.Listing list -> list(list);
                }
            }
        }
    }

    private void table(Content.Table table) {
        var columns = IntStream.range(0, table.heads().size())
                .mapToObj(i -> table.numbers().get(i)
                        ? Column.number(table.heads().get(i), 3)
                        : Column.text(table.heads().get(i), i == 0 ? 6 : 2))
                .toList();
        document.add(new Block.Table(
                "表" + ++tables + "　" + table.title(),
                columns,
                table.rows().stream()
                        .map(row -> row.stream().map(Content.Piece::text).toList())
                        .toList(),
                null));
    }

    private void chart(Content.Chart chart) {
        document.add(new Block.Chart(
                "图" + ++charts + "　" + chart.title(),
                chart.ranking() ? Block.Chart.Shape.BARS : Block.Chart.Shape.LINE,
                chart.unit(),
                IntStream.range(0, chart.points().size())
                        .mapToObj(i -> new Block.Chart.Point(
                                chart.categories().get(i), chart.points().get(i).value()))
                        .toList(),
                chart.decimals()));
    }

    private void list(Content.Listing list) {
        if (list.rows().isEmpty()) {
            document.paragraph(list.title() + "：" + Phrases.MISSING);
            return;
        }
        document.add(new Block.Table(
                "表" + ++tables + "　" + list.title(),
                list.heads().stream().map(head -> Column.text(head, 3)).toList(),
                list.rows(),
                null));
        if (!list.note().isEmpty()) document.paragraph(list.note());
    }

    /** The targets as they stood, then each figure with value, evidence and digest, then what each indicator counts. */
    private void appendix(@Nullable Version version, Instant readAt) {
        document.pageBreak();
        aims();
        document.heading(1, version == null ? "附：数据依据表" : "附件：数据依据表");
        String state = version == null ? "" : state(version);
        document.paragraph("读数时间：" + SECOND.format(readAt)
                + (version == null ? "。征求意见稿的数字随业务记录变动，以定稿为准。" : "。下列数字均按此时点读取，任何时候打开依据页读数相同。"));
        document.paragraph("依据页：/indicators/代码/figure?region=区划&period=时间" + state + "（累计数加 &toDate=true）。");
        var rows = new ArrayList<List<String>>();
        for (Used figure : content.figures()) {
            rows.add(List.of(
                    Integer.toString(figure.number()),
                    figure.name() + measure(figure),
                    figure.indicator(),
                    figure.region() + " " + figure.place(),
                    figure.period() + (figure.toDate() ? " 累计" : ""),
                    value(figure),
                    figure.digest()));
        }
        document.add(new Block.Table(
                "",
                List.of(
                        Column.centred("序号", 2),
                        Column.text("指标", 7),
                        Column.text("代码", 5),
                        Column.text("区划", 4),
                        Column.text("时间", 3),
                        Column.number("数值", 5),
                        Column.text("摘要", 6)),
                rows,
                null));
        definitions();
    }

    private void aims() {
        if (content.aims().isEmpty()) return;
        document.heading(1, "附：目标完成情况表");
        document.paragraph("目标以所列计划版本为准，亮灯按规则评定；改灯的，注明改灯人和理由。");
        document.add(new Block.Table(
                "",
                List.of(
                        Column.text("目标", 7),
                        Column.text("计划", 7),
                        Column.number("目标值", 4),
                        Column.number("实际值", 4),
                        Column.centred("亮灯", 2),
                        Column.text("说明", 7),
                        Column.text("牵头单位", 4)),
                content.aims().stream()
                        .map(aim -> List.of(
                                aim.name(),
                                aim.planTitle() + "（第" + aim.number() + "版）",
                                aim.wanted(),
                                aim.reached().isEmpty() ? "暂无数据" : aim.reached(),
                                light(aim.light()),
                                aim.overruledBy().isEmpty() ? aim.reason() : aim.overruledBy() + "改灯：" + aim.reason(),
                                aim.lead()))
                        .toList(),
                null));
    }

    private static String light(String code) {
        return switch (code) {
            case "GREEN" -> "绿灯";
            case "AMBER" -> "黄灯";
            case "RED" -> "红灯";
            default -> "未评";
        };
    }

    private static String state(Version version) {
        return version.snapshot().query();
    }

    private void definitions() {
        var rows = new ArrayList<List<String>>();
        var seen = new HashSet<String>();
        for (Used figure : content.figures()) {
            if (figure.measure() == Content.Measure.VALUE && seen.add(figure.indicator()))
                rows.add(List.of(figure.indicator(), figure.name(), figure.unit(), figure.basis()));
        }
        document.heading(2, "指标口径");
        document.add(new Block.Table(
                "",
                List.of(Column.text("代码", 5), Column.text("指标", 6), Column.centred("单位", 2), Column.text("口径", 12)),
                rows,
                null));
    }

    private static String measure(Used figure) {
        return switch (figure.measure()) {
            case VALUE -> "";
            case SHARE -> "（占上级地区比重）";
            case RANK -> "（位次）";
            case TARGET -> "（年度目标）";
        };
    }

    /** With all its digits: what recomputing has to give. */
    public static String value(Used figure) {
        var value = figure.value();
        if (value == null) return "暂无数据";
        String plain = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
        return figure.measure() == Content.Measure.RANK
                ? "第" + plain + "位，共" + figure.of()
                : plain + " " + figure.unit();
    }
}
