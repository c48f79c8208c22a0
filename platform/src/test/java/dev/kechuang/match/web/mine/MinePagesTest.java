package dev.kechuang.match.web.mine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.match.internal.mine.Match;
import dev.kechuang.match.internal.mine.MyPoliciesService;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.TriedFacts;
import dev.kechuang.programme.PolicyCalls;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** What every policy means for a firm: in the groups of how near it is, and with facts that are only tried out. */
class MinePagesTest extends WebTest {

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private MyPoliciesService policies;

    @Autowired
    private Organisations organisations;

    @Autowired
    private Decisions decisions;

    @Autowired
    private PolicyCalls calls;

    @Autowired
    private Clock clock;

    private UUID firm = new UUID(0, 0);
    private String county = "";

    @BeforeEach
    void firm() {
        database().owner().sql("""
                SELECT o.id, o.region FROM registry.organisation o JOIN identity.account a ON a.organisation = o.id
                WHERE a.login = 'applicant'""").query(rows -> {
            firm = rows.getObject("id", UUID.class);
            county = Objects.requireNonNull(rows.getString("region"));
        });
    }

    private MockHttpServletResponse call(int status, MockHttpServletRequestBuilder request, Viewer viewer)
            throws Exception {
        return requests().send(status, request, viewer);
    }

    private Document page(int status, MockHttpServletRequestBuilder request, Viewer viewer) throws Exception {
        return Jsoup.parse(call(status, request, viewer).getContentAsString(StandardCharsets.UTF_8));
    }

    @Test
    void everyPolicyStandsInItsGroupWithTheClauseItRestsOn() throws Exception {
        var page = page(200, get("/my/policies"), Viewers.applicant(privateFirm()));
        assertThat(page.select("#ELIGIBLE .match")).isNotEmpty().allSatisfy(match -> {
            assertThat(match.select("details .match-lines > li")).isNotEmpty();
            assertThat(match.select("details .match-lines > li > .clause"))
                    .as("every condition names its clause")
                    .hasSameSizeAs(match.select("details .match-lines > li"));
        });
        assertThat(page.select("#OPEN .match, #MUCH .match")).isNotEmpty();
        assertThat(page.select("#OPEN .match .match-asks .field").size())
                .isLessThanOrEqualTo(3 * page.select("#OPEN .match").size());
        assertThat(page.select("[id]").eachAttr("id")).as("no id twice").doesNotHaveDuplicates();
        assertThat(page.select("#if [name^=try.]")).isNotEmpty();
    }

    @Test
    void openCallsStandWithThePolicyThatDecidesThemAndTheOthersByThemselves() throws Exception {
        UUID owned = privateFirm();
        var open = calls.open(clock.instant()).stream()
                .filter(call -> call.region().equals("320500"))
                .filter(call -> call.applicants().isEmpty() || call.applicants().contains("enterprise"))
                .toList();
        var page = page(200, get("/my/policies"), Viewers.applicant(owned));
        assertThat(open).anyMatch(call -> call.policy() != null).allSatisfy(call -> {
            var line = page.select(".match-calls li").stream()
                    .filter(li -> !li.select("a[href=" + call.path() + "]").isEmpty())
                    .findFirst()
                    .orElseThrow();
            assertThat(line.text()).contains("截止");
            assertThat(line.select("a[href=" + call.applyPath() + "]")).hasSize(1);
            var policy = call.policy();
            assertThat(line.parents().is(policy == null ? "#calls" : "#p-" + policy))
                    .as(call.title())
                    .isTrue();
        });
        assertThat(page(200, get("/organisations/" + owned + "/policies"), Viewers.bureauOfficer())
                        .select(".match-calls a[href$=/apply]"))
                .as("officers do not apply")
                .isEmpty();
    }

    @Test
    void aPolicyReleasedForALaterDaySaysFromWhenOnItHelps() throws Exception {
        String policy = "cn-jiangsu-suzhou-later-aid";
        var author = Viewers.bureauOfficer();
        String begun = call(
                        200,
                        post("/api/policy/drafts/new")
                                .contentType(MediaType.APPLICATION_JSON)
                                .content("{\"pack\":\"cn-jiangsu-suzhou\",\"policy\":\"" + policy
                                        + "\",\"name\":\"民营企业补助\"}"),
                        author)
                .getContentAsString(StandardCharsets.UTF_8);
        String draft = "/api/policy/drafts/" + JsonPath.read(begun, "$.id");
        String text = """
                id: %s
                name: 民营企业补助
                en: Aid for private firms
                issuer: 苏州市科学技术局
                region: cn-jiangsu-suzhou
                grants: 补助
                valid: { from: 2026-01-01 }
                sources:
                  - { number: 示例, title: 民营企业补助办法, status: example }
                conditions:
                  - { id: private, name: 民营控股, en: Privately held, when: 民营控股, clause: 第一条 }
                benefits:
                  - { name: 补助, en: Subsidy, clause: 第二条, amount: 3万元 }
                cases:
                  - { name: 民营, on: 2026-06-01, expect: eligible, facts: { 民营控股: true } }
                  - { name: 国有, on: 2026-06-01, expect: not_eligible, failing: [private], facts: { 民营控股: false } }
                """.formatted(policy);
        var json = JsonMapper.builder().build();
        call(
                200,
                put(draft)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(json.writeValueAsString(Map.of("revision", 1, "text", text))),
                author);
        LocalDate from = LocalDate.now(clock).plusDays(20);
        var wish = Map.of("revision", 2, "inForceFrom", from.toString(), "document", "文号", "reason", "新政");
        call(
                200,
                post(draft + "/submit").contentType(MediaType.APPLICATION_JSON).content(json.writeValueAsString(wish)),
                author);
        call(
                200,
                post(draft + "/release").contentType(MediaType.APPLICATION_JSON).content("{\"revision\":2}"),
                Viewers.bureauLeader());

        UUID owned = privateFirm();
        var own = Viewers.applicant(owned);
        var card = page(200, get("/my/policies"), own).select("#LATER #p-" + policy);
        assertThat(card.select(".match-note").text()).isEqualTo("自 " + from + " 起可享受");
        assertThat(card.select(".match-worth").text()).isEqualTo("3.00万元");
        String path = card.select("h3 a").attr("href");
        assertThat(path).as("shown for its first day").contains("day=" + from);
        assertThat(page(200, get(path), own).text()).contains("民营企业补助");
        assertThat(page(200, get("/my/policies").param("try.privately-held", "false"), own)
                        .select("#p-" + policy))
                .as("a policy that is not in force and would not help is nobody's business yet")
                .isEmpty();
        String answer = call(200, get("/api/organisations/" + owned + "/matches"), own)
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(JsonPath.<List<String>>read(answer, "$.matches[?(@.policy == '" + policy + "')].from"))
                .containsExactly(from.toString());
        assertThat(page(200, get("/my/policies").param("day", from.toString()), own)
                        .select("#ELIGIBLE #p-" + policy))
                .hasSize(1);
    }

    @Test
    void theCityShowsEveryGroup() {
        var groups = EnumSet.noneOf(Match.Group.class);
        var officer = Viewers.bureauOfficer();
        var firms = database()
                .owner()
                .sql("SELECT id FROM registry.organisation WHERE status = 'confirmed' AND kind = 'enterprise'")
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
        for (UUID id : firms) {
            var mine =
                    policies.of(organisations.find(officer, id).orElseThrow(), LocalDate.of(2026, 11, 22), nothing());
            mine.matches().forEach(match -> groups.add(match.group()));
            assertThat(mine.matches().stream().map(Match::group).toList())
                    .as("in the order of the groups")
                    .isSorted();
        }
        assertThat(groups).containsExactlyInAnyOrder(Match.Group.values());
    }

    /** A firm that would lose something if it were held by the state. */
    private UUID privateFirm() {
        var officer = Viewers.bureauOfficer();
        return database()
                .owner()
                .sql(
                        "SELECT id FROM registry.organisation WHERE status = 'confirmed' AND kind = 'enterprise' ORDER BY id")
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list()
                .stream()
                .filter(id -> policies
                        .of(organisations.find(officer, id).orElseThrow(), LocalDate.of(2026, 11, 22), nothing())
                        .in(Match.Group.ELIGIBLE)
                        .stream()
                        .anyMatch(match -> match.policy().equals("cn-jiangsu-private-tech")))
                .findFirst()
                .orElseThrow();
    }

    private TriedFacts nothing() {
        return TriedFacts.read(decisions.dictionary(), 2025, Map.of());
    }

    @Test
    void whatIsTriedOutIsComparedAndNotSaved() throws Exception {
        var own = Viewers.applicant(privateFirm());
        var tried = page(200, get("/my/policies").param("try.privately-held", "false"), own);
        assertThat(tried.select("#tried .tried-values").text()).contains("民营控股 = 否");
        assertThat(tried.select("#tried").text()).contains("不再符合").contains("江苏省民营科技企业");
        assertThat(tried.select("#tried a[href*='/facts/2025?fill.privately-held=']"))
                .as("goes on to the form of the year")
                .hasSize(1);
        assertThat(tried.select("#questions input[type=hidden][name=try.privately-held]")
                        .eachAttr("value"))
                .as("the next answer adds to it")
                .allMatch("false"::equals);
        assertThat(page(200, get("/my/policies"), own).select("#tried")).isEmpty();
    }

    @Test
    void anAnswerGivenAtAPolicyBecomesPartOfTheAddress() throws Exception {
        var own = Viewers.applicant(firm);
        String to = call(
                        302,
                        get("/my/policies")
                                .param("try.staff.2025~cn-hnte", "120")
                                .param("try.staff.2025~q", "")
                                .param("try.privately-held", "true"),
                        own)
                .getRedirectedUrl();
        assertThat(to).isEqualTo("/my/policies?try.privately-held=true&try.staff.2025=120");
    }

    @Test
    void whatCannotBeReadIsSaidAtItsFieldAndTheRestStays() throws Exception {
        var wrong = page(
                422,
                get("/my/policies").param("try.revenue.2025", "很多").param("try.privately-held", "false"),
                Viewers.applicant(firm));
        assertThat(wrong.select(".error-summary").text()).contains("“营业收入”应为金额");
        assertThat(wrong.select("#if [name=try.revenue.2025]").attr("value")).isEqualTo("很多");
        assertThat(wrong.select("#tried .tried-values").text()).contains("民营控股 = 否");
    }

    @Test
    void theNearestWayIsAskedForWhenItIsWanted() throws Exception {
        var part = page(
                200,
                get("/organisations/" + firm + "/policies/cn-tech-sme/way")
                        .param("try.staff.2025", "520")
                        .param("try.revenue.2025", "10000")
                        .param("try.total-assets.2025", "10000"),
                Viewers.applicant(firm));
        assertThat(part.text()).contains("职工总数（2025年）减少20人（降到500人）").contains("第六条（二）");
        call(404, get("/organisations/" + firm + "/policies/cn-nothing/way"), Viewers.applicant(firm));
    }

    @Test
    void triedValuesStandInTheYearsFormUntilTheyAreHandedIn() throws Exception {
        var form = page(
                200,
                get("/organisations/" + firm + "/facts/2025")
                        .param("fill.staff", "123")
                        .param("fill.rd-reserve", "是")
                        .param("fill.titles", "无"),
                Viewers.applicant(firm));
        assertThat(form.select("[name=staff]").attr("value")).isEqualTo("123");
        assertThat(form.select("[name=rd-reserve] [selected]").attr("value")).isEqualTo("是");
        assertThat(form.text()).contains("已带入 2 项试算过的数据");
        assertThat(form.select("select[name=incidents] option").eachAttr("value"))
                .as("of a list nobody keeps, that there is nothing in it")
                .contains("无");
    }

    @Test
    void officersSeeTheFirmsOfTheirRegionsAndNobodyElse() throws Exception {
        String path = "/organisations/" + firm + "/policies";
        assertThat(page(200, get(path), Viewers.countyOfficer(county)).select(".match"))
                .isNotEmpty();
        for (String hidden : List.of(path, path + "/saved", "/api/organisations/" + firm + "/matches")) {
            call(404, get(hidden), Viewers.countyOfficer("320999"));
            call(404, get(hidden), Viewers.applicant(UUID.randomUUID()));
            call(403, get(hidden), Viewers.expert());
        }
    }

    @Test
    void savedDecisionsSayWhatWouldBeOtherwise() throws Exception {
        var own = Viewers.applicant(firm);
        call(302, post("/policies/cn-tech-sme/organisations/" + firm).param("day", "2026-05-02"), own);
        var saved = page(200, get("/my/policies/saved"), own);
        assertThat(saved.select("table tbody tr")).isNotEmpty();
        assertThat(saved.select("a[href^=/policy-decisions/]")).isNotEmpty();
        assertThat(saved.text()).contains("相同");
    }

    @Test
    void programsGetTheSame() throws Exception {
        UUID owned = privateFirm();
        var own = Viewers.applicant(owned);
        String path = "/api/organisations/" + owned + "/matches";
        String answer = call(200, get(path).param("try.privately-held", "false"), own)
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(JsonPath.<List<String>>read(answer, "$.matches[?(@.policy == 'cn-jiangsu-private-tech')].group"))
                .containsExactly("FAR");
        assertThat(JsonPath.<List<String>>read(answer, "$.matches[?(@.policy == 'cn-jiangsu-private-tech')].before"))
                .containsExactly("ELIGIBLE");
        call(422, get(path).param("try.staff.2025", "viele"), own);
        call(422, get(path).param("day", "tomorrow"), own);
    }
}
