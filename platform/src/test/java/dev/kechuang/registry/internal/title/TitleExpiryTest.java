package dev.kechuang.registry.internal.title;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.registry.Title;
import dev.kechuang.registry.Titles.Certificate;
import dev.kechuang.registry.Titles.Grant;
import dev.kechuang.registry.internal.RegistryFixture;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What happens to titles with the years, each test in a city of its own. */
class TitleExpiryTest {

    private final TitleFixture fixture = new TitleFixture();
    private final RegistryFixture city = fixture.city;

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void titlesLapseByThemselvesAndPeopleAreWarnedOnceEachStep() {
        var firm = city.confirmed(5, "昆山到期电子有限公司");
        done(city.accounts.registerApplicant(RegistryFixture.person("expiring"), firm.id()));
        Title title = fixture.granted(firm, "GR202432000005", "2024-11-06"); // until 2027-11-05
        city.told.clear();
        assertThat(runOn("2026-11-05").warned()).isZero();
        assertThat(runOn("2026-11-06").warned()).isOne();
        assertThat(runOn("2026-11-07").warned()).isZero();
        assertThat(runOn("2027-05-06").warned()).isOne();
        assertThat(runOn("2027-08-06").warned()).isOne();
        assertThat(runOn("2027-11-05").lapsed()).isZero();
        assertThat(city.told.stream().filter(said -> said.contains("到期")))
                .containsExactly(
                        "高新技术企业将于 2027-11-05 到期",
                        "1 项高新技术企业将在 12 个月内到期",
                        "高新技术企业将于 2027-11-05 到期",
                        "1 项高新技术企业将在 6 个月内到期",
                        "高新技术企业将于 2027-11-05 到期",
                        "1 项高新技术企业将在 3 个月内到期");

        assertThat(runOn("2027-11-06").lapsed()).isOne();

        assertThat(fixture.store.find(title.id()).orElseThrow().state()).isEqualTo(Title.State.LAPSED);
        assertThat(city.told.getLast()).isEqualTo("已到期失效：高新技术企业");
        assertThat(fixture.stock("2027-11-05", firm.id())).isOne();
        assertThat(fixture.stock("2027-11-06", firm.id())).isZero();
        assertThat(runOn("2027-11-06")).isEqualTo(new TitleExpiry.Result(0, 0));
    }

    @Test
    void aYearOfATechSmeIsNotWarnedOfAYearAhead() {
        var firm = city.confirmed(6, "昆山短期电子有限公司");
        var grant = new Grant(
                "tech-sme",
                "national",
                firm.id(),
                "",
                "",
                Certificate.of("202532058300006", null, LocalDate.parse("2025-06-18")));
        UUID title = done(fixture.titles.grant(city.bureau, grant)).id();
        runOn("2025-06-19");
        runOn("2025-11-02");
        assertThat(city.jdbc
                        .sql("SELECT months FROM registry.title_warning WHERE title = :title")
                        .param("title", title)
                        .query((row, number) -> row.getInt(1))
                        .list())
                .containsExactly(6);
        done(fixture.titles.withdraw(city.bureau, title, 1, "试验"));
    }

    private TitleExpiry.Result runOn(String day) {
        var date = LocalDate.parse(day);
        return new TitleExpiry(
                        new TitleExpiryStore(city.jdbc),
                        fixture.service(date),
                        new TitleMessages(city.accounts, city.new FakeMessages()),
                        TitleFixture.PACKS.titleKinds(),
                        city.accounts,
                        city.new FakeMessages(),
                        city.new FakeAudit(),
                        city.transactions,
                        TitleFixture.at(date))
                .run();
    }
}
