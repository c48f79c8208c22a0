package dev.kechuang.report.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Take;
import dev.kechuang.indicator.IndicatorFigure.Operand;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.record.Figures;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.access.HasViewer;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
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

/** Reports of the demonstration city: read, written, frozen, on paper, and proven from their records. */
class ReportPagesTest extends WebTest {

    private static final Viewer OFFICER = Viewers.bureauOfficer();
    private static final Viewer LEADER = Viewers.bureauLeader();

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private ObjectProvider<Invariant> invariants;

    @Autowired
    private IndicatorFigures figures;

    @Autowired
    private Indicators indicators;

    @Autowired
    private Figures records;

    private MockMvc mvc;

    @BeforeEach
    void mvc() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    private MockHttpServletResponse send(AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer)
            throws Exception {
        return mvc.perform(request.with(SecurityMockMvcRequestPostProcessors.csrf())
                        .with(SecurityMockMvcRequestPostProcessors.authentication(
                                new UsernamePasswordAuthenticationToken((HasViewer) () -> viewer, "", List.of()))))
                .andReturn()
                .getResponse();
    }

    private String ok(String path, Viewer viewer) throws Exception {
        var answer = send(get(path), viewer);
        String text = answer.getContentAsString(StandardCharsets.UTF_8);
        assertThat(answer.getStatus()).as(path + " " + text).isEqualTo(200);
        return text;
    }

    private String json(AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer, int status) throws Exception {
        var answer = send(request.contentType(MediaType.APPLICATION_JSON), viewer);
        String text = answer.getContentAsString(StandardCharsets.UTF_8);
        assertThat(answer.getStatus()).as(text).isEqualTo(status);
        return text;
    }

    private String report(String state, Viewer viewer) throws Exception {
        // Of the city itself: other tests write reports of its counties.
        return JsonPath.read(ok("/api/reports?state=" + state + "&q=苏州市", viewer), "$.items[0].id");
    }

    @Test
    void everyPageShows() throws Exception {
        String draft = report("draft", OFFICER);
        String frozen = report("frozen", OFFICER);
        for (String path : List.of(
                "/reports",
                "/reports?state=draft&q=报告",
                "/reports/new",
                "/reports/" + draft,
                "/reports/" + draft + "/sections/firms",
                "/reports/" + frozen,
                "/reports/" + frozen + "/reopen",
                "/reports/" + frozen + "/versions/1",
                "/reports/yearbook",
                "/reports/yearbook?region=320500&from=2021&until=2026&below=true&indicator=hnte.valid&indicator=fund.paid",
                "/reports/verify",
                "/cockpit",
                "/cockpit?region=" + Viewers.TAICANG)) {
            ok(path, OFFICER);
        }
        // The demonstration's own was frozen in January by its clock, and read then.
        String first = database()
                .jdbc()
                .sql("SELECT report::text FROM report.version WHERE number = 1 ORDER BY id LIMIT 1")
                .query(String.class)
                .single();
        assertThat(ok("/reports/" + first + "/versions/1", OFFICER)).containsPattern("(?s)读数时间.{0,200}-01-15 10:00");
        assertThat(ok("/cockpit", Viewers.countyOfficer(Viewers.TAICANG))).contains("太仓市");
        assertThat(send(get("/cockpit?region=320500"), Viewers.countyOfficer(Viewers.TAICANG))
                        .getStatus())
                .isEqualTo(404);
        assertThat(send(get("/reports/" + draft), Viewers.countyOfficer(Viewers.TAICANG))
                        .getStatus())
                .as("the city's report is not a county's")
                .isEqualTo(404);
        assertThat(send(get("/reports/yearbook?region=320500"), Viewers.countyOfficer(Viewers.TAICANG))
                        .getStatus())
                .isEqualTo(422);
    }

    @Test
    void everyFigureOfADraftLeadsToItsEvidence() throws Exception {
        String page = ok("/reports/" + report("draft", OFFICER), OFFICER);
        assertThat(page).contains("href=\"/indicators/hnte.valid/figure?region=320500&amp;period=");
    }

    /** The docx is opened, and each of its figures made anew from the records that its evidence names. */
    @Test
    void eachFigureInTheDocxIsRecomputedFromItsEvidence() throws Exception {
        String id = report("frozen", OFFICER);
        byte[] docx =
                send(get("/reports/" + id + "/versions/1/report.docx"), OFFICER).getContentAsByteArray();
        int recomputed = 0;
        try (var paper = new XWPFDocument(new ByteArrayInputStream(docx))) {
            String text = paper.getParagraphs().stream()
                    .map(paragraph -> paragraph.getText())
                    .collect(Collectors.joining("\n"));
            assertThat(text).contains("数据依据表").contains("/reports/verify?digest=");
            var rows = paper.getTables().get(paper.getTables().size() - 2).getRows();
            Snapshot state = state(text);
            assertThat(rows).hasSizeGreaterThan(50);
            for (var row : rows.subList(1, rows.size())) {
                String time = row.getCell(4).getText();
                FigureAt at = FigureAt.of(
                                row.getCell(2).getText(),
                                row.getCell(3).getText().substring(0, 6),
                                Period.parse(time.replace(" 累计", "")).orElseThrow())
                        .asOf(state);
                if (time.endsWith("累计")) at = at.fromNewYear();
                String path = at.path();
                // Targets are stated by plans; ranks and shares are read by the verification.
                if (row.getCell(1).getText().matches(".*（(占上级地区比重|位次|年度目标)）")) continue;
                var figure = figures.figure(at);
                String stated = row.getCell(5).getText();
                BigDecimal value = figure.value();
                if (value == null) {
                    assertThat(stated).isEqualTo("暂无数据");
                    continue;
                }
                assertThat(new BigDecimal(stated.substring(0, stated.indexOf(' '))))
                        .as(path)
                        .isEqualByComparingTo(value);
                if (figure.operands().size() == 1 && figure.operands().getFirst() instanceof Operand.OfRecords of) {
                    assertThat(recomputed(of, indicators.find(of.indicator()).orElseThrow()))
                            .as(path)
                            .isEqualByComparingTo(value);
                    recomputed++;
                }
            }
        }
        assertThat(recomputed).isGreaterThan(30);
    }

    private BigDecimal recomputed(Operand.OfRecords of, Indicator indicator) {
        if (of.take() == Take.ORGANISATIONS)
            return BigDecimal.valueOf(
                    of.filters().stream().mapToLong(records::organisations).sum());
        long sum = of.filters().stream()
                .map(records::total)
                .mapToLong(total -> of.take() == Take.COUNT ? total.count() : total.amountFen())
                .sum();
        if (of.take() == Take.COUNT) return BigDecimal.valueOf(sum);
        int digits = Map.of("元", 2, "万元", 6, "亿元", 10).getOrDefault(indicator.unit(), 0);
        return BigDecimal.valueOf(sum, digits);
    }

    /** The state of the evidence, as the document itself says it. */
    private static Snapshot state(String text) {
        Matcher state = Pattern.compile(
                        "&position=(\\d+)&revision=(\\d+)&at=([0-9TZ:.-]+?)(?:&read=([0-9TZ:.-]+))?(?![0-9TZ:.-])")
                .matcher(text);
        assertThat(state.find()).isTrue();
        Instant at = Instant.parse(state.group(3));
        return new Snapshot(
                Long.parseLong(state.group(1)),
                Long.parseLong(state.group(2)),
                at,
                state.group(4) == null ? at : Instant.parse(state.group(4)));
    }

    @Test
    void everybodyVerifiesADigest() throws Exception {
        String id = report("frozen", OFFICER);
        String digest = JsonPath.read(ok("/api/reports/" + id + "/versions/1", OFFICER), "$.version.digest");
        assertThat(mvc.perform(get("/reports/verify")
                                .param(
                                        "digest",
                                        digest.replaceAll("(.{8})", "$1 ").toUpperCase(java.util.Locale.ROOT)))
                        .andReturn()
                        .getResponse()
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("核验通过")
                .contains("第 1 版")
                .doesNotContain("市经办");
        assertThat(ok("/reports/verify?digest=" + "0".repeat(64), OFFICER)).contains("没有定稿的报告具有这个摘要");
        assertThat(ok("/reports/verify?digest=abc", OFFICER)).contains("摘要应为 64 位");
        assertThat((Boolean) JsonPath.read(ok("/api/reports/verify?digest=" + digest, OFFICER), "$.holds"))
                .isTrue();
    }

    @Test
    void aReportIsWrittenReviewedAndFrozenByJson() throws Exception {
        String made = json(
                post("/api/reports").content("{\"template\":\"annual\",\"region\":\"320585\",\"period\":\"2024\"}"),
                OFFICER,
                200);
        String id = made.replace("\"", "");
        String section = "/api/reports/" + id + "/sections/outlook";
        String wrong = json(
                put(section).content("{\"base\":1,\"heading\":\"六、下一步\",\"text\":\"抓好{{hnte.nwe}}。\"}"), OFFICER, 422);
        assertThat(wrong).contains("第 1 行第 5 个字").contains("hnte.new");
        json(put(section).content("{\"base\":1,\"heading\":\"六、下一步\",\"text\":\"抓好{{hnte.new}}。\"}"), OFFICER, 200);
        json(post("/api/reports/" + id + "/submit"), OFFICER, 200);
        assertThat(json(post("/api/reports/" + id + "/freeze"), OFFICER, 422)).contains("审定人不能是提交人");
        json(post("/api/reports/" + id + "/freeze"), LEADER, 200);
        assertThat(ok("/reports/" + id + "/versions/1", LEADER))
                .contains("太仓市2024年")
                .contains("抓好");
        assertThat(invariants.stream()
                        .filter(invariant -> invariant.name().startsWith("report."))
                        .map(Invariant::check))
                .hasSize(2)
                .allMatch(Invariant.Result::holds);
    }

    @Test
    void yearbookFilesCome() throws Exception {
        String query = "?region=320500&from=2024&until=2025&indicator=hnte.valid";
        assertThat(ok("/reports/yearbook/yearbook.csv" + query, OFFICER)).contains("hnte.valid,");
        assertThat(ok("/reports/yearbook/yearbook.json" + query, OFFICER)).contains("http://www.w3.org/ns/csvw");
        assertThat(send(get("/reports/yearbook/yearbook.xlsx" + query), OFFICER).getContentAsByteArray())
                .startsWith('P', 'K');
    }

    @Test
    void theCockpitSaysByJsonWhatItShows() throws Exception {
        String cockpit = ok("/api/cockpit", LEADER);
        assertThat((Integer) JsonPath.read(cockpit, "$.headlines.length()")).isEqualTo(8);
        assertThat((Integer) JsonPath.read(cockpit, "$.trends[0].years.length()"))
                .isEqualTo(10);
        assertThat((Integer) JsonPath.read(cockpit, "$.map.regions.length()")).isGreaterThan(8);
    }

    @Test
    void sectionsOfADraftAreArrangedByPageAndProgram() throws Exception {
        String body = json(
                post("/api/reports")
                        .content("{\"template\": \"annual\", \"region\": \"320585\", \"period\": \"2019\"}"),
                OFFICER,
                200);
        String id = body.replace("\"", "");
        String path = "/reports/" + id + "/sections";
        assertThat(ok(path, OFFICER)).contains("增加章节").contains("上移");
        var wrong = send(
                post(path).param("heading", "").param("text", "{{hnte.neu}}").param("after", ""), OFFICER);
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString(StandardCharsets.UTF_8))
                .contains("{{hnte.neu}}")
                .contains("hnte.new");
        var added = send(
                post(path)
                        .param("heading", "附、体会")
                        .param("text", "新认定{{hnte.new}}。")
                        .param("after", ""),
                OFFICER);
        assertThat(added.getStatus()).isEqualTo(302);
        List<String> order = JsonPath.read(ok("/api" + path, OFFICER), "$.sections[*].id");
        assertThat(order.getFirst()).isEqualTo("own-1");
        assertThat(send(post(path + "/own-1/move").param("place", "1").param("direction", "down"), OFFICER)
                        .getStatus())
                .isEqualTo(302);
        assertThat(send(post(path + "/own-1/move").param("place", "1").param("direction", "down"), OFFICER)
                        .getStatus())
                .as("the same press on the older page")
                .isEqualTo(422);
        json(put("/api" + path).content("{\"order\": [\"own-1\"]}"), OFFICER, 422);
        json(delete("/api" + path + "/own-1"), OFFICER, 200);
        assertThat(ok(path, OFFICER)).contains("已删除的章节").contains("附、体会");
        assertThat(send(post(path + "/own-1/restore"), OFFICER).getStatus()).isEqualTo(302);
        assertThat(ok("/reports/" + id, OFFICER)).contains("附、体会").contains("调整章节");
    }

    @Test
    void aFrozenVersionShowsItsTargetsAndWhatChangedSince() throws Exception {
        String title = "苏州市" + (LocalDate.now(ZoneId.of("Asia/Shanghai")).getYear() - 1) + "年";
        String frozen = JsonPath.read(ok("/api/reports?state=frozen&q=" + title, OFFICER), "$.items[0].id");
        String version = "/reports/" + frozen + "/versions/1";
        assertThat(ok(version, OFFICER)).contains("定稿以来的变化");
        assertThat(ok(version + "/changes", OFFICER)).contains("定稿时对照");
        assertThat(JsonPath.<Integer>read(ok("/api" + version + "/changes", OFFICER), "$.compared"))
                .isPositive();
        assertThat(ok(version, OFFICER)).contains("定稿时的目标、实际与亮灯").contains("第 1 版");
        String digest = JsonPath.read(ok("/api" + version, OFFICER), "$.version.digest");
        String verified = ok("/api/reports/verify?digest=" + digest, Viewer.PUBLIC);
        assertThat(JsonPath.<Boolean>read(verified, "$.holds")).isTrue();
        assertThat(JsonPath.<Integer>read(verified, "$.targets")).isPositive();
    }
}
