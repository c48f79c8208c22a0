package dev.kechuang.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.identity.AdministratorRecovery;
import dev.kechuang.identity.FirstRun;
import dev.kechuang.identity.internal.AccountStore;
import dev.kechuang.identity.internal.Passwords;
import dev.kechuang.identity.web.WebApplication.Browser;
import dev.kechuang.shared.access.Role;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Logging in where it is in earnest: no demonstration, so nothing is made easier. */
class InServiceTest {

    private static final String PASSWORD = "Mohe-7-Qiao!";
    private static WebApplication application;

    @BeforeAll
    static void start() throws IOException {
        application = new WebApplication("kc.identity.password-life=90d", "kc.identity.requests-per-minute=40");
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static UUID account(String login, Role role, Instant passwordSet) {
        String hash = application.bean(Passwords.class).hash(PASSWORD.toCharArray());
        var accounts = application.bean(AccountStore.class);
        UUID id = accounts.insert(login, "顾维钧", "", "", null, null, hash, passwordSet, null)
                .orElseThrow();
        accounts.grant(id, role, "DEMO", null, Instant.now());
        return id;
    }

    private static String code(String secret, int later) throws Exception {
        return new dev.samstevens.totp.code.DefaultCodeGenerator()
                .generate(secret, Instant.now().getEpochSecond() / 30 + later);
    }

    @Test
    void theFirstAuditAdministratorComesInByTheLinkOfTheFirstRun() throws Exception {
        String path = application.bean(FirstRun.class).links().stream()
                .filter(link -> link.role() == Role.AUDIT_ADMIN)
                .findFirst()
                .orElseThrow()
                .path();
        Browser person = application.browserAt("127.0.0.11");
        var page = person.get(path);
        assertThat(page.html().select("h1").text()).isEqualTo("启用安全审计员账号");
        assertThat(page.html().select("svg[role=img]")).hasSize(1);
        String secret = page.html().select("main code").text();
        var fields = Map.of("name", "沈砚", "login", "shen.yan", "password", PASSWORD, "repeat", PASSWORD);
        var wrong = person.post(path, path, with(fields, "code", "000000"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.html().select("input[name=login]").val()).isEqualTo("shen.yan");
        assertThat(wrong.html().select("main code").text())
                .as("what was scanned stays good")
                .isEqualTo(secret);
        var done = person.post(path, path, with(fields, "code", code(secret, 0)));
        assertThat(done.html().select("li code")).hasSize(10);
        assertThat(person.get("/home").status()).isEqualTo(200);
        assertThat(person.get("/audit").status()).isEqualTo(200);
        assertThat(person.get(path).text()).contains("链接无效、已使用或已过期");
    }

    @Test
    void anAdministratorWithoutASecondFactorSetsItUpBeforeAnythingElse() throws Exception {
        account("fresh.security", Role.SECURITY_ADMIN, Instant.now());
        Browser person = application.browserAt("127.0.0.12");
        person.login("fresh.security", PASSWORD);
        for (String path : new String[] {"/home", "/identity/accounts", "/account", "/account/sessions"}) {
            var led = person.get(path);
            assertThat(led.status()).as(path).isEqualTo(303);
            assertThat(led.location()).as(path).isEqualTo("/account/second-factor");
        }
        var program = person.get("/api/identity/me");
        assertThat(program.status()).isEqualTo(403);
        assertThat(program.response().body()).contains("identity.problem.second");
        var page = person.get("/account/second-factor");
        assertThat(page.text()).contains("管理员账号须启用双因素认证");
        String secret = page.html().select("main code").text();
        person.post("/account/second-factor", "/account/second-factor", Map.of("code", code(secret, 0)));
        assertThat(person.get("/identity/accounts").status()).isEqualTo(200);
        assertThat(person.post("/account/second-factor", "/account/second-factor/remove", Map.of("present", PASSWORD))
                        .text())
                .contains("管理员账号不能停用双因素认证");
    }

    @Test
    void aPasswordThatHasToBeChangedIsChangedBeforeAnythingElse() throws Exception {
        UUID must = account("must.change", Role.EXPERT, Instant.now());
        application
                .bean(AccountStore.class)
                .setPassword(must, application.bean(Passwords.class).hash(PASSWORD.toCharArray()), true, Instant.now());
        account("expired", Role.EXPERT, Instant.now().minus(Duration.ofDays(91)));
        account("not.expired", Role.EXPERT, Instant.now().minus(Duration.ofDays(89)));
        for (String login : new String[] {"must.change", "expired"}) {
            Browser person = application.browserAt("127.0.0.13");
            person.login(login, PASSWORD);
            assertThat(person.get("/home").location()).as(login).isEqualTo("/account/password");
            assertThat(person.get("/api/identity/me").response().body()).contains("identity.problem.password");
            assertThat(person.get("/account/password").text()).contains("请先设置新密码");
            var change = Map.of("present", PASSWORD, "password", "Xin-De-Mi-88", "repeat", "Xin-De-Mi-88");
            assertThat(person.post("/account/password", "/account/password", change)
                            .status())
                    .isBetween(302, 303);
            assertThat(person.get("/home").status()).as(login).isEqualTo(200);
        }
        Browser other = application.browserAt("127.0.0.13");
        other.login("not.expired", PASSWORD);
        assertThat(other.get("/home").status()).isEqualTo(200);
    }

    @Test
    void whoeverKnocksTooOftenIsToldWhenToComeBack() throws Exception {
        for (String path : new String[] {"/login", "/register"}) {
            Browser hasty = application.browserAt(path.equals("/login") ? "127.0.0.21" : "127.0.0.22");
            for (int i = 0; i < 30; i++)
                assertThat(hasty.postBare(path, Map.of()).status()).isNotEqualTo(429);
            var refused = hasty.postBare(path, Map.of());
            assertThat(refused.status()).as(path).isEqualTo(429);
            assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
            assertThat(refused.text()).as("a page for people").contains("过于频繁");
            assertThat(hasty.get("/login").status()).as("reading goes on").isEqualTo(200);
        }
        assertThat(application
                        .browserAt("127.0.0.23")
                        .postBare("/login", Map.of())
                        .status())
                .as("another address")
                .isEqualTo(403);
    }

    @Test
    void aProgramThatAsksTooOftenIsToldWhenToComeBack() throws Exception {
        Browser hasty = application.browserAt("127.0.0.24");
        for (int i = 0; i < 40; i++)
            assertThat(hasty.get("/api/identity/me").status()).isEqualTo(401);
        var refused = hasty.get("/api/identity/me");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(Integer.parseInt(refused.header("Retry-After"))).isBetween(1, 60);
        assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
        assertThat(refused.response().body()).contains("identity.problem.rate");
    }

    @Test
    void aLoneAdministratorWithoutDeviceAndCodesComesBackByALinkMadeOnTheMachine() throws Exception {
        account("lone.system", Role.SYSTEM_ADMIN, Instant.now());
        Browser before = application.browserAt("127.0.0.14");
        before.login("lone.system", PASSWORD);
        String lost =
                before.get("/account/second-factor").html().select("main code").text();
        before.post("/account/second-factor", "/account/second-factor", Map.of("code", code(lost, 0)));
        assertThat(before.get("/home").status()).isEqualTo(200);

        var made = (AdministratorRecovery.Made)
                application.bean(AdministratorRecovery.class).link(Role.SYSTEM_ADMIN, "");
        assertThat(made.login()).isEqualTo("lone.system");
        assertThat(before.get("/home").status())
                .as("nothing changes before it is used")
                .isEqualTo(200);
        Browser person = application.browserAt("127.0.0.14");
        assertThat(person.get(made.path()).html().select("input[name=code]")).isEmpty();
        var set = Map.of("password", "Xin-De-Mi-88", "repeat", "Xin-De-Mi-88");
        assertThat(person.post(made.path(), made.path(), set).location()).isEqualTo("/login");
        assertThat(before.get("/home").status()).as("sessions ended").isEqualTo(303);
        assertThat(person.login("lone.system", "Xin-De-Mi-88").location()).isEqualTo("/home");
        assertThat(person.get("/home").location()).isEqualTo("/account/second-factor");
        assertThat(application
                        .database
                        .owner()
                        .sql("SELECT string_agg(action, ' ' ORDER BY id) FROM audit.entry WHERE subject = :id"
                                + " AND action IN ('identity.recoveryLinkIssued', 'identity.secondFactorReset')")
                        .param("id", made.account().toString())
                        .query(String.class)
                        .single())
                .isEqualTo("identity.recoveryLinkIssued identity.secondFactorReset");
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        var all = new java.util.HashMap<>(fields);
        all.put(name, value);
        return all;
    }
}
