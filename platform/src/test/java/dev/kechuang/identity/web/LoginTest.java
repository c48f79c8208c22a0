package dev.kechuang.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.identity.internal.AccountStore;
import dev.kechuang.identity.internal.LiveSession.EndReason;
import dev.kechuang.identity.internal.LiveSessions;
import dev.kechuang.identity.internal.Passwords;
import dev.kechuang.shared.access.Role;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LoginTest {

    private static final String PASSWORD = "Mohe-7-Qiao!";
    private static WebApplication application;

    @BeforeAll
    static void start() throws IOException {
        application = new WebApplication(
                "kc.identity.logins-per-minute=1000", "kc.identity.tile-servers=https://tiles.example");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static UUID account(String login) {
        String hash = application.bean(Passwords.class).hash(PASSWORD.toCharArray());
        var accounts = application.bean(AccountStore.class);
        UUID id = accounts.insert(login, "周一鸣", "", "", null, UUID.randomUUID(), hash, Instant.now(), null)
                .orElseThrow();
        accounts.grant(id, Role.APPLICANT, "REGISTRATION", null, Instant.now());
        return id;
    }

    @Test
    void pagesForPeopleWhoAreLoggedInLeadToTheLoginPageAndBack() throws Exception {
        account("back");
        var browser = application.browser();

        var refused = browser.get("/account?tab=2");
        assertThat(refused.status()).isEqualTo(303);
        assertThat(refused.location()).isEqualTo("/login?back=%2Faccount%3Ftab%3D2");

        var loggedIn = browser.post(
                refused.location(),
                "/login",
                Map.of("login", " BACK ", "password", PASSWORD, "back", "/account?tab=2"));
        assertThat(loggedIn.status()).isBetween(302, 303);
        assertThat(loggedIn.location()).isEqualTo("/account?tab=2");
        assertThat(browser.get("/account").status()).isEqualTo(200);
    }

    @Test
    void aLinkCannotLeadElsewhereAfterLoggingIn() throws Exception {
        account("elsewhere");
        var browser = application.browser();
        var loggedIn = browser.post(
                "/login", "/login", Map.of("login", "elsewhere", "password", PASSWORD, "back", "//evil.example/steal"));
        assertThat(loggedIn.location()).isEqualTo("/home");
    }

    @Test
    void aWrongPasswordAndAnUnknownNameGetTheSameAnswer() throws Exception {
        account("known");
        var browser = application.browser();
        var wrong = browser.login("known", "Falsch-1-falsch");
        var unknown = browser.login("unknown", "Falsch-1-falsch");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(wrong.text().replace("known", "")).isEqualTo(unknown.text().replace("unknown", ""));
        assertThat(wrong.html().select("input[name=login]").val()).isEqualTo("known");
        assertThat(wrong.html().select("input[name=password]").val()).isEmpty();
    }

    @Test
    void theSessionIdChangesOnLogin() throws Exception {
        UUID account = account("fixed");
        var browser = application.browser();
        var before = browser.login("fixed", PASSWORD).header("Set-Cookie");
        assertThat(before).contains("KCSESSION=").contains("HttpOnly");
        var again = browser.get("/account");
        assertThat(again.status()).isEqualTo(200);
        assertThat(application
                        .database
                        .owner()
                        .sql("SELECT count(*) FROM identity.session WHERE account = :a AND ended_at IS NULL")
                        .param("a", account)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aSessionThatAnAdministratorEndsIsOverAtTheNextRequestAndSaysSo() throws Exception {
        UUID account = account("thrown.out");
        var browser = application.browser();
        browser.login("thrown.out", PASSWORD);
        assertThat(browser.get("/account").status()).isEqualTo(200);

        application.bean(LiveSessions.class).endAll(account, null, EndReason.ADMINISTRATOR);

        var next = browser.get("/account");
        assertThat(next.status()).isEqualTo(303);
        assertThat(next.location()).endsWith("&ended=ADMINISTRATOR");
        assertThat(browser.get(next.location()).text()).contains("本次登录已由管理员结束");
    }

    @Test
    void loggingOutEndsTheSession() throws Exception {
        UUID account = account("leaver");
        var browser = application.browser();
        browser.login("leaver", PASSWORD);
        assertThat(browser.post("/account", "/logout", Map.of()).location()).isEqualTo("/login?out");
        assertThat(browser.get("/account").status()).isEqualTo(303);
        assertThat(application
                        .database
                        .owner()
                        .sql("SELECT end_reason FROM identity.session WHERE account = :a")
                        .param("a", account)
                        .query(String.class)
                        .single())
                .isEqualTo("LOGOUT");
    }

    @Test
    void aPostWithoutTheTokenOfItsFormIsRefused() throws Exception {
        var browser = application.browser();
        assertThat(browser.postBare("/login", Map.of("login", "x", "password", "y"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void theInterfaceForProgramsAnswersInsteadOfRedirecting() throws Exception {
        var browser = application.browser();
        var none = browser.get("/api/identity/me");
        assertThat(none.status()).isEqualTo(401);
        assertThat(none.header("Content-Type")).startsWith("application/problem+json");
        assertThat(none.response().body()).contains("identity.problem.login");
        var wrong = browser.get("/api/identity/me", "Authorization", "Bearer kc_madeup");
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.header("WWW-Authenticate")).contains("invalid_token");
    }

    @Test
    void everyAnswerCarriesTheHeadersThatProtectIt() throws Exception {
        var page = application.browser().get("/login");
        assertThat(page.header("Content-Security-Policy"))
                .isEqualTo("default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: "
                        + "https://tiles.example; connect-src 'self' https://tiles.example; frame-ancestors 'none'; "
                        + "form-action 'self'; base-uri 'self'; object-src 'none'");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Permissions-Policy")).contains("camera=()");
        assertThat(page.header("Strict-Transport-Security")).isEmpty();
        assertThat(page.response().body()).doesNotContainPattern("<script(?![^>]*src=)|\\sstyle=|\\son[a-z]+=");
    }

    @Test
    void readingThePublicPageMakesNoSession() throws Exception {
        var page = application.browser().get("/login");
        assertThat(page.response().headers().allValues("Set-Cookie"))
                .noneMatch(cookie -> cookie.startsWith("KCSESSION"));
    }

    @Test
    void healthIsOpen() throws Exception {
        assertThat(application.browser().get("/actuator/health").status()).isEqualTo(200);
    }
}
