package dev.kechuang.journeys;

import dev.kechuang.testing.Browser;
import java.util.List;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** The pages by which a plan is followed up: axe finds nothing, and nothing is wider than a telephone. */
class FollowUpJourneyTest extends Journey {

    private static final String ID = "[0-9a-f]{8}-[0-9a-f-]{27}";

    private final SoftAssertions looks = new SoftAssertions();

    private void look(Browser browser, String path) {
        open(browser, path);
        for (int width : new int[] {390, 1440}) {
            browser.page().setViewportSize(width, 900);
            looks.check(browser::fits);
        }
        looks.check(browser::accessible); // the wide page holds all that the narrow one does
    }

    /** The first thing of a list, looked at; empty where the list is empty. */
    private String first(Browser browser, String list, String below) {
        look(browser, list);
        Object found = browser.page()
                .evaluate(
                        "p => [...document.querySelectorAll('main a')].map(a => a.getAttribute('href'))"
                                + ".find(h => h && new RegExp(p).test(h)) ?? ''",
                        "^" + below + ID + "$");
        String path = String.valueOf(found);
        if (!path.isEmpty()) look(browser, path);
        return path;
    }

    @Test
    void everyPageOfTheFollowUpIsForEverybody() {
        try (Browser browser = Browser.desktop()) {
            logIn(browser, "officer");
            String plan = first(browser, "/plans", "/plans/");
            first(browser, plan, plan + "/items/");
            for (String path : List.of(
                    "/my-tasks",
                    "/progress?state=all",
                    "/progress/late",
                    "/supervision/new",
                    "/opinions/statistics",
                    "/media-reports",
                    "/indicators/reporting")) look(browser, path);
            first(browser, "/plan-bulletins", "/plan-bulletins/");
            first(browser, "/assessments", "/assessments/");
            first(browser, "/supervision", "/supervision/");
            first(browser, "/opinions", "/opinions/");
            first(browser, "/opinions/forms", "/opinions/forms/");
            first(browser, "/opinions/meetings", "/opinions/meetings/");
            first(browser, "/schemes", "/schemes/");
            String frozen = first(browser, "/reports?state=frozen", "/reports/");
            look(browser, frozen + "/versions/1");
            look(browser, frozen + "/versions/1/changes");
            look(browser, first(browser, "/reports?state=draft", "/reports/") + "/sections");
        }
        looks.assertAll();
    }
}
