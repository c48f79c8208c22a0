package dev.kechuang.registry.internal.title;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleEvent.What;
import dev.kechuang.registry.Titles.Certificate;
import dev.kechuang.registry.Titles.Grant;
import dev.kechuang.registry.internal.EditResult;
import dev.kechuang.registry.internal.FactStore;
import dev.kechuang.registry.internal.MergeService;
import dev.kechuang.registry.internal.OrganisationData;
import dev.kechuang.registry.internal.RegistryFixture;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Titles go with their organisations, and with the years. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TitleFollowTest {

    private static final String TODAY = RegistryFixture.TODAY.toString();

    private final TitleFixture fixture = new TitleFixture();
    private final RegistryFixture city = fixture.city;
    private final AllianceStore alliances = new AllianceStore(city.jdbc);
    private final MergeService merges = new MergeService(
            city.jdbc,
            city.store,
            city.organisations,
            city.people,
            new FactStore(city.jdbc),
            city.changes,
            city.accounts,
            city.new FakeAudit(),
            List.of(city.new Forward()),
            city.transactions,
            city.clock);

    TitleFollowTest() {
        city.followers.add(new TitleFollower(
                fixture.titles,
                fixture.store,
                alliances,
                new TitleMessages(city.accounts, city.new FakeMessages()),
                TitleFixture.PACKS.titleKinds(),
                city.new FakeAudit()));
    }

    @AfterAll
    void close() {
        fixture.holds();
        fixture.close();
    }

    @Test
    void aTitleCountsWhereItsOrganisationWent() {
        var firm = city.confirmed(1, "昆山迁移电子有限公司");
        Title title = fixture.granted(firm, "GR202432000001", "2024-11-06");
        var typed = new LinkedHashMap<>(OrganisationData.of(firm).texts());
        typed.put("region", RegistryFixture.TAICANG);

        assertThat(city.organisations.update(city.bureau, firm.id(), 1, typed, "迁址"))
                .isInstanceOf(EditResult.Saved.class);

        assertThat(stock(RegistryFixture.KUNSHAN, "2026-11-20")).isOne();
        assertThat(stock(RegistryFixture.KUNSHAN, TODAY)).isZero();
        assertThat(stock(RegistryFixture.TAICANG, TODAY)).isOne();
        assertThat(stock(RegistryFixture.TAICANG, "2027-11-06")).isZero();
        assertThat(fixture.titles.find(city.taicang, title.id())).isPresent();
        assertThat(fixture.titles.find(city.kunshan, title.id())).isEmpty();
    }

    private long stock(String region, String day) {
        return city.jdbc
                .sql("""
                        SELECT coalesce(sum(count), 0) FROM record.published_record
                        WHERE kind = 'registry.title' AND region = :region AND business_date <= :day::date
                          AND dimensions ->> 'title' = 'hnte' AND subject IN (
                              SELECT 'registry/title/' || t.id FROM registry.published_title t
                              JOIN registry.published_organisation o ON o.id = t.organisation
                              WHERE o.name = '昆山迁移电子有限公司')""")
                .param("region", region)
                .param("day", day)
                .query((row, number) -> row.getLong(1))
                .single();
    }

    @Test
    void aClosedOrganisationHoldsNothing() {
        var firm = city.confirmed(2, "昆山注销电子有限公司");
        Title title = fixture.granted(firm, "GR202432000002", "2024-11-06");
        done(city.organisations.close(city.kunshan, firm.id(), 1, "决议解散"));
        assertThat(fixture.store.find(title.id()).orElseThrow().state()).isEqualTo(Title.State.ENDED);
        assertThat(fixture.stock(TODAY, firm.id())).isZero();
        assertThat(fixture.stock("2026-11-20", firm.id())).isOne();
        assertThat(fixture.stock("2027-12-31", firm.id())).isZero();
    }

    @Test
    void aMergerMovesTitlesAndEndsThoseTheOtherHasToo() {
        var leaving = city.confirmed(3, "昆山并出电子有限公司");
        var remaining = city.confirmed(4, "昆山并入电子有限公司");
        Title twice = fixture.granted(leaving, "GR202432000003", "2024-11-06");
        Title own = fixture.granted(remaining, "GR202432000004", "2024-03-01");
        Title moved = centre(leaving, "江苏省并出工程技术研究中心");
        Title led = done(fixture.titles.grant(
                city.bureau,
                new Grant(
                        "innovation-alliance",
                        "provincial",
                        leaving.id(),
                        "",
                        "江苏省传感器联盟",
                        Certificate.of("", null, LocalDate.parse("2020-01-01")))));
        city.transactions.executeWithoutResult(
                status -> alliances.join(led.id(), leaving.id(), "leader", LocalDate.parse("2020-01-01"), null));

        done(merges.merge(city.kunshan, leaving.id(), leaving.version(), remaining.id(), remaining.version()));

        assertThat(state(twice)).isEqualTo(Title.State.ENDED);
        assertThat(state(own)).isEqualTo(Title.State.VALID);
        assertThat(fixture.store.find(moved.id()).orElseThrow().organisation()).isEqualTo(remaining.id());
        assertThat(fixture.store.find(led.id()).orElseThrow().organisation()).isEqualTo(remaining.id());
        assertThat(fixture.store.events(moved.id()))
                .extracting(event -> event.what())
                .containsExactly(What.GRANTED, What.TRANSFERRED);
        assertThat(fixture.stock("2026-11-20", leaving.id())).isEqualTo(3);
        assertThat(fixture.stock(TODAY, leaving.id())).isZero();
        assertThat(fixture.stock(TODAY, remaining.id())).isEqualTo(3);
        assertThat(fixture.stock("2029-01-01", remaining.id())).isEqualTo(2);
        assertThat(alliances.members(led.id()))
                .extracting(member -> member.name() + " " + member.leftOn())
                .containsExactly("昆山并入电子有限公司 null", "昆山并出电子有限公司 " + TODAY);
        // Everything it ever held stands in one timeline.
        assertThat(fixture.titles.of(remaining.id())).hasSize(4);
    }

    private Title.State state(Title title) {
        return fixture.store.find(title.id()).orElseThrow().state();
    }

    private Title centre(Organisation firm, String name) {
        return done(fixture.titles.grant(
                city.bureau,
                new Grant(
                        "engineering-centre",
                        "provincial",
                        firm.id(),
                        "",
                        name,
                        Certificate.of("", null, LocalDate.parse("2022-06-01")))));
    }
}
