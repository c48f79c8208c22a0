package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.form.FilledForm;
import dev.kechuang.programme.internal.form.FormService;
import dev.kechuang.programme.internal.form.FormService.Typed;
import dev.kechuang.programme.internal.form.MadeUpAnswers;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Browser;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A firm applies for a city project: told before it begins, saved as typed, checked, handed in, found by the bureau. */
class ApplicationJourneyTest extends Journey {

    @Autowired
    private FormService forms;

    @Autowired
    private Definitions definitions;

    @Test
    void aFirmFillsInAFormAndHandsItIn() throws Exception {
        UUID call = call();
        String id;
        try (var desk = Browser.desktop()) {
            logIn(desk, "applicant");
            open(desk, "/calls/" + call + "/apply");
            assertThat(text(desk)).contains("可以申报", "限 2 项");
            desk.photograph("application-start").accessible().fits();
            press(desk, "开始填写");
            id = desk.page().url().replaceFirst(".*/applications/([^/]+)/.*", "$1");
            desk.photograph("form-empty").accessible().fits();
            Page page = desk.page();

            // Saved while it is typed, and what an answer opens appears.
            page.locator("[name='project.title']").fill("碳化硅外延设备关键技术研究");
            page.waitForResponse(
                    response -> response.url().endsWith("/form/save"),
                    () -> page.locator("[name='project.title']").press("Tab"));
            assertThat(page.locator(".form-sections").innerText()).contains("申报单位情况");
            page.waitForResponse(
                    response -> response.request().method().equals("GET")
                            && response.url().endsWith("/form/project"),
                    () -> page.locator("[name='project.track'][value='basic']").check());
            page.waitForFunction("() => !document.querySelector('.form-sections').innerText.includes('申报单位情况')");
            page.reload();
            assertThat(page.locator("[name='project.title']").inputValue()).isEqualTo("碳化硅外延设备关键技术研究");

            // What cannot be right is told at its place, and kept.
            open(desk, "/applications/" + id + "/form/budget");
            page.locator("[name='budget.requested']").fill("五十");
            press(desk, "保存，下一部分");
            assertThat(text(desk)).contains("“申请经费”应是数字，现为“五十”");
            assertThat(page.locator("[name='budget.requested']").inputValue()).isEqualTo("五十");
            desk.photograph("form-error").accessible().fits();

            // A file of the wrong kind is refused in words; a right one stays.
            open(desk, "/applications/" + id + "/form/attachments");
            Path folder = Files.createTempDirectory("kc-form-");
            Path wrong = Files.writeString(folder.resolve("承诺书.exe"), "MZ no document", StandardCharsets.UTF_8);
            Path right = Files.writeString(folder.resolve("承诺书.pdf"), PDF, StandardCharsets.ISO_8859_1);
            page.locator("[name='attachments.commitment']").setInputFiles(wrong);
            page.waitForSelector(".error-summary");
            page.locator("[name='attachments.commitment']").setInputFiles(right);
            page.waitForSelector(".form-files");
            assertThat(text(desk)).contains("承诺书.pdf");
            desk.photograph("form-files").accessible().fits();

            open(desk, "/applications/" + id + "/submit");
            assertThat(text(desk)).contains("处需要处理", "请填写“立项依据”");
            desk.photograph("form-check").accessible().fits();
        }
        fill(UUID.fromString(id));
        String number;
        try (var desk = Browser.desktop()) {
            logIn(desk, "applicant");
            open(desk, "/applications/" + id + "/form/budget");
            desk.photograph("form-budget").accessible().fits();
            open(desk, "/applications/" + id + "/form/team");
            desk.photograph("form-team").accessible().fits();
            open(desk, "/applications/" + id + "/form/content");
            desk.photograph("form-long").accessible().fits();
            open(desk, "/applications/" + id + "/submit");
            assertThat(text(desk)).contains("检查通过");
            press(desk, "提交");
            assertThat(text(desk)).contains("已提交，受理编号");
            number = database()
                    .owner()
                    .sql("SELECT number FROM programme.application WHERE id = :id")
                    .param("id", UUID.fromString(id))
                    .query(String.class)
                    .single();
            desk.photograph("application").accessible().fits();
            open(desk, "/applications/" + id + "?tab=history");
            assertThat(text(desk)).contains("提交申报，进入县区推荐");
            desk.photograph("application-history").accessible().fits();
            open(desk, "/applications");
            assertThat(text(desk)).contains(number);
            desk.photograph("applications-own").accessible().fits();
        }
    }

    private static final String PDF = """
            %PDF-1.4
            1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
            2 0 obj << /Type /Pages /Kids [] /Count 0 >> endobj
            trailer << /Root 1 0 R >>
            %%EOF
            """;

    private UUID firm() {
        return database()
                .owner()
                .sql("SELECT organisation FROM identity.account WHERE login = 'applicant'")
                .query(UUID.class)
                .single();
    }

    private Viewer person() {
        return new Viewer(UUID.randomUUID(), "同事", Set.of(Role.APPLICANT), firm(), null, "", List.of());
    }

    /** The rest of the form, as a colleague would; files are those that were uploaded. */
    private void fill(UUID application) {
        Viewer person = person();
        var opened = forms.open(person, application, Locale.SIMPLIFIED_CHINESE).orElseThrow();
        FilledForm form = opened.form();
        var known = new java.util.LinkedHashMap<>(form.answers());
        // The number that was wrong on purpose is made up anew.
        known.remove("budget.requested");
        var typed = new ArrayList<Typed>();
        MadeUpAnswers.of(opened.definition(), known, "", LocalDate.now(), new Random(3))
                .forEach((path, value) -> typed.add(
                        new Typed(path, value, FormService.token(form.answers().get(path)))));
        boolean kept = forms.save(person, application, typed).fold(saved -> true, errors -> false);
        assertThat(kept).isTrue();
    }

    private UUID call() {
        var owner = database().owner();
        UUID version = owner.sql(
                        "SELECT id FROM programme.version WHERE programme = 'suzhou-city-project' AND state = 'released'")
                .query(UUID.class)
                .single();
        assertThat(definitions.of(version).code()).isEqualTo("suzhou-city-project");
        Timestamp now = Timestamp.from(Instant.now());
        return owner.sql("""
                        INSERT INTO programme.call (version, number, title, year, region, state, opens_at, closes_at,
                            created_at, published_at)
                        VALUES (:version, 'J-2026', '2026年度市级科技计划项目申报', 2026, '320500', 'published', :from, :to, :now,
                            :now)
                        RETURNING id""")
                .param("version", version)
                .param("from", Timestamp.from(Instant.now().minus(Duration.ofDays(1))))
                .param("to", Timestamp.from(Instant.now().plus(Duration.ofDays(20))))
                .param("now", now)
                .query(UUID.class)
                .single();
    }
}
