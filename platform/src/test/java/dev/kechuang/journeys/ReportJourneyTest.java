package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.microsoft.playwright.Page;
import dev.kechuang.testing.Browser;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.Loader;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An annual report from template to the page on which everybody verifies it, and the leader's cockpit. */
class ReportJourneyTest extends Journey {

    private final SoftAssertions looks = new SoftAssertions();

    @AfterEach
    void pagesLookRight() {
        looks.assertAll();
    }

    /** On a desk and on a telephone: nothing that axe finds, nothing wider than the window. */
    private void look(Browser browser, String name) {
        for (int width : new int[] {390, 1440}) {
            browser.page().setViewportSize(width, 900);
            browser.photograph(name + "-" + width);
            looks.check(browser::accessible);
            looks.check(browser::fits);
        }
    }

    @Test
    void fromTemplateToVerification() {
        try (Browser officer = Browser.desktop();
                Browser leader = Browser.desktop();
                Browser everybody = Browser.telephone()) {
            logIn(officer, "officer");
            open(officer, "/reports/new");
            choose(officer, "template", "annual");
            choose(officer, "region", "320500");
            fill(officer, "period", "2023");
            press(officer, "生成草稿");
            assertThat(text(officer)).contains("苏州市2023年科技创新工作报告").contains("与底稿");
            String report = officer.page().url();
            look(officer, "report-draft");

            officer.page().locator("#outlook a.report-edit").click();
            fill(officer, "text", "2024年新认定{{hnte.nwe}}。");
            press(officer, "保存本节");
            assertThat(text(officer)).contains("第 1 行第 11 个字").contains("hnte.new");
            look(officer, "report-section-wrong");
            fill(officer, "text", "2023年新认定{{hnte.new}}，继续努力。");
            press(officer, "保存本节");
            assertThat(text(officer)).contains("本节已保存").contains("继续努力");
            press(officer, "提交审定");
            assertThat(text(officer)).contains("已提交审定");

            logIn(leader, "leader");
            leader.page().navigate(report);
            press(leader, "审定并定稿");
            assertThat(text(leader)).contains("已定稿");
            follow(leader, "查看第 1 版");
            look(leader, "report-version");
            String verify = leader.page().locator("a[href^='/reports/verify']").getAttribute("href");

            open(everybody, verify);
            assertThat(text(everybody)).contains("核验通过").contains("苏州市2023年科技创新工作报告");
            look(everybody, "report-verify");

            open(leader, "/cockpit");
            assertThat(text(leader)).contains("苏州市科技工作驾驶舱").contains("有效高新技术企业数");
            look(leader, "cockpit");
            onePageOfA3(leader.page().pdf(new Page.PdfOptions().setPreferCSSPageSize(true)));
        }
    }

    private static void onePageOfA3(byte[] printed) {
        try (var pdf = Loader.loadPDF(printed)) {
            assertThat(pdf.getNumberOfPages()).isEqualTo(1);
            var size = pdf.getPage(0).getMediaBox();
            assertThat(size.getWidth()).isCloseTo(420 / 25.4f * 72, within(2f));
            assertThat(size.getHeight()).isCloseTo(297 / 25.4f * 72, within(2f));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
