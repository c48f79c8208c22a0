package dev.kechuang.plan.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.dhatim.fastexcel.Workbook;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;

/** What people get wrong, as they do it on the pages: a clear sentence at its place, and nothing typed is lost. */
class BadInputPagesTest extends WebTest {

    private static final Viewer OFFICER = Viewers.bureauOfficer();

    @Autowired
    private WebApplicationContext context;

    private MockHttpServletResponse send(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
        return requests().send(request, OFFICER);
    }

    private String page(AbstractMockHttpServletRequestBuilder<?> request, int status) throws Exception {
        var response = send(request);
        String text = response.getContentAsString(StandardCharsets.UTF_8);
        assertThat(response.getStatus()).as(text).isEqualTo(status);
        return text;
    }

    private String plan(String title) throws Exception {
        var made = send(post("/plans/new")
                .param("kind", "workPoints")
                .param("title", title)
                .param("year", "2026")
                .param("rhythm", "month")
                .param("reportDay", "5"));
        assertThat(made.getStatus())
                .as(made.getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo(302);
        return Objects.requireNonNull(made.getRedirectedUrl()).replaceAll("^(/plans/[0-9a-f-]{36}).*$", "$1");
    }

    private static AbstractMockHttpServletRequestBuilder<?> form(String path, Map<String, String> fields) {
        var request = post(path);
        fields.forEach(request::param);
        return request;
    }

    private static Map<String, String> target(String name, String unit) {
        return Map.of(
                "name", name,
                "bound", "atLeast",
                "value", "100",
                "unit", unit,
                "nature", "flow",
                "region", "320500",
                "fromOn", "2026-01-01",
                "dueOn", "2026-12-31",
                "lead", "高新处",
                "edits", "0");
    }

    @Test
    void partsThatExceedTheirTargetAreSaidWhereTheyStand() throws Exception {
        String plan = plan("分解超过目标的要点");
        var fields = new HashMap<>(target("新增科技企业", "家"));
        fields.put("region.320583", "70");
        fields.put("region.320585", "50");
        assertThat(send(form(plan + "/targets/new", fields)).getStatus()).isEqualTo(302);
        String said = "各县区、园区分解之和超过目标 100家，多出 20家";
        assertThat(page(get(plan + "/draft"), 200)).contains("新增科技企业", said);
        // It is not released so, and stands as it was typed.
        assertThat(page(post(plan + "/propose"), 422)).contains(said);
        assertThat(page(get("/api/plan" + plan + "/draft"), 200)).contains("\"value\":70", "\"value\":50");
    }

    @Test
    void aTargetWithoutAUnitComesBackAsTyped() throws Exception {
        String plan = plan("没有单位的要点");
        assertThat(page(form(plan + "/targets/new", target("特别的目标", "")), 422))
                .contains("目标“特别的目标”没有计量单位，请填写（如：家、项、万元、%）", "href=\"#f-unit\"")
                .contains("value=\"特别的目标\"", "value=\"100\"");
    }

    @Test
    void twoUnitsThatClaimTheLeadAreNamed() throws Exception {
        String plan = plan("两个牵头的要点");
        var both = Map.of(
                "heading",
                "成果转化行动",
                "text",
                "办好三场对接活动",
                "fromOn",
                "2026-01-01",
                "dueOn",
                "2026-12-31",
                "lead",
                "科研处、高新处",
                "edits",
                "0");
        assertThat(page(form(plan + "/tasks/new", both), 422))
                .contains("科研处、高新处 都列为牵头单位。每项只能有一个牵头单位，请把其余单位改为配合", "href=\"#f-lead\"")
                .contains("成果转化行动", "办好三场对接活动");
        for (String lead : List.of("科研处", "高新处")) {
            var one = new HashMap<>(both);
            one.put("lead", lead);
            assertThat(send(form(plan + "/tasks/new", one)).getStatus()).isEqualTo(302);
        }
        assertThat(page(post(plan + "/propose"), 422)).contains("同一任务有两个牵头单位：科研处、高新处。请合并任务，或改为一个牵头、一个配合");
        assertThat(page(get(plan + "/draft"), 200)).contains("同一任务有两个牵头单位：科研处、高新处");
    }

    @Test
    void aWorkbookWithAWrongYearAndAFigureWithoutAUnitIsToldByRowAndColumn() throws Exception {
        var file = new MockMultipartFile(
                "file",
                "三季度.xlsx",
                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
                workbook(List.of(
                        List.of("技术合同成交额", "太仓市", "2031", "5", "亿元"),
                        List.of("技术合同成交额", "太仓市", "2008Q3", "5", ""),
                        List.of("技术合同成交额", "太仓市", "2008Q4", "5", "亿元"))));
        var uploaded = send(multipart("/indicators/import").file(file));
        assertThat(uploaded.getStatus()).isEqualTo(302);
        String preview = Objects.requireNonNull(uploaded.getRedirectedUrl());
        assertThat(page(get(preview), 200)).contains("有误 2", "期别 2031 不对，应在 1978 年至", "请填写单位，该指标为“");
        // Nothing of it is taken, also not the row that is right.
        assertThat(page(post(preview + "/confirm"), 422)).contains("还有 2 行有误，未导入任何数据");
        assertThat(page(get("/api/indicators/observations?indicator=contracts.sum&region=320585&period=2008Q4"), 200))
                .doesNotContain("\"period\":\"2008Q4\"");
    }

    private static byte[] workbook(List<List<String>> rows) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var book = new Workbook(out, "test", "1.0")) {
            var sheet = book.newWorksheet("观测数据");
            var heads = List.of("*指标", "*地区", "*期别", "*数值", "*单位");
            for (int c = 0; c < heads.size(); c++) sheet.value(0, c, heads.get(c));
            for (int r = 0; r < rows.size(); r++) {
                for (int c = 0; c < rows.get(r).size(); c++)
                    sheet.value(r + 1, c, rows.get(r).get(c));
            }
        }
        return out.toByteArray();
    }

    @Test
    void anIndicatorThatIsNoneIsSaidWithLineAndColumnAndTheTextIsKept() throws Exception {
        String id = page(
                        post("/api/reports")
                                .contentType(MediaType.APPLICATION_JSON)
                                .content("{\"template\":\"annual\",\"region\":\"320581\",\"period\":\"2023\"}"),
                        200)
                .replace("\"", "");
        String text = "第一段。\n新认定高新技术企业{{hnte.nwe}}。";
        String section = "/reports/" + id + "/sections/outlook";
        assertThat(page(form(section, Map.of("base", "1", "heading", "六、下一步", "text", text)), 422))
                .contains("第 2 行第 12 个字", "指标目录中没有“hnte.nwe”，是否应为“hnte.new”")
                .contains("新认定高新技术企业{{hnte.nwe}}。");
        // Whoever comes back finds what was typed.
        assertThat(page(get(section), 200)).contains("{{hnte.nwe}}");
    }
}
