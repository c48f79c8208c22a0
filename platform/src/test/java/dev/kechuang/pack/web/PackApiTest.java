package dev.kechuang.pack.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.pack.internal.LoadedPacks;
import dev.kechuang.shared.web.ApiProblems;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;

/** The packs as JSON. */
@SuppressWarnings("NullAway.Init")
class PackApiTest {

    @TempDir
    static Path directory;

    private static LoadedPacks packs;
    private static MockMvcTester mvc;

    @BeforeAll
    static void load() {
        packs = new LoadedPacks(directory);
        var messages = new ResourceBundleMessageSource();
        messages.setBasenames("i18n/pack", "i18n/shared");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        var context = new AnnotationConfigApplicationContext();
        context.registerBean("messageSource", ResourceBundleMessageSource.class, () -> messages);
        context.register(ApiProblems.class);
        context.refresh();
        var api = new PackApi(packs.catalogue(), packs.load().workingDays(), context.getBean(ApiProblems.class));
        mvc = MockMvcTester.create(MockMvcBuilders.standaloneSetup(api).build());
    }

    @AfterAll
    static void close() {
        packs.close();
    }

    @Test
    void packsAreListedWithTheirVersion() {
        assertThat(mvc.get().uri("/api/packs"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$[?(@.id == 'cn-jiangsu-suzhou')].number")
                .asArray()
                .containsExactly(1);
    }

    @Test
    void regionsOfADayAreATree() {
        assertThat(mvc.get().uri("/api/packs/cn-jiangsu-suzhou/regions?day=2010-01-01"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$[?(@.region.code == '320502')].region.validUntil")
                .asArray()
                .containsExactly("2012-09-01");
    }

    @Test
    void workingDaysAreCountedOverHolidays() {
        assertThat(mvc.get().uri("/api/packs/working-days?start=2026-02-13&days=5"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.end")
                .isEqualTo("2026-02-27");
        assertThat(mvc.get().uri("/api/packs/working-days?start=2026-12-31&days=5"))
                .hasStatusOk()
                .bodyJson()
                .extractingPath("$.provisional")
                .isEqualTo(true);
    }

    @Test
    void aPeriodOutsideTheCalendarIsRefusedWithTheField() {
        assertThat(mvc.get()
                        .uri("/api/packs/working-days?start=2040-01-01&days=5")
                        .locale(Locale.SIMPLIFIED_CHINESE))
                .hasStatus(422)
                .bodyText()
                .contains("\"field\":\"start\"", "日历中没有 2040 年");
        assertThat(mvc.get()
                        .uri("/api/packs/working-days?start=2026-01-01&days=-1")
                        .locale(Locale.ENGLISH))
                .hasStatus(422)
                .bodyText()
                .contains("\"field\":\"days\"", "has to be 0 to 250");
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThat(mvc.get().uri("/api/packs/nowhere")).hasStatus(404);
        assertThat(mvc.get().uri("/api/packs/cn/calendar/2040")).hasStatus(404);
        assertThat(mvc.get().uri("/api/packs/cn/versions/7")).hasStatus(404);
    }

    @Test
    void theRestIsThere() {
        for (String path : new String[] {
            "check", "cn", "cn/codes", "cn/calendar/2026", "cn/facts?q=研发", "cn/versions", "cn/versions/1"
        }) {
            assertThat(mvc.get().uri("/api/packs/" + path)).as(path).hasStatusOk();
        }
    }
}
