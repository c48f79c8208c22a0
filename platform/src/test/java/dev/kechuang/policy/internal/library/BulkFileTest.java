package dev.kechuang.policy.internal.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Engine;
import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.render.Language;
import dev.kechuang.policy.internal.library.BulkFile.Wrong;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Files of firms: read strictly, decided as one by one, answered row by row. */
class BulkFileTest {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
    private static final Policies PACKS = Policies.load(Path.of("../packs"));
    private static final List<Policy> ASKED = List.of(
            PACKS.find("cn-tech-sme").orElseThrow(),
            PACKS.find("cn-jiangsu-suzhou-voucher").orElseThrow());

    private static BulkFile read(String text) {
        return BulkFile.read(text.getBytes(StandardCharsets.UTF_8), PACKS.dictionary(), ASKED, DAY);
    }

    private static List<String> wrong(String text) {
        return read(text).wrong().stream()
                .map(w -> w.row() + " " + w.column() + " " + w.key().substring("library.bulk.error.".length()))
                .toList();
    }

    private static String answer(BulkFile file) throws IOException {
        assertThat(file.wrong()).isEmpty();
        var out = new StringWriter();
        new BulkDecisions(ASKED, DAY, Language.CHINESE).write(file, out);
        return out.toString();
    }

    @Test
    void aRowIsDecidedForEveryPolicyAskedFor() throws IOException {
        String text = answer(read("""
                单位名称,staff@2025,营业收入@2025（万元）,资质,related-provider,本年已领创新券@2026,创新服务合同金额
                "甲,""乙""公司",520,1800,名称=科技型中小企业 生效日期=2026-01-01 失效日期=2027-03-31,否,0,100000
                丙公司,,,无,,,
                """));
        var lines = text.split("\r\n");
        assertThat(lines).hasSize(3);
        assertThat(lines[0]).startsWith("行,单位名称,科技型中小企业评价：结论,科技型中小企业评价：金额（元）,科技型中小企业评价：缺少");
        assertThat(lines[1])
                .startsWith("2,\"甲,\"\"乙\"\"公司\",不符合,,")
                .contains("职工不超过500人（520人 ≤ 500人不成立）")
                .endsWith("符合,50000.00,,");
        assertThat(lines[2]).contains("丙公司,尚不能确定,,").contains("营业收入（2025年）").contains("不符合,,");
    }

    @Test
    void theSameAsDecidingOneByOne() throws IOException {
        var random = new Random(4);
        var text = new StringBuilder(
                "编号,staff@2025,science-staff@2025,revenue@2025,total-assets@2025,rd-expense-hnte@2025,resident-enterprise,资质\n");
        for (int i = 0; i < 1_500; i++) {
            text.append(i)
                    .append(',')
                    .append(random.nextInt(800))
                    .append(',')
                    .append(random.nextInt(100))
                    .append(',')
                    .append(random.nextInt(300_000_000))
                    .append(',')
                    .append(random.nextInt(300_000_000))
                    .append(',')
                    .append(random.nextInt(20_000_000))
                    .append(',')
                    .append(random.nextBoolean() ? "是" : "否")
                    .append(',')
                    .append(random.nextBoolean() ? "无" : "名称=高新技术企业 生效日期=2024-01-01 失效日期=2027-01-01")
                    .append('\n');
        }
        BulkFile file = read(text.toString());
        var lines = answer(file).split("\r\n");
        var firms = new ArrayList<BulkFile.Firm>();
        file.each(firms::add);
        assertThat(lines).hasSize(firms.size() + 1);
        for (int i = 0; i < firms.size(); i++) {
            String verdict =
                    switch (Engine.verdict(ASKED.getFirst(), firms.get(i).facts(), DAY)) {
                        case ELIGIBLE -> "符合";
                        case NOT_ELIGIBLE -> "不符合";
                        case UNKNOWN -> "尚不能确定";
                    };
            assertThat(lines[i + 1]).startsWith((i + 2) + "," + i + "," + verdict + ",");
        }
    }

    @Test
    void everyErrorNamesItsRowAndColumn() {
        assertThat(wrong("单位名称,staff@2025,没有的列,revenue@25,居民企业@2025\n甲,1,2,3,是\n"))
                .containsExactly("1 没有的列 column", "1 revenue@25 column", "1 居民企业@2025 year");
        assertThat(wrong("name,staff@2025,职工总数@2025\n甲,1,2\n")).containsExactly("1 职工总数@2025 twice");
        assertThat(
                        wrong(
                                "name,staff@2025,居民企业,行业门类,注册成立日期,资质\n甲,许多,也许,制造,2026-02-30,名称=国王\n\n乙,-1,是,制造业,2020-01-01,无\n"))
                .containsExactly(
                        "2 staff@2025 whole",
                        "2 居民企业 truth",
                        "2 行业门类 choice",
                        "2 注册成立日期 date",
                        "2 资质 entry",
                        "4 staff@2025 whole");
        assertThat(wrong("name,staff@2025\n甲,1,2,3\n")).containsExactly("2  cells");
        assertThat(wrong("name,staff@2025\n\"甲,1\n")).containsExactly("2  quote");
        assertThat(wrong("name,,staff@2025\n甲,,1\n")).containsExactly("1  noHeading");
    }

    @Test
    void formulasAreRefusedWhereverTheyStand() {
        assertThat(
                        wrong(
                                "name,revenue@2025\n\"=HYPERLINK(\"\"http://x\"\")\",1\n@SUM(A1),=1+1\n+49 30,-5\n-cmd|' /C calc'!A0,1\n"))
                .containsExactly(
                        "2 name formula",
                        "3 name formula",
                        "3 revenue@2025 formula",
                        "4 name formula",
                        "4 revenue@2025 money",
                        "5 name formula");
    }

    @Test
    void emptyAndOversizedFilesSaySo() {
        assertThat(wrong("")).containsExactly("0  empty");
        assertThat(wrong("\n")).containsExactly("0  empty");
        assertThat(wrong("name,staff@2025\n")).containsExactly("0  noRows");
        assertThat(wrong("name,单位\n甲,乙\n")).containsExactly("1  noFacts");
        assertThat(wrong("name,staff@2025\n" + "甲,1\n".repeat(BulkFile.MOST_ROWS + 1)))
                .hasSize(1)
                .first()
                .asString()
                .endsWith("rows");
        assertThat(BulkFile.read(new byte[BulkFile.MOST_BYTES + 1], PACKS.dictionary(), ASKED, DAY)
                        .wrong())
                .extracting(Wrong::key)
                .containsExactly("library.bulk.error.size");
        assertThat(read("name,staff@2025\n" + "甲,x\n".repeat(5_000)).wrong()).hasSize(BulkFile.MOST_ERRORS + 1);
    }

    @Test
    void filesOfChineseSpreadsheetsAreReadWhateverTheirEncoding() throws IOException {
        String text = "单位名称,职工总数@2025\r\n甲公司,501\r\n";
        String plain = answer(read(text));
        assertThat(plain).contains("甲公司,不符合");
        assertThat(answer(read("\ufeff" + text))).isEqualTo(plain);
        assertThat(answer(BulkFile.read(text.getBytes(Charset.forName("GB18030")), PACKS.dictionary(), ASKED, DAY)))
                .isEqualTo(plain);
    }

    @Test
    void alikeEntriesAreCountedAndWhatAnEntryLeavesOutIsNotKnown() throws IOException {
        String text = answer(read("""
                编号,知识产权,资质
                1,类别=Ⅱ类 授权日期=2024-01-01 *4,无
                2,无,名称=科技型中小企业
                """));
        assertThat(text.split("\r\n")[2])
                .as("neither from nor until is given")
                .contains("尚不能确定")
                .contains("资质");
    }

    @Test
    void cellsThatASpreadsheetWouldComputeAreWrittenAsText() {
        var line = new StringBuilder();
        CsvRows.write(line, "=1+1");
        CsvRows.write(line, "a\"b,c\nd");
        assertThat(line).hasToString("'=1+1\"a\"\"b,c\nd\"");
    }
}
