package dev.kechuang.plan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;

/** Opinions, supervision, schemes and the assessment on the demonstration city, as its people see them. */
class FollowUpPagesTest extends WebTest {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}");

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private ObjectProvider<Invariant> invariants;

    private MockHttpServletResponse send(AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer)
            throws Exception {
        return requests().send(request, viewer);
    }

    private String page(String path, Viewer viewer) throws Exception {
        var response = send(get(path), viewer);
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    /** A person of the demonstration city by login name. */
    private Viewer person(String login, Role role) {
        return database()
                .jdbc()
                .sql("""
                        SELECT p.account, p.name, p.unit, coalesce(p.unit_name, '') AS unit_name, u.region
                        FROM identity.published_person p LEFT JOIN identity.published_unit u ON u.unit = p.unit
                        WHERE p.login = :login""")
                .param("login", login)
                .query((rows, number) -> new Viewer(
                        rows.getObject("account", UUID.class),
                        rows.getString("name"),
                        Set.of(role),
                        null,
                        rows.getObject("unit", UUID.class),
                        rows.getString("unit_name"),
                        context.getBean(dev.kechuang.pack.Regions.class).subtree(rows.getString("region"))))
                .single();
    }

    private Viewer officer() {
        return person("officer", Role.BUREAU_OFFICER);
    }

    private Viewer leader() {
        return person("leader", Role.BUREAU_LEADER);
    }

    private Viewer county() {
        return person("county", Role.COUNTY_OFFICER);
    }

    /** The first id on a page behind a path. */
    private static String first(String html, String path) {
        var matcher =
                Pattern.compile(Pattern.quote(path) + "(" + ID.pattern() + ")").matcher(html);
        assertThat(matcher.find()).as("a link to " + path).isTrue();
        return matcher.group(1);
    }

    @Test
    void everyListAndTheThingsInItOpen() throws Exception {
        Viewer officer = officer();
        for (String path : List.of("/opinions", "/supervision", "/schemes", "/media-reports")) {
            String html = page(path, officer);
            assertThat(page(path + "/" + first(html, path + "/"), officer)).contains("</main>");
            var book = send(get(path + "/export"), officer);
            assertThat(book.getStatus()).isEqualTo(200);
            assertThat(book.getContentAsByteArray()).startsWith('P', 'K');
        }
        for (String path : List.of(
                "/opinions/forms",
                "/opinions/meetings",
                "/opinions/statistics?by=region",
                "/opinions/statistics?year=",
                "/opinions/forms/new",
                "/opinions/meetings/new",
                "/supervision/new",
                "/schemes/new",
                "/media-reports/new",
                "/media-reports/import")) page(path, officer);
        String forms = page("/opinions/forms", officer);
        page("/opinions/forms/" + first(forms, "/opinions/forms/"), officer);
        String meetings = page("/opinions/meetings", officer);
        page("/opinions/meetings/" + first(meetings, "/opinions/meetings/"), officer);
        assertThat(page("/home", officer)).contains("督查");
        assertThat(page("/search?q=兑付", officer)).contains("/opinions/");
    }

    @Test
    void refusalsComeBackWithWhatWasTyped() throws Exception {
        var refused = send(
                post("/schemes/new")
                        .param("kind", "risk")
                        .param("title", "试")
                        .param("stages", "第一阶段")
                        .param("level", "city"),
                officer());
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString(StandardCharsets.UTF_8))
                .contains("第一阶段", "第 1 行应为“阶段：日期”", "f-title-error");
        var form = send(post("/opinions/forms/new").param("title", "问卷").param("questions", "没有类型"), officer());
        assertThat(form.getStatus()).isEqualTo(422);
        assertThat(form.getContentAsString(StandardCharsets.UTF_8)).contains("没有类型", "第 1 行应为");
        var file = send(
                multipart("/media-reports/import")
                        .file(new MockMultipartFile("file", "a.xlsx", null, "不是表".getBytes(StandardCharsets.UTF_8))),
                officer());
        assertThat(file.getStatus()).isEqualTo(422);
        assertThat(file.getContentAsString(StandardCharsets.UTF_8)).contains("不能读取");
    }

    @Test
    void evidenceOfAFindingIsReadByThoseWhoSeeTheItem() throws Exception {
        Viewer officer = officer();
        Viewer county = county();
        var issued = send(
                post("/supervision/new")
                        .param("kind", "free")
                        .param("title", "附件权限检查")
                        .param("unit", String.valueOf(county.unit()))
                        .param("dueOn", "2099-01-01"),
                officer);
        assertThat(issued.getStatus()).isIn(302, 303);
        String path = String.valueOf(issued.getRedirectedUrl());
        var png = java.util.HexFormat.of()
                .parseHex("89504e470d0a1a0a0000000d4948445200000001000000010806000000"
                        + "1f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082");
        var found = send(
                multipart(path + "/find")
                        .file(new MockMultipartFile("files", "现场.png", "image/png", png))
                        .param("text", "现场台账缺失，见照片")
                        .param("findingDueOn", "2099-01-01")
                        .param("version", "1"),
                officer);
        assertThat(found.getStatus())
                .as(found.getContentAsString(StandardCharsets.UTF_8))
                .isIn(302, 303);
        String html = page(path, county);
        assertThat(html).contains("现场.png");
        String file = "/files/" + first(html, "/files/");
        assertThat(send(get(file), county).getStatus()).isEqualTo(200);
        Viewer neighbour = person("kunshan.1", Role.COUNTY_OFFICER);
        assertThat(send(get(path), neighbour).getStatus()).isEqualTo(404);
        assertThat(send(get(file), neighbour).getStatus()).isEqualTo(404);
    }

    @Test
    void aNoteOnAccountabilityIsNowhereForOthers() throws Exception {
        Viewer leader = leader();
        String list = page("/accountability", leader);
        String id = first(list, "/accountability/");
        String note = page("/accountability/" + id, leader);
        assertThat(note).contains("超期项目清理");
        for (Viewer other : List.of(officer(), county())) {
            assertThat(send(get("/accountability/" + id), other).getStatus()).isEqualTo(404);
            assertThat(send(get("/api/plan/accountability/" + id), other).getStatus())
                    .isEqualTo(404);
            assertThat(page("/accountability", other)).doesNotContain("谈话提醒", id);
            assertThat(page("/api/plan/accountability", other)).doesNotContain(id);
            assertThat(page("/search?q=超期项目清理工作", other)).doesNotContain("accountability", "两次督查未完成");
            assertThat(page("/home", other)).doesNotContain("/accountability");
            assertThat(page("/supervision", other)).doesNotContain("两次督查未完成");
        }
        Viewer auditor = new Viewer(UUID.randomUUID(), "审计员", Set.of(Role.AUDIT_ADMIN), null, null, "", List.of());
        assertThat(page("/api/audit/entries?action=plan.accountabilityWritten", auditor))
                .contains(id)
                .doesNotContain("超期", "谈话");
    }

    @Test
    void theAssessmentOfLastYearIsFinalAndItsDocumentsOpen() throws Exception {
        Viewer officer = officer();
        String list = page("/assessments", officer);
        assertThat(list).contains("定稿", "评分中");
        var finals = send(get("/api/plan/assessments"), officer).getContentAsString(StandardCharsets.UTF_8);
        String id = com.jayway.jsonpath.JsonPath.<List<String>>read(finals, "$[?(@.state=='FINAL')].id")
                .getFirst();
        String html = page("/assessments/" + id, officer);
        assertThat(org.jsoup.Jsoup.parse(html).select("main").text()).contains("结果摘要", "太仓市科学技术局");
        String unit = first(html, "/assessments/" + id + "/units/");
        assertThat(page("/assessments/" + id + "/units/" + unit, officer))
                .contains("/indicators/hnte.new/figure", "目标完成", "完成率");
        assertThat(org.jsoup.Jsoup.parse(page("/assessments/" + id, county()))
                        .select("main")
                        .text())
                .contains("名次");
        assertThat(send(get("/assessments/" + id + "/docx"), officer).getContentAsByteArray())
                .startsWith('P', 'K');
        assertThat(send(get("/assessments/" + id + "/pdf"), officer).getContentAsByteArray())
                .startsWith('%', 'P', 'D', 'F');
        assertThat(send(get("/assessments/" + id + "/export"), officer).getContentAsByteArray())
                .startsWith('P', 'K');
        assertThat(page("/api/plan/assessments/" + id + "/verify", officer)).isEqualTo("{\"problems\":[]}");
        var twice = send(post("/assessments/" + id + "/run"), officer);
        assertThat(twice.getStatus()).isEqualTo(422);
        assertThat(twice.getContentAsString(StandardCharsets.UTF_8)).contains("已经定稿");
    }

    @Test
    void aCountyIsToldOfAnAgreementSaysWhatItDidAndIsToldOfItsEnd() throws Exception {
        Viewer county = county();
        var form = org.jsoup.Jsoup.parse(page("/schemes/new", county));
        assertThat(form.select("main select[name=unit] option[value]:not([value=''])"))
                .as("a county is offered what it may choose")
                .hasSize(1);
        String title = "共建协议" + UUID.randomUUID().toString().substring(0, 6);
        var entered = send(
                post("/schemes/new")
                        .param("kind", "agreement")
                        .param("title", title)
                        .param("source", "太仓市人民政府")
                        .param("level", "county")
                        .param("unit", String.valueOf(officer().unit()))
                        .param("region", "320585")
                        .param("startsOn", "2025-03-01")
                        .param("endsOn", "2099-12-31")
                        .param("targets", "hnte.new：6"),
                officer());
        assertThat(entered.getStatus())
                .as(entered.getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo(302);
        String path = java.util.Objects.requireNonNull(entered.getRedirectedUrl());
        assertThat(page(path, county))
                .contains("协议对方", "region=320585", "自 2025-01-01 起累计", "本单位配合情况")
                .doesNotContain("办结</summary>");
        assertThat(send(get(path), person("kunshan.1", Role.COUNTY_OFFICER)).getStatus())
                .isEqualTo(404);
        assertThat(page("/api/plan" + path, county)).contains("\"colour\"");
        assertThat(send(post(path + "/report").param("version", "1").param("text", "场地已经落实"), county)
                        .getStatus())
                .isEqualTo(302);
        assertThat(page(path, officer())).contains("报送配合情况", "场地已经落实");
        assertThat(send(
                                post(path + "/close")
                                        .param("version", "2")
                                        .param("result", "terminated")
                                        .param("note", "双方协商终止"),
                                officer())
                        .getStatus())
                .isEqualTo(302);
        assertThat(page("/messages", county)).contains("专项事项：" + title, "专项事项已终止：" + title);
    }

    @Test
    void theCountiesPartsOfATargetShowTheirLights() throws Exception {
        var found = database()
                .jdbc()
                .sql("""
                        SELECT f.plan, c.item FROM plan.in_force f JOIN plan.part c ON c.version = f.version
                        JOIN plan.target t ON t.version = c.version AND t.item = c.item
                        WHERE c.kind = 'region' AND c.key = '320585' AND t.indicator IS NOT NULL ORDER BY c.item LIMIT 1
                        """)
                .query((rows, number) -> rows.getString("plan") + "/items/" + rows.getString("item"))
                .single();
        String plan = found.substring(0, found.indexOf('/'));
        var table = org.jsoup.Jsoup.parse(page("/plans/" + found, officer())).select("main table");
        var own = table.select("tbody tr:contains(太仓市)");
        assertThat(own.select(".tag").text()).isNotEmpty();
        assertThat(table.text()).contains("完成率", "昆山市");
        assertThat(org.jsoup.Jsoup.parse(page("/plans/" + found, county()))
                        .select("main table")
                        .text())
                .contains("太仓市", "完成率")
                .doesNotContain("昆山市");
        String item = found.substring(found.lastIndexOf('/') + 1);
        String parts = "$.lights[?(@.item == '" + item + "')].parts[*]";
        var all = com.jayway.jsonpath.JsonPath.<List<java.util.Map<String, Object>>>read(
                page("/api/plan/plans/" + plan, officer()), parts);
        assertThat(all)
                .hasSizeGreaterThan(1)
                .allSatisfy(one -> assertThat(one).containsKeys("region", "wanted", "colour", "reason"));
        var seen = com.jayway.jsonpath.JsonPath.<List<String>>read(
                page("/api/plan/plans/" + plan, county()), parts + ".region");
        assertThat(seen).containsExactly("320585");
        var book = send(get("/plans/" + plan + "/export"), officer());
        assertThat(book.getStatus()).isEqualTo(200);
        try (var sheets = new org.apache.poi.xssf.usermodel.XSSFWorkbook(
                new java.io.ByteArrayInputStream(book.getContentAsByteArray()))) {
            var text = new java.util.ArrayList<String>();
            sheets.getSheetAt(0).forEach(row -> text.add(row.getCell(0) + " " + row.getCell(2) + " " + row.getCell(8)));
            assertThat(text)
                    .anyMatch(one -> one.startsWith("目标 苏州市"))
                    .anyMatch(one -> one.matches("分县区 太仓市 (绿灯|黄灯|红灯|未评)"));
        }
    }

    @Test
    void whatIsLateBecomesSupervisionWithOnePress() throws Exception {
        var late = org.jsoup.Jsoup.parse(page("/progress/late", officer()));
        assertThat(send(get("/progress/late/export"), officer()).getContentAsByteArray())
                .startsWith('P', 'K');
        String path = late.select("main a[href^=/supervision/new?item=]").attr("href");
        assertThat(path).as("somebody is late in the demonstration city").isNotEmpty();
        var form = org.jsoup.Jsoup.parse(page(path, officer()));
        assertThat(form.select("main input[name=title]").val()).startsWith("督办：");
        assertThat(form.select("main textarea[name=basis]").text()).contains("至今未报");
        String unit = form.select("main select[name=unit] option[selected]").val();
        assertThat(unit).isNotEmpty();
        assertThat(page("/supervision/new?item=" + UUID.randomUUID(), officer()))
                .contains("督查");
        var issued = send(
                post("/supervision/new")
                        .param(
                                "kind",
                                form.select("main input[name=kind][checked]").val())
                        .param("task", form.select("main input[name=task]").val())
                        .param("title", form.select("main input[name=title]").val())
                        .param("basis", form.select("main textarea[name=basis]").text())
                        .param("dueOn", form.select("main input[name=dueOn]").val())
                        .param("unit", unit),
                leader());
        assertThat(issued.getStatus())
                .as(issued.getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo(302);
        assertThat(page(java.util.Objects.requireNonNull(issued.getRedirectedUrl()), leader()))
                .contains("督办：");
        // A county sees what is late of its own and supervises nobody.
        assertThat(page("/progress/late", county())).doesNotContain("/supervision/new");
    }

    @Test
    void reportsOfTheYearAreFoundAndExportedWhole() throws Exception {
        String all = page("/progress?state=all", officer());
        assertThat(all).contains("/progress/export?state=all");
        assertThat(send(get("/progress/export?state=all"), officer()).getContentAsByteArray())
                .startsWith('P', 'K');
        String one = first(page("/progress?state=confirmed", officer()), "/progress/");
        assertThat(page("/progress/" + one, officer())).contains("已确认").doesNotContain("name=\"decision\"");
        assertThat(page("/progress?state=confirmed&q=没有这样的事项", officer())).doesNotContain("/progress/" + one);
        assertThat(page("/api/plan/reports?state=all", officer())).contains("\"items\"");
        page("/plan-bulletins?after=abc", officer());
    }

    @Test
    void everyPageReadsInEnglishToo() throws Exception {
        for (String path : List.of("/opinions", "/supervision", "/schemes", "/media-reports", "/assessments")) {
            var response = send(get(path).locale(Locale.ENGLISH).param("lang", "en"), officer());
            assertThat(response.getStatus()).isEqualTo(200);
        }
    }

    @Test
    void whatMustHoldHolds() {
        var checked = invariants.stream()
                .filter(one -> Set.of("plan.opinions", "plan.supervision", "plan.schemes", "plan.assessments")
                        .contains(one.name()))
                .toList();
        assertThat(checked).hasSize(4);
        for (Invariant invariant : checked) {
            var result = invariant.check();
            assertThat(result.violations()).as(invariant.name()).isEmpty();
            assertThat(result.checked()).as(invariant.name()).isPositive();
        }
    }
}
