package dev.kechuang.reader;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.reader.Finding.Kind;
import dev.kechuang.reader.Finding.Verdict;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTest {
    private static List<Finding> audit(String... documents) {
        return Audit.of(Arrays.stream(documents)
                        .map(text -> DocumentReader.read(text.substring(0, 5), text))
                        .toList())
                .findings();
    }

    private static Finding only(Kind kind, String... documents) {
        List<Finding> findings =
                audit(documents).stream().filter(f -> f.kind() == kind).toList();
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    @ParameterizedTest
    @CsvSource({"150, HOLDS", "143, CONTRADICTS"})
    void totalIsLastYearsTotalAndTheNew(int total, Verdict verdict) {
        Finding finding = only(
                Kind.CUMULATIVE,
                "2018年科技工作总结\n新增省级孵化器10家，累计达到120家。\n",
                "2019年科技工作总结\n新增省级孵化器30家，累计达到" + total + "家。\n");
        assertThat(finding.verdict()).isEqualTo(verdict);
        assertThat(finding.expected()).isEqualByComparingTo("150");
        assertThat(finding.operands()).extracting(o -> o.figure().text()).containsExactly("120家", "30家");
        assertThat(finding.sentence()).contains("应为 150家");
    }

    @Test
    void boundsNeverContradict() {
        Finding finding = only(Kind.CUMULATIVE, "2018年科技工作总结\n省级孵化器累计超过120家。\n", "2019年科技工作总结\n新增省级孵化器30家，累计达到160家。\n");
        assertThat(finding.verdict()).isEqualTo(Verdict.DOUBTFUL);
    }

    @ParameterizedTest
    @CsvSource({"增长20%, HOLDS", "增长19.9%, CONTRADICTS", "增长25%, CONTRADICTS", "下降20%, CONTRADICTS"})
    void growthAgainstBothYears(String growth, Verdict verdict) {
        Finding finding =
                only(Kind.GROWTH, "2018年科技工作总结\n全年专利申请量10000件。\n", "2019年科技工作总结\n全年专利申请量12000件，同比" + growth + "。\n");
        assertThat(finding.verdict()).isEqualTo(verdict);
    }

    @Test
    void growthWithinTheRoundingOfItsOperands() {
        Finding finding =
                only(Kind.GROWTH, "2018年科技工作总结\n技术合同成交额35.2亿元。\n", "2019年科技工作总结\n技术合同成交额41.7亿元，比上年增长18.3%。\n");
        assertThat(finding.verdict()).isEqualTo(Verdict.WITHIN_ROUNDING);
    }

    @Test
    void changeOfAShareInPercentagePoints() {
        Finding finding = only(
                Kind.GROWTH,
                "2018年科技工作总结\n全社会研发投入占GDP的比重达到2.5%。\n",
                "2019年科技工作总结\n全社会研发投入占GDP的比重达到2.7%，比上年提高0.5个百分点。\n");
        assertThat(finding.verdict()).isEqualTo(Verdict.CONTRADICTS);
    }

    @Test
    void partsMayNotExceedTheirTotal() {
        assertThat(only(Kind.SUM, "2019年科技工作总结\n新增孵化器20家，其中国家级孵化器5家、省级孵化器12家。\n")
                        .verdict())
                .isEqualTo(Verdict.HOLDS);
        assertThat(only(Kind.SUM, "2019年科技工作总结\n新增孵化器20家，其中国家级孵化器25家。\n").verdict())
                .isEqualTo(Verdict.CONTRADICTS);
    }

    @Test
    void leverageAgainstItsOperands() {
        Finding finding = only(Kind.RATIO, "2019年科技工作总结\n财政投入2000万元，带动社会投入3亿元，带动比为1:15。\n");
        assertThat(finding.verdict()).isEqualTo(Verdict.HOLDS);
    }

    @Test
    void shareAgainstPartAndWhole() {
        Finding finding = only(Kind.RATIO, "2019年科技工作总结\n规模以上工业总产值1000亿元。高新技术产业产值420亿元，占规模以上工业总产值的45%。\n");
        assertThat(finding.verdict()).isEqualTo(Verdict.CONTRADICTS);
        assertThat(finding.expected()).isEqualByComparingTo("42");
    }

    @Test
    void sameFigureInTwoDocuments() {
        Finding finding = only(Kind.SAME, "2019年科技工作总结\n全年技术合同成交额85亿元。\n", "2019年统计公报\n全年技术合同成交额86.3亿元。\n");
        assertThat(finding.verdict()).isEqualTo(Verdict.CONTRADICTS);
        assertThat(finding.stated().reading().name()).isEqualTo("2019年");
    }
}
