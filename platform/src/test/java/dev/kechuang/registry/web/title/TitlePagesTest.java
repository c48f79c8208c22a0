package dev.kechuang.registry.web.title;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.registry.internal.title.TitleInvariants;
import dev.kechuang.registry.internal.title.TitleStore;
import dev.kechuang.shared.CreditCode;
import dev.kechuang.shared.access.HasViewer;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** What officers, counties, applicants and everybody see of titles, and what each can do. */
class TitlePagesTest extends WebTest {

    private static final Viewer BUREAU = Viewers.bureauOfficer();
    private static final Viewer TAICANG = Viewers.countyOfficer(Viewers.TAICANG);
    private static int codes = 8_000_000;

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private TitleStore store;

    private MockMvc mvc;

    @BeforeEach
    void mvc() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    private MockHttpServletResponse call(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer)
            throws Exception {
        var prepared = request.with(SecurityMockMvcRequestPostProcessors.csrf());
        if (!viewer.isPublic()) {
            prepared.with(SecurityMockMvcRequestPostProcessors.authentication(
                    new UsernamePasswordAuthenticationToken((HasViewer) () -> viewer, "", List.of())));
        }
        MockHttpServletResponse answer = mvc.perform(prepared).andReturn().getResponse();
        assertThat(answer.getStatus())
                .as(answer.getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo(status);
        return answer;
    }

    private String page(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer) throws Exception {
        return Jsoup.parse(call(status, request, viewer).getContentAsString(StandardCharsets.UTF_8))
                .text();
    }

    private String json(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer, String body)
            throws Exception {
        return call(status, request.contentType(MediaType.APPLICATION_JSON).content(body), viewer)
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private UUID firm(String name) throws Exception {
        String first;
        synchronized (TitlePagesTest.class) {
            first = "91320585MT" + codes++;
        }
        String made = json(200, post("/api/registry/organisations"), TAICANG, """
                {"creditCode": "%s", "name": "%s", "kind": "enterprise", "region": "320585", "industry": "C39"}""".formatted(
                        first + CreditCode.checkCharacter(first), name));
        return UUID.fromString(JsonPath.read(made, "$.id"));
    }

    private static AbstractMockHttpServletRequestBuilder<?> form(String path, Map<String, String> fields) {
        var request = multipart(path);
        fields.forEach(request::param);
        return request;
    }

    @Test
    void aTitleIsEnteredShownRenewedAndRevoked() throws Exception {
        UUID firm = firm("太仓称号页面电子有限公司");
        var fields = new java.util.HashMap<>(Map.of(
                "kind",
                "hnte",
                "organisation",
                "太仓称号页面电子公司",
                "level",
                "national",
                "number",
                "GR202432990001",
                "from",
                "2024-11-06",
                "body",
                "全国高企认定办",
                "documentNumber",
                "国科火字〔2024〕991号",
                "issuedOn",
                ""));
        String refused = call(422, form("/titles/new", fields), BUREAU).getContentAsString(StandardCharsets.UTF_8);
        assertThat(refused).contains("太仓称号页面电子公司", "GR202432990001", firm.toString());
        fields.put("choose", "true");
        fields.put("organisationId", firm.toString());
        assertThat(page(422, form("/titles/new", fields), BUREAU)).contains("请填写日期");
        fields.put("issuedOn", "2024-12-02");
        String path =
                String.valueOf(call(302, form("/titles/new", fields), BUREAU).getRedirectedUrl());
        call(403, form("/titles/new", fields), Viewers.applicant(firm));

        assertThat(page(200, get(path), TAICANG)).contains("GR202432990001", "2027-11-05", "国科火字〔2024〕991号", "认定");
        assertThat(page(200, get("/titles?q=太仓称号页面&expiring=12"), BUREAU)).contains("太仓称号页面电子有限公司");
        call(404, get(path), Viewers.countyOfficer("320583"));
        assertThat(page(200, get("/organisations/" + firm + "/titles"), Viewers.applicant(firm)))
                .contains("高新技术企业", "有效称号");
        assertThat(page(200, get("/public/titles?q=GR202432990001"), Viewer.PUBLIC))
                .contains("太仓称号页面电子有限公司");
        var sheet = call(200, get("/titles/export"), Viewers.applicant(firm));
        try (var book = new ReadableWorkbook(new ByteArrayInputStream(sheet.getContentAsByteArray()))) {
            assertThat(book.getFirstSheet().read()).hasSize(2);
        }

        call(404, get(path + "/changes/revoke"), TAICANG);
        assertThat(page(200, get(path + "/changes/revoke"), BUREAU)).contains("撤销日期");
        assertThat(page(
                        422,
                        post(path + "/changes/revoke").param("version", "1").param("on", "2026-01-05"),
                        BUREAU))
                .contains("请填写原因");
        call(
                302,
                post(path + "/changes/revoke")
                        .param("version", "1")
                        .param("on", "2026-01-05")
                        .param("reason", "材料不实"),
                BUREAU);
        assertThat(page(200, get(path), BUREAU)).contains("已撤销", "材料不实");
        assertThat(page(200, get("/public/titles?q=GR202432990001"), Viewer.PUBLIC))
                .contains("没有称号");
    }

    @Test
    void aListIsMatchedResolvedAndGranted() throws Exception {
        UUID right = firm("太仓名单甲精密机械有限公司");
        UUID doubtful = firm("太仓名单乙自动化设备有限公司");
        String started = String.valueOf(call(
                        302,
                        form(
                                "/titles/batches",
                                Map.of(
                                        "kind",
                                        "fledgling",
                                        "level",
                                        "city",
                                        "documentNumber",
                                        "苏科〔2026〕77号",
                                        "body",
                                        "苏州市科学技术局",
                                        "issuedOn",
                                        "2026-06-30",
                                        "from",
                                        "2026-07-01",
                                        "lines",
                                        "太仓名单甲精密机械有限公司\n太仓名单乙自动化装备有限公司")),
                        BUREAU)
                .getRedirectedUrl());
        String open = page(200, get(started), BUREAU);
        assertThat(open).contains("待处理 1", "太仓名单乙自动化设备有限公司", "名称相近");
        call(404, get(started), TAICANG);
        call(302, post(started + "/confirm"), BUREAU);
        assertThat(store.of(right)).isEmpty();
        call(302, post(started).param("choice.2", doubtful.toString()), BUREAU);
        assertThat(page(200, get(started), BUREAU)).contains("全部入库", "人工选定");

        call(302, post(started + "/confirm"), BUREAU);

        assertThat(page(200, get(started), BUREAU)).contains("已入库：新认定 2 项");
        assertThat(store.of(doubtful))
                .singleElement()
                .satisfies(title -> assertThat(title.validUntil()).isEqualTo("2029-06-30"));
    }

    @Test
    void programsDoTheSame() throws Exception {
        UUID firm = firm("太仓称号接口新材料有限公司");
        String made = json(200, post("/api/registry/titles"), BUREAU, """
                {"kind": "engineering-centre", "level": "city", "organisation": "%s", "name": "苏州市接口工程技术研究中心",
                 "certificate": {"grantedBy": "苏州市科学技术局", "from": "2024-03-01", "details": {"staff": "30", "area": "500"},
                                 "document": {"number": "苏科〔2024〕8号", "issuedOn": "2024-03-10"}}}""".formatted(firm));
        String path = "/api/registry/titles/" + JsonPath.read(made, "$.id");
        assertThat(json(422, post("/api/registry/titles"), TAICANG, """
                {"kind": "hnte", "level": "national", "organisation": "%s",
                 "certificate": {"number": "GR1", "grantedBy": "x", "from": "2024-03-01"}}""".formatted(firm)))
                .contains("title.error.notYours");
        json(200, post(path + "/changes/reevaluate"), BUREAU, """
                {"version": 1, "on": "2026-10-08", "details": {"staff": "45"}, "reason": "良好"}""");
        assertThat(JsonPath.<List<String>>read(json(200, get(path + "/events"), TAICANG, ""), "$[*].what"))
                .containsExactly("GRANTED", "REEVALUATED");
        assertThat(json(200, get("/api/registry/titles?q=接口工程技术"), Viewers.applicant(firm), ""))
                .contains("\"staff\":\"45\"");
        json(404, get(path), Viewers.applicant(UUID.randomUUID()), "");
        assertThat(json(200, get("/api/registry/titles/public?kind=engineering-centre&size=200"), Viewer.PUBLIC, ""))
                .doesNotContain("details");
        String started = json(200, post("/api/registry/titles/batches"), BUREAU, """
                {"kind": "gazelle", "level": "city", "documentNumber": "苏科〔2026〕78号", "body": "苏州市科学技术局",
                 "issuedOn": "2026-06-30", "from": "2026-07-01", "lines": [{"organisation": "查无此家有限公司"}]}""");
        String batch = "/api/registry/titles/batches/" + JsonPath.read(started, "$.id");
        assertThat(json(200, get(batch), BUREAU, "")).contains("title.error.unknown");
        json(422, post(batch + "/confirm"), BUREAU, "");
        json(200, put(batch + "/lines"), BUREAU, """
                [{"line": 1, "fields": {"organisation": "太仓称号接口新材料有限公司"}, "skipped": false}]""");
        assertThat(JsonPath.<Integer>read(json(200, post(batch + "/confirm"), BUREAU, ""), "$.granted"))
                .isOne();
    }

    @Test
    void theDemonstrationCityHoldsTogether() throws Exception {
        assertThat(page(200, get("/titles"), BUREAU)).contains("高新技术企业");
        assertThat(page(200, get("/titles/institutions"), Viewers.bureauLeader()))
                .contains("国家级", "研发机构");
        assertThat(page(200, get("/titles/coverage"), BUREAU)).contains("规上企业", "覆盖率");
        assertThat(page(200, get("/titles/coverage/firms?having=true"), BUREAU)).contains("规上企业");
        assertThat(json(200, get("/api/registry/titles/coverage?year=2025"), BUREAU, ""))
                .contains("\"firms\"");
        assertThat(page(200, get("/titles/new"), TAICANG)).contains("太仓市企业研发机构").doesNotContain("科技型中小企业");
        assertThat(page(200, get("/titles/new?kind=innovation-alliance"), BUREAU))
                .contains("机构、产品或联盟名称");
        var jdbc = database().jdbc();
        var invariants = new TitleInvariants();
        for (var invariant : List.of(
                invariants.titlesFollowTheirEvents(store),
                invariants.titlesCounted(jdbc),
                invariants.titlesOnce(jdbc))) {
            assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
            assertThat(invariant.check().checked()).isGreaterThan(50);
        }
    }
}
