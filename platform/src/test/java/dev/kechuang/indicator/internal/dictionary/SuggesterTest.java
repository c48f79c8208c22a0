package dev.kechuang.indicator.internal.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.indicator.internal.figure.FigureFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SuggesterTest {

    private static final Dictionary DICTIONARY = FigureFixture.DICTIONARY;

    @ParameterizedTest
    @CsvSource({
        "有效高新技术企业数, 家, hnte.valid",
        "新认定高新技术企业, 家, hnte.new",
        "新增高新技术企业, 家, hnte.new",
        "高新技术企业总数, 家, hnte.valid",
        "全社会研发投入占GDP比重, %, rd-intensity",
        "高新技术产业产值, 元, high-tech-output",
        "万人发明专利拥有量, 件, patents.per-10000",
        "专利申请量, 件, patents.applied",
        "全市技术合同成交额, 元, contracts.sum",
        "科技进步贡献率, %, contribution",
        "新增省级民营科技企业, 家, private-tech.new",
        "国家重点高新技术企业, 家, hnte.key",
    })
    void findsWhatTheDocumentMeans(String measure, String unit, String code) {
        var found = DICTIONARY.suggest(measure, unit, 3);
        assertThat(found).isNotEmpty();
        assertThat(found.getFirst().indicator().code()).isEqualTo(code);
        assertThat(found.getFirst().reason()).isNotBlank();
    }

    @Test
    void theNameItselfIsCertain() {
        assertThat(DICTIONARY.suggest("有效高新技术企业数", "家", 1).getFirst().likeness())
                .isEqualTo(100);
    }

    @Test
    void aUnitThatDoesNotFitCostsLikenessAndIsSaid() {
        var right = DICTIONARY.suggest("高新技术产业产值", "亿元", 1).getFirst();
        var wrong = DICTIONARY.suggest("高新技术产业产值", "家", 1).getFirst();
        assertThat(wrong.likeness()).isLessThan(right.likeness());
        assertThat(wrong.reason()).contains("单位不同");
    }

    @Test
    void nothingNearIsNothing() {
        assertThat(DICTIONARY.suggest("道路里程", "公里", 3)).isEmpty();
        assertThat(DICTIONARY.suggest("", "", 3)).isEmpty();
    }
}
