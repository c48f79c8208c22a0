package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.SelectOption;
import dev.kechuang.testing.Browser;
import dev.samstevens.totp.code.DefaultCodeGenerator;
import dev.samstevens.totp.exceptions.CodeGenerationException;
import java.time.Instant;
import java.util.Objects;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Three administrators, none of whom can do anything alone, let a new officer in and check one another. */
class AdministratorsJourneyTest extends Journey {

    private final SoftAssertions looks = new SoftAssertions();

    @Test
    void oneMakesTheAccountAnotherGrantsTheRoleAndTheThirdFindsAllOfIt() {
        String name = "苏晓棠";
        String login = "su.xiaotang";
        String password = "Pingjiang-Lu-27";
        try (Browser system = Browser.desktop();
                Browser security = Browser.desktop();
                Browser audit = Browser.desktop();
                Browser officer = Browser.desktop()) {
            logIn(system, "sysadmin");
            open(system, "/identity/accounts");
            look(system, "accounts");
            follow(system, "新建账号");
            fill(system, "login", "Su Xiaotang");
            press(system, "建立账号");
            assertThat(text(system)).contains("请填写姓名").contains("登录名应为");
            look(system, "account-new-wrong");
            fill(system, "name", name);
            fill(system, "login", login);
            system.page().locator("main select[name='unit']").selectOption(new SelectOption().setLabel("高新处"));
            look(system, "account-new");
            press(system, "建立账号");
            String account = system.page().url();
            String link = system.page().locator("main code").innerText();
            look(system, "account-link");
            system.page().reload();
            assertThat(text(system)).as("shown once").doesNotContain(link);

            officer.page().navigate(link);
            assertThat(text(officer)).contains(name).contains(login);
            fill(officer, "password", "12345678");
            fill(officer, "repeat", "12345678");
            press(officer, "完成设置");
            assertThat(text(officer)).contains("密码至少");
            look(officer, "link-wrong");
            fill(officer, "password", password);
            fill(officer, "repeat", password);
            press(officer, "完成设置");
            assertThat(text(officer)).contains("密码已设置");
            look(officer, "login");
            officer.page().navigate(link);
            assertThat(text(officer)).contains("链接无效");
            look(officer, "link-used");

            logIn(officer, login, password);
            look(officer, "home-without-role");
            assertThat(text(officer)).contains("尚未授权");
            assertThat(status(officer, "/organisations")).isEqualTo(403);

            logIn(security, "secadmin");
            assertThat(text(security)).as("waits on the home page").contains(name);
            security.page().navigate(account);
            security.page().locator("main select[name='role']").selectOption("COUNTY_OFFICER");
            press(security, "授予");
            assertThat(text(security)).contains("此角色须属于县区或园区科技部门");
            look(security, "account-grant-wrong");
            security.page().locator("main select[name='role']").selectOption("BUREAU_OFFICER");
            press(security, "授予");
            assertThat(text(security)).contains("角色已授予");
            look(security, "account-granted");

            open(officer, "/organisations");
            assertThat(officer.page().locator("main table tbody tr").count()).isPositive();

            ownAccountIsRefused(security, account);

            logIn(audit, "auditadmin");
            for (Browser administrator : new Browser[] {system, security, audit}) {
                open(administrator, "/identity/actions");
                assertThat(text(administrator)).contains(name).contains("建立账号").contains("授予角色");
                assertThat(status(administrator, "/organisations")).isEqualTo(403);
            }
            open(audit, "/identity/actions");
            look(audit, "actions");
            open(audit, "/audit?subject=" + account.substring(account.lastIndexOf('/') + 1));
            assertThat(text(audit))
                    .contains("建立账号")
                    .contains("用链接设置密码")
                    .contains("授予角色")
                    .contains("登录");
            look(audit, "audit");
            assertThat(status(system, "/audit")).isEqualTo(403);
            assertThat(status(security, "/audit")).isEqualTo(403);
        }
    }

    /** The page offers no form for it, and a form made up is answered with the reason. */
    private void ownAccountIsRefused(Browser security, String other) {
        open(security, "/identity/accounts?text=secadmin");
        security.page().locator("main table tbody a").first().click();
        security.page().waitForLoadState();
        String own = security.page().url();
        assertThat(security.page().locator("main form[action$='/grant']").count())
                .isZero();
        look(security, "account-own");
        security.page().navigate(other);
        security.page()
                .evaluate(
                        "path => document.querySelector(\"main form[action$='/grant']\").action = path",
                        own + "/grant");
        security.page().locator("main form[action$='/grant'] select").selectOption("EXPERT");
        press(security, "授予");
        assertThat(text(security)).contains("不能对本人账号进行此操作");
        look(security, "account-own-refused");
    }

    @Test
    void unitsAndOpenSessionsAreLookedAfter() {
        try (Browser system = Browser.desktop()) {
            logIn(system, "sysadmin");
            look(system, "home-administrator");
            open(system, "/identity/accounts?text=nobody-is-called-this");
            assertThat(text(system)).contains("没有符合条件的账号");
            look(system, "accounts-none");
            open(system, "/identity/units");
            look(system, "units");
            follow(system, "新建机构");
            press(system, "保存");
            look(system, "unit-form-wrong");
            fill(system, "name", "成果转化处");
            fill(system, "code", "sz-transfer");
            choose(system, "kind", "DIVISION");
            system.page().locator("main select[name='parent']").selectOption(new SelectOption().setIndex(1));
            choose(system, "region", "320500");
            look(system, "unit-form");
            press(system, "保存");
            assertThat(text(system)).contains("成果转化处");
            open(system, "/identity/sessions");
            look(system, "open-sessions");
        }
    }

    @Test
    void everybodyLooksAfterTheOwnAccount() throws CodeGenerationException {
        String login = "broker.4"; // keeps a second factor: nobody whom other tests draw as a reviewer
        String secret;
        String used;
        String recovery;
        try (Browser broker = Browser.desktop()) {
            logIn(broker, login);
            open(broker, "/account");
            look(broker, "account");
            fill(broker, "phone", "12");
            press(broker, "保存");
            look(broker, "account-wrong");
            open(broker, "/account/password");
            look(broker, "password");
            fill(broker, "present", "wrong-password");
            fill(broker, "password", "Shantang-Jie-9");
            fill(broker, "repeat", "Shantang-Jie-9");
            press(broker, "修改密码");
            assertThat(text(broker)).contains("当前密码不正确");
            look(broker, "password-wrong");
            open(broker, "/account/tokens");
            look(broker, "tokens-none");
            fill(broker, "name", "财务系统取数");
            press(broker, "创建令牌");
            assertThat(broker.page().locator("main code").innerText()).startsWith("kc_");
            look(broker, "token-created");
            open(broker, "/account/sessions");
            look(broker, "sessions");
            open(broker, "/account/second-factor");
            secret = broker.page().locator("main code").innerText();
            look(broker, "second-factor");
            fill(broker, "code", "000000");
            press(broker, "启用");
            look(broker, "second-factor-wrong");
            used = code(secret);
            fill(broker, "code", used);
            press(broker, "启用");
            recovery = broker.page().locator("main li code").first().innerText();
            look(broker, "recovery");
            follow(broker, "已妥善保管");
            look(broker, "second-factor-on");
        }
        try (Browser again = Browser.desktop()) {
            logIn(again, login, DEMO_PASSWORD);
            look(again, "code");
            fill(again, "code", used);
            press(again, "登录");
            assertThat(text(again)).as("each code is good once").contains("验证码不正确");
            look(again, "code-wrong");
            fill(again, "code", recovery);
            press(again, "登录");
            assertThat(again.page().url()).endsWith("/home");
        }
    }

    /** What the device shows now. */
    private static String code(String secret) throws CodeGenerationException {
        return new DefaultCodeGenerator().generate(secret, Instant.now().getEpochSecond() / 30);
    }

    private int status(Browser browser, String path) {
        Response answer = browser.page().navigate(address(path));
        return Objects.requireNonNull(answer).status();
    }

    @AfterEach
    void everyPageWasFitToBeSeen() {
        looks.assertAll();
    }

    /** The page as it stands, on a desk and on a telephone. */
    private void look(Browser browser, String name) {
        browser.photograph("identity-" + name + "-1440");
        looks.check(browser::accessible);
        looks.check(browser::fits);
        browser.page().setViewportSize(390, 844);
        browser.photograph("identity-" + name + "-390");
        looks.check(browser::accessible);
        looks.check(browser::fits);
        browser.page().setViewportSize(1440, 900);
    }
}
