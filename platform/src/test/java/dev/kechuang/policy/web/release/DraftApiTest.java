package dev.kechuang.policy.web.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.policy.Decisions;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Requests;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** Programs draft, submit and release as people do; the pages say the same without JavaScript. */
class DraftApiTest extends WebTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String POLICY = "cn-jiangsu-suzhou-api-aid";

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private Decisions decisions;

    private final Viewer author = Viewers.bureauOfficer();
    private final Viewer leader = Viewers.bureauLeader();

    private String call(int status, MockHttpServletRequestBuilder request, Viewer viewer) throws Exception {
        return Requests.text(requests().send(status, request, viewer));
    }

    private static MockHttpServletRequestBuilder json(MockHttpServletRequestBuilder request, Object body) {
        return request.contentType(MediaType.APPLICATION_JSON).content(JSON.writeValueAsString(body));
    }

    @Test
    void programsTakeAPolicyToItsRelease() throws Exception {
        String refused = call(
                422,
                json(post("/api/policy/drafts/new"), Map.of("pack", "cn-jiangsu-suzhou", "policy", "x", "name", "")),
                author);
        assertThat(JsonPath.<List<String>>read(refused, "$.errors[*].field")).containsExactly("policy", "name");
        String begun = call(
                200,
                json(
                        post("/api/policy/drafts/new"),
                        Map.of("pack", "cn-jiangsu-suzhou", "policy", POLICY, "name", "接口补助")),
                author);
        String draft = "/api/policy/drafts/" + JsonPath.read(begun, "$.id");
        String page = "/policy-drafts/" + JsonPath.read(begun, "$.id");
        String text = JsonPath.read(call(200, get(draft), author), "$.text");

        String wrong = text.replace("value: 500人", "value: 500元");
        String checked = call(200, json(post(draft + "/check"), Map.of("text", wrong)), author);
        assertThat(JsonPath.<Boolean>read(checked, "$.ready")).isFalse();
        assertThat(JsonPath.<Integer>read(checked, "$.problems[0].line")).isEqualTo(15);
        call(200, json(put(draft), Map.of("revision", 1, "text", wrong)), author);
        Map<String, Object> wish = Map.of(
                "revision",
                2,
                "inForceFrom",
                LocalDate.now(ZoneId.of("Asia/Shanghai")).plusYears(1).toString(),
                "document",
                "文号",
                "reason",
                "试用");
        assertThat(call(422, json(post(draft + "/submit"), wish), author)).contains("release.error.text");
        assertThat(call(422, json(put(draft), Map.of("revision", 1, "text", text)), leader))
                .contains("release.error.revision");
        call(200, json(put(draft), Map.of("revision", 2, "text", text)), author);
        assertThat(call(422, json(post(draft + "/submit"), Map.of("revision", 3)), author))
                .contains("release.error.inForceFrom");
        var again = new java.util.HashMap<>(wish);
        again.put("revision", 3);
        call(200, json(post(draft + "/submit"), again), author);

        assertThat(call(422, json(post(draft + "/release"), Map.of("revision", 3)), author))
                .contains("release.error.fourEyes");
        call(200, json(post(draft + "/return"), Map.of("revision", 3, "reason", "再看")), leader);
        call(200, json(post(draft + "/submit"), again), author);
        call(200, post(draft + "/withdraw"), author);
        call(200, json(post(draft + "/submit"), again), author);
        var asks = Jsoup.parse(call(200, get(page + "/release"), leader));
        assertThat(asks.select("form.confirm").attr("action")).isEqualTo(page + "/release");
        assertThat(call(200, get(page + "/return"), leader)).contains("退回意见");
        call(302, get(page + "/discard"), leader);
        String released = call(200, json(post(draft + "/release"), Map.of("revision", 3)), leader);
        assertThat(JsonPath.<Integer>read(released, "$.number")).isEqualTo(1);
        String list = call(200, get("/api/policy/releases/" + POLICY), leader);
        assertThat(JsonPath.<List<String>>read(list, "$[*].document")).containsExactly("文号");
        assertThat(call(200, get("/policy-drafts/policies/" + POLICY + "/versions/1/text"), leader))
                .isEqualTo(text);
        assertThat(call(200, get(page), leader)).contains("已发布");
        call(404, get("/policy-drafts/policies/" + POLICY + "/versions/9/text"), leader);
    }

    @Test
    void aDraftIsSeenByThoseWhoMayChangeThePolicy() throws Exception {
        String begun =
                call(200, json(post("/api/policy/drafts"), Map.of("policy", "cn-jiangsu-suzhou-voucher")), author);
        String id = JsonPath.read(begun, "$.id");
        Viewer county = Viewers.countyOfficer(Viewers.TAICANG);
        call(404, get("/api/policy/drafts/" + id), county);
        call(404, get("/policy-drafts/" + id), county);
        call(404, get("/what-if/drafts/" + id), county);
        assertThat(call(200, get("/policy-drafts"), county)).doesNotContain(id);
        assertThat(call(200, get("/policy-drafts"), leader)).contains(id);
        assertThat(call(422, json(post("/api/policy/drafts"), Map.of("policy", "cn-hnte")), county))
                .contains("release.error.region");
        call(403, get("/policy-drafts"), Viewers.expert());
        call(200, json(post("/api/policy/drafts/" + id + "/discard"), Map.of("reason", "试用")), author);
    }

    @Test
    void whatIfIsAskedByProgramsToo() throws Exception {
        String effect = call(
                200,
                json(
                        post("/api/match/what-if"),
                        Map.of("policy", "cn-jiangsu-suzhou-fledgling", "parameters", Map.of("收入上限", "1亿元"))),
                leader);
        assertThat(JsonPath.<Integer>read(effect, "$.organisations")).isNotNegative();
        assertThat(call(
                        422,
                        json(
                                post("/api/match/what-if"),
                                Map.of("policy", "cn-jiangsu-suzhou-fledgling", "parameters", Map.of("收入上限", "1亿人"))),
                        leader))
                .contains("parameters.收入上限");
        call(404, json(post("/api/match/what-if"), Map.of("policy", "cn-nothing")), leader);
        assertThat(call(200, get("/what-if/policies/cn-jiangsu-suzhou-fledgling"), leader))
                .contains("收入上限");
        call(200, get("/what-if/policies/cn-jiangsu-suzhou-fledgling/export"), leader);
    }

    @Test
    void whatWasTriedIsWrittenIntoTheDraftItWasTriedOn() throws Exception {
        String policy = "cn-jiangsu-suzhou-premium-subsidy";
        String begun = call(200, json(post("/api/policy/drafts"), Map.of("policy", policy)), author);
        String id = JsonPath.read(begun, "$.id");
        String draft = "/api/policy/drafts/" + id;
        String write = "/api/match/what-if/drafts/" + id;
        String text = JsonPath.read(call(200, get(draft), author), "$.text");
        var parameter =
                decisions.find(policy).orElseThrow().policy().parameters().getFirst();
        String now = parameter.values().getFirst().text();
        String other = now.replaceFirst("[0-9]+", "1");
        Map<String, Object> tried = Map.of("revision", 1, "parameters", Map.of(parameter.name(), other));
        assertThat(call(422, json(post(write), Map.of("revision", 1)), author)).contains("matchWhatIf.error.nothing");
        assertThat(call(
                        422,
                        json(post(write), Map.of("revision", 9, "parameters", Map.of(parameter.name(), other))),
                        author))
                .contains("release.error.noDraft");
        call(404, json(post(write), tried), Viewers.countyOfficer(Viewers.TAICANG));
        String written = call(200, json(post(write), tried), author);
        assertThat(JsonPath.<Integer>read(written, "$.revision")).isEqualTo(2);
        String after = JsonPath.read(call(200, get(draft), author), "$.text");
        assertThat(after.lines().filter(line -> !text.contains(line)))
                .singleElement()
                .satisfies(line -> assertThat(line).contains(parameter.name(), "value: " + other));

        call(200, json(put(draft), Map.of("revision", 2, "text", text + "# 另一人\n")), leader);
        assertThat(call(422, json(post(write), tried), author))
                .as("another text was saved meanwhile")
                .contains("release.error.revision");
        String page = "/what-if/drafts/" + id;
        String refused = call(422, post(page + "/write").param("p0", other).param("revision", "2"), author);
        assertThat(Jsoup.parse(refused).select(".error-summary").text()).contains("保存了新的一稿");
        assertThat(Jsoup.parse(refused).select("main input[name=p0]").val())
                .as("what was typed stays")
                .isEqualTo(other);
        call(302, post(page + "/write").param("p0", other).param("revision", "3"), author);
        call(200, json(post(draft + "/discard"), Map.of("reason", "试用")), author);
    }
}
