package dev.kechuang.report.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.PackProblem;
import dev.kechuang.pack.PackProblems;
import dev.kechuang.report.internal.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;

class TemplateBookTest {

    private static final String GOOD = """
            id: annual
            name: 年度报告
            en: Annual report
            period: year
            title: "{{地区}}{{期}}工作报告"
            issuer: "{{地区}}科学技术局"
            sections:
              - id: overview
                heading: 一、总体情况
                text: |
                  全市新认定{{hnte.new}}，{{hnte.new|同比}}。

                  {{表：主要指标|hnte.new, rd.intensity|近3年}}
            """;

    private static TemplateBook book(PackDocument... documents) {
        return TemplateBook.of(List.of(documents), new Samples(), Samples.REGIONS);
    }

    private static PackDocument document(String pack, String region, String text) {
        return new PackDocument(pack, region, "reports/annual.yaml", "0".repeat(64), text);
    }

    private static List<String> problems(String text) {
        try {
            book(document("cn", "", text));
        } catch (PackProblems e) {
            return e.problems().stream().map(PackProblem::toString).toList();
        }
        return List.of();
    }

    @Test
    void aTemplateIsReadWithItsSections() {
        var template = book(document("cn", "", GOOD)).find("annual").orElseThrow();
        assertThat(template.sections())
                .singleElement()
                .satisfies(section -> assertThat(section.text()).startsWith("全市新认定"));
    }

    @Test
    void whatIsWrongIsToldWithFileLineAndColumn() {
        assertThat(problems(GOOD.replace("hnte.new}}，", "hnte.nex}}，")))
                .singleElement()
                .asString()
                .startsWith("packs/cn/reports/annual.yaml:11:14: 指标目录中没有“hnte.nex”，是否应为“hnte.new”");
        assertThat(problems(GOOD.replace("rd.intensity|", "rd.intensty|")))
                .singleElement()
                .asString()
                .startsWith("packs/cn/reports/annual.yaml:13:");
        assertThat(problems(GOOD.replace("{{期}}", "{{期间}}")))
                .singleElement()
                .asString()
                .startsWith("packs/cn/reports/annual.yaml:5:");
        assertThat(problems(GOOD.replace("period: year", "period: yearly")))
                .anyMatch(problem -> problem.startsWith("packs/cn/reports/annual.yaml:4:9: "));
        assertThat(problems(GOOD.replace("heading:", "headline:"))).anyMatch(problem -> problem.contains("heading"));
        assertThat(problems(GOOD.replace("同比}}", "同期}}")))
                .singleElement()
                .asString()
                .contains("是否应为“同比”");
        assertThat(problems(GOOD.replace("period: year", "period: quarter")))
                .singleElement()
                .asString()
                .contains("最短按年统计");
    }

    @Test
    void theCitysOwnTemplateTakesThePlaceOfTheNationalOne() {
        var book =
                book(document("cn", "", GOOD), document("cn-jiangsu-suzhou", "320500", GOOD.replace("年度报告", "苏州年度报告")));
        var template = book.find("annual").orElseThrow();
        assertThat(template.name()).isEqualTo("苏州年度报告");
        assertThat(book.fits(template, "320585")).isTrue();
        assertThat(book.fits(template, "610100")).isFalse();
        assertThatThrownBy(() -> book(document("cn", "", GOOD), document("cn", "", GOOD)))
                .hasMessageContaining("已在");
    }
}
