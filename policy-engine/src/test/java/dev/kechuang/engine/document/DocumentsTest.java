package dev.kechuang.engine.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentsTest {
    private static final FactDictionary FACTS =
            Policies.load(Path.of("../packs")).dictionary();

    private static final String HEAD = """
            id: test
            name: 测试
            en: Test
            issuer: 测试
            region: cn
            valid: { from: 2020-01-01 }
            sources: [ { number: 一, title: 一, status: example } ]
            """;

    private static List<Problem> problems(String body) {
        List<Problem> problems = new ArrayList<>();
        Documents.policy("t.yaml", HEAD + body, FACTS, problems);
        return problems;
    }

    private static String condition(String when) {
        return "conditions:\n  - { id: a, name: 甲, en: a, clause: 一, when: '" + when + "' }\n";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            营业收入 <= 500人                | types or units do not fit
            营业收入 <= 500                  | types or units do not fit
            高企口径研发费用 / 营业收入 >= 5元 | types or units do not fit
            注册成立日期 > 5                 | types or units do not fit
            职工总数 + 营业收入 > 0           | types or units do not fit
            营业收人 > 0                     | unknown name '营业收人'
            行业门类 = "制造"                | not one of the possible values
            营业收入                         | a condition is a truth value
            营业收入 > 5万圆                 | unknown unit '万圆'
            营业收入 >                       | expected a value
            foo(1) = 1                      | no function 'foo'
            近年(注册成立日期, 3) = null      | takes a yearly fact
            职工总数 < 0人                   | no facts can satisfy
            职工总数 > 9人 and 职工总数 < 8人  | no facts can satisfy
            行业门类 = "制造业" and 行业门类 = "教育" | no facts can satisfy
            false                           | no facts can satisfy
            """)
    void whatMakesNoSenseIsFoundWhenLoading(String when, String message) {
        assertThat(problems(condition(when))).anySatisfy(p -> {
            assertThat(p.english()).contains(message);
            assertThat(p.line()).isEqualTo(9);
            assertThat(p.column()).isGreaterThan(1);
            assertThat(p.chinese()).isNotBlank();
        });
    }

    @Test
    void theColumnPointsIntoTheExpression() {
        Problem problem = problems(condition("营业收入 > 0 and 甲乙丙 = 1")).getFirst();
        assertThat(problem.column())
                .isEqualTo(condition("").split("\n")[1].indexOf("''") + 2 + "营业收入 > 0 and ".length());
    }

    @Test
    void soundConditionsPass() {
        assertThat(problems(condition("职工总数 <= 500人 and 营业收入 <= 2亿元 or 科技人员 / 职工总数 >= 10%")))
                .isEmpty();
    }

    @Test
    void cyclesGapsOverlapsAndUnusedPartsAreReported() {
        assertThat(problems("definitions:\n  - { name: 甲, en: a, is: 乙 + 1 }\n  - { name: 乙, en: b, is: 甲 + 1 }\n"
                        + condition("甲 > 0")))
                .anyMatch(p -> p.english().contains("refers to itself"));
        assertThat(problems(
                        "parameters:\n  - { name: 甲, en: a, clause: 一, values: [ { from: 2020-01-01, value: 1元 } ] }\n"
                                + condition("营业收入 > 0")))
                .anyMatch(p ->
                        p.severity() == Problem.Severity.WARNING && p.english().contains("not used"));
        String dated =
                "parameters:\n  - { name: 甲, en: a, clause: 一, values: [ { from: 2020-01-01, until: 2020-12-31, value: 1元 }, { from: %s, value: 2元 } ] }\n"
                        + condition("营业收入 > 甲");
        assertThat(problems(dated.formatted("2021-01-02")))
                .anyMatch(p -> p.english().contains("leave a gap from 2021-01-01"));
        assertThat(problems(dated.formatted("2020-12-31")))
                .anyMatch(p -> p.english().contains("overlap"));
        assertThat(problems(dated.formatted("2021-01-01"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            '>= 6%' | '< 5%'      | uncovered-or-gap
            '>= 6%' | '<= 6%'     | overlap
            '> 6%'  | '< 6%'      | gap
            '[6%..5%]' | '< 6%'   | never reached
            """)
    void bandsCoverEveryValueOnce(String first, String second, String expected) {
        String body =
                "scores:\n  - name: 得分\n    en: s\n    max: 9\n    value: 高企口径研发费用 / 营业收入\n    bands:\n      - { at: '"
                        + first + "', points: 9 }\n      - { at: '" + second + "', points: 1 }\n"
                        + condition("得分 > 3分");
        assertThat(problems(body)).isNotEmpty();
        if (!expected.startsWith("uncovered")) {
            assertThat(problems(body)).anyMatch(p -> p.english().contains(expected));
        }
    }

    @Test
    void unknownAndMissingKeysAreNamed() {
        assertThat(problems("conditions: []\nextra: 1\n"))
                .anyMatch(p -> p.english().startsWith("unknown key 'extra'"));
        assertThat(problems("")).anyMatch(p -> p.english().equals("'conditions' is missing"));
        assertThat(problems("conditions: [")).anyMatch(p -> p.english().startsWith("not valid YAML"));
    }

    @Test
    void theSchemaKnowsEverySection() {
        assertThat(Documents.schema().toString())
                .contains("parameter", "benefit", "band", "additionalProperties=false");
    }
}
