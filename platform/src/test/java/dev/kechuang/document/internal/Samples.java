package dev.kechuang.document.internal;

import dev.kechuang.document.Block;
import dev.kechuang.document.Block.Column;
import dev.kechuang.document.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;

/** Documents as the bureau writes them. */
final class Samples {

    static final LocalDate DAY = LocalDate.of(2026, 11, 9);

    private Samples() {}

    static Document approval() {
        return Document.official("关于下达苏州市2026年度第一批科技发展计划项目和经费的通知")
                .redHead("苏州市科学技术局文件", "苏科资〔2026〕12号")
                .number("苏科资〔2026〕12号")
                .author("苏州市科学技术局")
                .date(DAY)
                .addressee("各县级市（区）科技局、财政局，各有关单位：")
                .paragraph("根据《苏州市科技计划项目管理办法》，经组织申报、形式审查、专家评审、公示等程序，" + "现将2026年度第一批科技发展计划项目和经费下达给你们，并就有关事项通知如下：")
                .heading(1, "一、项目与经费")
                .heading(2, "（一）立项情况")
                .add(Block.Paragraph.of(
                        Block.Run.of("共立项"), Block.Run.bold("314项"), Block.Run.of("，下达经费6501万元，其中首期拨款3900.6万元。")))
                .heading(3, "1. 基础计划")
                .paragraph("基础计划项目面向产业前沿。")
                .heading(1, "二、有关要求")
                .paragraph("项目承担单位应当于30日内签订任务书。")
                .attachments("2026年度第一批科技发展计划项目表", "任务书填写说明")
                .signature("苏州市科学技术局", DAY)
                .pageBreak()
                .add(projects(40))
                .build();
    }

    static Block.Table projects(int count) {
        var rows = new ArrayList<List<String>>();
        for (int i = 1; i <= count; i++)
            rows.add(List.of(
                    String.valueOf(i),
                    "SYG2026%04d".formatted(i),
                    "面向智能制造的高精度伺服控制关键技术研发（第" + i + "号课题）",
                    i % 7 == 0 ? "" : "苏州纳芯微电子股份有限公司",
                    "%d.00".formatted(10 + i)));
        return new Block.Table(
                "项目表",
                List.of(
                        Column.centred("序号", 8),
                        Column.text("项目编号", 19),
                        Column.text("项目名称", 36),
                        Column.text("承担单位", 24),
                        Column.number("经费（万元）", 13)),
                rows,
                List.of("", "", "合计", "", "%d.00".formatted(count * 10 + count * (count + 1) / 2)));
    }

    static Document application() {
        return Document.form("苏州市科技计划项目申报书")
                .number("SYG202600017")
                .heading(1, "一、基本信息")
                .add(Block.KeyValues.of(
                        2,
                        "项目名称",
                        "面向智能制造的高精度伺服控制关键技术研发",
                        "计划类别",
                        "重点产业技术创新",
                        "申报单位",
                        "苏州纳芯微电子股份有限公司",
                        "统一社会信用代码",
                        "91320594MA1XYZ1234",
                        "推荐单位",
                        ""))
                .heading(1, "二、研究内容")
                .paragraphs("项目研究伺服控制。\n\n第二段：精度达到0.001 mm，温度−20 ℃～80 ℃，响应≤5 μs。")
                .list(true, List.of("完成样机", "申请发明专利3件"))
                .heading(1, "三、经费预算")
                .add(projects(60))
                .build();
    }

    static String text(byte[] pdf) {
        try (var document = Loader.loadPDF(pdf)) {
            var stripper = new PDFTextStripper();
            stripper.setSortByPosition(true);
            return stripper.getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kept under {@code target/documents} for whoever wants to see what the test saw. */
    static void look(byte[] pdf, String name) {
        try (var document = Loader.loadPDF(pdf)) {
            Path folder = Files.createDirectories(Path.of("target/documents"));
            Files.write(folder.resolve(name + ".pdf"), pdf);
            var renderer = new PDFRenderer(document);
            for (int i = 0; i < Math.min(3, document.getNumberOfPages()); i++)
                javax.imageio.ImageIO.write(
                        renderer.renderImageWithDPI(i, 72),
                        "png",
                        folder.resolve(name + "-" + (i + 1) + ".png").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
