package dev.kechuang.indicator.internal.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kechuang.indicator.internal.figure.FigureFixture;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.PackProblem;
import dev.kechuang.pack.PackProblems;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is wrong in a pack is told with its place and what would be right. */
class DictionaryReaderTest {

    private static final String HEAD = """
            groups:
              - { code: firms, name: 主体, en: Firms }
            indicators:
              - { code: a.count, name: 甲, en: A, group: firms, unit: 家, nature: flow, records: { kind: programme.applied } }
            """;

    private static PackDocument document(String pack, String text) {
        return new PackDocument(pack, "", DictionaryReader.FILE, "0".repeat(64), text);
    }

    private static Dictionary read(String... texts) {
        var documents = new java.util.ArrayList<PackDocument>();
        for (String text : texts) documents.add(document("p" + documents.size(), text));
        return DictionaryReader.read(FigureFixture.PACKS, documents);
    }

    private static List<PackProblem> problems(String... texts) {
        return catchThrowableOfType(PackProblems.class, () -> read(texts)).problems();
    }

    private static void one(String line, String part) {
        var found = problems(HEAD + "  - " + line + "\n");
        assertThat(found).as(line).anySatisfy(problem -> {
            assertThat(problem.chinese()).contains(part);
            assertThat(problem.line()).isEqualTo(5);
        });
    }

    @Test
    void eachMistakeIsToldAtItsPlace() {
        one("{ code: a.count, name: 乙, en: B, group: firms, unit: 家, nature: flow, observed: each }", "未标明 local");
        one("{ code: findings, name: 乙, en: B, group: firms, unit: 家, nature: flow, observed: each }", "页面地址");
        one("{ code: B, name: 乙, en: B, group: firms, unit: 家, nature: flow, observed: each }", "小写字母");
        one("{ code: b, name: 甲, en: B, group: firms, unit: 家, nature: flow, observed: each }", "名称“甲”重复");
        one("{ code: b, name: 乙, en: B, group: firm, unit: 家, nature: flow, observed: each }", "是否应为“firms”");
        one("{ code: b, name: 乙, en: B, group: firms, unit: 家, nature: flow }", "只写一种来源");
        one(
                "{ code: b, name: 乙, en: B, group: firms, unit: 家, nature: flow, observed: each, ratio: { of: a.count, to: a.count } }",
                "只写一种来源");
        one(
                "{ code: b, name: 乙, en: B, group: firms, unit: 家, nature: flow, records: { kind: programme.applied, take: amount } }",
                "元、万元、亿元");
        one(
                "{ code: b, name: 乙, en: B, group: firms, unit: 家, nature: stock, records: { kind: registry.title, where: [title:hnt] } }",
                "是否应为“hnte”");
        one(
                "{ code: b, name: 乙, en: B, group: firms, unit: 家, nature: flow, records: { kind: programme.applied, where: [level] } }",
                "维度:值");
        one(
                "{ code: b, name: 乙, en: B, group: firms, unit: 亿元, nature: flow, facts: { fact: revenu } }",
                "是否应为“revenue”");
        one("{ code: b, name: 乙, en: B, group: firms, unit: 家, nature: flow, facts: { fact: revenue } }", "元、万元、亿元");
        one(
                "{ code: b, name: 乙, en: B, group: firms, unit: 亿元, nature: flow, shortest: month, facts: { fact: revenue } }",
                "只能按年");
        one(
                "{ code: b, name: 乙, en: B, group: firms, unit: \"%\", nature: flow, ratio: { of: a.cont, to: a.count } }",
                "是否应为“a.count”");
        one("{ code: b, name: 乙, en: B, group: firms, unit: 项, nature: flow, sum: { plus: [a.count] } }", "与合计不同");
        one("{ code: b, name: 乙, en: B, group: firms, unit: 家, nature: flow, sum: { plus: [b] } }", "由自己算得");
        one("{ code: b, name: 乙, en: B, group: firms, unit: 家, nature: flow, observd: each }", "是否应为“observed”");
        one(
                "{ code: b, name: 乙, en: B, group: firms, unit: 家, nature: flow, records: { kind: programme.applied }, report: { every: year, days: 5 } }",
                "只有观测指标");
    }

    @Test
    void rulesNameIndicatorsThatExist() {
        var found = problems(HEAD + "rules:\n  - { code: r, rule: counties, name: 规则, indicator: a.coun }\n"
                + "  - { code: s, rule: sum, name: 规则 }\n");
        assertThat(found).extracting(PackProblem::line).containsExactly(6, 7);
        assertThat(found.getFirst().chinese()).contains("是否应为“a.count”");
        assertThat(found.getLast().chinese()).contains("counties、cumulative");
    }

    @Test
    void aLowerPackReplacesWhatIsLocalAndKeepsItsPlace() {
        String local = HEAD.replace(
                "records: { kind: programme.applied } }", "records: { kind: programme.applied }, local: true }");
        var dictionary = read(
                local + "  - { code: z, name: 末, en: Z, group: firms, unit: 家, nature: flow, observed: each }\n",
                "indicators:\n  - { code: a.count, name: 新甲, en: A2, group: firms, unit: 家, nature: flow, observed: each }\n");
        assertThat(dictionary.all())
                .extracting(dev.kechuang.indicator.Indicator::name)
                .containsExactly("新甲", "末");
    }

    @Test
    void theCitysDictionaryCoversWhatTheBureauReports() {
        var all = FigureFixture.DICTIONARY;
        for (String code : List.of(
                "hnte.new",
                "hnte.valid",
                "tech-sme.valid",
                "private-tech.valid",
                "high-tech-product.valid",
                "rd-coverage",
                "incubators",
                "rd-intensity",
                "high-tech-share",
                "patents.per-10000",
                "loans.amount",
                "pool.size",
                "contracts.sum",
                "talents.approved",
                "instruments",
                "programmes.applied",
                "programmes.money",
                "fund.leverage",
                "upward.money",
                "programmes.post-subsidy.share",
                "credit.bad")) {
            assertThat(all.find(code)).as(code).isPresent();
        }
        assertThat(all.reported()).isNotEmpty();
        assertThat(all.rules()).isNotEmpty();
    }
}
