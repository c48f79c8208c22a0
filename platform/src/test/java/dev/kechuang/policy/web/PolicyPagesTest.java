package dev.kechuang.policy.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;

/** Decisions for the firm itself and for the officers it belongs to. */
class PolicyPagesTest extends WebTest {

    @Autowired
    private WebApplicationContext context;

    private UUID firm = new UUID(0, 0);
    private String county = "";

    @BeforeEach
    void firm() {
        database().jdbc().sql("""
                SELECT id, region FROM registry.published_organisation
                WHERE status = 'confirmed' AND kind = 'enterprise' AND zone IS NULL ORDER BY id LIMIT 1""").query(rows -> {
            firm = rows.getObject("id", UUID.class);
            county = Objects.requireNonNull(rows.getString("region"));
        });
    }

    private String call(int status, MockHttpServletRequestBuilder request, Viewer viewer) throws Exception {
        return answer(status, request, viewer).getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse answer(int status, MockHttpServletRequestBuilder request, Viewer viewer)
            throws Exception {
        return requests().send(status, request, viewer);
    }

    @Test
    void aFirmSeesItsOwnDecisionAndTriesValues() throws Exception {
        var own = Viewers.applicant(firm);
        String path = "/policies/cn-tech-sme/organisations/" + firm;
        var page = Jsoup.parse(call(200, get(path + "?day=2026-06-01"), own));
        assertThat(page.select(".reasons li")).isNotEmpty();
        assertThat(page.select("input[name=try.staff.2025]")).hasSize(1);

        var tried = Jsoup.parse(call(200, get(path).param("day", "2026-06-01").param("try.staff.2025", "501"), own));
        assertThat(tried.text()).contains("试填数据").contains("不符合");
        assertThat(tried.select("form[method=post][action^=/policies]"))
                .as("what is tried out is not saved")
                .isEmpty();

        var wrong = Jsoup.parse(call(422, get(path).param("try.revenue.2025", "很多"), own));
        assertThat(wrong.text()).contains("应为金额");
        assertThat(wrong.select("[name=try.revenue.2025]").attr("value")).isEqualTo("很多");

        String saved = Objects.requireNonNull(
                answer(302, post(path).param("day", "2026-06-01"), own).getRedirectedUrl());
        assertThat(saved).startsWith("/policy-decisions/");
        assertThat(call(200, get(saved), own)).contains("结论与保存时相同");
        assertThat(call(200, get(path), own)).contains(saved);
        assertThat(call(200, get(saved), Viewers.countyOfficer(county))).contains("逐条理由");
    }

    @Test
    void nobodyElseSeesThem() throws Exception {
        String path = "/policies/cn-tech-sme/organisations/" + firm;
        String saved =
                Objects.requireNonNull(answer(302, post(path).param("day", "2026-06-02"), Viewers.applicant(firm))
                        .getRedirectedUrl());
        var stranger = Viewers.applicant(UUID.randomUUID());
        call(404, get(path), stranger);
        call(404, post(path), stranger);
        call(404, get(saved), stranger);
        call(404, get(path), Viewers.countyOfficer("320999"));
        call(403, post(path), Viewers.bureauLeader());
        call(403, get(path), Viewers.expert());
    }

    @Test
    void anOfficerNamesTheFirmByItsCode() throws Exception {
        String code = database()
                .jdbc()
                .sql("SELECT credit_code FROM registry.published_organisation WHERE id = :id")
                .param("id", firm)
                .query((rows, n) -> rows.getString(1))
                .single();
        String path = "/policies/cn-hnte/organisations";
        assertThat(answer(302, get(path).param("creditCode", code), Viewers.bureauOfficer())
                        .getRedirectedUrl())
                .endsWith(firm.toString());
        assertThat(call(422, get(path).param("creditCode", "91"), Viewers.bureauOfficer()))
                .contains("没有这个代码的单位");
    }

    @Test
    void programsSaveAndReadThem() throws Exception {
        var saving = post("/api/policy/policies/cn-hnte/decisions")
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"organisation\": \"%s\", \"day\": \"2026-06-01\"}".formatted(firm));
        String id = JsonPath.read(call(200, saving, Viewers.bureauOfficer()), "$.id");
        String kept = call(200, get("/api/policy/decisions/" + id), Viewers.bureauLeader());
        assertThat(JsonPath.<Boolean>read(kept, "$.same")).isTrue();
        assertThat(JsonPath.<String>read(kept, "$.decision.verdict"))
                .isEqualTo(JsonPath.<String>read(kept, "$.saved.verdict"));
    }
}
