package dev.kechuang.policy.web.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.kechuang.pack.PackDocument;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.internal.PolicyBook;
import dev.kechuang.policy.internal.PolicyVersionStore;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Everybody finds and reads policies and calculates with them, without an account and without leaving a trace. */
class LibraryPagesTest extends LibraryWebTest {

    private static final Cookie ENGLISH = new Cookie("kc-lang", "en");

    @Autowired
    private PolicyVersionStore versions;

    @Autowired
    private Decisions decisions;

    private static String sha256(String text) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void policiesAreFoundByWhatPeopleType() throws Exception {
        assertThat(names("/policies?level=national")).contains("高新技术企业认定").doesNotContain("技术开发费加计扣除（2006—2007年）");
        // Journeys in the same city release policies of their own.
        assertThat(names("/policies?q=gxjsqy")).contains("高新技术企业认定").doesNotContain("苏州市科技创新券");
        assertThat(names("/policies?q=国科发火[2016]32号")).contains("高新技术企业认定").doesNotContain("苏州市科技创新券");
        assertThat(names("/policies?q=创新券 苏州市科学技术局")).contains("苏州市科技创新券").doesNotContain("高新技术企业认定");
        assertThat(names("/policies?kind=tax"))
                .contains("研发费用加计扣除", "高新技术企业所得税优惠")
                .doesNotContain("高新技术企业认定");
        assertThat(names("/policies?kind=title&level=city"))
                .contains("苏州市雏鹰企业")
                .doesNotContain("苏州市科技创新券", "苏州市科技贷款贴息", "高新技术企业认定");
        assertThat(names("/policies?kind=title&level=city&q=雏鹰"))
                .contains("苏州市雏鹰企业")
                .doesNotContain("苏州市科技创新券");
        assertThat(names("/policies?day=2007-06-01"))
                .contains("技术开发费加计扣除（2006—2007年）")
                .doesNotContain("高新技术企业认定");
        assertThat(names("/policies?state=all")).contains("技术开发费加计扣除（2006—2007年）", "高新技术企业认定");
        assertThat(names("/policies?region=320585&level=city")).contains("苏州市科技创新券");
        assertThat(names("/policies?sort=-from")).containsSubsequence("苏州市科技贷款贴息", "高新技术企业认定");
        assertThat(names("/policies?sort=from")).containsSubsequence("高新技术企业认定", "苏州市科技贷款贴息");
    }

    private List<String> names(String path) throws Exception {
        return page(
                        200,
                        get(java.net.URI.create(
                                path.replace(" ", "%20").replace("[", "%5B").replace("]", "%5D"))))
                .select("tbody td:first-child a")
                .eachText();
    }

    @Test
    void nothingFoundSaysWhatToDoAndAWrongDayIsNamed() throws Exception {
        var nothing = page(200, get("/policies").param("q", "没有这样的政策"));
        assertThat(nothing.select(".empty").text()).contains("没有符合条件的政策").contains("放宽");
        var wrong = page(422, get("/policies").param("day", "2026-13-40").param("q", "高新"));
        assertThat(wrong.select(".field-error").text()).contains("有效日期应为");
        assertThat(wrong.select("[name=day]").attr("value")).isEqualTo("2026-13-40");
        assertThat(wrong.select("[name=q]").attr("value")).isEqualTo("高新");
    }

    @Test
    void aPolicyStandsThereInPlainWords() throws Exception {
        var hnte = page(200, get("/policies/cn-hnte"));
        assertThat(hnte.select(".rules.numbered > li")).hasSize(9);
        assertThat(hnte.text())
                .contains("科技人员 ÷ 职工总数不低于10%（科技人员比例下限）")
                .contains("〔32号第十一条（四）〕")
                .contains("国科发火〔2016〕32号")
                .contains("据公开规定整理，待与原文核对")
                .contains("最高 100 分")
                .contains("由专家在档内评定")
                .contains("现行");
        assertThat(hnte.text()).doesNotContain("satisfies").doesNotContain("count(");
        var deduction = page(200, get("/policies/cn-rd-deduction"));
        assertThat(deduction.text()).contains("2023-01-01").contains("当年节税");
        var past = page(200, get("/policies/cn-rd-deduction-2006"));
        assertThat(past.select(".notice.warning").text()).contains("不在有效期");
        answer(404, get("/policies/cn-nothing"), Viewer.PUBLIC);
        assertThat(text(200, get("/policies/cn-hnte").cookie(ENGLISH), Viewer.PUBLIC))
                .contains("Recognition as a high-tech enterprise")
                .contains("is at least 10%");
    }

    @Test
    void earlierVersionsStayAndTheirDifferenceIsReadable() throws Exception {
        var current = decisions.find("cn-jiangsu-suzhou-voucher").orElseThrow();
        var sources = new ArrayList<>(database()
                .jdbc()
                .sql("""
                SELECT t.digest, t.content FROM policy.version v
                CROSS JOIN unnest(v.sources) WITH ORDINALITY s(digest, place)
                JOIN policy.text t ON t.digest = s.digest WHERE v.digest = :digest ORDER BY s.place""")
                .param("digest", current.digest())
                .query((rows, n) -> new PackDocument("", "", "", rows.getString(1), rows.getString(2)))
                .list());
        String text = sources.getFirst().text();
        String then = text.replace("value: 20万元", "value: 10万元");
        assertThat(then).isNotEqualTo(text);
        sources.set(0, new PackDocument("", "", "", sha256(then), then));
        String digest = sha256(sources.stream().map(PackDocument::digest).collect(Collectors.joining("\n")));
        versions.keep(
                new PolicyBook.Entry(new PolicyVersion(digest, "320500", current.policy()), sources),
                Instant.parse("2020-01-01T00:00:00Z"));
        assertThat(versions.find(digest)).isPresent();

        var page = page(200, get("/policies/cn-jiangsu-suzhou-voucher"));
        var changes = page.select("a[href*=/changes]").attr("href");
        assertThat(changes).contains("from=" + digest);
        var difference = page(200, get(java.net.URI.create(changes)));
        assertThat(difference.select("tbody tr")).hasSize(1);
        assertThat(difference.select("tbody tr").text())
                .contains("标准与比例")
                .contains("年度上限")
                .contains("10万元")
                .contains("20万元");
        var earlier = page(200, get("/policies/cn-jiangsu-suzhou-voucher/versions/" + digest));
        assertThat(earlier.select(".notice.warning").text()).contains("以前的版本");
        assertThat(earlier.text()).contains("10万元（年度上限）");
        answer(404, get("/policies/cn-hnte/versions/" + digest), Viewer.PUBLIC);
        answer(404, get("/policies/cn-hnte/versions/nonsense"), Viewer.PUBLIC);
        answer(404, get("/policies/cn-hnte/changes?from=nonsense"), Viewer.PUBLIC);
    }

    @Test
    void theCalculatorAsksOnlyForWhatThePolicyNeedsAndDecides() throws Exception {
        var empty = page(200, get("/policies/cn-jiangsu-suzhou-voucher/calculator?day=2026-06-01"));
        assertThat(empty.select("#calc-fields input:not([type=hidden]), #calc-fields select")
                        .eachAttr("name"))
                .containsExactlyInAnyOrder(
                        "try.titles", "try.related-provider", "try.vouchers-taken.2026", "try.service-contract");
        assertThat(empty.select("#result").text()).contains("尚不能确定").contains("接下来填");

        var filled = post("/policies/cn-jiangsu-suzhou-voucher/calculator")
                .param("day", "2026-06-01")
                .param("try.titles", "some")
                .param("try.titles.1.title", "科技型中小企业")
                .param("try.titles.1.from", "2026-01-01")
                .param("try.titles.1.until", "2027-03-31")
                .param("try.related-provider", "false")
                .param("try.vouchers-taken.2026", "5")
                .param("try.service-contract", "１，０００");
        var result = page(200, filled);
        assertThat(result.select("#result .verdict").text()).contains("符合").contains("满足 4");
        assertThat(result.select("#result .amount").text())
                .contains("15万元")
                .contains("封顶")
                .contains("创新服务合同金额 × 50%（抵用比例） = 500万元")
                .contains("年度剩余额度 ≤ 15万元");
        assertThat(result.select("[name='try.service-contract']").attr("value")).isEqualTo("１，０００");
    }

    @Test
    void aFailedConditionSaysByHowMuchAndTheNearestWay() throws Exception {
        var result = page(
                200,
                post("/policies/cn-tech-sme/calculator")
                        .param("day", "2026-06-01")
                        .param("try.staff.2025", "520"));
        assertThat(result.select("#result li.not-met").text()).contains("现为 520人，要求不超过500人，超出 20人");
        assertThat(result.select("#result .way").text()).contains("职工总数（2025年）由 520人 到 500人");
    }

    @Test
    void wrongInputIsNamedAtItsFieldAndStaysAsTyped() throws Exception {
        var wrong = page(
                422,
                post("/policies/cn-tech-sme/calculator")
                        .param("day", "gestern")
                        .param("try.revenue.2025", "很多")
                        .param("try.staff.2025", "-3")
                        .param("try.intellectual-property", "some")
                        .param("try.intellectual-property.1.granted", "2026-02-30")
                        .param("try.intellectual-property.1.times", "900"));
        assertThat(wrong.select("[name='try.revenue.2025']").attr("value")).isEqualTo("很多");
        assertThat(wrong.select("[id='f-try.revenue.2025-error']").text()).contains("营业收入（2025年）应为");
        assertThat(wrong.select("[id='f-try.staff.2025-error']").text()).contains("整数");
        assertThat(wrong.select("[id='f-try.intellectual-property.1.granted-error']")
                        .text())
                .contains("应为日期");
        assertThat(wrong.select("[id='f-try.intellectual-property.1.times-error']")
                        .text())
                .contains("1 至 200");
        assertThat(wrong.select("#f-day-error").text()).contains("有效日期");
        assertThat(wrong.select(".error-summary li")).hasSize(5);
        answer(404, post("/policies/cn-nothing/calculator"), Viewer.PUBLIC);
    }

    @Test
    void entriesOfListsAreTypedRowByRowWithAlikeOnesCounted() throws Exception {
        var more = page(
                200,
                post("/policies/cn-tech-sme/calculator")
                        .param("try.intellectual-property", "some")
                        .param("add", "intellectual-property")
                        .param("try.intellectual-property.1.class", "Ⅱ类")
                        .param("try.intellectual-property.1.granted", "2024/1/5"));
        assertThat(more.select(".event-rows li")).hasSize(2);
        var four = page(
                200,
                post("/policies/cn-tech-sme/calculator")
                        .param("day", "2026-06-01")
                        .param("try.intellectual-property.1.class", "Ⅱ类")
                        .param("try.intellectual-property.1.granted", "2024-01-05")
                        .param("try.intellectual-property.1.times", "4"));
        assertThat(four.select("#result").text()).contains("综合得分：24分至94分");
    }

    @Test
    void aPartOfThePageComesWhenOnlyOneFieldChanged() throws Exception {
        String part = text(
                200,
                post("/policies/cn-tech-sme/calculator")
                        .header("HX-Request", "true")
                        .header("HX-Trigger", "w-try.staff.2025")
                        .param("day", "2026-06-01")
                        .param("try.staff.2025", "viele"),
                Viewer.PUBLIC);
        var fragment = Jsoup.parseBodyFragment(part);
        assertThat(fragment.select("html head title")).isEmpty();
        assertThat(fragment.select("#result")).hasSize(1);
        assertThat(fragment.select("[hx-swap-oob]").eachAttr("id")).containsExactly("calc-bar", "w-try.staff.2025");
        assertThat(fragment.select(".field-error").text()).contains("整数");

        String moved = text(
                200,
                post("/policies/cn-tech-sme/calculator")
                        .header("HX-Request", "true")
                        .header("HX-Trigger", "w-day")
                        .param("day", "2025-06-01")
                        .param("try.staff.2025", "30"),
                Viewer.PUBLIC);
        var years = Jsoup.parseBodyFragment(moved);
        assertThat(years.select("[name='try.staff.2024']")).hasSize(1);
        assertThat(years.select("input[type=hidden][name='try.staff.2025']").attr("value"))
                .as("kept for the day it belongs to")
                .isEqualTo("30");
    }

    @Test
    void whoIsLoggedInGoesOnToTheOwnFacts() throws Exception {
        var firm = java.util.UUID.randomUUID();
        assertThat(text(200, get("/policies/cn-hnte"), Viewers.applicant(firm)))
                .contains("/policies/cn-hnte/organisations/" + firm);
        assertThat(text(200, get("/policies/cn-hnte"), Viewers.bureauOfficer())).contains("为一个单位测算");
    }
}
