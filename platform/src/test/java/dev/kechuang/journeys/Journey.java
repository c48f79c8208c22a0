package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.LoadState;
import dev.kechuang.shared.CreditCode;
import dev.kechuang.shared.Invariant;
import dev.kechuang.testing.Browser;
import dev.kechuang.testing.WebTest;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;

/** What journeys share: logging in, buttons by their words, and the look at every invariant afterwards. */
abstract class Journey extends WebTest {

    static final String DEMO_PASSWORD = "Kechuang-2026";

    private static final AtomicInteger CODES = new AtomicInteger();

    @Autowired
    private List<Invariant> invariants;

    @AfterEach
    void theDatabaseHolds() {
        assertThat(invariants.stream()
                        .flatMap(invariant -> invariant.check().violations().stream()
                                .map(violation -> invariant.name() + ": " + violation))
                        .toList())
                .as("what breaks an invariant")
                .isEmpty();
    }

    /** A credit code of Taicang that no organisation has. */
    static String freshCreditCode() {
        String first = "91320585MU" + "%07d".formatted(CODES.incrementAndGet());
        return first + CreditCode.checkCharacter(first);
    }

    void logIn(Browser browser, String login) {
        logIn(browser, login, DEMO_PASSWORD);
        assertThat(browser.page().url()).as(login + " is in").doesNotContain("/login");
    }

    void logIn(Browser browser, String login, String password) {
        open(browser, "/login");
        fill(browser, "login", login);
        fill(browser, "password", password);
        press(browser, "登录");
    }

    void open(Browser browser, String path) {
        browser.page().navigate(address(path));
    }

    static void fill(Browser browser, String field, String value) {
        browser.page().locator("main [name='" + field + "']").first().fill(value);
    }

    static void choose(Browser browser, String field, String value) {
        browser.page().locator("main select[name='" + field + "']").selectOption(value);
    }

    /** Presses a button of the page by its words. */
    static void press(Browser browser, String button) {
        var named = new com.microsoft.playwright.Locator.GetByRoleOptions()
                .setName(button)
                .setExact(true);
        browser.page().locator("main").getByRole(AriaRole.BUTTON, named).first().click();
        browser.page().waitForLoadState();
    }

    /** Follows a link of the page by its words. */
    static void follow(Browser browser, String link) {
        var named = new com.microsoft.playwright.Locator.GetByRoleOptions().setName(link);
        browser.page().locator("main").getByRole(AriaRole.LINK, named).first().click();
        browser.page().waitForLoadState();
    }

    static String text(Browser browser) {
        browser.page().waitForLoadState(LoadState.DOMCONTENTLOADED); // after a click the page may still be arriving
        return browser.page().locator("main").innerText();
    }
}
