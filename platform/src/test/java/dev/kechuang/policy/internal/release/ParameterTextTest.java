package dev.kechuang.policy.internal.release;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Only the values that hold on the day change; every other character stays. */
class ParameterTextTest {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
    private static final String TEXT = """
            # 𠮷 一个注释，在两字符的字之后
            id: cn-x
            parameters:
              - { name: 比例, en: Share, values: [ { from: 2015-01-01, until: 2024-12-31, value: 10% }, { from: 2025-01-01, value: 5% } ] }  # 注
              - name: 上限
                values:
                  - from: 2020-01-01
                    value: "500人"   # 现行
              - { name: 旧, values: [ { from: 2010-01-01, until: 2019-12-31, value: 1 } ] }
            """;

    private static ParameterText with(Map<String, String> values) {
        return ParameterText.with(TEXT, values, DAY);
    }

    @Test
    void theValueOfTheDayIsReplacedAndAllElseStays() {
        ParameterText changed = with(Map.of("比例", "3%", "上限", "300人"));
        assertThat(changed.text())
                .isEqualTo(TEXT.replace("value: 5% }", "value: 3% }").replace("\"500人\"", "300人"));
        assertThat(changed.missing()).isEmpty();
    }

    @Test
    void whatWouldReadOtherwiseInADocumentIsQuoted() {
        assertThat(with(Map.of("上限", "[1人, 2人]")).text()).contains("value: '[1人, 2人]'   # 现行");
        assertThat(with(Map.of("上限", "\"它's\"")).text()).contains("value: '\"它''s\"'   # 现行");
    }

    @Test
    void parametersWithoutAValueOnTheDayAreNamed() {
        ParameterText changed = with(Map.of("旧", "2", "没有的", "3"));
        assertThat(changed.text()).isEqualTo(TEXT);
        assertThat(changed.missing()).containsExactlyInAnyOrder("旧", "没有的");
    }
}
