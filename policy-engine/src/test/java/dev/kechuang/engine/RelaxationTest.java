package dev.kechuang.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.engine.document.Documents;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelaxationTest {
    private static final LocalDate DAY = LocalDate.of(2024, 6, 1);

    private static Policy policy(String when) {
        String text = """
                id: test
                name: 测试
                en: Test
                issuer: 测试
                region: cn
                valid: { from: 2000-01-01 }
                sources: [ { number: 一, title: 一, status: example } ]
                parameters:
                  - { name: 下限, en: least, clause: 一, values: [ { from: 2000-01-01, value: 60%% } ] }
                definitions:
                  - { name: 强度, en: share, is: '高企口径研发费用 / 营业收入' }
                  - { name: 档位, en: least by size, is: 'if 营业收入 <= 100元 then 5%% else 3%%' }
                  - { name: 达标, en: holds, is: '强度 >= 下限' }
                scores:
                  - name: 得分
                    en: score
                    max: 50
                    value: 强度
                    bands:
                      - { at: '>= 6%%', points: 50 }
                      - { at: '[2%%..6%%)', points: 20 }
                      - { at: '< 2%%', points: 0 }
                conditions:
                  - { id: c, name: 条件, en: condition, clause: 一, when: '%s' }
                """.formatted(when);
        List<Problem> problems = new ArrayList<>();
        Policy policy = Documents.policy("test", text, PacksTest.PACKS.dictionary(), problems);
        return Objects.requireNonNull(policy, problems::toString);
    }

    private static Decision.Verdict at(String when, int percent, Facts facts) {
        return Engine.verdict(Relaxation.of(policy(when), Rational.of(percent, 100)), facts, DAY);
    }

    /** The smallest whole per cent at which the policy no longer refuses, or −1. */
    private static int distance(String when, Facts facts) {
        for (int percent = 0; percent < 100; percent++) {
            if (at(when, percent, facts) != Decision.Verdict.NOT_ELIGIBLE) {
                return percent;
            }
        }
        return -1;
    }

    /** Revenue 200 yuan, R&D 8 yuan, 40 of staff, a profit of −90 yuan, rank 11, founded in June 2023. */
    private static Facts firm() {
        return Facts.builder()
                .yuan("营业收入", 2023, 200)
                .yuan("高企口径研发费用", 2023, 8)
                .yuan("利润总额", 2023, -90)
                .number("职工总数", 2023, 40)
                .number("细分市场国内排名", 2023, 11)
                .day("注册成立日期", LocalDate.of(2023, 6, 2))
                .truth("居民企业", false)
                .set("总收入", 2023, Val.ABSENT)
                .events("知识产权", List.of(Map.of("类别", new Val.Text("Ⅰ类")), Map.of("类别", new Val.Text("Ⅰ类"))))
                .build();
    }

    @ParameterizedTest(name = "{0}: {1} %")
    @CsvSource(
            delimiter = ';',
            value = {
                "营业收入 >= 200元; 0",
                "营业收入 >= 250元; 20",
                "营业收入 > 250元; 21",
                "250元 <= 营业收入; 20",
                "营业收入 <= 160元; 25",
                "营业收入 < 160元; 26",
                "not(营业收入 < 250元); 20",
                "not(not(营业收入 >= 250元)); 20",
                "not(营业收入 >= 160元); 26",
                "not(营业收入 > 160元); 25",
                "强度 >= 5%; 20",
                "强度 >= 下限; 94",
                "达标; 94",
                "强度 >= 档位 * 2; 34",
                "高企口径研发费用 >= 营业收入 * 5%; 20",
                "营业收入 between 220元 and 300元; 10",
                "营业收入 in [100元..160元]; 25",
                "职工总数 >= 50人 or 营业收入 >= 220元; 10",
                "职工总数 >= 50人 and 营业收入 >= 220元; 20",
                "count(知识产权[类别 = \"Ⅰ类\"]) >= 3项; 34",
                "得分 >= 25分; 20",
                "利润总额 >= -75元; 20",
                "利润总额 >= 0; -1",
                "营业收入 = 201元; -1",
                "not(营业收入 != 201元); -1",
                "居民企业; -1",
                "细分市场国内排名 <= 10名; -1",
                "年度(营业收入, 0) >= 201元; 1",
                "总收入 >= 1元; -1",
                "注册成立日期 + 1年 <= 申请日; -1",
                "注册成立日期.year <= 基准年度 - 1年; -1",
                "some e in 知识产权 satisfies e.类别 = \"Ⅱ类\"; -1",
            })
    void theDistanceIsTheSmallestShareThatNoLongerRefuses(String when, int percent) {
        assertThat(distance(when, firm())).isEqualTo(percent);
    }

    @Test
    void theChoiceOfAThresholdStaysAndTheChosenOneIsEased() {
        // 200 yuan are over the first size by far: easing must not move the firm to the other threshold.
        assertThat(distance("强度 >= (if 营业收入 >= 250元 then 3% else 5%)", firm())).isEqualTo(20);
    }

    @Test
    void pastYearsCannotBeComeNearer() {
        Facts facts = firm().change().yuan("营业收入", 2022, 199).build();
        assertThat(distance("年度(营业收入, 1) >= 200元", facts)).isEqualTo(-1);
        assertThat(distance("营业收入 - 年度(营业收入, 1) >= 2元", facts)).isEqualTo(50);
    }

    @Test
    void whatIsMissingStaysOpen() {
        Facts facts = Facts.builder().build();
        assertThat(at("营业收入 >= 250元", 0, facts)).isEqualTo(Decision.Verdict.UNKNOWN);
        assertThat(at("营业收入 >= 250元", 50, facts)).isEqualTo(Decision.Verdict.UNKNOWN);
    }

    @Test
    void aShareOfNothingChangesNothing() {
        Policy policy = PacksTest.PACKS.find("cn-tech-sme").orElseThrow();
        for (Policy.Case one : policy.cases()) {
            assertThat(Engine.verdict(Relaxation.of(policy, Rational.ZERO), one.facts(), one.on()))
                    .isEqualTo(Engine.verdict(policy, one.facts(), one.on()));
        }
    }

    @Test
    void sharesOutsideTheirRangeAreRefused() {
        Policy policy = policy("营业收入 >= 250元");
        assertThatThrownBy(() -> Relaxation.of(policy, Rational.ONE)).hasMessageContaining("below 1");
        assertThatThrownBy(() -> Relaxation.of(policy, Rational.of(-1, 100))).hasMessageContaining("at least 0");
    }
}
