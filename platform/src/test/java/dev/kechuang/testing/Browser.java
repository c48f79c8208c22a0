package dev.kechuang.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.TimeoutError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A real Chromium for journeys through the pages, started once. Where there is none the journeys are skipped with a
 * message; CI always has one.
 */
public final class Browser implements AutoCloseable {

    private static final List<Path> PLACES = List.of(
            Path.of("/usr/bin/chromium"), Path.of("/usr/bin/chromium-browser"), Path.of("/usr/bin/google-chrome"));

    /** By how many pixels a page sticks out to the right. */
    private static final String OVERFLOW =
            "document.documentElement.scrollWidth - document.documentElement.clientWidth";

    /** Where journeys leave photographs of the pages they pass. */
    private static final Path PHOTOGRAPHS = Path.of("target/photographs");

    private final BrowserContext context;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();

    private Browser(BrowserContext context) {
        this.context = context;
        this.page = context.newPage();
        // For machines that are busy with something else; a page that never comes fails all the same.
        page.setDefaultTimeout(60_000);
        // A refused inline script or a failing one is a fault of ours even if the page looks right.
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("Failed to load resource")) {
                complaints.add(message.text());
            }
        });
    }

    /** A fresh visitor with a desktop window. */
    public static Browser desktop() {
        return open(1440, 900);
    }

    /** A fresh visitor with a telephone. */
    public static Browser telephone() {
        return open(390, 844);
    }

    private static Browser open(int width, int height) {
        var chromium = PLACES.stream().filter(Files::isExecutable).findFirst();
        if (chromium.isEmpty() && System.getenv("CI") != null) {
            throw new IllegalStateException("CI has to have Chromium at one of " + PLACES);
        }
        Assumptions.assumeTrue(chromium.isPresent(), "no Chromium at " + PLACES + ": browser journeys are skipped");
        return new Browser(Chromium.at(chromium.get())
                .newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                        .setViewportSize(width, height)
                        .setLocale("zh-CN")
                        .setTimezoneId("Asia/Shanghai")));
    }

    public Page page() {
        return page;
    }

    /** Fails on any accessibility violation that axe finds, and names the elements. */
    public Browser accessible() {
        // No page has frames: the older way looks at this page alone and opens no second one, which takes half the
        // time.
        var violations = new AxeBuilder(page).setLegacyMode(true).analyze().getViolations();
        assertThat(violations.stream()
                        .flatMap(rule -> rule.getNodes().stream()
                                .map(node -> rule.getId() + ": " + node.getTarget() + " " + rule.getHelp()))
                        .toList())
                .as("accessibility of " + page.url())
                .isEmpty();
        return this;
    }

    /** Nothing sticks out to the right: the page does not scroll sideways, once it has settled into its width. */
    public Browser fits() {
        try {
            page.waitForFunction(
                    "() => " + OVERFLOW + " <= 0", null, new Page.WaitForFunctionOptions().setTimeout(5_000));
        } catch (TimeoutError e) {
            // The assertion says what is wrong.
        }
        Object wide = page.evaluate("() => " + OVERFLOW);
        assertThat(((Number) wide).intValue())
                .as("sideways overflow of " + page.url())
                .isLessThanOrEqualTo(0);
        return this;
    }

    public Browser photograph(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(PHOTOGRAPHS.resolve(name + ".png"))
                .setFullPage(true));
        return this;
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).as("errors in the browser's console").isEmpty();
    }

    /** Started with the first journey, stopped with the test run. */
    private static final class Chromium {
        private static com.microsoft.playwright.@Nullable Browser browser;

        static synchronized com.microsoft.playwright.Browser at(Path executable) {
            if (browser != null) return browser;
            var playwright = Playwright.create(
                    new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            browser = playwright
                    .chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(executable)
                            .setArgs(List.of(
                                    "--no-sandbox",
                                    "--disable-gpu",
                                    "--disable-quic",
                                    "--no-first-run",
                                    "--disable-background-networking",
                                    "--disable-component-update",
                                    "--disable-sync")));
            return browser;
        }
    }
}
