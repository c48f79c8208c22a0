package dev.kechuang.pack.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.pack.internal.LoadedPacks;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.PageStage;
import dev.kechuang.testing.Browser;
import dev.kechuang.testing.Viewers;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.ui.ExtendedModelMap;

/** The pages about packs, rendered from the repository's own packs with a second version of one of them. */
@SuppressWarnings("NullAway.Init")
class PackPagesTest {

    @TempDir
    static Path directory;

    private static LoadedPacks packs;
    private static PackController controller;
    private static PageStage stage;

    @BeforeAll
    static void load() {
        packs = new LoadedPacks(directory);
        packs.edit("cn-jiangsu-suzhou/units.yaml", "name: 规划处", "name: 发展规划处");
        packs.load();
        controller = new PackController(packs.catalogue(), LoadedPacks.CLOCK);
        stage = new PageStage();
    }

    @AfterAll
    static void close() {
        stage.close();
        packs.close();
    }

    private interface Handler {
        String answer(ExtendedModelMap model);
    }

    private static String page(boolean english, Handler handler) {
        var model = new ExtendedModelMap();
        String view = handler.answer(model);
        return stage.render(view, stage.frame(Viewers.bureauOfficer(), english, false, "/packs", null), model);
    }

    private static String text(boolean english, Handler handler) {
        return Jsoup.parse(page(english, handler)).select("main").text();
    }

    @Test
    void theListShowsEveryPackWithItsVersionAndUse() {
        String text = text(false, controller::list);
        assertThat(text).contains("苏州市（320500）", "共 7 个", "cn-jiangsu-suzhou-taicang", "第 2 版", "本市在用", "未用于本市");
        assertThat(text(true, controller::list)).contains("City served: Suzhou (320500)", "In use for this city");
    }

    @Test
    void regionsStandAsTheyDidOnTheDay() {
        assertThat(text(false, model -> controller.regions("cn-jiangsu-suzhou", null, model)))
                .contains("姑苏区", "苏州工业园区", "位于 虎丘区、吴中区", "自编代码")
                .doesNotContain("沧浪区", "淮安");
        assertThat(text(false, model -> controller.regions("cn-jiangsu-suzhou", "2010-01-01", model)))
                .contains("沧浪区", "并入或改为 姑苏区", "2002-01-01 以前起，至 2012-09-01", "吴江市")
                .doesNotContain("320508");
        assertThat(text(true, model -> controller.regions("cn", "", model)))
                .contains("Canglang District", "Gusu District", "Xixian New Area");
    }

    @Test
    void aDayThatIsNoneIsSaidAtTheFieldAndKept() {
        var html = Jsoup.parse(page(false, model -> controller.regions("cn", "21.11.2026", model)));
        assertThat(html.select("[name=day]").val()).isEqualTo("21.11.2026");
        assertThat(html.text()).contains("应为日期，如 2026-11-21");
    }

    @Test
    void theCalendarMarksHolidaysAndMakeUpDays() {
        var html = Jsoup.parse(page(false, model -> controller.calendar("cn", 2026, model)));
        assertThat(html.select("td.worked time").eachAttr("datetime"))
                .containsExactly("2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10");
        assertThat(html.select("td.off").size()).isEqualTo(33);
        assertThat(html.select("td.today time").attr("datetime")).isEqualTo("2026-11-21");
        assertThat(html.text()).contains("全年工作日 248 天，法定节假日 13 天");
        assertThat(text(true, model -> controller.calendar("cn", 2027, model))).contains("not published yet");
        assertThat(text(false, model -> controller.calendar("cn", 2031, model))).contains("日历中没有 2031 年");
    }

    @Test
    void factsAreFoundByNameCodeAndMeaning() {
        assertThat(text(false, model -> controller.facts("cn", "183天", "", model)))
                .contains("职工总数", "共 2 项");
        assertThat(text(false, model -> controller.facts("cn", "REVENUE", "经营", model)))
                .contains("营业收入")
                .doesNotContain("科技人员");
        assertThat(text(true, model -> controller.facts("cn", "nothing like it", "", model)))
                .contains("No fact fits");
    }

    @Test
    void titlesOfThePackAndThoseAboveAreShown() {
        assertThat(text(false, model -> controller.titles("cn-jiangsu-suzhou", model)))
                .contains("高新技术企业", "国家级、省级", "3 年", "国科发火〔2016〕32号", "创新联合体", "每 3 年");
        assertThat(text(true, model -> controller.titles("cn", model))).contains("High-tech enterprise");
    }

    @Test
    void codesRolesAndUnitsAreShown() {
        assertThat(text(false, model -> controller.codes("cn", model)))
                .contains("C39", "航空航天", "科研院所", "从业人员 ≥ 1,000 人，营业收入 ≥ 40,000 万元");
        assertThat(text(false, model -> controller.roles("cn-jiangsu-suzhou", model)))
                .contains("安全审计员", "发展规划处", "县区科技局", "苏州高新区、虎丘区");
        assertThat(text(false, model -> controller.roles("cn", model))).contains("本包没有单位");
    }

    @Test
    void versionsShowWhatChangedLineByLine() {
        assertThat(text(false, model -> controller.versions("cn-jiangsu-suzhou", model)))
                .contains("第 2 版", "修改 units.yaml", "首次导入");
        var html = Jsoup.parse(page(false, model -> controller.version("cn-jiangsu-suzhou", 2, model)));
        assertThat(html.select(".difference .removed").eachText())
                .singleElement()
                .asString()
                .contains("name: 规划处");
        assertThat(html.select(".difference .added").eachText())
                .singleElement()
                .asString()
                .contains("name: 发展规划处");
        assertThat(text(true, model -> controller.version("cn", 1, model))).contains("Show content", "facts.yaml");
    }

    @Test
    void checkingTellsWhatARestartWouldSay() {
        assertThat(text(false, controller::check)).contains("与正在使用的内容一致");
        packs.edit("cn/roles.yaml", "name: 评审专家", "nmae: 评审专家");
        try {
            assertThat(text(false, controller::check)).contains("cn/roles.yaml:5:", "未知的键“nmae”，是否应为“name”");
        } finally {
            packs.edit("cn/roles.yaml", "nmae: 评审专家", "name: 评审专家");
        }
        packs.edit("cn/roles.yaml", "name: 评审专家", "name: 专家");
        try {
            assertThat(text(true, controller::check)).contains("become new versions at the next start: cn");
        } finally {
            packs.edit("cn/roles.yaml", "name: 专家", "name: 评审专家");
        }
    }

    @Test
    void whatDoesNotExistIsNotFound() {
        assertThatThrownBy(() -> controller.codes("nowhere", new ExtendedModelMap()))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> controller.version("cn", 99, new ExtendedModelMap()))
                .isInstanceOf(NotFound.class);
    }

    @Test
    void pagesFitTheScreenAndAxeFindsNothing() {
        var pages = new LinkedHashMap<String, Handler>();
        pages.put("list", controller::list);
        pages.put("regions", model -> controller.regions("cn-jiangsu-suzhou", null, model));
        pages.put("codes", model -> controller.codes("cn", model));
        pages.put("calendar", model -> controller.calendar("cn", 2026, model));
        pages.put("facts", model -> controller.facts("cn", "", "", model));
        pages.put("version", model -> controller.version("cn-jiangsu-suzhou", 2, model));
        look(Browser.desktop(), pages, false);
        look(Browser.telephone(), pages, true);
    }

    private void look(Browser opened, Map<String, Handler> pages, boolean english) {
        try (var browser = opened) {
            pages.forEach((name, handler) -> {
                browser.page().navigate(stage.show("/" + name + english, page(english, handler)));
                browser.fits().accessible();
            });
        }
    }
}
