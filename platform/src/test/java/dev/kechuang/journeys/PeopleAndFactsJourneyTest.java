package dev.kechuang.journeys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.testing.Browser;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An officer looks after the people of a firm and brings facts from a file, at a desk and on a telephone. */
class PeopleAndFactsJourneyTest extends Journey {

    @Test
    void aPersonComesIntoOfficeAndLeavesIt() {
        String people = "/organisations/" + firm() + "/people";
        try (var desk = Browser.desktop()) {
            logIn(desk, "county");
            open(desk, people + "/new");
            desk.photograph("person-new").accessible().fits();
            fill(desk, "since", "2030-01-01");
            press(desk, "保存");
            assertThat(text(desk)).contains("请填写姓名", "请选择身份", "起始日期应为");
            fill(desk, "name", "周检验");
            choose(desk, "role", "legal-representative");
            fill(desk, "since", "2024-05-06");
            press(desk, "保存");
            assertThat(text(desk)).contains("周检验", "法定代表人");
            desk.photograph("people").accessible().fits();
            follow(desk, "离任");
            fill(desk, "until", "2025-06-07");
            desk.photograph("person-end").accessible().fits();
            press(desk, "保存");
            assertThat(text(desk)).contains("2025-06-07");
            open(desk, people.replace("/people", "/history"));
            assertThat(text(desk)).contains("登记人员", "人员离任", "法定代表人 · 周检验");
            follow(desk, "记录");
            assertThat(desk.page().url()).contains("/records?");
        }
        try (var phone = Browser.telephone()) {
            logIn(phone, "county");
            open(phone, people);
            phone.photograph("people-phone").accessible().fits();
            open(phone, people + "/new");
            phone.photograph("person-new-phone").accessible().fits();
        }
    }

    @Test
    void factsAreKnownOrImportedNotAskedForTwice() {
        UUID firm = firm();
        try (var desk = Browser.desktop()) {
            logIn(desk, "county");
            open(desk, "/organisations/" + firm + "/facts/2025");
            assertThat(text(desk)).contains("已登记信息", "单位登记信息");
            assertThat(desk.page().locator("main [name='founding-date']").count())
                    .isZero();
            desk.photograph("facts-known").accessible().fits();
            open(desk, "/facts/import");
            desk.photograph("facts-import").accessible().fits();
            press(desk, "上传并预览");
            assertThat(text(desk)).contains("请选择 Excel 文件");
        }
        try (var phone = Browser.telephone()) {
            logIn(phone, "county");
            open(phone, "/organisations/" + firm + "/facts/2025");
            phone.photograph("facts-known-phone").accessible().fits();
            open(phone, "/facts/import");
            phone.photograph("facts-import-phone").accessible().fits();
        }
    }

    private static UUID firm() {
        return database().owner().sql("""
                SELECT o.id FROM registry.organisation o WHERE o.status = 'confirmed' AND o.region = '320585'
                AND o.kind = 'enterprise' AND o.founded IS NOT NULL ORDER BY o.credit_code LIMIT 1""").query(UUID.class).single();
    }
}
