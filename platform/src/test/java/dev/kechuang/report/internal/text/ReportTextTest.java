package dev.kechuang.report.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.indicator.Period;
import dev.kechuang.report.internal.Samples;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReportTextTest {

    private static final Vocabulary YEARLY = new Vocabulary(new Samples(), Samples.REGIONS, Period.Kind.YEAR);
    private static final Vocabulary QUARTERLY = new Vocabulary(new Samples(), Samples.REGIONS, Period.Kind.QUARTER);

    private static List<TextProblem> problems(String text) {
        return ReportText.parse(text, YEARLY).problems();
    }

    private static Token.Figure figure(String token) {
        var text = ReportText.parse("{{" + token + "}}", YEARLY);
        assertThat(text.problems()).isEmpty();
        var prose = (ReportText.Line.Prose) text.lines().getFirst();
        return (Token.Figure) ((ReportText.Piece.Live) prose.pieces().getFirst()).token();
    }

    @Test
    void aFigureNamesTimePlaceUnitAndDecimals() {
        var plain = figure("hnte.new");
        assertThat(plain.when()).isEqualTo(When.REPORT);
        assertThat(plain.phrase()).isEqualTo(Token.Phrase.VALUE);
        var full = figure(" contract.amount@上年#太仓市 | 亿元 | 1位小数 | 同比 ");
        assertThat(full.when()).isEqualTo(new When.YearsBefore(1, false));
        assertThat(full.region()).isEqualTo("320585");
        assertThat(full.unit()).isEqualTo("亿元");
        assertThat(full.decimals()).isEqualTo(1);
        assertThat(full.phrase()).isEqualTo(Token.Phrase.GROWTH);
        assertThat(figure("hnte.new@2025Q3").when().of(Period.year(2026))).isEqualTo(Period.quarter(2025, 3));
        assertThat(figure("hnte.new@-3").when().of(Period.year(2026))).isEqualTo(Period.year(2023));
        assertThat(figure("hnte.new@累计").when().toDate()).isTrue();
        assertThat(figure("hnte.new｜前3位").places()).isEqualTo(3);
    }

    @Test
    void tablesChartsAndListsStandOnLinesOfTheirOwn() {
        var text = ReportText.parse("""
                一、总体情况
                全市新认定{{hnte.new}}，{{hnte.new|同比}}。
                {{表：主要指标|hnte.new, hnte.valid|近3年}}
                {{图：各地新认定|hnte.new|分地区}}
                {{名单：新认定企业|hnte.new|前10条}}
                """, YEARLY);
        assertThat(text.problems()).isEmpty();
        assertThat(text.lines()).hasSize(5);
        assertThat(((ReportText.Line.Prose) text.lines().get(0)).level()).isEqualTo(1);
        assertThat(text.lines().subList(2, 5)).allMatch(line -> line instanceof ReportText.Line.Block);
        assertThat(problems("如下{{表：主要指标|hnte.new|近3年}}所示"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.chinese()).contains("独占一行"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "全市新认定{{hnte.nwe}}。;8;是否应为“hnte.new”",
                "{{hnte.new@来年}};12;不认识的时间“来年”",
                "{{hnte.new#火星}};12;没有地区“火星”",
                "{{hnte.new|同期}};12;是否应为“同比”",
                "{{hnte.new|亿元}};12;不认识的说法“亿元”",
                "{{hnte.new|同比|占比}};15;一处只能用一种说法",
                "{{rd.intensity@2025Q1}};16;最短按年统计",
                "{{图：趋势|hnte.new|近0年}};17;不认识的“近0年”",
                "{{图：趋势|hnte.new, hnte.valid|近5年}};8;只能写一个指标",
                "{{名单：名单|rd.intensity|前10条}};9;没有名单可列",
                "{{表：|hnte.new|近3年}};3;要有标题",
                "{{表：主要指标|hnte.new}};3;应写作",
                "{{年|同比}};5;不能再写条件",
                "{{}};3;是空的",
                "新认定{{hnte.new家;4;没有对应的“}}”",
                "新认定hnte.new}}家;12;没有“{{”",
            })
    void aMistypedTokenIsAnErrorAtItsPlace(String text, int column, String message) {
        assertThat(problems(text)).first().satisfies(problem -> {
            assertThat(problem.line()).isEqualTo(1);
            assertThat(problem.column()).isEqualTo(column);
            assertThat(problem.chinese()).contains(message);
            assertThat(problem.english()).isNotBlank();
        });
    }

    @Test
    void theLineIsNamedAndEveryMistakeIsTold() {
        var problems = problems("好的{{hnte.new}}。\n\n  坏的{{hnte.x}}，{{nothing.at.all}}。");
        assertThat(problems).hasSize(2).allMatch(problem -> problem.line() == 3);
        assertThat(problems.getFirst().column()).isEqualTo(7);
    }

    @Test
    void whatIsStatedByYearHasNoQuarter() {
        assertThat(ReportText.parse("{{rd.intensity}}", QUARTERLY).problems()).hasSize(1);
        assertThat(ReportText.parse("{{rd.intensity@全年}}", QUARTERLY).problems())
                .isEmpty();
        assertThat(ReportText.parse("{{hnte.new}}", QUARTERLY).problems()).isEmpty();
    }

    @Test
    void bracesAreNeededTwice() {
        var text = ReportText.parse("集合{1, 2}不是引用", YEARLY);
        assertThat(text.problems()).isEmpty();
    }
}
