package dev.kechuang.report.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.report.internal.text.Phrases.Style;
import dev.kechuang.report.internal.text.Phrases.Wanted;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PhrasesTest {

    private static final Style FIRMS = new Style("家", "家", 0);
    private static final Style PERCENT = new Style("%", "%", 2);
    private static final Style MONEY = new Style("万元", "亿元", 2);

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    @ParameterizedTest
    @CsvSource({
        "586,523,true,同比增长12.0%",
        "1430,844,true,同比增长69.4%",
        "33752,12874,true,同比增长162.2%",
        "500,523,true,同比下降4.4%",
        "0,523,true,同比下降100.0%",
        "523,523,true,与上年持平",
        "0,0,false,与上年持平",
        "100001,100000,true,与上年基本持平",
        "99999,100000,true,与上年基本持平",
        "12,0,true,上年为零",
        "12,0,false,首次有记录",
        "12,,true,上年无可比数据",
        "12,,false,首次有统计数据",
        ",12,true,同比（暂无数据）",
        ",,false,同比（暂无数据）",
        "-3,5,true,由上年的5家转为−3家",
        "3,-5,true,由上年的−5家转为3家",
        "-3,-5,true,由上年的−5家升至−3家",
        "-7,-5,true,由上年的−5家降至−7家",
    })
    void growthReadsRight(@Nullable String now, @Nullable String before, boolean ever, String said) {
        assertThat(Phrases.growth(number(now), number(before), FIRMS, "上年", 1, ever))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({
        "3.15,2.80,同比提高0.35个百分点",
        "2.80,3.15,同比下降0.35个百分点",
        "2.80,2.80,与上年持平",
        "2.801,2.800,同比基本持平",
        "0.5,0,同比提高0.50个百分点",
    })
    void percentagesMoveByPointsNeverByPercent(String now, String before, String said) {
        assertThat(Phrases.growth(number(now), number(before), PERCENT, "上年", 1, true))
                .isEqualTo(said);
    }

    @ParameterizedTest
    @CsvSource({
        "586,523,比上年增加63家",
        "500,523,比上年减少23家",
        "500,500,与上年持平",
        ",500,增减（暂无数据）",
        "500,,上年无可比数据",
        "12,0,比上年增加12家",
    })
    void changeNamesTheDifference(@Nullable String now, @Nullable String before, String said) {
        assertThat(Phrases.change(number(now), number(before), FIRMS, "上年")).isEqualTo(said);
    }

    @Test
    void changesOfPercentagesAndOfWhatIsTooSmallToShow() {
        assertThat(Phrases.change(number("3.1"), number("2.8"), PERCENT, "上年")).isEqualTo("比上年提高0.30个百分点");
        assertThat(Phrases.change(number("2.801"), number("2.8"), PERCENT, "上年"))
                .isEqualTo("与上年基本持平");
        assertThat(Phrases.change(number("10010"), number("10000"), MONEY, "上年同期"))
                .isEqualTo("与上年同期基本持平");
    }

    @Test
    void unitsScaleExactly() {
        assertThat(Phrases.value(number("105700"), MONEY)).isEqualTo("10.57亿元");
        assertThat(Phrases.value(number("9098"), new Style("家", "万家", 1))).isEqualTo("0.9万家");
        assertThat(Phrases.value(number("1.82"), new Style("亿元", "万元", 0))).isEqualTo("18200万元");
        assertThat(Phrases.value(number("-32000"), MONEY)).isEqualTo("−3.20亿元");
        assertThat(Phrases.value(null, MONEY)).isEqualTo("（暂无数据）");
        assertThat(UnitScale.convertible("万元", "家")).isFalse();
        assertThat(UnitScale.convertible("家", "万家")).isTrue();
    }

    @Test
    void ranksAndShares() {
        assertThat(Phrases.rank(2, 13, "全省")).isEqualTo("居全省第2位");
        assertThat(Phrases.rank(null, 0, "全省")).isEqualTo("在全省的位次（暂无数据）");
        assertThat(Phrases.rank(1, 1, "全省")).isEqualTo("全省仅此一地有数据");
        assertThat(Phrases.rankChange(2, 3, "上年")).isEqualTo("位次比上年前移1位");
        assertThat(Phrases.rankChange(5, 3, "上年")).isEqualTo("位次比上年后移2位");
        assertThat(Phrases.rankChange(3, 3, "上年")).isEqualTo("位次与上年持平");
        assertThat(Phrases.rankChange(3, null, "上年")).isEqualTo("上年位次无可比数据");
        assertThat(Phrases.share(number("12.345"), "全市", 1)).isEqualTo("占全市的12.3%");
        assertThat(Phrases.share(null, "全市", 1)).isEqualTo("占全市比重（暂无数据）");
    }

    @ParameterizedTest
    @CsvSource({
        "310,300,完成年度目标的103.3%",
        "300,300,完成年度目标的100.0%",
        "150,300,完成年度目标的50.0%",
        "0,300,完成年度目标的0.0%",
        "29999,30000,完成年度目标的99.9%",
        ",300,年度目标完成情况（暂无数据）",
        "300,,（未设年度目标）",
    })
    void completionOfATarget(@Nullable String actual, @Nullable String target, String said) {
        assertThat(Phrases.completion(number(actual), number(target), Wanted.AT_LEAST, FIRMS))
                .isEqualTo(said);
    }

    @Test
    void completionOfSharesAndCeilings() {
        assertThat(Phrases.completion(number("3.1"), number("3.2"), Wanted.AT_LEAST, PERCENT))
                .isEqualTo("距年度目标差0.10个百分点");
        assertThat(Phrases.completion(number("3.25"), number("3.2"), Wanted.AT_LEAST, PERCENT))
                .isEqualTo("超过年度目标0.05个百分点");
        assertThat(Phrases.completion(number("3.2"), number("3.2"), Wanted.AT_LEAST, PERCENT))
                .isEqualTo("达到年度目标");
        assertThat(Phrases.completion(number("3"), number("5"), Wanted.AT_MOST, PERCENT))
                .isEqualTo("控制在年度目标以内");
        assertThat(Phrases.completion(number("7"), number("5"), Wanted.AT_MOST, FIRMS))
                .isEqualTo("超出年度控制目标2家");
    }

    @Test
    void regionsThatLead() {
        assertThat(Phrases.highest(List.of("太仓市"), number("120"), FIRMS)).isEqualTo("太仓市最高，为120家");
        assertThat(Phrases.highest(List.of("太仓市", "昆山市"), number("120"), FIRMS)).isEqualTo("太仓市、昆山市并列最高，均为120家");
        assertThat(Phrases.highest(List.of(), null, FIRMS)).isEqualTo("各地情况（暂无数据）");
        assertThat(Phrases.leading(List.of("工业园区", "昆山市", "吴江区"))).isEqualTo("工业园区、昆山市、吴江区居前三位");
        assertThat(Phrases.leading(List.of("工业园区"))).isEqualTo("工业园区居首位");
        assertThat(Phrases.leading(List.of())).isEqualTo("各地位次（暂无数据）");
    }
}
