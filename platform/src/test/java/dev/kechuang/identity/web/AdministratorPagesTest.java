package dev.kechuang.identity.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import dev.kechuang.identity.DemoAccounts;
import dev.kechuang.identity.internal.DemoPeople;
import dev.kechuang.identity.web.WebApplication.Browser;
import dev.kechuang.shared.DemoFiller;
import dev.kechuang.shared.access.Role;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The pages of identity in demonstration mode, as each kind of person uses them. */
class AdministratorPagesTest {

    private static WebApplication application;

    @BeforeAll
    static void start() throws IOException {
        application = new WebApplication("kc.demo=true", "kc.identity.logins-per-minute=1000");
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        application.bean(DemoPeople.class).fill(new DemoFiller.City(0, "320500", random), done -> {});
    }

    @AfterAll
    static void stop() {
        application.close();
    }

    private static Browser as(String login) throws Exception {
        Browser browser = application.browser();
        assertThat(browser.login(login, DemoAccounts.PASSWORD).location())
                .as(login)
                .isEqualTo("/home");
        return browser;
    }

    private static String accountId(String login) {
        return application
                .database
                .jdbc()
                .sql("SELECT id FROM identity.account WHERE login = :login")
                .param("login", login)
                .query(UUID.class)
                .single()
                .toString();
    }

    @Test
    void everyRoleOfTheCityHasSomebodyToLogInAs() {
        var entries = application.bean(DemoAccounts.class).entries();
        assertThat(entries)
                .extracting(DemoAccounts.Entry::role)
                .containsExactly(
                        Role.EXPERT,
                        Role.BROKER,
                        Role.COUNTY_OFFICER,
                        Role.BUREAU_OFFICER,
                        Role.BUREAU_LEADER,
                        Role.SYSTEM_ADMIN,
                        Role.SECURITY_ADMIN,
                        Role.AUDIT_ADMIN);
        assertThat(entries)
                .extracting(DemoAccounts.Entry::login)
                .containsExactly(
                        "expert", "broker", "county", "officer", "leader", "sysadmin", "secadmin", "auditadmin");
        assertThat(entries).extracting(DemoAccounts.Entry::place).contains("高新处", "太仓市科学技术局");
    }

    @Test
    void everyPageShowsInBothLanguagesWithoutAnythingInline() throws Exception {
        String expert = accountId("expert");
        var mine = List.of(
                "/account", "/account/password", "/account/second-factor", "/account/sessions", "/account/tokens");
        var read = List.of(
                "/home",
                "/identity/accounts",
                "/identity/accounts?text=expert&role=EXPERT&status=ACTIVE",
                "/identity/accounts/" + expert,
                "/identity/units",
                "/identity/sessions",
                "/identity/actions");
        for (String login : List.of("sysadmin", "secadmin", "auditadmin")) {
            Browser browser = as(login);
            for (String language : List.of("zh", "en")) {
                browser.post("/account", "/preferences", Map.of("lang", language, "back", "/account"));
                for (var paths : List.of(mine, read)) for (String path : paths) check(browser, path);
                if (login.equals("sysadmin")) {
                    check(browser, "/identity/accounts/new");
                    check(browser, "/identity/units/new");
                }
            }
        }
        Browser officer = as("officer");
        for (String path : mine) check(officer, path);
        for (String path : List.of("/identity/accounts", "/identity/units", "/identity/sessions", "/identity/actions"))
            assertThat(officer.get(path).status()).as(path).isEqualTo(403);
        assertThat(as("auditadmin").get("/identity/accounts/new").status()).isEqualTo(403);
    }

    private static void check(Browser browser, String path) throws Exception {
        var page = browser.get(path);
        assertThat(page.status()).as(path + "\n" + page.text()).isEqualTo(200);
        assertThat(page.response().body())
                .as(path)
                .doesNotContainPattern("<script(?![^>]*src=)|\\sstyle=|\\son[a-z]+=\"");
        assertThat(page.html().select("form[method=post]"))
                .as(path)
                .allMatch(form -> !form.select("input[name=_csrf]").isEmpty());
    }

    @Test
    void anAccountIsMadeByOneAndGivenItsRoleByAnotherAndItsPersonSetsThePassword() throws Exception {
        Browser system = as("sysadmin");
        Browser security = as("secadmin");
        var wrong = system.post(
                "/identity/accounts/new", "/identity/accounts", Map.of("name", "", "login", "li.na", "unit", ""));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text()).contains("请填写姓名");
        assertThat(wrong.html().select("input[name=login]").val()).isEqualTo("li.na");

        String unit = application
                .database
                .jdbc()
                .sql("SELECT id FROM identity.unit WHERE code = 'sz-kunshan'")
                .query(UUID.class)
                .single()
                .toString();
        var made = system.post(
                "/identity/accounts/new", "/identity/accounts", Map.of("name", "李娜", "login", "li.na", "unit", unit));
        String detail = made.location();
        var shown = system.get(detail);
        String link = shown.html().select("code").text();
        assertThat(link).contains("/link/");
        assertThat(system.get(detail).html().select("code")).as("shown once").isEmpty();
        String path = link.substring(link.indexOf("/link/"));

        Browser person = application.browser();
        assertThat(person.get(path).text()).contains("李娜");
        assertThat(person.post(path, path, Map.of("password", "Taihu-Lan-66", "repeat", "Taihu-Lan-67"))
                        .text())
                .contains("两次输入的密码不一致");
        assertThat(person.post(path, path, Map.of("password", "Taihu-Lan-66", "repeat", "Taihu-Lan-66"))
                        .location())
                .isEqualTo("/login");
        assertThat(person.get(path).text()).contains("链接无效、已使用或已过期");
        assertThat(person.login("li.na", "Taihu-Lan-66").location()).isEqualTo("/home");
        assertThat(person.get("/api/identity/me").response().body()).contains("\"roles\":[]");

        var misfit = security.post(detail, detail + "/grant", Map.of("role", "BUREAU_OFFICER"));
        assertThat(misfit.status()).isEqualTo(422);
        assertThat(misfit.text()).contains("此角色须属于市局或其处室");
        assertThat(security.post(detail, detail + "/grant", Map.of("role", "COUNTY_OFFICER"))
                        .status())
                .isBetween(302, 303);
        assertThat(person.get("/api/identity/me").response().body())
                .contains("COUNTY_OFFICER")
                .contains("320583");
        assertThat(system.post(detail, detail + "/grant", Map.of("role", "EXPERT"))
                        .status())
                .isEqualTo(403);

        assertThat(as("auditadmin").get("/identity/actions").text())
                .contains("李娜")
                .contains("授予角色")
                .contains("建立账号");

        assertThat(system.post(detail, detail + "/lock", Map.of("reason", "")).text())
                .contains("请填写原因");
        system.post(detail, detail + "/lock", Map.of("reason", "调离"));
        assertThat(person.get("/account").location()).contains("ended=LOCKED");
        assertThat(person.login("li.na", "Taihu-Lan-66").text()).contains("调离");
    }

    @Test
    void theSecurityAdministratorCannotServeItself() throws Exception {
        Browser security = as("secadmin");
        String own = "/identity/accounts/" + accountId("secadmin");
        assertThat(security.get(own).html().select("form[action$=/grant]")).isEmpty();
        assertThat(security.post("/account", own + "/grant", Map.of("role", "EXPERT"))
                        .text())
                .contains("不能对本人账号进行此操作");
    }

    @Test
    void aSecondFactorIsSetUpAndThenAskedFor() throws Exception {
        Browser browser = as("expert.2");
        String secret =
                browser.get("/account/second-factor").html().select("code").text();
        assertThat(browser.post("/account/second-factor", "/account/second-factor", Map.of("code", "000000"))
                        .status())
                .isEqualTo(422);
        var codes = browser.post("/account/second-factor", "/account/second-factor", Map.of("code", code(secret, 0)));
        assertThat(codes.html().select("li code")).hasSize(10);
        String recovery = codes.html().select("li code").eachText().getFirst();

        Browser again = application.browser();
        assertThat(again.login("expert.2", DemoAccounts.PASSWORD).location()).isEqualTo("/login/code");
        assertThat(again.get("/account").status())
                .as("half logged in is not logged in")
                .isEqualTo(303);
        assertThat(again.post("/login/code", "/login/code", Map.of("code", code(secret, 0)))
                        .status())
                .as("used when it was set up")
                .isEqualTo(422);
        assertThat(again.post("/login/code", "/login/code", Map.of("code", recovery))
                        .location())
                .isEqualTo("/home");
        assertThat(again.get("/account").status()).isEqualTo(200);
    }

    private static String code(String secret, int later) {
        return CodeOf.code(secret, Instant.now().getEpochSecond() / 30 + later);
    }

    /** What the device would show. */
    private static final class CodeOf {
        static String code(String secret, long step) {
            try {
                return new dev.samstevens.totp.code.DefaultCodeGenerator().generate(secret, step);
            } catch (dev.samstevens.totp.exceptions.CodeGenerationException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void aTokenIsShownOnceAndWorksUntilItIsRevoked() throws Exception {
        Browser browser = as("broker");
        var made = browser.post("/account/tokens", "/account/tokens", Map.of("name", "取数", "days", "30"));
        String token = made.html().select("code").text();
        assertThat(token).startsWith("kc_");
        assertThat(browser.get("/account/tokens").text()).doesNotContain(token).contains("取数");

        Browser program = application.browser();
        String header = "Bearer " + token;
        assertThat(program.get("/api/identity/me", "Authorization", header)
                        .response()
                        .body())
                .contains("BROKER");
        assertThat(program.json("PUT", "/api/identity/me/contact", "{\"phone\":\"x\"}", "Authorization", header)
                        .status())
                .isEqualTo(422);
        assertThat(program.json(
                                "POST",
                                "/api/identity/me/tokens",
                                "{\"name\":\"x\",\"days\":1}",
                                "Authorization",
                                header)
                        .status())
                .as("a token makes no tokens")
                .isEqualTo(403);
        assertThat(program.get("/account", "Authorization", header).status())
                .as("pages need a session")
                .isEqualTo(303);
        String revoke = browser.get("/account/tokens")
                .html()
                .select("form[action$=/revoke]")
                .attr("action");
        browser.post("/account/tokens", revoke, Map.of());
        assertThat(program.get("/api/identity/me", "Authorization", header).status())
                .isEqualTo(401);
        assertThat(as("sysadmin")
                        .post("/account/tokens", "/account/tokens", Map.of("name", "x", "days", "1"))
                        .text())
                .contains("管理员账号不能创建访问令牌");
    }

    @Test
    void theCommandsForProgramsWithASessionNeedTheToken() throws Exception {
        Browser system = as("sysadmin");
        assertThat(system.json("POST", "/api/identity/accounts", "{}").status()).isEqualTo(403);
        assertThat(system.get("/api/identity/accounts?text=expert.299")
                        .response()
                        .body())
                .contains("\"login\":\"expert.299\"")
                .doesNotContain("argon2");
        assertThat(as("officer").get("/api/identity/accounts").status()).isEqualTo(403);
    }

    /** The field that every form holds, for a program that works with a session. */
    private static String[] token(Browser browser) throws Exception {
        String value = browser.get("/account/password").html().select("input[name=_csrf]").stream()
                .findFirst()
                .orElseThrow()
                .val();
        return new String[] {"X-XSRF-TOKEN", value};
    }

    private static String answer(int status, Browser browser, String method, String path, String body)
            throws Exception {
        var page = browser.json(method, path, body, token(browser));
        assertThat(page.status())
                .as(method + " " + path + "\n" + page.response().body())
                .isEqualTo(status);
        return page.response().body();
    }

    @Test
    void whatAdministratorsDoToAccountsProgramsCanDoToo() throws Exception {
        Browser system = as("sysadmin");
        Browser security = as("secadmin");
        String wrong = answer(422, system, "POST", "/api/identity/units", "{\"code\": \"\", \"name\": \"\"}");
        assertThat(JsonPath.<List<String>>read(wrong, "$.errors[*].field")).contains("name");
        String parent = application
                .database
                .jdbc()
                .sql("SELECT id FROM identity.unit WHERE code = 'sz-bureau'")
                .query(UUID.class)
                .single()
                .toString();
        String unit = JsonPath.read(
                answer(
                        200,
                        system,
                        "POST",
                        "/api/identity/units",
                        "{\"code\": \"sz-api\", \"name\": \"接口处\", \"kind\": \"DIVISION\", \"region\": \"320500\", \"parent\": \"%s\"}"
                                .formatted(parent)),
                "$");
        answer(
                200,
                system,
                "PUT",
                "/api/identity/units/" + unit,
                "{\"name\": \"接口管理处\", \"en\": \"API\", \"active\": true}");
        assertThat(system.get("/api/identity/units").response().body()).contains("接口管理处");

        answer(422, system, "POST", "/api/identity/accounts", "{\"login\": \"jie.kou\", \"name\": \"\"}");
        answer(403, security, "POST", "/api/identity/accounts", "{\"login\": \"jie.kou\", \"name\": \"接口\"}");
        String made = answer(
                200,
                system,
                "POST",
                "/api/identity/accounts",
                "{\"login\": \"jie.kou\", \"name\": \"王接口\", \"unit\": \"%s\"}".formatted(unit));
        String account = "/api/identity/accounts/" + JsonPath.read(made, "$.account");
        answer(
                200,
                system,
                "PUT",
                account,
                "{\"name\": \"王界面\", \"phone\": \"13900000002\", \"unit\": \"%s\"}".formatted(unit));
        answer(200, security, "PUT", account + "/roles/BUREAU_OFFICER", "");
        answer(403, system, "PUT", account + "/roles/EXPERT", "");
        assertThat(system.get(account).response().body()).contains("王界面", "BUREAU_OFFICER");
        answer(200, security, "DELETE", account + "/roles/BUREAU_OFFICER", "");
        answer(422, system, "POST", account + "/lock", "{\"reason\": \"\"}");
        answer(200, system, "POST", account + "/lock", "{\"reason\": \"调离\"}");
        answer(200, system, "POST", account + "/unlock", "");
        assertThat(answer(200, system, "POST", account + "/reset", "")).contains("/link/");
        answer(200, security, "DELETE", account + "/sessions", "");
        answer(422, security, "DELETE", account + "/second-factor", "");
        answer(200, system, "POST", account + "/close", "{\"reason\": \"离职\"}");
        assertThat(system.get(account).response().body()).contains("CLOSED");
        assertThat(as("auditadmin").get("/api/identity/actions").response().body())
                .contains("王界面");
    }

    @Test
    void onesOwnAccountIsKeptByProgramsWithASession() throws Exception {
        Browser browser = as("expert.3");
        String me = "/api/identity/me";
        answer(200, browser, "PUT", me + "/contact", "{\"phone\": \"13900000003\", \"email\": \"e3@example.cn\"}");
        String wrong = answer(422, browser, "PUT", me + "/password", "{\"present\": \"not it\", \"password\": \"x\"}");
        assertThat(JsonPath.<List<String>>read(wrong, "$.errors[*].field")).contains("present");

        String secret = JsonPath.read(answer(200, browser, "POST", me + "/second-factor/secret", ""), "$.secret");
        answer(422, browser, "PUT", me + "/second-factor", "{\"code\": \"000000\"}");
        String codes =
                answer(200, browser, "PUT", me + "/second-factor", "{\"code\": \"%s\"}".formatted(code(secret, 0)));
        assertThat(JsonPath.<List<String>>read(codes, "$.recoveryCodes")).hasSize(10);
        answer(422, browser, "POST", me + "/second-factor/codes", "{\"present\": \"not it\"}");
        String present = "{\"present\": \"%s\"}".formatted(DemoAccounts.PASSWORD);
        assertThat(answer(200, browser, "POST", me + "/second-factor/codes", present))
                .isNotEqualTo(codes);
        answer(422, browser, "DELETE", me + "/second-factor", "{\"present\": \"not it\"}");
        answer(200, browser, "DELETE", me + "/second-factor", present);
        answer(404, browser, "DELETE", me + "/oidc", "");

        String token = answer(200, browser, "POST", me + "/tokens", "{\"name\": \"取数\", \"days\": 3}");
        String bearer = JsonPath.read(token, "$.secret");
        var program = application.browser();
        assertThat(program.json("POST", me + "/second-factor/secret", "", "Authorization", "Bearer " + bearer)
                        .status())
                .as("a token that leaked changes no second factor")
                .isEqualTo(403);
        String list = browser.get(me + "/tokens").response().body();
        answer(
                204,
                browser,
                "DELETE",
                me + "/tokens/" + JsonPath.<List<String>>read(list, "$[*].id").getFirst(),
                "");

        as("expert.3");
        String sessions = browser.get(me + "/sessions").response().body();
        assertThat(JsonPath.<List<String>>read(sessions, "$[*].id")).hasSizeGreaterThan(1);
        answer(
                200,
                browser,
                "DELETE",
                me + "/sessions/"
                        + JsonPath.<List<String>>read(sessions, "$[*].id").getFirst(),
                "");
    }
}
