package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.testing.Browser;
import org.junit.jupiter.api.Test;

/** A firm registers on a telephone, the county looks at it and confirms, and the firm hears of it. */
class RegistrationJourneyTest extends Journey {

    @Test
    void aFirmRegistersAndIsConfirmedByItsCounty() {
        String code = freshCreditCode();
        String name = "太仓市晨曦精密传动有限公司";
        String login = "chenxi.finance";
        String password = "Chenxi-Gears-88";
        try (Browser firm = Browser.telephone()) {
            open(firm, "/register");
            firm.accessible().fits();
            // A slip in the code is told at the field, and what was typed is still there.
            fill(firm, "creditCode", code.substring(0, 17) + (code.endsWith("1") ? "2" : "1"));
            fill(firm, "name", name);
            press(firm, "下一步");
            assertThat(text(firm)).contains("校验位不符");
            assertThat(firm.page().locator("main [name='name']").inputValue()).isEqualTo(name);
            firm.accessible().photograph("register-wrong-code");

            fill(firm, "creditCode", code);
            press(firm, "下一步");
            choose(firm, "kind", "enterprise");
            choose(firm, "region", "320585");
            choose(firm, "industry", "C34");
            fill(firm, "founded", "2016-05-18");
            firm.accessible().fits();
            press(firm, "下一步");
            fill(firm, "account.name", "顾晓琴");
            fill(firm, "account.phone", "13800000001");
            fill(firm, "account.email", "finance@example.com");
            fill(firm, "account.login", login);
            fill(firm, "account.password", password);
            fill(firm, "repeat", password);
            firm.accessible().fits();
            press(firm, "提交注册");
            assertThat(text(firm)).contains(name).contains("太仓市");
            firm.photograph("register-done");
        }

        try (Browser county = Browser.desktop()) {
            logIn(county, "county");
            open(county, "/organisations/waiting");
            county.accessible().fits().photograph("waiting");
            follow(county, name);
            assertThat(text(county)).contains(code);
            press(county, "确认");
            assertThat(text(county)).contains("已确认");
            county.accessible().fits().photograph("organisation-confirmed");
        }

        try (Browser firm = Browser.telephone()) {
            logIn(firm, login, password);
            open(firm, "/messages");
            assertThat(text(firm)).contains(name);
            firm.accessible().fits().photograph("message-confirmed");
        }
    }

    @Test
    void anotherCountyDoesNotSeeTheRegistration() {
        String code = freshCreditCode();
        try (Browser firm = Browser.desktop()) {
            register(firm, code, "太仓市远帆检测技术有限公司", "yuanfan.li");
        }
        try (Browser other = Browser.desktop()) {
            logIn(other, "kunshan.1");
            open(other, "/organisations?q=" + code);
            assertThat(text(other)).doesNotContain("远帆");
            open(other, "/organisations/waiting");
            assertThat(text(other)).doesNotContain("远帆");
        }
    }

    @Test
    void aCodeThatIsTakenNamesWhomToAsk() {
        String code = freshCreditCode();
        try (Browser firm = Browser.desktop()) {
            register(firm, code, "太仓市恒岳新材料有限公司", "hengyue.wang");
            open(firm, "/register");
            fill(firm, "creditCode", code);
            fill(firm, "name", "太仓市恒岳新材料有限公司");
            press(firm, "下一步");
            assertThat(text(firm)).contains("已");
            assertThat(firm.page().locator("main .wrong [name='creditCode']").count())
                    .isEqualTo(1);
        }
    }

    private void register(Browser firm, String code, String name, String login) {
        open(firm, "/register");
        fill(firm, "creditCode", code);
        fill(firm, "name", name);
        press(firm, "下一步");
        choose(firm, "kind", "enterprise");
        choose(firm, "region", "320585");
        choose(firm, "industry", "M74");
        press(firm, "下一步");
        fill(firm, "account.name", "李明");
        fill(firm, "account.phone", "13800000002");
        fill(firm, "account.email", login + "@example.com");
        fill(firm, "account.login", login);
        fill(firm, "account.password", "Registered-2026");
        fill(firm, "repeat", "Registered-2026");
        press(firm, "提交注册");
        assertThat(text(firm)).contains("太仓市");
    }
}
