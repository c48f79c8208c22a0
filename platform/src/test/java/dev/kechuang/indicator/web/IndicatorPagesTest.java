package dev.kechuang.indicator.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.indicator.Period;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;

/** The pages of indicators on the demonstration city, and a document from the upload to an observation. */
class IndicatorPagesTest extends WebTest {

    private static final Viewer OFFICER = Viewers.bureauOfficer();
    private static final Viewer LEADER = Viewers.bureauLeader();
    private static final Viewer TAICANG = Viewers.countyOfficer(Viewers.TAICANG);

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private ObjectProvider<Invariant> invariants;

    @Autowired
    private Indicators indicators;

    @Autowired
    private IndicatorFigures figures;

    private MockHttpServletResponse send(AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer)
            throws Exception {
        return requests().send(request, viewer);
    }

    private String ok(String path, Viewer viewer) throws Exception {
        var answer = send(get(path), viewer);
        String text = answer.getContentAsString(StandardCharsets.UTF_8);
        assertThat(answer.getStatus()).as(path + " " + text).isEqualTo(200);
        return text;
    }

    @Test
    void whatNobodyCanDoToAFindingIsNotThere() throws Exception {
        String path = "/api/indicators/findings/" + UUID.randomUUID() + "/drop";
        var answer = send(
                post(path).contentType(MediaType.APPLICATION_JSON).content("{\"version\": 1, \"reason\": \"试\"}"),
                OFFICER);
        assertThat(answer.getStatus()).isEqualTo(404);
    }

    @Test
    void everyPageIsThereForThoseWhoMaySeeIt() throws Exception {
        for (Viewer viewer : List.of(OFFICER, LEADER, TAICANG)) {
            for (String path : List.of(
                    "/indicators",
                    "/indicators?q=高新技术企业&group=firms&region=320585&period=2025",
                    "/indicators/hnte.valid",
                    "/indicators/hnte.valid?region=320585&period=2025Q2",
                    "/indicators/rd-intensity?period=2024",
                    "/indicators/hnte.valid/figure?region=320500&period=2025",
                    "/indicators/rd-institutions.firms/figure?region=320571&period=2025",
                    "/indicators/rd-coverage/figure?region=320500&period=2025",
                    "/indicators/high-tech-share/figure?region=320500&period=2025Q2&toDate=true",
                    "/indicators/observations",
                    "/indicators/observations?state=confirmed&region=320585",
                    "/indicators/observations/cell",
                    "/indicators/observations/cell?indicator=contracts.sum&region=320585&period=2025Q1",
                    "/indicators/reporting",
                    "/indicators/reporting?period=2025Q2&region=320585")) {
                assertThat(ok(path, viewer)).contains("<h1");
            }
        }
        for (String path :
                List.of("/indicators/documents", "/indicators/findings", "/indicators/findings?state=&q=专利")) {
            assertThat(ok(path, OFFICER)).contains("<h1");
            assertThat(send(get(path), TAICANG).getStatus()).isEqualTo(403);
        }
        assertThat(ok("/indicators/import", TAICANG)).contains("<h1");
        for (String path : List.of(
                "/figures",
                "/figures/hnte.valid",
                "/figures/gdp",
                "/figures/programmes.money",
                "/api/indicators/public")) {
            assertThat(ok(path, Viewer.PUBLIC)).isNotEmpty();
        }
        assertThat(send(get("/figures/hnte.applied"), Viewer.PUBLIC).getStatus())
                .isEqualTo(404);
        assertThat(send(get("/indicators/none"), OFFICER).getStatus()).isEqualTo(404);
        assertThat(send(get("/indicators/hnte.valid/figure?region=1&period=2025"), OFFICER)
                        .getStatus())
                .isEqualTo(404);
        assertThat(send(get("/indicators/hnte.valid/figure?region=320500&period=abc"), OFFICER)
                        .getStatus())
                .isEqualTo(404);
    }

    @Test
    void aFigureKeepsItsAddressForASnapshot() throws Exception {
        var at = FigureAt.of("hnte.valid", "320500", Period.year(2025)).asOf(figures.snapshot());
        assertThat(ok(at.path(), OFFICER)).contains("高新技术企业");
        String json = ok("/api/indicators/hnte.valid/figure?region=320500&period=2025", OFFICER);
        assertThat(JsonPath.<Object>read(json, "$.value")).isNotNull();
        assertThat(ok("/api/indicators/hnte.valid/series?first=2021&last=2025", OFFICER))
                .contains("operands");
        assertThat(ok("/api/indicators/hnte.valid/comparison?region=320585&period=2025", OFFICER))
                .contains("rank");
    }

    @Test
    void aDocumentsFiguresBecomeObservationsWhenAnotherConfirms() throws Exception {
        String text = """
                2019年苏州市科技工作总结

                一、知识产权
                全年查处专利案件137件，登记软件著作权1864件。
                """;
        var file = new MockMultipartFile("file", "总结.txt", "text/plain", text.getBytes(StandardCharsets.UTF_8));
        var taken = send(multipart("/indicators/documents").file(file), OFFICER);
        assertThat(taken.getStatus()).isEqualTo(302);
        String page = Objects.requireNonNull(taken.getRedirectedUrl());
        assertThat(ok(page, OFFICER)).contains("137件").contains("figure-1");
        // The same bytes once more open what is there.
        assertThat(send(multipart("/indicators/documents").file(file), LEADER).getRedirectedUrl())
                .isEqualTo(page);
        String id = page.substring(page.lastIndexOf('/') + 1);
        String proposals = ok("/api/indicators/documents/" + id + "/proposals", OFFICER);
        assertThat(JsonPath.<String>read(proposals, "$[0].indicator")).isEqualTo("patents.cases");

        var wrong = send(post(page + "/take").param("rows", "0").param("period-0", "二〇一九"), OFFICER);
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString(StandardCharsets.UTF_8))
                .contains("二〇一九")
                .contains("不是期别");
        var right = send(
                post(page + "/take")
                        .param("rows", "0")
                        .param("rows", "1")
                        .param("period-0", "2019")
                        .param("period-1", "2019"),
                OFFICER);
        assertThat(right.getStatus())
                .as(right.getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo(302);
        var at = FigureAt.of("patents.cases", "320500", Period.year(2019));
        assertThat(figures.figure(at).value()).isNull();
        String waiting = ok("/api/indicators/observations?state=waiting&indicator=patents.cases", LEADER);
        String one = JsonPath.read(waiting, "$.items[0].id");
        assertThat(send(post("/indicators/observations/confirm").param("rows", one), OFFICER)
                        .getStatus())
                .isEqualTo(422);
        assertThat(send(post("/indicators/observations/confirm").param("rows", one), LEADER)
                        .getStatus())
                .isEqualTo(302);
        assertThat(figures.figure(at).value()).isEqualByComparingTo("137");
        assertThat(ok(at.path(), OFFICER)).contains("总结.txt");
    }

    private void confirmed(String indicator, String period, String value) throws Exception {
        var stated = send(
                post("/api/indicators/observations")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"after\": 0, \"fields\": {\"indicator\": \"" + indicator
                                + "\", \"region\": \"320500\", \"period\": \"" + period + "\", \"value\": \"" + value
                                + "\"}}"),
                OFFICER);
        String text = stated.getContentAsString(StandardCharsets.UTF_8);
        assertThat(stated.getStatus()).as(text).isEqualTo(200);
        String id = JsonPath.read(text, "$.id");
        assertThat(send(post("/indicators/observations/confirm").param("rows", id), LEADER)
                        .getStatus())
                .isEqualTo(302);
    }

    @Test
    void aContradictionIsCorrectedOnItsOwnPage() throws Exception {
        confirmed("software-product.valid", "1991", "40");
        confirmed("software-product.new", "1992", "15");
        confirmed("software-product.valid", "1992", "45");
        // Found the moment the last value was confirmed.
        String inbox = ok("/api/indicators/findings?state=open&q=1992年", OFFICER);
        String id = JsonPath.<List<String>>read(
                        inbox, "$.items[?(@.rule == 'software-product-cumulative' && @.period == '1992')].id")
                .getFirst();
        String path = "/indicators/findings/" + id;
        assertThat(ok(path, OFFICER)).contains("更正此数值", "现确认值：45", "name=\"value-2\"", "name=\"reason-2\"");
        assertThat(ok(path, LEADER)).contains("现确认值：45").doesNotContain("name=\"value-2\"");
        var bad = send(
                post(path + "/correct")
                        .param("operand", "2")
                        .param("after", "1")
                        .param("value-2", "五十五")
                        .param("reason-2", "补登10件"),
                OFFICER);
        assertThat(bad.getStatus()).isEqualTo(422);
        assertThat(bad.getContentAsString(StandardCharsets.UTF_8)).contains("“五十五”不是数", "补登10件", "href=\"#f-value-2\"");
        assertThat(send(post(path + "/correct").param("operand", "2"), LEADER).getStatus())
                .isEqualTo(403);
        var corrected = send(
                post(path + "/correct")
                        .param("operand", "2")
                        .param("after", "1")
                        .param("value-2", "55")
                        .param("reason-2", "补登10件"),
                OFFICER);
        assertThat(corrected.getStatus()).isEqualTo(302);
        assertThat(ok(path, OFFICER)).contains("待他人确认", "补登10件").doesNotContain("name=\"revision\"");
        Viewer colleague = new Viewer(UUID.randomUUID(), "同事", OFFICER.roles(), null, null, "", OFFICER.regions());
        assertThat(ok(path, colleague)).contains("name=\"revision\"", "更正待确认期间").doesNotContain("name=\"value-2\"");
        String list = "/indicators/findings?state=correcting&q=1992年";
        assertThat(ok(list, OFFICER)).contains(path, "更正待他人确认");
        assertThat(ok(list, colleague)).contains(path, OFFICER.name() + "的更正待您确认");
        assertThat(JsonPath.<List<String>>read(
                        ok("/api" + list, colleague), "$.items[?(@.id == '" + id + "')].correction.enteredName"))
                .containsExactly(OFFICER.name());
        String ways = ok("/api" + path, LEADER);
        List<String> waiting = JsonPath.read(ways, "$.ways[*].history[?(@.state == 'WAITING')].id");
        assertThat(ok(path, LEADER)).contains("name=\"revision\" value=\"" + waiting.getFirst());
        var confirmed = send(post(path + "/confirm").param("revision", waiting.getFirst()), LEADER);
        assertThat(confirmed.getStatus()).isEqualTo(302);
        assertThat(ok(path, OFFICER)).contains("已消除", "补登10件").doesNotContain("更正此数值");
        assertThat(JsonPath.<List<String>>read(
                        ok("/api/indicators/findings?state=open&q=1992年", OFFICER), "$.items[*].id"))
                .doesNotContain(id);
    }

    @Test
    void rowsOfAProgramAreCheckedAsAWorkbookIs() throws Exception {
        String bad = """
                {"rows": [
                  {"indicator": "技术合同成交额", "region": "太仓市", "period": "2009Q1", "value": 1.5, "unit": "亿元"},
                  {"indicator": "contracts.number", "region": "320585", "period": "2031Q1", "value": "12", "unit": "项"},
                  {"indicator": "contracts.number", "region": "320585", "period": "2009Q1", "value": "12"}]}
                """;
        var preview = send(
                post("/api/indicators/imports")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(bad),
                OFFICER);
        String text = preview.getContentAsString(StandardCharsets.UTF_8);
        assertThat(preview.getStatus()).as(text).isEqualTo(200);
        assertThat(JsonPath.<List<Integer>>read(text, "$.errors[*].row")).containsExactly(3, 4);
        assertThat(JsonPath.<List<String>>read(text, "$.errors[*].field")).containsExactly("period", "unit");
        assertThat(JsonPath.<String>read(text, "$.errors[0].message")).contains("2031Q1");
        String id = JsonPath.read(text, "$.id");
        assertThat(send(post("/api/indicators/imports/" + id + "/confirm"), OFFICER)
                        .getStatus())
                .isEqualTo(422);
        assertThat(send(get("/api/indicators/imports/" + id + "/errors"), OFFICER)
                        .getStatus())
                .isEqualTo(200);
        assertThat(send(get("/api/indicators/imports/" + id), LEADER).getStatus())
                .isEqualTo(403);
        assertThat(send(get("/api/indicators/imports/" + id), TAICANG).getStatus())
                .isEqualTo(404);
        String right = """
                {"rows": [
                  {"indicator": "技术合同成交额", "region": "太仓市", "period": "2009Q1", "value": 1.5, "unit": "亿元"}]}
                """;
        var second = send(
                post("/api/indicators/imports")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(right),
                OFFICER);
        String done = JsonPath.read(second.getContentAsString(StandardCharsets.UTF_8), "$.id");
        // The page shows the same import.
        assertThat(ok("/indicators/import/" + done, OFFICER)).contains("技术合同成交额");
        var confirmed = send(post("/api/indicators/imports/" + done + "/confirm"), OFFICER);
        assertThat(JsonPath.<Integer>read(confirmed.getContentAsString(StandardCharsets.UTF_8), "$.created"))
                .isEqualTo(1);
        assertThat(ok(
                        "/api/indicators/observations?state=waiting&indicator=contracts.sum&region=320585&period=2009Q1",
                        OFFICER))
                .contains("1.5");
        assertThat(send(
                                post("/api/indicators/imports")
                                        .contentType(MediaType.APPLICATION_JSON)
                                        .content("{}"),
                                OFFICER)
                        .getStatus())
                .isEqualTo(422);
    }

    @Test
    void theOfficeSeesWhoIsLate() throws Exception {
        assertThat(ok("/indicators/reporting", OFFICER)).contains("逾期未报").contains("立即催报");
        assertThat(ok("/indicators/reporting", TAICANG)).doesNotContain("立即催报");
        assertThat(JsonPath.<List<String>>read(ok("/api/indicators/reporting/late", OFFICER), "$[*].region.code"))
                .contains("320507");
        var pressed = send(post("/indicators/reporting/press"), OFFICER);
        assertThat(pressed.getStatus()).isEqualTo(302);
        assertThat(send(post("/api/indicators/reporting/press"), TAICANG).getStatus())
                .isEqualTo(403);
    }

    @Test
    void aFormThatIsRefusedComesBackAsTyped() throws Exception {
        var answer = send(
                post("/indicators/observations/cell")
                        .param("indicator", "contracts.sum")
                        .param("region", "320585")
                        .param("period", "2031Q1")
                        .param("value", "12,3a")
                        .param("source", "合同登记系统")
                        .param("after", "0"),
                TAICANG);
        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(answer.getContentAsString(StandardCharsets.UTF_8)).contains("2031Q1", "12,3a", "合同登记系统");
        var api = send(
                post("/api/indicators/observations")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(
                                "{\"after\": 0, \"fields\": {\"indicator\": \"gdp\", \"region\": \"320585\", \"period\": \"2018\", \"value\": \"1\"}}"),
                TAICANG);
        assertThat(api.getStatus()).isEqualTo(422);
        assertThat(send(get("/indicators/import/" + UUID.randomUUID()), OFFICER).getStatus())
                .isEqualTo(404);
    }

    @Test
    void everyInvariantOfIndicatorsHolds() {
        assertThat(indicators.all()).hasSizeGreaterThan(100);
        invariants.stream()
                .filter(one -> one.name().startsWith("indicator."))
                .forEach(one ->
                        assertThat(one.check().violations()).as(one.name()).isEmpty());
    }

    @Test
    void targetsStandBesideTheFiguresWithTheirLights() throws Exception {
        String json = ok("/api/indicators/hnte.new/targets?region=320500&period=2026", OFFICER);
        List<String> names = JsonPath.read(json, "$[*].name");
        assertThat(names).as(json).isNotEmpty();
        assertThat(JsonPath.<List<String>>read(json, "$[*].light")).doesNotContainNull();
        String page = ok("/indicators/hnte.new?region=320500&period=2026", OFFICER);
        assertThat(page).contains("对照目标", "亮灯", JsonPath.<String>read(json, "$[0].path"));
        assertThat(page).containsPattern("(绿灯|黄灯|红灯|未评)");
        // A county sees of the city's plans what names it.
        assertThat(send(get("/api/indicators/hnte.new/targets?region=320500&period=2026"), TAICANG)
                        .getStatus())
                .isEqualTo(200);
        String lead = JsonPath.<List<String>>read(
                        ok("/api/indicators/units", OFFICER),
                        "$[?(@.name == '" + JsonPath.<String>read(json, "$[0].lead") + "')].code")
                .getFirst();
        assertThat(JsonPath.<List<String>>read(
                        ok("/api/indicators/units/" + lead + "/targets?period=2026", OFFICER), "$[*].name"))
                .contains(names.getFirst());
        assertThat(ok("/indicators/units?period=2026&unit=" + lead, OFFICER)).contains("对照目标", names.getFirst());
    }

    @Test
    void theUnitsPageBeginsWithTheOwnUnitAndPartsHaveNames() throws Exception {
        UUID taicang = database()
                .jdbc()
                .sql("SELECT unit FROM identity.published_unit WHERE code = 'sz-taicang'")
                .query(UUID.class)
                .single();
        var clerk = new Viewer(UUID.randomUUID(), "经办", TAICANG.roles(), null, taicang, "太仓市科学技术局", TAICANG.regions());
        assertThat(ok("/indicators/units", clerk)).contains("太仓市科学技术局 2026", "value=\"sz-taicang\" selected");
        String page = ok("/indicators/programmes.applied?period=2026", OFFICER);
        assertThat(page).contains("按计划").doesNotContain(">suzhou-").doesNotContain(">award<");
        assertThat(ok("/indicators/hnte.valid?period=2026", OFFICER)).doesNotContain("level = ");
    }

    @Test
    void figuresAreToldByTheUnitThatAnswersForThem() throws Exception {
        String period = "2026";
        String json = ok("/api/indicators/programmes.applied/units?period=" + period, OFFICER);
        List<String> codes = JsonPath.read(json, "$[*].unit.code");
        assertThat(codes).as(json).isNotEmpty().doesNotHaveDuplicates();
        String unit = codes.getFirst();
        // The line, the figure's own address, the unit's page and the workbook say the same.
        Number value = JsonPath.read(json, "$[0].figure.value");
        String path = "/indicators/programmes.applied/figure?region=320500&period=" + period + "&unit=" + unit;
        String figure = ok("/api" + path, OFFICER);
        assertThat(JsonPath.<Number>read(figure, "$.value").longValue()).isEqualTo(value.longValue());
        assertThat(ok(path, OFFICER)).contains("责任单位").contains("dimension=unit");
        String page = ok("/indicators/programmes.applied?period=" + period, OFFICER);
        assertThat(page).contains("按责任单位").contains("unit=" + unit);
        // What no record names a unit for is told by the bureaus of counties and parks.
        assertThat(ok("/api/indicators/hnte.valid/units?period=" + period, OFFICER))
                .contains("sz-taicang");
        String county = ok("/indicators/units?unit=sz-taicang&period=2025", OFFICER);
        assertThat(county).contains("太仓市科学技术局").contains("/indicators/hnte.valid/figure?region=320585");
        for (String export : List.of(
                "/indicators/units/export?unit=" + unit + "&period=" + period,
                "/indicators/programmes.applied/units/export?region=320500&period=" + period)) {
            var answer = send(get(export), OFFICER);
            assertThat(answer.getStatus()).as(export).isEqualTo(200);
            assertThat(answer.getContentAsByteArray()).startsWith('P', 'K');
        }
        assertThat(send(get("/indicators/units?unit=nobody"), OFFICER).getStatus())
                .isEqualTo(404);
        assertThat(send(get("/api" + path + "x"), OFFICER).getStatus()).isEqualTo(404);
    }
}
