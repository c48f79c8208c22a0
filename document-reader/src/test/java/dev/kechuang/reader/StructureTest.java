package dev.kechuang.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class StructureTest {

    @Test
    void cardTitleIssuerDateAndNumber() {
        Front front = DocumentReader.read("t", """
                索 引 号：014150122/2015-00047
                发布机构：无锡市科技局
                名    称：2014年工作情况及2015年工作打算
                文    号：锡科发〔2015〕12号
                发文日期：2015年7月6日

                2014年工作情况及2015年工作打算
                全市高新技术企业达到1200家。
                """).front();
        assertThat(front.title()).isEqualTo("2014年工作情况及2015年工作打算");
        assertThat(front.issuer()).isEqualTo("无锡市科技局");
        assertThat(front.date()).isEqualTo(LocalDate.of(2015, 7, 6));
        assertThat(front.number()).isEqualTo("锡科发〔2015〕12号");
        assertThat(front.region()).isEqualTo("无锡市");
    }

    @Test
    void headingsOfAllLevels() {
        List<Section> sections = DocumentReader.read("t", """
                一、主要工作
                （一）培育企业
                1.加大力度。全年新增企业5家。
                （1）抓培训
                一是办班。二是走访。
                （二）建设平台
                二、存在问题
                研发投入不足。
                """).sections();
        assertThat(sections).extracting(Section::heading).containsExactly("主要工作", "存在问题");
        Section first = sections.getFirst();
        assertThat(first.children()).extracting(Section::heading).containsExactly("培育企业", "建设平台");
        Section item = first.children().getFirst().children().getFirst();
        assertThat(item.number()).isEqualTo("1.");
        assertThat(item.children().getFirst().children())
                .extracting(Section::number)
                .containsExactly("一是", "二是");
    }

    @Test
    void headingAfterAFullStopInTheSameLine() {
        List<Section> sections = DocumentReader.read("t", "(一)开放合作。成效明显。(二)人才工作。1.引进。引进10人。2.激励。奖励5人。\n")
                .sections();
        assertThat(sections).extracting(Section::heading).containsExactly("开放合作", "人才工作");
        assertThat(sections.get(1).children()).extracting(Section::heading).containsExactly("引进", "激励");
    }

    @Test
    void reportAndPlanInOneDocument() {
        Reading reading = DocumentReader.read("t", """
                某市科技局2021年工作总结和2022年工作思路
                一、2021年工作情况
                全年新增高新技术企业120家，技术合同成交额达到85亿元，比上年增长20%，科技创新能力不断提升，各项工作取得新进展。
                二、2022年工作思路
                全年新增高新技术企业150家，技术合同成交额达到100亿元。
                """);
        assertThat(reading.figures())
                .extracting(Figure::period)
                .containsExactly("2021", "2021", "2021", "2022", "2022");
        assertThat(reading.figures())
                .extracting(Figure::time)
                .containsExactly(Tense.ACTUAL, Tense.ACTUAL, Tense.ACTUAL, Tense.TARGET, Tense.TARGET);
    }

    @Test
    void maskedYearIsTheOneTheSameReportPrints() {
        String body = "，在市委、市政府的坚强领导下，全市科技系统锐意进取，各项工作取得显著成效，全年新增高新技术企业20家，";
        List<Figure> figures =
                DocumentReader.read("t", """
                201*年全市科技工作总结
                201*年%s08年市科技局获评先进。
                扩展阅读：201*年全市科技工作总结
                201*年%s圆满完成任务。
                """.formatted(body, body)).figures();
        assertThat(figures).extracting(Figure::period).containsExactly("2008", "");
    }

    @Test
    void figureOfAnotherPlaceNamesIt() {
        assertThat(DocumentReader.read("t", """
                2019年无锡市科技工作总结
                全市新增孵化器9家。高新区新增孵化器3家。宜兴市、滨湖区财政科技投入均超过2亿元。城市更新项目12个。
                """).figures())
                .extracting(Figure::region)
                .containsExactly("无锡市", "高新区", "宜兴市、滨湖区", "无锡市");
    }

    @Test
    void linesWrappedAtAFixedWidthAreOneParagraph() {
        String text = """
                2016年全市科技工作总结
                一年来，全市科技系统凝心聚力、攻坚克难，各项
                工作取得新的进展。全年登记技术合同成交额达86.3
                亿元，同比增长12.5%，高新技术企业、科技型中小企
                业分别达到420家和615家，创新平台不断壮大，新增省
                级重点实验室3家，科技人才队伍持续壮大，创新创业
                氛围日益浓厚，为全市经济发展提供了有力的支撑。
                """;
        List<Figure> figures = DocumentReader.read("t", text).figures();
        assertThat(figures).extracting(Figure::text).containsExactly("86.3\n亿元", "12.5%", "420家", "615家", "3家");
        assertThat(figures.get(3).measure()).isEqualTo("科技型中小企业");
        assertThat(figures.get(4).measure()).isEqualTo("省级重点实验室");
        assertThat(figures.getFirst().span().of(text)).isEqualTo("86.3\n亿元");
    }

    @Test
    void webClutterStatesNothing() {
        assertThat(DocumentReader.read("t", """
                当前位置：首页 > 总结 > 共12篇
                阅读量：1234次　字体大小：大 中 小
                全市新增孵化器3家。
                友情提示：本文提供的3个范例仅供参考。
                版权所有 联系电话：0512-12345678 访问量：56789次
                """).figures())
                .extracting(Figure::text)
                .containsExactly("3家");
    }

    @Test
    void htmlMarksEachFigureAndEscapesTheRest() {
        String html = DocumentReader.read("<t>", "一、目标\n新增<b>企业</b>5家以上。\n").html();
        assertThat(html)
                .contains("&lt;b&gt;企业&lt;/b&gt;<mark class=\"figure new actual\" id=\"figure-1\"")
                .contains("data-bound=\"&gt;=\"")
                .contains("<span class=\"heading level-1\">一、目标</span>")
                .contains("data-name=\"&lt;t&gt;\"")
                .doesNotContain("style=");
    }
}
