package dev.kechuang.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.document.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A case that comes out otherwise says so in a sentence. */
class PolicyCasesTest {

    private static final String FACTS = """
            facts:
              - { name: 营业收入, code: revenue, en: Revenue, group: 经营, type: money, unit: 元, period: year, changeable: true, min: 0 }
              - { name: 职工总数, code: staff, en: Staff, group: 人员, type: integer, unit: 人, period: year, changeable: true, min: 0 }
            """;

    private static Policy policy(String cases) {
        var problems = new ArrayList<Problem>();
        var dictionary = new FactDictionary(Documents.facts("facts.yaml", FACTS, problems));
        String text = """
                id: cn-aid
                name: 补助
                en: Aid
                issuer: 局
                region: cn
                valid: { from: 2020-01-01 }
                sources: [ { number: 示例, title: 办法, status: example } ]
                conditions:
                  - { id: staff, name: 人数, en: Staff, when: 职工总数 <= 100人, clause: 一 }
                benefits:
                  - { name: 补助, en: Aid, clause: 二, amount: '营业收入 * 1%%' }
                cases:
                %s""".formatted(cases.indent(2));
        Policy policy = Documents.policy("aid.yaml", text, dictionary, problems);
        assertThat(problems).isEmpty();
        return Objects.requireNonNull(policy);
    }

    private static List<PolicyCases.Failure> check(String expected) {
        Policy policy = policy("""
                - name: 例
                  on: 2026-06-01
                  facts: { 营业收入: 100万元, 职工总数: 120 }
                  %s""".formatted(expected));
        return PolicyCases.check(policy, policy.cases().getFirst());
    }

    @Test
    void aCaseThatComesOutAsExpectedPasses() {
        assertThat(check("expect: not_eligible\n  failing: [staff]")).isEmpty();
    }

    @Test
    void whatComesOutOtherwiseIsSaidInBothLanguages() {
        assertThat(check("expect: eligible")).singleElement().satisfies(failure -> {
            assertThat(failure.chinese()).isEqualTo("结论应为“符合”，结果是“不符合”，不满足 staff");
            assertThat(failure.english()).isEqualTo("expected eligible but it is not eligible, not met: staff");
        });
        assertThat(check("expect: not_eligible\n  unknown: [staff]"))
                .singleElement()
                .extracting(PolicyCases.Failure::chinese)
                .isEqualTo("未定的条件应为 staff，结果是 没有");
        assertThat(check("expect: not_eligible\n  benefits: { 补助: 20000 }"))
                .singleElement()
                .extracting(PolicyCases.Failure::chinese)
                .isEqualTo("优惠“补助”应为 20000 元，结果是 10000 元");
    }
}
