package dev.kechuang.match.web.grow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.kechuang.match.internal.run.CityRuns;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;

/** Cultivation on the demonstration city, as its people see it. */
class GrowPagesTest extends WebTest {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f-]{27}");
    private static final String TAICANG = "320585";

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private ObjectProvider<Invariant> invariants;

    @Autowired
    private CityRuns runs;

    private MockHttpServletResponse send(AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer)
            throws Exception {
        return requests().send(request, viewer);
    }

    private String page(String path, Viewer viewer) throws Exception {
        var response = send(get(path), viewer);
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return response.getContentAsString(StandardCharsets.UTF_8);
    }

    private int status(String path, Viewer viewer) throws Exception {
        return send(get(path), viewer).getStatus();
    }

    /** Sends a form that is accepted; where it goes on. */
    private String done(AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer) throws Exception {
        var response = send(request, viewer);
        assertThat(response.getStatus())
                .as(response.getContentAsString(StandardCharsets.UTF_8))
                .isIn(302, 303);
        return java.util.Objects.requireNonNull(response.getRedirectedUrl());
    }

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

    private Viewer county() {
        return person("county", Role.COUNTY_OFFICER);
    }

    private record Firm(UUID id, String name, String code) {}

    /** A firm of Taicang without the title that is not in this year's store. */
    private static Firm firm() {
        return database()
                .jdbc()
                .sql("""
                        SELECT id, name, credit_code FROM registry.published_organisation o
                        WHERE status = 'confirmed' AND kind = 'enterprise' AND region = :region AND zone IS NULL
                          AND NOT EXISTS (SELECT FROM registry.published_title t
                                          WHERE t.organisation = o.id AND t.kind = 'hnte')
                          AND NOT EXISTS (SELECT FROM match.cultivation c
                                          WHERE c.organisation = o.id AND c.ladder = 'hnte' AND c.year >= 2026)
                        ORDER BY id DESC LIMIT 1""")
                .param("region", TAICANG)
                .query((rows, number) -> new Firm(
                        rows.getObject("id", UUID.class), rows.getString("name"), rows.getString("credit_code")))
                .single();
    }

    private static String last(String path) {
        var matcher = ID.matcher(path);
        assertThat(matcher.find()).as(path).isTrue();
        return matcher.group();
    }

    private static String behind(String html, String before) {
        var matcher = Pattern.compile(Pattern.quote(before) + "(" + ID.pattern() + ")")
                .matcher(html);
        assertThat(matcher.find()).as("a link to " + before).isTrue();
        return matcher.group(1);
    }

    private String entered(Firm firm) throws Exception {
        return last(done(
                post("/cultivation/enter-one?ladder=hnte")
                        .param("creditCode", firm.code())
                        .param("why", "企业有申报意愿"),
                county()));
    }

    @Test
    void aFirmIsEnteredPreReviewedAndTheSheetIsAPageAWordFileAndAPdf() throws Exception {
        Firm firm = firm();
        var refused = send(
                post("/cultivation/enter-one?ladder=hnte")
                        .param("creditCode", "91320585")
                        .param("why", "有意愿申报高企"),
                county());
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString(StandardCharsets.UTF_8)).contains("请填写 18 至 18 字", "有意愿申报高企");

        String entry = "/cultivation/entries/" + entered(firm);
        assertThat(page(entry, county())).contains(firm.name(), "企业有申报意愿", "入库");
        assertThat(status(entry, Viewers.countyOfficer("320583")))
                .as("another county")
                .isEqualTo(404);
        assertThat(status(entry, Viewers.applicant(firm.id())))
                .as("nobody of the firm, and nobody who does not counsel it")
                .isEqualTo(404);
        String sheet = done(post(entry + "/prereview"), county());
        assertThat(sheet).startsWith("/cultivation/prereviews/");
        assertThat(page(sheet, county())).contains("认定条件", "科技人员占比不低于10%", "32号第十一条（四）", "评分", "需准备的材料", "风险提示");
        assertThat(page(sheet, officer())).contains(firm.name());
        assertThat(status(sheet, Viewers.countyOfficer("320583"))).isEqualTo(404);
        assertThat(done(post(entry + "/prereview"), county()))
                .as("nothing changed")
                .isEqualTo(sheet);
        byte[] docx = send(get(sheet + "/docx"), county()).getContentAsByteArray();
        assertThat(docx).startsWith('P', 'K');
        try (var pdf = Loader.loadPDF(send(get(sheet + "/pdf"), county()).getContentAsByteArray())) {
            assertThat(new PDFTextStripper().getText(pdf)).contains(firm.name(), "需准备的材料");
        }
        assertThat(page("/api/match/cultivation/prereviews/" + last(sheet), county()))
                .contains("\"same\":true", "科技人员占比不低于10%");
    }

    @Test
    void visitsMeasuresAndCounsellorsAreKeptAndTheFirmSeesItsOwn() throws Exception {
        Firm firm = firm();
        String id = entered(firm);
        String entry = "/cultivation/entries/" + id;
        String today = LocalDate.now(context.getBean(java.time.Clock.class)).toString();
        var paper = new MockMultipartFile(
                "files",
                "走访照片.pdf",
                "application/pdf",
                "%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
                        .getBytes(StandardCharsets.US_ASCII));
        done(
                multipart(entry + "/visit")
                        .file(paper)
                        .param("day", today)
                        .param("who", "区受理")
                        .param("topic", "研发费用归集")
                        .param("notes", "建议单独设账，年底前完成专项审计。"),
                county());
        String shown = page(entry, county());
        assertThat(shown).contains("研发费用归集", "走访照片.pdf");
        String file = "/files/" + behind(shown, "/files/");
        assertThat(status(file, officer())).isEqualTo(200);
        assertThat(status(file, Viewers.countyOfficer("320583"))).isEqualTo(404);

        done(
                post(entry + "/measure")
                        .param("text", "补充科技人员社保清单")
                        .param("owner", "firm")
                        .param("dueOn", LocalDate.parse(today).plusDays(20).toString()),
                county());
        Viewer own = Viewers.applicant(firm.id());
        String mine = page("/my/cultivation", own);
        assertThat(mine).contains("补充科技人员社保清单", "高新技术企业认定申请书");
        assertThat(page("/my/cultivation", Viewers.applicant(UUID.randomUUID())))
                .doesNotContain("补充科技人员社保清单");
        String measure = "/my/cultivation/measures/" + behind(mine, "/my/cultivation/measures/");
        var done = post(measure).param("version", "1").param("state", "done").param("result", "已补齐");
        assertThat(send(done, Viewers.applicant(UUID.randomUUID())).getStatus()).isEqualTo(404);
        assertThat(send(
                                post(measure)
                                        .param("version", "1")
                                        .param("state", "done")
                                        .param("result", ""),
                                own)
                        .getStatus())
                .isEqualTo(422);
        done(done, own);
        assertThat(page(entry, county())).contains("已补齐");

        var form = page(entry, county());
        assertThat(form).contains("分派辅导人员");
        done(
                post(entry + "/assign")
                        .param("version", "1")
                        .param("counsellor", county().requireAccount().toString()),
                county());
        assertThat(page("/cultivation/store?ladder=hnte&filterCounsellor=mine", county()))
                .contains(firm.name());
        done(
                post(entry + "/leave")
                        .param("version", "2")
                        .param("reason", "declined")
                        .param("note", "企业今年不申报"),
                county());
        assertThat(page("/cultivation/store?ladder=hnte", county())).doesNotContain(firm.name());
        assertThat(page("/cultivation/store?ladder=hnte&here=left", county())).contains(firm.name(), "企业无意愿");
    }

    @Test
    void candidatesComeFromTheCitysMatchesIntoTheStoreAndAreReviewedTogether() throws Exception {
        runs.start(officer());
        runs.work();
        String candidates = page("/cultivation?ladder=hnte", officer());
        var boxes = Pattern.compile("name=\"organisations\" value=\"(" + ID.pattern() + ")\"")
                .matcher(candidates)
                .results()
                .map(found -> found.group(1))
                .limit(3)
                .toList();
        assertThat(boxes).as("candidates of the demonstration city").isNotEmpty();
        var nobody = send(post("/cultivation/enter?ladder=hnte").param("why", "接近条件"), officer());
        assertThat(nobody.getStatus()).isEqualTo(422);
        assertThat(nobody.getContentAsString(StandardCharsets.UTF_8)).contains("请先勾选企业");
        String store = done(
                post("/cultivation/enter?ladder=hnte")
                        .param("organisations", boxes.toArray(String[]::new))
                        .param("why", "接近条件"),
                officer());
        String listed = page(store, officer());
        var entries = Pattern.compile("name=\"entries\" value=\"(" + ID.pattern() + ")\"")
                .matcher(listed)
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(entries).hasSizeGreaterThanOrEqualTo(boxes.size());

        String run = done(post("/cultivation/store/prereview?ladder=hnte").param("all", "true"), officer());
        context.getBean(dev.kechuang.match.internal.grow.PrereviewService.class)
                .work(UUID.fromString(last(run)), java.time.Duration.ofSeconds(60));
        assertThat(page(run, officer())).contains("新作预评审");
        assertThat(status(run, county())).as("of whoever started it").isEqualTo(404);
        var over = send(get(run + "/progress"), officer());
        assertThat(over.getHeader("HX-Refresh")).isEqualTo("true");
        try (var book = new ReadableWorkbook(
                new ByteArrayInputStream(send(get(run + "/export"), officer()).getContentAsByteArray()))) {
            assertThat(book.getFirstSheet().read()).hasSizeGreaterThan(entries.size());
        }
        String funnel = page("/cultivation/funnel?ladder=hnte", officer());
        assertThat(Pattern.compile("/records\\?kind=match\\.cultivation&amp;dimension=ladder[^\"]*stage[^\"]*stored")
                        .matcher(funnel)
                        .find())
                .as("a figure of the funnel opens its records")
                .isTrue();
        for (String path : List.of(
                "/cultivation/export?ladder=hnte",
                "/cultivation/store/export?ladder=hnte",
                "/cultivation/funnel/export?ladder=hnte"))
            assertThat(send(get(path), officer()).getContentAsByteArray())
                    .as(path)
                    .startsWith('P', 'K');
        assertThat(page("/cultivation/runs?ladder=hnte", officer())).contains(last(run));
        assertThat(page("/api/match/cultivation/funnel?ladder=hnte", officer())).contains("\"byRegion\"");
        assertThat(page("/api/match/cultivation/entries?ladder=hnte", officer()))
                .contains("\"items\"");
        assertThat(page("/api/match/cultivation/candidates?ladder=tech-sme", officer()))
                .contains("\"items\"");
    }

    @Test
    void everyPageReadsInEnglishToo() throws Exception {
        Viewer officer = officer();
        for (String path : List.of("/cultivation", "/cultivation/store", "/cultivation/funnel", "/cultivation/runs")) {
            var response = send(get(path).locale(Locale.ENGLISH).param("lang", "en"), officer);
            assertThat(response.getStatus()).as(path).isEqualTo(200);
            assertThat(response.getContentAsString(StandardCharsets.UTF_8))
                    .as(path)
                    .doesNotContain("matchGrow.");
        }
        assertThat(status("/cultivation?ladder=nothing", officer)).isEqualTo(404);
    }

    @Test
    void whatMustHoldHolds() {
        assertThat(invariants.stream()
                        .filter(invariant -> invariant.name().startsWith("match."))
                        .flatMap(invariant -> invariant.check().violations().stream()
                                .map(violation -> invariant.name() + ": " + violation))
                        .toList())
                .isEmpty();
    }
}
