package dev.kechuang.report.internal.reading;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.report.internal.Samples;
import dev.kechuang.report.internal.reading.Content.Measure;
import dev.kechuang.report.internal.text.Phrases;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportReaderTest {

    private final Samples samples = new Samples()
            .set("hnte.new", "320500", "2025", "586")
            .set("hnte.new", "320500", "2024", "523")
            .set("hnte.new", "320585", "2025", "120")
            .set("hnte.new", "320583", "2025", "200")
            .set("hnte.new", "320000", "2025", "2000")
            .set("hnte.new", "320100", "2025", "800")
            .set("contract.amount", "320500", "2025", "1057000")
            .set("rd.intensity", "320500", "2025", "3.15")
            .set("rd.intensity", "320500", "2024", "2.80");
    private final ReportReader reader = new ReportReader(
            samples,
            samples,
            Samples.REGIONS,
            new Plans(),
            (indicator, figure, rows, viewer) -> new RecordLists.Found(
                    List.of("日期", "单位"), List.of(List.of("2025-11-02", "苏州甲公司")), List.of("/x"), "另有585条"));

    /** One plan with one target, which is green. */
    private static final class Plans implements Targets {
        private static final UUID PLAN = new UUID(0, 1);
        private static final UUID ITEM = new UUID(0, 2);

        @Override
        public Optional<Target> find(String indicator, String region, int year) {
            return indicator.equals("hnte.new") && year == 2025
                    ? Optional.of(new Target(new BigDecimal("500"), Phrases.Wanted.AT_LEAST, "/plans/1", PLAN, ITEM))
                    : Optional.empty();
        }

        @Override
        public List<Content.Aim> aims(Collection<Target> found, LocalDate on, @Nullable Snapshot snapshot) {
            return found.stream()
                    .map(target -> new Content.Aim(
                            PLAN.toString(),
                            "2025年工作要点",
                            new UUID(0, 3).toString(),
                            1,
                            ITEM.toString(),
                            "新认定高新技术企业",
                            "atLeast",
                            target.value(),
                            null,
                            "家",
                            "320500",
                            "高新处",
                            "2025-12-31",
                            new BigDecimal("586"),
                            List.of(),
                            "GREEN",
                            "GREEN",
                            "已达到目标",
                            "",
                            on.toString(),
                            "{}"))
                    .toList();
        }
    }

    private Content read(String text, @Nullable Snapshot snapshot) {
        return reader.read(
                "{{地区}}{{期}}工作报告",
                "320500",
                Period.year(2025),
                List.of(new ReportReader.Source("one", "一、{{年}}总体情况", text)),
                snapshot,
                Viewer.PUBLIC);
    }

    private String prose(String text) {
        return read(text, null).sections().getFirst().blocks().stream()
                .map(block -> ((Content.Prose) block).text())
                .collect(Collectors.joining("\n"));
    }

    @Test
    void sentencesReadAsIfSomebodyHadWrittenThem() {
        var content = read("", null);
        assertThat(content.title()).isEqualTo("苏州市2025年工作报告");
        assertThat(content.sections().getFirst().heading()).isEqualTo("一、2025年总体情况");
        assertThat(prose("{{年}}，{{全域}}新认定高新技术企业{{hnte.new}}，{{hnte.new|同比}}，{{hnte.new|完成}}。"))
                .isEqualTo("2025年，全市新认定高新技术企业586家，同比增长12.0%，完成年度目标的117.2%。");
        assertThat(prose("研发投入强度{{rd.intensity}}，{{rd.intensity|同比}}，{{rd.intensity|增减}}。"))
                .isEqualTo("研发投入强度3.15%，同比提高0.35个百分点，比上年提高0.35个百分点。");
        assertThat(prose("成交额{{contract.amount|亿元}}，{{contract.amount|同比}}。")).isEqualTo("成交额105.70亿元，首次有统计数据。");
        assertThat(prose("{{hnte.new|占比}}，{{hnte.new|位次}}，{{hnte.new|位次变化}}。"))
                .isEqualTo("占全省的29.3%，居全省第2位，位次比上年后移1位。");
        assertThat(prose("其中{{hnte.new|最高}}，{{hnte.new|前3位}}。")).isEqualTo("其中昆山市最高，为200家，昆山市、太仓市居前两位。");
        assertThat(prose("有效{{hnte.valid}}，目标{{hnte.valid|目标}}；太仓市{{hnte.new#太仓市}}，上年{{hnte.new@上年}}。"))
                .isEqualTo("有效（暂无数据），目标（未设年度目标）；太仓市120家，上年523家。");
    }

    @Test
    void everyFigureIsListedOnceWithWhatProvesIt() {
        var content = read("{{hnte.new}}，{{hnte.new|同比}}，{{hnte.new|位次}}，{{hnte.new|完成}}。", null);
        assertThat(content.figures()).extracting(Content.Used::number).containsExactly(1, 2, 3, 4);
        assertThat(content.figures())
                .extracting(Content.Used::measure)
                .containsExactly(Measure.VALUE, Measure.VALUE, Measure.RANK, Measure.TARGET);
        assertThat(content.figures().getFirst().path())
                .isEqualTo("/indicators/hnte.new/figure?region=320500&period=2025");
        assertThat(content.figures().getLast().path()).isEqualTo("/plans/1");
        var growth = ((Content.Prose) content.sections().getFirst().blocks().getFirst())
                .pieces()
                .get(2);
        assertThat(growth.figures()).containsExactly(1, 2);
    }

    @Test
    void tablesChartsAndLists() {
        var blocks = read("""
                {{表：主要指标|hnte.new, rd.intensity|近2年}}
                {{表：各地|hnte.new, contract.amount|分地区}}
                {{表：目标|hnte.new, rd.intensity|对照目标}}
                {{图：走势|hnte.new|近3年}}
                {{图：各地|hnte.new|分地区}}
                {{名单：新认定|hnte.new|前10条}}
                """, null).sections().getFirst().blocks();
        assertThat(text((Content.Table) blocks.get(0)))
                .containsExactly("新认定高新技术企业|家|523|586|12.0%", "研发投入强度|%|2.80|3.15|0.35个百分点");
        var regions = text((Content.Table) blocks.get(1));
        assertThat(regions).contains("昆山市|200|—", "太仓市|120|—").endsWith("全市|586|1057000");
        assertThat(text((Content.Table) blocks.get(2)))
                .containsExactly("新认定高新技术企业|家|500|586|117.2%|绿灯", "研发投入强度|%|—|3.15|—|—");
        var trend = (Content.Chart) blocks.get(3);
        assertThat(trend.categories()).containsExactly("2023年", "2024年", "2025年");
        assertThat(trend.points().getFirst().value()).isNull();
        assertThat(((Content.Chart) blocks.get(4)).categories()).startsWith("昆山市", "太仓市");
        assertThat(((Content.Listing) blocks.get(5)).note()).isEqualTo("另有585条");
    }

    private static List<String> text(Content.Table table) {
        return table.rows().stream()
                .map(row -> row.stream().map(Content.Piece::text).collect(Collectors.joining("|")))
                .toList();
    }

    @Test
    void aStateReadsTheSameForEver() {
        var snapshot = samples.snapshot();
        String before = ContentJson.write(read("{{hnte.new}}，{{hnte.new|同比}}。", snapshot));
        samples.set("hnte.new", "320500", "2025", "600");
        assertThat(prose("{{hnte.new}}")).isEqualTo("600家");
        assertThat(ContentJson.write(read("{{hnte.new}}，{{hnte.new|同比}}。", snapshot)))
                .isEqualTo(before);
        assertThat(ContentJson.write(ContentJson.read(before))).isEqualTo(before);
    }
}
