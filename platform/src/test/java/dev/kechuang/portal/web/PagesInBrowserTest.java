package dev.kechuang.portal.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.Media;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.PageStage;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.ErrorReport;
import dev.kechuang.shared.web.ui.HomeCard;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.RegionMap;
import dev.kechuang.shared.web.ui.SearchHits;
import gg.jte.Content;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The components and the portal's pages as a browser shows them; pictures are left in {@code target/pages}. */
@EnabledIf("chromiumIsThere")
class PagesInBrowserTest {

    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PICTURES = Path.of("target/pages");

    private static Playwright playwright;
    private static Browser browser;
    private static PageStage stage;

    static boolean chromiumIsThere() {
        return Files.isExecutable(CHROMIUM);
    }

    @BeforeAll
    static void open() {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox")));
        stage = new PageStage();
    }

    @AfterAll
    static void close() {
        stage.close();
        browser.close();
        playwright.close();
    }

    @ParameterizedTest(name = "{0} wide, english {1}, large {2}, logged in {3}")
    @CsvSource({
        "1440, false, false, true",
        "1440, true, true, true",
        "390, false, false, true",
        "390, true, true, true",
        "1440, false, false, false",
        "800, true, true, true",
        "390, false, true, false"
    })
    void componentsPageIsWholeAndAccessible(int width, boolean english, boolean large, boolean loggedIn) {
        var viewer = loggedIn ? PageStage.OFFICER : Viewer.PUBLIC;
        String html = stage.render(
                "portal/components",
                stage.frame(viewer, english, large, "/components", null),
                Map.of("samples", new Samples()));
        look("components", html, width, english, large, loggedIn);
    }

    @ParameterizedTest(name = "{0} wide, english {1}")
    @CsvSource({"1440, false", "390, true"})
    void homePagesAreWholeAndAccessible(int width, boolean english) {
        var frame = stage.frame(
                PageStage.OFFICER, english, false, "/home", Notice.done("portal.sample.done", "苏州清源传感技术有限公司"));
        var busy = new HomePage(
                List.of(new HomeCard(
                        "企业库",
                        List.of(Kpi.of("待确认单位", 12, "家", "数据截至 2026-11-21", "/registry")),
                        List.of(
                                new HomeCard.Todo("苏州清源传感技术有限公司 注册待确认", "2026-11-18", "/registry/1"),
                                new HomeCard.Todo("太仓海联轴承有限公司 年度数据待确认", "2026-11-19", "/registry/2")),
                        List.of(Action.open("企业名单", "/registry"), Action.open("导入企业", "/registry/import")))),
                "portal.home.empty.officer");
        look("home", stage.render("portal/home", frame, Map.of("home", busy)), width, english, false, true);
        look(
                "home-empty",
                stage.render(
                        "portal/home", frame, Map.of("home", new HomePage(List.of(), "portal.home.empty.officer"))),
                width,
                english,
                false,
                true);
        var public_ = stage.frame(Viewer.PUBLIC, english, false, "/", null);
        look(
                "public",
                stage.render("portal/publicHome", public_, Map.of("home", new PublicHome(24_530, new Samples().map()))),
                width,
                english,
                false,
                false);
        var found = new SearchPage(
                "传感",
                List.of(new SearchHits(
                        "企业",
                        List.of(new SearchHits.Hit("苏州清源传感技术有限公司", "姑苏区 · 91320508…", "/registry/1")),
                        "/registry?name=传感")));
        look("search", stage.render("portal/search", frame, Map.of("page", found)), width, english, false, true);
        look(
                "search-nothing",
                stage.render("portal/search", frame, Map.of("page", new SearchPage("没有这家", List.of()))),
                width,
                english,
                false,
                true);
        look(
                "error",
                stage.render("shared/errorPage", frame, Map.of("report", new ErrorReport(500, "500", "AC3D-7KWX"))),
                width,
                english,
                false,
                true);
        look(
                "confirm",
                stage.render("shared/confirmPage", frame, Map.of("confirm", new Samples().confirm())),
                width,
                english,
                false,
                true);
    }

    /** Nothing the policy forbids, no script error, nothing wider than the screen, nothing axe objects to. */
    private void look(String name, String html, int width, boolean english, boolean large, boolean loggedIn) {
        try (var context = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 900))) {
            var page = context.newPage();
            var complaints = new ArrayList<String>();
            page.onConsoleMessage(message -> complaints.add(message.text()));
            page.onPageError(complaints::add);
            page.navigate(stage.show("/" + name, html));
            page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
            String file = "%s-%d-%s%s%s.png"
                    .formatted(name, width, english ? "en" : "zh", large ? "-large" : "", loggedIn ? "" : "-public");
            page.screenshot(new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve(file)));
            assertThat(complaints).isEmpty();
            assertThat((int) page.evaluate("document.documentElement.scrollWidth"))
                    .as("width of " + name)
                    .isLessThanOrEqualTo(width);
            var violations = new AxeBuilder(page).setLegacyMode(true).analyze().getViolations();
            assertThat(violations)
                    .extracting(rule -> rule.getId() + ": "
                            + rule.getNodes().stream()
                                    .map(node -> node.getHtml())
                                    .limit(5)
                                    .toList())
                    .isEmpty();
        }
    }

    @Test
    void aChartIsDrawnAndItsTableStaysWithinReach() {
        var page = components(1440);
        page.waitForSelector("#chart-bar svg");
        assertThat(page.locator("#chart-bar svg").textContent()).contains("姑苏区", "521");
        assertThat(page.locator("#chart-bar table").isVisible()).isFalse();
        page.locator("#chart-bar summary").click();
        assertThat(page.locator("#chart-bar td").allTextContents()).contains("521");
        var download = page.waitForDownload(
                () -> page.locator("#chart-bar .export-csv").click());
        assertThat(download.suggestedFilename()).isEqualTo("各区县在库企业.csv");
        assertThat(download.path()).content().startsWith("\ufeff区县,企业（家）\r\n姑苏区,186\r\n");
        page.context().close();
    }

    @Test
    void boundariesAreDrawnOnlyWithTheApprovalNumberOfTheirMap() {
        stage.put("/boundaries.json", SQUARES.getBytes(StandardCharsets.UTF_8));
        var areas = List.of(
                new RegionMap.Area("1", "甲区", BigDecimal.valueOf(12), "/registry?region=1"),
                new RegionMap.Area("2", "乙区", null, ""));
        var map = new RegionMap(
                "map", "各区单位数", "家", "2026", areas, new RegionMap.Boundaries("/boundaries.json", "测试图号 1 号"));
        var page = fragment("shared/regionMap", "map", map);
        page.waitForSelector("#map svg path");
        assertThat(page.locator("#map svg").textContent()).contains("甲区", "乙区");
        assertThat(page.locator("#map .approval").textContent()).isEqualTo("审图号：测试图号 1 号");
        assertThat(page.locator("#map .tiles").isVisible()).isTrue();
        page.context().close();
        assertThatThrownBy(() -> new RegionMap.Boundaries("/boundaries.json", " "))
                .hasMessageContaining("approval number");
    }

    @Test
    void aRunningJobShowsHowFarItIsAndALostConnectionIsSaid() {
        var frame = stage.frame(PageStage.OFFICER, false, false, "/import", null);
        stage.show("/import/progress", stage.render("shared/progress", frame, job(10_000, "/import/gone")));
        var page = page(stage.render("shared/progress", frame, job(3_200, "/import/progress")));
        assertThat(page.locator("#job .muted").textContent()).isEqualTo("3,200 / 10,000");
        page.waitForSelector("text=10,000 / 10,000");
        page.waitForSelector(".notice.broken");
        assertThat(page.locator(".notice.broken").textContent()).startsWith("未能完成");
        assertThat(page.locator("#job .muted").textContent()).isEqualTo("10,000 / 10,000");
        page.context().close();
    }

    private static Map<String, Object> job(long done, String poll) {
        return Map.of("id", "job", "label", "导入", "done", done, "total", 10_000L, "poll", poll);
    }

    private static final String SQUARES = """
            {"type":"FeatureCollection","features":[
             {"type":"Feature","properties":{"adcode":1},"geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}},
             {"type":"Feature","properties":{"adcode":2},"geometry":{"type":"Polygon","coordinates":[[[1,0],[2,0],[2,1],[1,1],[1,0]]]}}]}
            """;

    private static Page fragment(String view, String parameter, Object value) {
        var frame = stage.frame(PageStage.OFFICER, false, false, "/fragment", null);
        return page(stage.render(view, frame, Map.of(parameter, value)));
    }

    /** One component on an otherwise empty page. */
    private static Page page(String component) {
        var frame = stage.frame(PageStage.OFFICER, false, false, "/fragment", null);
        String html = stage.render("shared/layout", frame, Map.of("title", "部件", "content", (Content)
                output -> output.writeContent(component)));
        var page = browser.newContext(new Browser.NewContextOptions().setViewportSize(1440, 900))
                .newPage();
        page.navigate(stage.show("/fragment", html));
        return page;
    }

    @Test
    void aPageNeedsNoScript() {
        var context = browser.newContext(
                new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(390, 900));
        var page = context.newPage();
        page.navigate(componentsAddress());
        assertThat(page.locator("#chart-bar table").isVisible()).isTrue();
        assertThat(page.locator(".side-body").isVisible()).isFalse();
        page.locator(".drawer-open").click();
        assertThat(page.locator(".side-body").isVisible()).isTrue();
        assertThat(page.locator("a[data-dialog]").getAttribute("href")).isEqualTo("/components/confirm");
        context.close();
    }

    @Test
    void theKeyboardReachesTheContentTheDrawerAndTheDialog() {
        var page = components(390);
        // The summary of a refused form takes the focus when the page opens: that is what it is for.
        assertThat(page.evaluate("document.activeElement.className")).isEqualTo("error-summary");
        page.keyboard().press("Tab");
        assertThat(page.evaluate("document.activeElement.getAttribute('href')")).isEqualTo("#f-revenue");
        page.locator(".drawer-switch").focus();
        page.keyboard().press("Space");
        assertThat(page.locator(".side-body").isVisible()).isTrue();
        page.locator(".skip").focus();
        page.keyboard().press("Enter");
        assertThat(page.evaluate("document.activeElement.id")).isEqualTo("main");
        page.locator("[data-dialog]").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator("#return-firm").isVisible()).isTrue();
        page.keyboard().press("Escape");
        assertThat(page.locator("#return-firm").isVisible()).isFalse();
        page.context().close();
    }

    @Test
    void onPaperThereIsThePageWithoutTheFrame() {
        var page = components(1440);
        page.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
        page.screenshot(
                new Page.ScreenshotOptions().setFullPage(true).setPath(PICTURES.resolve("components-print.png")));
        assertThat(page.locator(".areas").isVisible()).isFalse();
        assertThat(page.locator("h1").isVisible()).isTrue();
        page.pdf(new Page.PdfOptions()
                .setPath(PICTURES.resolve("components.pdf"))
                .setFormat("A4"));
        page.context().close();
    }

    private static String componentsAddress() {
        return stage.show(
                "/components",
                stage.render(
                        "portal/components",
                        stage.frame(PageStage.OFFICER, false, false, "/components", null),
                        Map.of("samples", new Samples())));
    }

    private static Page components(int width) {
        var page = browser.newContext(new Browser.NewContextOptions().setViewportSize(width, 900))
                .newPage();
        page.navigate(componentsAddress());
        page.waitForLoadState(com.microsoft.playwright.options.LoadState.NETWORKIDLE);
        return page;
    }
}
