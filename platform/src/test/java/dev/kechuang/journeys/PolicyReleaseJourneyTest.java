package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.RequestOptions;
import dev.kechuang.testing.Browser;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A policy is written in the browser, mended where the check points to, submitted and released by another person; the
 * public page shows it, and it decides from its day on.
 */
class PolicyReleaseJourneyTest extends Journey {

    private static final String POLICY = "cn-jiangsu-suzhou-journey-aid";
    private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Asia/Shanghai"));

    @Test
    void aPolicyIsWrittenReleasedByAnotherAndChangedFromADayOn() {
        String draft;
        try (var author = Browser.desktop()) {
            author.page().onDialog(Dialog::accept); // leaving with unsaved text is asked about
            logIn(author, "officer");
            open(author, "/policy-drafts");
            assertThat(text(author)).contains("高新技术企业认定", "按定义包");
            author.photograph("policy-drafts").accessible().fits();
            follow(author, "新建政策");
            press(author, "开始起草");
            assertThat(text(author)).contains("编号只能用小写字母", "请填写名称");
            choose(author, "pack", "cn-jiangsu-suzhou");
            fill(author, "policy", POLICY);
            fill(author, "name", "小企业人才补助");
            author.photograph("policy-new").accessible().fits();
            press(author, "开始起草");
            draft = author.page().url();
            assertThat(text(author)).contains("文本没有错误", "通过 2 / 共 2");
            write(author);
            submit(author, LocalDate.of(TODAY.getYear(), 1, 1), "首次发布");
        }
        release(draft, "2000");
        decides("500", "ELIGIBLE", TODAY);
        try (var author = Browser.desktop()) {
            author.page().onDialog(Dialog::accept);
            logIn(author, "officer");
            change(author);
        }
        String changed;
        try (var colleague = Browser.desktop()) {
            logIn(colleague, "leader");
            open(colleague, "/messages");
            assertThat(text(colleague)).contains("政策待发布：小企业人才补助");
            open(colleague, "/policy-drafts?state=submitted&q=journey");
            colleague.page().click("main td a:has-text('待发布')");
            colleague.page().waitForLoadState();
            changed = colleague.page().url();
            colleague.photograph("policy-review").accessible().fits();
            assertThat(text(colleague)).contains("改动参数", "500人", "300人", "放宽改为从严");
        }
        release(changed, "300");
        decides("500", "ELIGIBLE", TODAY);
        decides("500", "NOT_ELIGIBLE", TODAY.plusDays(10));
        try (var phone = Browser.telephone()) {
            open(phone, "/policies/" + POLICY);
            assertThat(phone.page().textContent("main")).contains("小企业人才补助", "第一条");
            logIn(phone, "officer");
            open(phone, "/policy-drafts");
            phone.photograph("policy-drafts-phone").accessible().fits();
            open(phone, "/policy-drafts/policies/" + POLICY + "?from=1&to=2");
            assertThat(text(phone)).contains("第 2 次发布", "尚未收入定义包", "改动参数");
            phone.photograph("policy-versions-phone").accessible().fits();
            press(phone, "起草修订");
            phone.page().locator("#f-text").waitFor();
            phone.photograph("policy-draft-phone").accessible().fits();
        }
        try (var author = Browser.desktop()) {
            logIn(author, "officer");
            open(author, "/policy-drafts/policies/" + POLICY + "?from=1&to=2");
            author.photograph("policy-versions").accessible().fits();
        }
    }

    /** A wrong unit is shown at its line, a failing case beside it, and both are mended. */
    private static void write(Browser author) {
        Page page = author.page();
        String right = page.inputValue("#f-text");
        page.fill("#f-text", right.replace("value: 500人", "value: 500元"));
        page.waitForSelector("#check .problems:not(.warnings) li");
        assertThat(page.textContent("#check")).contains("处错误", "第 15 行", "职工总数 <= 人数上限");
        assertThat(page.locator(".line-numbers .wrong").count()).isPositive();
        author.photograph("policy-draft-wrong").accessible().fits();
        press(author, "保存并提交发布");
        assertThat(text(author)).contains("提交发布：");
        fill(author, "inForceFrom", TODAY.toString());
        fill(author, "document", "苏科规〔2026〕8号");
        fill(author, "reason", "首次发布");
        press(author, "提交发布");
        assertThat(text(author)).as("not with an error").contains("文本有 2 处错误");
        author.photograph("policy-submit-refused").accessible().fits();
        follow(author, "取消");
        page.fill("#f-text", right.replace("value: 500人", "value: 499人"));
        page.waitForSelector("#check .cases .fails");
        assertThat(page.textContent("#check")).contains("结论应为“符合”，结果是“不符合”", "通过 1 / 共 2");
        author.photograph("policy-draft-failing").accessible().fits();
        page.fill("#f-text", right.replace("en: New policy", "en: Talent aid for small firms"));
        page.waitForSelector("#check .cases:not(:has(.fails))");
        author.photograph("policy-draft").accessible().fits();
        press(author, "保存并提交发布");
    }

    private static void submit(Browser author, LocalDate from, String reason) {
        fill(author, "inForceFrom", from.toString());
        fill(author, "document", "苏科规〔2026〕8号");
        fill(author, "reason", reason);
        author.photograph("policy-submit").accessible().fits();
        press(author, "提交发布");
        assertThat(text(author)).contains("已提交", "起草人、提交人不能发布");
        assertThat(author.page().locator("main >> text=退回修改").count()).isZero();
    }

    private void change(Browser author) {
        open(author, "/policy-drafts/policies/" + POLICY);
        press(author, "起草修订");
        Page page = author.page();
        String text = page.inputValue("#f-text");
        page.fill(
                "#f-text",
                text.replace("value: 500人", "value: 300人")
                        .replace("职工总数: 500", "职工总数: 300")
                        .replace("职工总数: 501", "职工总数: 301"));
        page.waitForSelector("#check .changes li");
        assertThat(page.textContent("#check")).contains("改动参数", "人数上限", "通过 2 / 共 2");
        press(author, "保存草稿");
        assertThat(text(author)).contains("已保存为第 2 稿");
        whatIf(author);
        page.fill("#f-text", page.inputValue("#f-text") + "# 补记\n");
        page.navigate(page.url());
        assertThat(text(author)).as("what was typed is not lost").contains("还有未保存的改动");
        press(author, "恢复未保存的文字");
        assertThat(page.inputValue("#f-text")).contains("# 补记");
        press(author, "保存并提交发布");
        submit(author, TODAY.plusDays(10), "放宽改为从严");
    }

    /** What the draft would change for the city is a page beside it; a value that cannot be is told at its field. */
    private static void whatIf(Browser author) {
        Page page = author.page();
        String draft = page.url();
        follow(author, "推演影响");
        assertThat(text(author)).contains("草稿与现行版本相比", "人数上限", "文本为 300人〔第一条〕");
        page.getByLabel("人数上限").fill("300元");
        press(author, "推演");
        assertThat(text(author)).contains("应为数（人）的常量");
        author.photograph("what-if-wrong").accessible().fits();
        page.getByLabel("人数上限").fill("200人");
        press(author, "推演");
        assertThat(page.getByLabel("人数上限").inputValue()).isEqualTo("200人");
        author.accessible().fits();
        page.navigate(draft);
        page.waitForSelector("#f-text");
    }

    private void release(String draft, String said) {
        try (var colleague = Browser.desktop()) {
            logIn(colleague, "leader");
            colleague.page().navigate(draft);
            assertThat(text(colleague)).contains(said);
            colleague.page().click("main a[data-dialog='release']");
            colleague.photograph("policy-release");
            colleague.page().click("dialog[open] button:has-text('发布')");
            colleague.page().waitForURL("**/policy-drafts/policies/" + POLICY);
            assertThat(text(colleague)).contains("次发布");
        }
    }

    /** A firm of so many people, decided for a day. */
    private void decides(String staff, String verdict, LocalDate day) {
        try (var officer = Browser.desktop()) {
            logIn(officer, "officer");
            var csrf = officer.page().locator("meta[name=csrf]");
            var answer = officer.page()
                    .request()
                    .post(
                            address("/api/policy/policies/" + POLICY + "/decide"),
                            RequestOptions.create()
                                    .setHeader(csrf.getAttribute("data-header"), csrf.getAttribute("content"))
                                    .setData(Map.of(
                                            "day", day.toString(), "facts", Map.of("职工总数", staff, "营业收入", "1000万元"))));
            assertThat(answer.status()).as(answer.text()).isEqualTo(200);
            assertThat(answer.text()).contains("\"verdict\":\"" + verdict + "\"");
        }
    }
}
