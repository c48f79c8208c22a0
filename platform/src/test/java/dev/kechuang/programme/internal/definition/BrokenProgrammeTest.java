package dev.kechuang.programme.internal.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.pack.PackProblem;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A wrong text is refused, at its line, with what would be right. */
class BrokenProgrammeTest {

    private static final String TEXT = Programmes.document("city-project").text();

    /** Each row spoils the city project in one place: what is replaced, by what, and the sentence at that line. */
    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    gives: project | gives: projekt | “gives”不能为“projekt” | one of: project, title
                    issuer: 苏州市科学技术局 | isuer: 苏州市科学技术局 | 未知的键“isuer”，是否应为“issuer” | did you mean "issuer"
                    [enterprise, institute, university] | [enterprise, institut] | 没有单位类型“institut”，是否应为“institute” | kind of organisation "institut"
                    most: 100万元 | most: 100万 | 应为金额，如 50万元 或 2000元，现为“100万” | has to be a sum like 50万元
                    least: 10万元 | least: 200万元 | “least”不能大于“most” | "least" cannot be more than "most"
                    by: county | by: town | “by”不能为“town” | one of: county, institution
                    section: team | section: teem | 没有申报书分节“teem”，是否应为“team” | did you mean "team"
                    correction-days: 5 | correction-days: 0 | 不允许补正写 corrections: 0 | write corrections: 0
                    sheet: project | sheet: projct | 没有评分表“projct”，是否应为“project” | no scoring sheet "projct"
                    drop: 1 | drop: 3 | 去掉 3 个最高分和最低分后没有分数了 | nothing is left when 3
                    passes: { score: 60 } | passes: { score: 60, count: 3 } | 之一 | one of count, share and score
                    mode: online | mode: panel, blind: true | - | -
                    ties: [score, requested-least, submitted] | ties: [score, requested] | 没有此项“requested”，现有： | there is no such word "requested"
                    { review: review, weight: 100% } | { review: revue, weight: 100% } | 没有评审环节“revue”，是否应为“review” | no review "revue"
                    { review: review, weight: 100% } | { review: review, weight: 90% } | 权重之和应为 100% | weights have to add up
                    { track: basic, least: 60 } | { track: basics, least: 60 } | 没有类别“basics” | no track "basics"
                    days: 7, shows: [leader, amount] | shows: [leader, amount] | 公示应写工作日数 | a public notice needs
                    shows: [leader, amount] | shows: [leader, sum] | 没有此项“sum” | no such word "sum"
                    share: 60%, after: contract | share: 50%, after: contract | 各期比例之和应为 100%，现为 90% | add up to 100%, not 90%
                    share: 60%, after: contract | share: 60%, after: signing | 没有任务书、报告或验收“signing” | contract, report or acceptance "signing"
                    自 {{开始日期}} | 自 {{开始日}} | 没有字段“开始日”，是否应为“开始日期” | no field "开始日"
                    holds: '完成日期 > 开始日期' | holds: '完成日期 > 起始日期' | 没有字段“起始日期”，是否应为“开始日期” | did you mean "开始日期"
                    holds: '完成日期 > 开始日期' | holds: '完成日期 > ' | 表达式有误 | in the expression
                    sum(经费预算表.资助经费) | sum(经费预算表.资助) | 没有列“资助”，现有：资助经费、自筹部分 | no column "资助"
                    sum(经费预算表.资助经费) | summe(经费预算表.资助经费) | 没有函数“summe”，是否应为“sum” | no function "summe"
                    sum(经费预算表.资助经费) | sum(申请经费.资助经费) | “.资助经费”前面不是表格 | is no table
                    计划类别 != "basic" | 计划类别 != "基础" | 没有选项“基础”，现有：basic、special | no option "基础"
                    fact: revenue | fact: revenu | 没有年度数据指标“revenu”，是否应为“revenue” | no fact "revenu"
                    unit: 人, fact: staff | unit: 万元, fact: staff | 与字段不符 | the field is not
                    means: starts | means: ends | ends 已用于另一字段 | is the meaning of another field
                    type: date, means: starts | type: text, means: starts | 这种字段不能作 starts；应为 type: date | type: date is right
                    totals: [grant, own] | totals: [grant, sum] | 没有数字列“sum”，现有：grant、own | no number column "sum"
                    id: self-funds | id: requested | “requested”写了两次 | "requested" stands twice
                    id: self-funds | id: Self_Funds | 由小写字母、数字和连字符组成 | small letters, digits and hyphens
                    most: 30, hint: 与国内外 | most: 30, step: 7, hint: 与国内外 | 且能整除最高分 30 | divide the most points, 30
                    { on: acceptance, credit | { on: acceptanc, credit | 没有环节“acceptanc”，是否应为“acceptance” | no stage "acceptanc"
                    credit: project-accepted | credit: project-acepted | 没有信用事件“project-acepted”，是否应为“project-accepted” | no credit event "project-acepted"
                    credit: project-accepted | pay: project-accepted | 每条效果应写其一 | each effect is one of
                    """)
    void isRefusedAtItsLine(String right, String wrong, String chinese, String english) {
        assertThat(TEXT).contains(right);
        String spoilt = TEXT.replace(right, wrong.replace("panel, blind: true", "panel\n    blind: true"));
        List<PackProblem> problems = problems(spoilt);
        if (chinese.equals("-")) {
            assertThat(problems)
                    .singleElement()
                    .satisfies(problem -> assertThat(problem.chinese()).contains("会议和公开评审不能匿名"));
            return;
        }
        int line = (int) TEXT.substring(0, TEXT.indexOf(right)).lines().count()
                + (TEXT.charAt(TEXT.indexOf(right) - 1) == '\n' ? 1 : 0);
        assertThat(problems).anySatisfy(problem -> {
            assertThat(problem.chinese()).contains(chinese);
            assertThat(problem.english()).contains(english);
            assertThat(problem.file()).isEqualTo("packs/x/programmes/spoilt.yaml");
            assertThat(problem.line()).isBetween(line - 3, line + 1);
            assertThat(problem.column()).isPositive();
        });
    }

    @Test
    void tellsEverythingAtOnceInTheOrderOfTheLines() {
        String spoilt = TEXT.replace("gives: project", "gives: projekt")
                .replace("by: county", "by: town")
                .replace("sheet: acceptance", "sheet: acceptence");
        assertThat(problems(spoilt))
                .hasSize(3)
                .isSortedAccordingTo(java.util.Comparator.comparingInt(PackProblem::line));
    }

    @Test
    void namesTheColumnInsideTheExpression() {
        String holds = "holds: '完成日期 > ";
        int start = TEXT.indexOf(holds);
        int column = start - TEXT.lastIndexOf('\n', start) + holds.length();
        assertThat(problems(TEXT.replace("完成日期 > 开始日期", "完成日期 > 起始日期")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.column()).isEqualTo(column));
    }

    @Test
    void stagesStandInTheirOrder() {
        String notice = line("{ id: notice, kind: notice");
        String first = line("{ id: application, kind: application");
        assertThat(chinese(TEXT.replace(notice, "").replace(first, first + notice)))
                .anyMatch(text -> text.contains("notice 之前要有 decision"));
        assertThat(chinese(TEXT.replace(first, ""))).anyMatch(text -> text.contains("第一个环节应为申报"));
        assertThat(chinese(TEXT.replace(notice, notice + notice.replace("id: notice", "id: again"))))
                .anyMatch(text -> text.contains("notice 只能有一个"));
        String county = line("{ id: recommendation, kind: recommendation");
        assertThat(chinese(TEXT.replace(county, "").replace(notice, county + notice)))
                .anyMatch(text -> text.contains("recommendation 应在 review 之前"));
    }

    @Test
    void aDistrictsShareNeedsItsRecommendation() {
        assertThat(chinese(TEXT.replace(line("{ id: recommendation, kind: recommendation"), "")))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("由其承诺配套"));
    }

    @Test
    void whatIsNoMappingOrNoYamlIsTold() {
        assertThat(chinese("- a")).containsExactly("文件应为“键: 值”");
        assertThat(chinese("id: ["))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("不是正确的 YAML"));
        assertThat(chinese("")).isNotEmpty();
        assertThat(chinese("[".repeat(100_000))).isNotEmpty();
        assertThat(chinese("#".repeat(500_000)))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("文本超过"));
    }

    @Test
    void anAmbiguousLabelCannotBeNamed() {
        assertThat(chinese(TEXT.replace("name: 自筹部分", "name: 自筹经费").replace("name: 完成日期,", "name: 开始日期,")))
                .anyMatch(text -> text.contains("有几个字段都叫“开始日期”"));
    }

    @Test
    void aFieldCannotDecideWhetherItIsAskedForItself() {
        assertThat(chinese(TEXT.replace("name: 合作协议, en", "name: 合作协议, when: '合作协议 != null', en")
                        .replace(" when: 'count(合作单位) > 0',", "")))
                .singleElement()
                .satisfies(text -> assertThat(text).contains("不能决定自己是否填写"));
    }

    private static String line(String part) {
        return TEXT.lines().filter(line -> line.contains(part)).findFirst().orElseThrow() + "\n";
    }

    private static List<String> chinese(String text) {
        return problems(text).stream().map(PackProblem::chinese).toList();
    }

    private static List<PackProblem> problems(String text) {
        return Programmes.reader()
                .read("packs/x/programmes/spoilt.yaml", "320500", text)
                .problems();
    }
}
