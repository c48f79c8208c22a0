package dev.kechuang.programme.web.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import dev.kechuang.programme.internal.credit.Credit;
import dev.kechuang.programme.internal.credit.Credit.NewByHand;
import dev.kechuang.programme.internal.decision.DecisionWaiting;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Requests;
import dev.kechuang.testing.Viewers;
import dev.kechuang.testing.WebTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;

/** Everybody's home shows what waits, by its day; several things are done at once where that is safe. */
class WaitingTest extends WebTest {

    private static final Viewer OFFICER = Viewers.bureauOfficer();

    @Autowired
    private WebApplicationContext context;

    @Autowired
    private DecisionWaiting decisions;

    @Autowired
    private Credit credit;

    private String ask(int status, AbstractMockHttpServletRequestBuilder<?> request, Viewer viewer) throws Exception {
        return Requests.text(requests().send(status, request, viewer));
    }

    @Test
    void whatIsDueFirstStandsFirstOnTheHomePage() throws Exception {
        var home = Jsoup.parse(ask(200, get("/home"), OFFICER));
        assertThat(home.select("main .todos li a").eachAttr("href"))
                .anyMatch(path -> path.startsWith("/checks/"))
                .anyMatch(path -> path.startsWith("/decisions/"));
        for (Element list : home.select("main .todos")) {
            var days = new ArrayList<LocalDate>();
            for (Element todo : list.select("li")) {
                var day = java.util.regex.Pattern.compile("(\\d{4}-\\d{2}-\\d{2}) (已逾期|前)")
                        .matcher(todo.text());
                if (day.find()) days.add(LocalDate.parse(day.group(1)));
            }
            assertThat(days).isSorted();
        }
        for (String path : home.select("main .todos li a").eachAttr("href")) ask(200, get(path), OFFICER);
    }

    @Test
    void whatWaitsInACallLeadsToThePageWhereItIsDone() throws Exception {
        var waits = decisions.most(OFFICER, 50);
        assertThat(waits).hasSizeGreaterThanOrEqualTo(decisions.calls(OFFICER)).isNotEmpty();
        assertThat(waits).extracting(DecisionWaiting.Waits::what).isSubsetOf("decision", "notice", "approval");
        assertThat(decisions.most(Viewers.bureauLeader(), 50))
                .extracting(DecisionWaiting.Waits::what)
                .isSubsetOf("list", "issue");
        ask(200, get("/home"), Viewers.bureauLeader());
        ask(200, get("/home"), Viewers.countyOfficer(Viewers.TAICANG));
    }

    @Test
    void documentsAndNoticesAreFoundByWhatPeopleCallThem() throws Exception {
        String number = database().jdbc().sql("""
                        SELECT p.number FROM programme.approval p JOIN programme.call c ON c.id = p.call
                        WHERE p.state = 'issued' AND c.region = '320500' ORDER BY p.id LIMIT 1""").query(String.class).single();
        assertThat(hits(number, OFFICER)).anyMatch(path -> path.matches("/decisions/.*/approvals/.*"));
        assertThat(hits(number, Viewers.countyOfficer(Viewers.TAICANG)))
                .as("the city's document is not the county's")
                .noneMatch(path -> path.contains("/approvals/"));
        assertThat(hits("拟立项名单公示", Viewer.PUBLIC))
                .as("a public notice is everybody's")
                .anyMatch(path -> path.startsWith("/notices/"));
    }

    private List<String> hits(String words, Viewer viewer) throws Exception {
        return Jsoup.parse(ask(200, get("/search").param("q", words), viewer))
                .select("main a")
                .eachAttr("href");
    }

    @Test
    void theRecommendationDeskAndTheUpwardStatisticsAnswerTheirAddress() throws Exception {
        Viewer county = Viewers.countyOfficer(Viewers.TAICANG);
        var desk = Jsoup.parse(ask(200, get("/recommendations").param("q", "没有这样的申报"), county));
        assertThat(desk.select("main form input[name=q]").attr("value")).isEqualTo("没有这样的申报");
        assertThat(desk.select("main tbody tr")).isEmpty();
        String hyphens = "-".repeat(36);
        for (String path : List.of("/recommendations", "/api/programme/recommendations", "/recommendations/export")) {
            for (String call : List.of("nonsense", hyphens)) ask(200, get(path).param("call", call), county);
            ask(200, get(path).param("after", "2026-99-99_" + hyphens), county);
            ask(200, get(path).param("before", "2026-11-20_" + hyphens), county);
        }
        for (String path : List.of("/contracts", "/api/programme/contracts")) {
            ask(200, get(path).param("view", "all").param("after", "2026-99-99|" + hyphens + "|contract|"), OFFICER);
        }
        ask(200, get("/applications").param("after", "2026-99-99T00:00:00Z_" + hyphens), OFFICER);
        assertThat(ask(200, get("/upward/statistics/export").param("year", "2026"), OFFICER))
                .startsWith("PK");
    }

    @Test
    void theApplicantSeesWhoActsNext() throws Exception {
        UUID firm = database().jdbc().sql("""
                        SELECT organisation FROM programme.application
                        WHERE stage_kind = 'check' AND status = 'open' ORDER BY number LIMIT 1""").query(UUID.class).single();
        var list = Jsoup.parse(ask(200, get("/applications"), Viewers.applicant(firm)));
        assertThat(list.select("main th").eachText()).contains("由谁办理");
        assertThat(list.select("main tbody").text()).contains("市科技局");
    }

    @Test
    void severalCreditEntriesAreConfirmedAtOnceButNotOnesOwn() throws Exception {
        String code = database().jdbc().sql("""
                        SELECT credit_code FROM registry.published_organisation
                        WHERE status = 'confirmed' AND kind = 'enterprise' ORDER BY id DESC LIMIT 1""").query(String.class).single();
        var made = new ArrayList<UUID>();
        for (int i = 1; i <= 2; i++) {
            made.add(credit.enter(
                            OFFICER,
                            new NewByHand(
                                    code,
                                    "good-performance",
                                    LocalDate.of(2026, 1, i),
                                    null,
                                    "绩效优秀 " + UUID.randomUUID()))
                    .fold(entry -> entry.id(), errors -> {
                        throw new AssertionError(errors);
                    }));
        }
        Viewer colleague = Viewers.bureauOfficer();
        var own = Jsoup.parse(ask(200, get("/credit?state=proposed"), OFFICER));
        var theirs = Jsoup.parse(ask(200, get("/credit?state=proposed"), colleague));
        assertThat(own.select("input[name=choice]").eachAttr("value"))
                .doesNotContainAnyElementsOf(made.stream().map(UUID::toString).toList());
        assertThat(theirs.select("input[name=choice]").eachAttr("value"))
                .containsAll(made.stream().map(UUID::toString).toList());
        var both = post("/credit/confirm");
        made.forEach(id -> both.param("choice", id.toString()));
        ask(302, both, colleague);
        assertThat(database()
                        .jdbc()
                        .sql("""
                        SELECT count(*) FROM programme.credit_entry WHERE id IN (:ids) AND confirmed_at IS NOT NULL""")
                        .param("ids", made)
                        .query(Integer.class)
                        .single())
                .isEqualTo(2);
        ask(302, post("/credit/confirm"), colleague);
    }
}
