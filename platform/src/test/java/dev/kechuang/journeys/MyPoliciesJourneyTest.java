package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.identity.DemoAccounts;
import dev.kechuang.match.internal.mine.Match;
import dev.kechuang.match.internal.mine.MyPolicies;
import dev.kechuang.match.internal.mine.MyPoliciesService;
import dev.kechuang.match.internal.mine.Question;
import dev.kechuang.match.internal.mine.Questions;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.TriedFacts;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.access.Role;
import dev.kechuang.testing.Browser;
import dev.kechuang.testing.Viewers;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;

/** A firm with incomplete facts answers the questions that settle most and becomes eligible, once the county confirmed. */
class MyPoliciesJourneyTest extends Journey {

    private static final String POLICY = "cn-jiangsu-private-tech";
    private static final Set<String> ANSWERED = Set.of("privately-held", "offence-list", "staff", "science-staff");

    @Autowired
    private MyPoliciesService policies;

    @Autowired
    private Organisations organisations;

    @Autowired
    private Decisions decisions;

    @Autowired
    private DemoAccounts accounts;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private Clock clock;

    /** A firm of Taicang that one policy would have if it answered up to three questions favourably. */
    private record Wanted(UUID firm, List<Question> questions, Facts known) {}

    @Test
    void afterThreeAnswersAFirmIsEligible() {
        Wanted wanted = wanted();
        String login = "answers" + clock.millis() % 1_000_000;
        transactions.executeWithoutResult(
                status -> accounts.add(login, "答题人", "13912345678", Role.APPLICANT, wanted.firm()));
        try (var browser = Browser.desktop()) {
            logIn(browser, login);
            open(browser, "/my/policies");
            browser.photograph("my-policies").accessible().fits();
            var card = browser.page().locator("#p-" + POLICY);
            assertThat(card.innerText()).contains("补充数据即可确定");
            for (Question question : wanted.questions()) {
                var field = card.locator("[name='" + question.field() + "~" + POLICY + "']");
                if (question.fact().kind() == Fact.Kind.BOOLEAN)
                    field.selectOption(favourable(question, wanted.known()));
                else field.fill(favourable(question, wanted.known()));
            }
            card.getByText("试算").last().click();
            browser.page().waitForURL(url -> url.contains("try."));
            assertThat(text(browser)).contains("试算结果").contains("江苏省民营科技企业备案：补充数据即可确定 → 可以享受");
            browser.photograph("my-policies-tried").accessible().fits();
            browser.page().locator("#tried a.primary").first().click();
            browser.page().waitForLoadState();
            assertThat(text(browser)).contains("项试算过的数据");
            press(browser, "提交");
            assertThat(text(browser)).contains("待确认");
            open(browser, "/my/policies");
            assertThat(browser.page().locator("#p-" + POLICY).innerText())
                    .as("nothing counts before it is confirmed")
                    .contains("补充数据即可确定");
        }
        try (var browser = Browser.desktop()) {
            logIn(browser, "county");
            open(browser, "/organisations/" + wanted.firm() + "/facts/2025");
            press(browser, "确认");
            open(browser, "/organisations/" + wanted.firm() + "/policies");
            assertThat(browser.page().locator("#ELIGIBLE #p-" + POLICY).count()).isEqualTo(1);
        }
        try (var phone = Browser.telephone()) {
            logIn(phone, login);
            open(phone, "/my/policies");
            phone.photograph("my-policies-phone").accessible().fits();
            assertThat(phone.page().locator("#ELIGIBLE #p-" + POLICY).innerText())
                    .contains("4 项条件全部满足");
        }
    }

    /** Everybody does science, so that the share is met whatever the size; parts never exceed their whole. */
    private static String favourable(Question question, Facts known) {
        return switch (question.fact().code()) {
            case "offence-list" -> "false";
            case "privately-held" -> "true";
            default ->
                known.yearly().entrySet().stream()
                        .filter(fact ->
                                fact.getKey().equals("职工总数") || fact.getKey().equals("科技人员"))
                        .map(fact -> fact.getValue().get(question.year()))
                        .filter(Val.Num.class::isInstance)
                        .map(value -> ((Val.Num) value).value().toDecimal().toPlainString())
                        .findFirst()
                        .orElse("60");
        };
    }

    private Wanted wanted() {
        LocalDate today = LocalDate.now(clock);
        var officer = Viewers.bureauOfficer();
        return database()
                .owner()
                .sql("""
                        SELECT o.id FROM registry.organisation o
                        JOIN registry.fact_sheet s ON s.organisation = o.id AND s.year = :year AND s.status = 'confirmed'
                        WHERE o.status = 'confirmed' AND o.kind = 'enterprise' AND o.region = '320585'
                          AND NOT EXISTS (SELECT FROM identity.account a WHERE a.organisation = o.id)
                        ORDER BY o.credit_code""")
                .param("year", today.getYear() - 1)
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list()
                .stream()
                .flatMap(id -> {
                    MyPolicies mine = policies.of(
                            organisations.find(officer, id).orElseThrow(),
                            today,
                            TriedFacts.read(decisions.dictionary(), today.getYear() - 1, Map.of()));
                    return mine.in(Match.Group.OPEN).stream()
                            .filter(match -> match.policy().equals(POLICY))
                            .map(match -> new Wanted(
                                    id,
                                    Questions.of(match.decided().decision(), decisions.dictionary()),
                                    match.decided().facts()));
                })
                .filter(wanted ->
                        !wanted.questions().isEmpty() && wanted.questions().size() <= Questions.FEW)
                .filter(wanted -> wanted.questions().stream()
                        .allMatch(question -> ANSWERED.contains(question.fact().code())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no firm of Taicang waits for few data"));
    }
}
