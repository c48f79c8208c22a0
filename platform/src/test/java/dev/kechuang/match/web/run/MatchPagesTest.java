package dev.kechuang.match.web.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.match.Matches;
import dev.kechuang.match.internal.run.ChangedMatches;
import dev.kechuang.match.internal.run.CityRuns;
import dev.kechuang.match.internal.run.MatchInvariants;
import dev.kechuang.match.internal.run.Run;
import dev.kechuang.match.internal.run.RunStore;
import dev.kechuang.shared.Invariant;
import dev.kechuang.shared.access.HasViewer;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** The demonstration city's matches as officers see them, and a run that one of them starts. */
class MatchPagesTest extends WebTest {

    private static final Viewer BUREAU = officer(Role.BUREAU_OFFICER, Viewers.SUZHOU);
    private static final Viewer TAICANG = officer(Role.COUNTY_OFFICER, List.of(Viewers.TAICANG));

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private Matches matches;

    @Autowired
    private RunStore store;

    @Autowired
    private CityRuns runs;

    @Autowired
    private ChangedMatches changed;

    @Autowired
    private MatchInvariants invariants;

    private MockMvc mvc;

    private static Viewer officer(Role role, List<String> regions) {
        return new Viewer(UUID.randomUUID(), "王匹配", Set.of(role), null, UUID.randomUUID(), "科技局", regions);
    }

    @BeforeEach
    void start() {
        mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(SecurityMockMvcConfigurers.springSecurity())
                .build();
    }

    private record Login(Viewer viewer) implements HasViewer {}

    private MockHttpServletResponse ask(Viewer viewer, MockHttpServletRequestBuilder request) throws Exception {
        var login = new UsernamePasswordAuthenticationToken(new Login(viewer), "", List.of());
        var response = mvc.perform(request.with(SecurityMockMvcRequestPostProcessors.authentication(login))
                        .with(SecurityMockMvcRequestPostProcessors.csrf()))
                .andReturn()
                .getResponse();
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        return response;
    }

    private Document page(Viewer viewer, String path) throws Exception {
        var response = ask(viewer, get(path));
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return Jsoup.parse(response.getContentAsString());
    }

    @Test
    void theDemonstrationCityIsDecidedAndEveryInvariantHolds() {
        assertThat(store.shown()).isPresent();
        int late = changed.decide();
        assertThat(late).isNotNegative();
        assertThat(invariants.all()).allSatisfy(invariant -> {
            Invariant.Result result = invariant.check();
            assertThat(result.violations()).as(invariant.name()).isEmpty();
            assertThat(result.checked()).as(invariant.name()).isPositive();
        });
        var counts = matches.counts(BUREAU);
        assertThat(counts).anyMatch(count -> count.eligible() > 0);
        assertThat(counts).anyMatch(count -> count.open() > 0);
        assertThat(matches.counts(Viewers.applicant(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void aCountySeesItsOwnFirmsOnly() throws Exception {
        assertThat(matches.counts(TAICANG))
                .isNotEmpty()
                .allMatch(count -> count.region().equals(Viewers.TAICANG));
        assertThat(page(TAICANG, "/matches").text()).contains("全市匹配结果");
        String policy = matches.counts(TAICANG).getFirst().policy();
        for (String state : List.of("eligible", "near", "open")) {
            String json = ask(TAICANG, get("/api/match/policies/" + policy + "?state=" + state))
                    .getContentAsString();
            List<String> regions = JsonPath.read(json, "$.items[*].region");
            assertThat(regions).allMatch(Viewers.TAICANG::equals);
        }
    }

    @Test
    void aPolicysFirmsAreListedByStateAndGoToExcel() throws Exception {
        var count = matches.counts(BUREAU).stream()
                .filter(one -> one.eligible() > 0)
                .findFirst()
                .orElseThrow();
        String path = "/matches/policies/" + count.policy();
        Document list = page(BUREAU, path + "?state=eligible&region=" + count.region());
        int eligible = matches.counts(BUREAU).stream()
                .filter(one ->
                        one.policy().equals(count.policy()) && one.region().equals(count.region()))
                .mapToInt(Matches.Count::eligible)
                .sum();
        assertThat(list.text()).contains("共 " + eligible);
        assertThat(list.select("a[href^=/organisations/]")).isNotEmpty();
        assertThat(page(BUREAU, path + "?state=nonsense&distance=x&after=broken")
                        .text())
                .contains("符合条件");
        var book = ask(BUREAU, get(path + "/export?state=eligible"));
        assertThat(book.getStatus()).isEqualTo(200);
        assertThat(book.getContentAsByteArray()).startsWith('P', 'K');
    }

    @Test
    void anOfficerStartsARunFollowsItAndGivesUpAnother() throws Exception {
        assertThat(ask(TAICANG, post("/matches/run")).getStatus()).isEqualTo(403);
        assertThat(ask(BUREAU, post("/matches/run")).getRedirectedUrl()).isEqualTo("/matches/run");
        Run run = store.underWay().orElseThrow();
        assertThat(page(BUREAU, "/matches/run").select("progress")).hasSize(1);
        assertThat(ask(BUREAU, post("/api/match/runs")).getStatus())
                .as("one is under way")
                .isEqualTo(422);
        assertThat(ask(BUREAU, get("/matches/run/" + run.id() + "/progress")).getHeader("HX-Refresh"))
                .isNull();
        runs.work();
        assertThat(ask(BUREAU, get("/matches/run/" + run.id() + "/progress")).getHeader("HX-Refresh"))
                .isEqualTo("true");
        assertThat(store.find(run.id()).orElseThrow().state()).isEqualTo(Run.State.SHOWN);
        assertThat(page(TAICANG, "/matches/run").text()).contains("王匹配 发起").contains("已完成");

        String second = ask(BUREAU, post("/api/match/runs")).getContentAsString();
        assertThat(ask(BUREAU, post("/matches/run/" + second + "/give-up")).getStatus())
                .isEqualTo(302);
        assertThat(store.underWay()).isEmpty();
        assertThat(page(BUREAU, "/matches/run").text()).contains("已放弃");
        assertThat(ask(BUREAU, post("/api/match/runs/" + second + "/give-up")).getStatus())
                .isEqualTo(422);
    }
}
