package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.testing.Browser;
import org.junit.jupiter.api.Test;

/** A programme is changed as a text, checked while it is typed, and released by a colleague; everybody sees it then. */
class DefinitionJourneyTest extends Journey {

    private static final String CONTEST = "/programmes/definitions/suzhou-innovation-contest";

    @Test
    void aChangeIsCheckedAsTypedAndReleasedByAnother() {
        try (var author = Browser.desktop()) {
            logIn(author, "officer");
            open(author, "/programmes/definitions");
            assertThat(text(author)).contains("苏州市科技计划项目", "太仓市科技计划项目", "第 1 版");
            author.photograph("definitions").accessible().fits();
            open(author, "/programmes/definitions/suzhou-city-project");
            assertThat(text(author)).contains("专家 5 人", "60 分以上通过", "60% + 40%", "重点专项计划");
            author.photograph("definition").accessible().fits();
            open(author, CONTEST);
            follow(author, "修改为新草稿");
            var page = author.page();
            String right = page.inputValue("#f-text");
            page.fill("#f-text", right.replace("mode: public", "mode: open"));
            page.waitForSelector("#check .problems");
            assertThat(page.textContent("#check")).contains("“mode”不能为“open”", "mode: open");
            author.photograph("definition-edit-wrong").accessible().fits();
            press(author, "保存草稿");
            assertThat(text(author)).contains("文本有 1 处问题");
            assertThat(page.inputValue("#f-text")).as("nothing is lost").contains("mode: open");
            page.fill("#f-text", right.replace("name: 决赛\n", "name: 现场决赛\n"));
            page.waitForSelector("#check .stages.narrow");
            author.photograph("definition-edit").accessible().fits();
            press(author, "保存草稿");
            assertThat(text(author)).contains("已保存为第 2 版草稿", "+ name: 现场决赛".replace("+ ", "+    "), "起草人不能发布");
            author.photograph("definition-version").accessible().fits();
            assertThat(page.locator("text=发布第 2 版").count()).isZero();
        }
        try (var colleague = Browser.desktop()) {
            logIn(colleague, "leader");
            open(colleague, CONTEST + "/versions/2");
            colleague.page().click("main >> text=发布 >> nth=0");
            colleague.photograph("definition-release");
            colleague.page().click("dialog[open] button:has-text('发布')");
            assertThat(text(colleague)).contains("第 2 版已发布", "现场决赛");
            open(colleague, CONTEST + "/versions/1/release");
            assertThat(text(colleague)).contains("发布后替代现行第 2 版");
        }
        try (var phone = Browser.telephone()) {
            phone.page().navigate(address(CONTEST));
            assertThat(phone.page().textContent("main")).contains("现场决赛").doesNotContain("起草");
            phone.photograph("definition-phone").accessible().fits();
            phone.page().navigate(address("/programmes/definitions"));
            phone.photograph("definitions-phone").accessible().fits();
            phone.page().navigate(address("/programmes/definitions/suzhou-city-project"));
            phone.photograph("definition-project-phone").accessible().fits();
            var answer = phone.page().request().get(address("/api" + CONTEST + "/versions/2"));
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.text()).contains("现场决赛").contains("\"text\":null");
            assertThat(phone.page()
                            .request()
                            .get(address("/api" + CONTEST + "/versions/1"))
                            .status())
                    .as("what is no longer in force is not public")
                    .isEqualTo(404);
        }
    }
}
