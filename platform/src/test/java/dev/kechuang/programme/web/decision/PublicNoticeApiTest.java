package dev.kechuang.programme.web.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** Notices and objections as JSON, for somebody whom nobody knows. */
class PublicNoticeApiTest extends WebTest {

    @Autowired
    private WebApplicationContext context;

    private MockMvc mvc;

    @BeforeEach
    void start() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    private String read(String path) throws Exception {
        return mvc.perform(get(path)).andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse send(String path, String body, boolean token) throws Exception {
        var request = post(path).contentType(MediaType.APPLICATION_JSON).content(body);
        if (token) request.with(SecurityMockMvcRequestPostProcessors.csrf());
        var response = mvc.perform(request).andReturn().getResponse();
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        return response;
    }

    @Test
    void theNoticeOfAnEvaluationSaysWhatItMeansForTheTitle() throws Exception {
        List<String> ids = JsonPath.read(read("/api/programme/notices"), "$[?(@.title =~ /.*绩效评价.*/)].id");
        assertThat(ids).isNotEmpty();
        String shown = read("/api/programme/notices/" + ids.getFirst());
        assertThat(JsonPath.<java.util.Map<String, String>>read(shown, "$.evaluated")
                        .values())
                .isNotEmpty()
                .isSubsetOf("LOST", "CONFIRMED");
    }

    @Test
    void whatIsWrongWithAnObjectionIsToldByField() throws Exception {
        List<String> open = JsonPath.read(read("/api/programme/notices"), "$[?(@.state == 'published')].id");
        assertThat(open).isNotEmpty();
        String path = "/api/programme/notices/" + open.getFirst() + "/objections";
        var refused = send(path, "{\"kind\": \"anonymous\", \"name\": \"李正直\", \"text\": \"不同意\"}", true);
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString()).contains("匿名线索不留姓名", "异议内容应为 10 至 4,000 字");
        assertThat(send(path, "{\"kind\": \"loud\"}", true).getContentAsString())
                .contains("请选择提出方式");
        assertThat(send(path, "{}", false).getStatus())
                .as("a browser that was led here by another site")
                .isIn(401, 403);
    }

    @Test
    void aReceiptThatIsNoneIsToldNothingMore() throws Exception {
        String path = "/api/programme/notices/objections/status";
        String unknown = send(path, "{\"number\": \"YY209912345\", \"secret\": \"" + UUID.randomUUID() + "\"}", true)
                .getContentAsString();
        assertThat(unknown).contains("没有找到，请核对编号和查询码");
        assertThat(send(path, "{}", true).getContentAsString()).isEqualTo(unknown);
        assertThat(send(path, "{\"number\": \"" + "9".repeat(500) + "\"}", true).getStatus())
                .isEqualTo(422);
    }
}
