package dev.kechuang.policy.web.library;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.kechuang.testing.Browser;
import dev.kechuang.testing.WebTest;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The library in a browser, on a desk and on a telephone, by somebody without an account. */
class LibraryBrowserTest extends WebTest {

    private static final List<String> PAGES = List.of(
            "/policies",
            "/policies?q=nothing-like-this",
            "/policies/cn-tech-sme",
            "/policies/cn-tech-sme/calculator",
            "/policies/finder",
            "/policies/finder?a=titles:none");

    @Test
    void everyPageIsWholeAndAccessible() {
        try (var desk = Browser.desktop();
                var telephone = Browser.telephone()) {
            for (String path : PAGES) {
                desk.page().navigate(address(path));
                desk.accessible().fits();
                telephone.page().navigate(address(path));
                telephone.accessible().fits();
            }
        }
    }

    @Test
    void theCalculatorDecidesWhileOneTypesAndKeepsThePlace() {
        try (var desk = Browser.desktop()) {
            Page page = desk.page();
            page.navigate(address("/policies/cn-tech-sme/calculator?day=2026-06-01"));
            page.waitForFunction("() => window.htmx !== undefined");
            page.locator("[id='f-try.staff.2025']").fill("520");
            page.locator("[id='f-try.revenue.2025']").click();
            assertThat(page.locator("#result .verdict")).containsText("不符合");
            assertThat(page.locator("#result li.not-met")).containsText("超出 20人");
            page.locator("[id='f-try.staff.2025']").fill("many");
            page.locator("[id='f-try.revenue.2025']").click();
            assertThat(page.locator("[id='f-try.staff.2025-error']")).containsText("整数");
            assertThat(page.locator("[id='f-try.staff.2025']")).hasValue("many");
            page.locator("[id='f-try.intellectual-property']").selectOption("some");
            assertThat(page.locator(".event-rows li")).hasCount(1);
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("再加一条知识产权"))
                    .click();
            assertThat(page.locator(".event-rows li")).hasCount(2);
            page.locator("[id='f-try.intellectual-property.1.granted']").fill("2024-13-01");
            page.locator("[id='f-try.intellectual-property.1.times']").pressSequentially("12");
            assertThat(page.locator("[id='f-try.intellectual-property.1.granted-error']"))
                    .containsText("应为日期");
            assertThat(page.locator("[id='f-try.intellectual-property.1.times']"))
                    .hasValue("12");
            page.locator("#f-day").fill("2025-06-01");
            page.locator("#f-day").blur();
            assertThat(page.locator("[id='f-try.staff.2024']")).isVisible();
            desk.accessible().fits();
        }
    }

    @Test
    void sixQuestionsOnATelephone() {
        try (var telephone = Browser.telephone()) {
            Page page = telephone.page();
            page.navigate(address("/policies"));
            page.getByText("开始回答").first().click();
            for (int i = 0; i < 6 && page.locator("form.finder").count() > 0; i++) {
                page.locator("form.finder input[name=v]").last().check();
                page.getByText("下一题").click();
            }
            assertThat(page.locator("#main")).containsText("问完了");
            telephone.accessible().fits();
            page.getByText("带上回答去算一算").first().click();
            assertThat(page.locator("#result")).isVisible();
        }
    }
}
