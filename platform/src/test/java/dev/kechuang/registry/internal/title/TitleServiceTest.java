package dev.kechuang.registry.internal.title;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.RegistryFixture.person;
import static dev.kechuang.registry.internal.RegistryFixture.refused;
import static dev.kechuang.registry.internal.title.TitleFixture.error;
import static dev.kechuang.registry.internal.title.TitleFixture.hnte;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleEvent.What;
import dev.kechuang.registry.Titles.Certificate;
import dev.kechuang.registry.Titles.Grant;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Titles from their grant to their end, with the days and records that follow. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TitleServiceTest {

    private final TitleFixture fixture = new TitleFixture();
    private final RegistryFixture city = fixture.city;
    private final TitleService titles = fixture.titles;

    @AfterAll
    void close() {
        fixture.holds();
        fixture.close();
    }

    @Test
    void aGrantCountsFromItsFirstDayToItsLast() {
        var firm = city.confirmed(1, "昆山认定电子有限公司");
        done(city.accounts.registerApplicant(person("granted"), firm.id()));
        city.told.clear();

        Title title = fixture.granted(firm, "GR202432000001", "2024-11-06");

        assertThat(title.state()).isEqualTo(Title.State.VALID);
        assertThat(title.validUntil()).isEqualTo("2027-11-05");
        assertThat(title.version()).isEqualTo(1);
        assertThat(fixture.stock("2024-11-05", firm.id())).isZero();
        assertThat(fixture.stock("2024-11-06", firm.id())).isOne();
        assertThat(fixture.stock("2027-11-05", firm.id())).isOne();
        assertThat(fixture.stock("2027-11-06", firm.id())).isZero();
        assertThat(city.told).containsExactly("获得称号：高新技术企业");
        assertThat(titles.validOn(firm.id(), LocalDate.parse("2027-11-05"))).hasSize(1);
        assertThat(titles.validOn(firm.id(), LocalDate.parse("2027-11-06"))).isEmpty();
        assertThat(titles.dated(List.of(firm.id()))).singleElement().satisfies(dated -> {
            assertThat(dated.fact()).isEqualTo("titles");
            assertThat(dated.name()).isEqualTo("高新技术企业");
            assertThat(dated.until()).isEqualTo("2027-11-05");
        });
        assertThat(titles.find(city.kunshan, title.id())).isPresent();
        assertThat(titles.find(city.taicang, title.id())).isEmpty();
        assertThat(titles.find(RegistryFixture.applicant(firm.id()), title.id()))
                .isPresent();
    }

    @Test
    void whatHappensToATitleIsNotedForItsHolder() {
        var firm = city.confirmed(4711, "昆山撤销通知电子有限公司");
        var changed = new dev.kechuang.registry.internal.ChangedStore(city.jdbc);
        Title title = fixture.granted(firm, "GR202432004711", "2024-11-06");
        assertThat(changed.take(100_000)).contains(firm.id());
        done(titles.revoke(city.bureau, title.id(), 1, LocalDate.parse("2026-05-20"), "申报材料不实"));
        assertThat(changed.take(100_000))
                .as("the event of a revocation does not name the organisation")
                .containsExactly(firm.id());
    }

    @Test
    void aTechSmeIsEnteredUntilTheEndOfNextMarch() {
        var firm = city.confirmed(2, "昆山入库电子有限公司");
        Title title = done(titles.grant(
                city.bureau,
                new Grant(
                        "tech-sme",
                        "national",
                        firm.id(),
                        "",
                        "",
                        Certificate.of("202632058300001", null, LocalDate.parse("2026-06-18")))));
        assertThat(title.validUntil()).isEqualTo("2027-03-31");
    }

    @Test
    void aRenewalContinuesTheCountWithANewNumber() {
        var firm = city.confirmed(3, "昆山续期电子有限公司");
        Title title = fixture.granted(firm, "GR202132000003", "2021-11-30");

        Title renewed = done(titles.renew(
                city.bureau, title.id(), 1, Certificate.of("GR202432000003", null, LocalDate.parse("2024-11-19"))));

        assertThat(renewed.firstFrom()).isEqualTo("2021-11-30");
        assertThat(renewed.validUntil()).isEqualTo("2027-11-18");
        assertThat(renewed.number()).isEqualTo("GR202432000003");
        assertThat(fixture.stock("2024-11-25", firm.id())).isOne();
        assertThat(fixture.stock("2026-01-01", firm.id())).isOne();
        assertThat(fixture.stock("2027-11-19", firm.id())).isZero();
        assertThat(titles.dated(List.of(firm.id())))
                .extracting(dated -> dated.number() + " " + dated.until())
                .containsExactly("GR202132000003 2024-11-18", "GR202432000003 2027-11-18");
        assertThat(error(titles.renew(
                        city.bureau, title.id(), 1, Certificate.of("GR9", null, LocalDate.parse("2027-11-19")))))
                .isEqualTo("title.error.changedMeanwhile");
        assertThat(refused(titles.renew(
                        city.bureau,
                        title.id(),
                        2,
                        new Certificate(
                                "GR9",
                                null,
                                "",
                                LocalDate.parse("2025-01-01"),
                                LocalDate.parse("2026-01-01"),
                                Map.of()))))
                .extracting(FieldError::field)
                .containsExactly("until");
    }

    @Test
    void oneThatLapsedIsRenewedWithAGap() {
        var firm = city.confirmed(4, "昆山中断电子有限公司");
        Title title = fixture.granted(firm, "GR201832000004", "2018-11-28");
        title = done(titles.lapse(city.bureau, title.id(), 1, LocalDate.parse("2021-11-28"), "到期未重新认定"));
        assertThat(title.state()).isEqualTo(Title.State.LAPSED);

        title = done(titles.renew(
                city.bureau, title.id(), 2, Certificate.of("GR202232000004", null, LocalDate.parse("2022-10-12"))));

        assertThat(title.state()).isEqualTo(Title.State.VALID);
        assertThat(fixture.stock("2022-05-01", firm.id())).isZero();
        assertThat(fixture.stock("2022-10-12", firm.id())).isOne();
        assertThat(fixture.stock("2025-10-12", firm.id())).isZero();
    }

    @Test
    void aRevocationEndsTheCountOnItsDay() {
        var firm = city.confirmed(5, "昆山撤销电子有限公司");
        Title title = fixture.granted(firm, "GR202432000005", "2024-11-06");
        assertThat(error(titles.revoke(city.bureau, title.id(), 1, RegistryFixture.TODAY, " ")))
                .isEqualTo("title.error.reason");

        title = done(titles.revoke(city.bureau, title.id(), 1, LocalDate.parse("2026-05-20"), "申报材料不实"));

        assertThat(title.state()).isEqualTo(Title.State.REVOKED);
        assertThat(title.validOn(LocalDate.parse("2026-05-19"))).isTrue();
        assertThat(title.validOn(LocalDate.parse("2026-05-20"))).isFalse();
        assertThat(fixture.stock("2026-05-19", firm.id())).isOne();
        assertThat(fixture.stock("2026-05-20", firm.id())).isZero();
        assertThat(fixture.stock("2027-12-31", firm.id())).isZero();
        assertThat(error(titles.lapse(city.bureau, title.id(), 2, RegistryFixture.TODAY, "再失效")))
                .isEqualTo("title.error.notValid");
        // The days are free again.
        fixture.granted(firm, "GR202632000005", "2026-05-20");
    }

    @Test
    void whatWasEnteredByMistakeNeverCounted() {
        var firm = city.confirmed(6, "昆山误录电子有限公司");
        var document = fixture.document("苏高企协〔2024〕6号", "2024-12-01");
        Title title = done(
                titles.grant(city.bureau, hnte(firm.id(), "GR202432000006", LocalDate.parse("2024-11-06"), document)));

        title = done(titles.withdraw(city.bureau, title.id(), 1, "单位选错"));

        assertThat(title.state()).isEqualTo(Title.State.WITHDRAWN);
        assertThat(fixture.stock("2026-01-01", firm.id())).isZero();
        var right = city.confirmed(7, "昆山更正电子有限公司");
        done(titles.grant(city.bureau, hnte(right.id(), "GR202432000006", LocalDate.parse("2024-11-06"), document)));
        assertThat(error(titles.grant(
                        city.bureau, hnte(firm.id(), "GR202432000006", LocalDate.parse("2024-11-06"), document))))
                .isEqualTo("title.error.numberTaken");
    }

    @Test
    void aReEvaluationSetsTheNextOne() {
        var firm = city.confirmed(8, "昆山中心电子有限公司");
        Title title = done(titles.grant(
                city.bureau,
                new Grant(
                        "engineering-centre",
                        "provincial",
                        firm.id(),
                        "",
                        "江苏省（中心）智能传感工程技术研究中心",
                        new Certificate(
                                "",
                                null,
                                "江苏省科学技术厅",
                                LocalDate.parse("2022-06-01"),
                                null,
                                Map.of("staff", "86", "area", "3200.50", "field", "electronic-information")))));
        assertThat(title.holder()).isEqualTo(TitleKind.Holder.INSTITUTION);
        assertThat(title.validUntil()).isNull();
        assertThat(title.nextEvaluation()).isEqualTo("2025-06-01");
        assertThat(title.details()).containsEntry("area", "3200.5");

        title = done(titles.reevaluate(
                city.bureau, title.id(), 1, LocalDate.parse("2025-07-10"), null, Map.of("staff", "120"), "良好"));

        assertThat(title.nextEvaluation()).isEqualTo("2028-07-10");
        assertThat(title.details()).containsEntry("staff", "120").containsEntry("area", "3200.5");
        assertThat(titles.dated(List.of(firm.id())).getFirst().fact()).isEqualTo("rd-institutions");
        // Another centre of the same firm is another title; the same name is the same.
        var again = new Grant(
                "engineering-centre",
                "provincial",
                firm.id(),
                "",
                "江苏省(中心)智能传感工程技术研究中心",
                Certificate.of("", null, LocalDate.parse("2023-01-01")));
        assertThat(error(titles.grant(city.bureau, again))).isEqualTo("title.error.overlap");
    }

    @Test
    void everyMistakeIsNamedAtItsField() {
        var firm = city.confirmed(9, "昆山错误电子有限公司");
        assertThat(refused(titles.grant(
                        city.bureau,
                        new Grant(
                                "hnte",
                                "county",
                                null,
                                "",
                                "不该有的名称",
                                new Certificate(
                                        "",
                                        null,
                                        "",
                                        LocalDate.parse("1970-01-01"),
                                        LocalDate.parse("1969-01-01"),
                                        Map.of("area", "很大"))))))
                .extracting(FieldError::field)
                .containsExactly("level", "name", "organisation", "number", "from", "until", "details.area");
        assertThat(error(titles.grant(
                        city.bureau,
                        new Grant(
                                "hnt",
                                "national",
                                firm.id(),
                                "",
                                "",
                                Certificate.of("", null, RegistryFixture.TODAY)))))
                .isEqualTo("title.error.kind");
        var waiting = done(city.registration.register(RegistryFixture.form(10, "昆山待确认电子有限公司"), person("waiting")));
        assertThat(error(titles.grant(city.bureau, hnte(waiting, "GR1", "2024-11-06"))))
                .isEqualTo("title.error.notConfirmed");
    }

    @Test
    void aRegionHoldsATitleOfItsOwn() {
        var grant = new Grant(
                "innovation-county",
                "national",
                null,
                RegistryFixture.KUNSHAN,
                "",
                Certificate.of("", null, LocalDate.parse("2018-11-30")));
        Title title = done(titles.grant(city.bureau, grant));
        assertThat(title.organisation()).isNull();
        assertThat(titles.find(city.kunshan, title.id())).isPresent();
        assertThat(titles.find(city.taicang, title.id())).isEmpty();
        assertThat(error(titles.grant(city.bureau, grant))).isEqualTo("title.error.overlap");
    }

    @Test
    void ofOfficersWhoGrantTheSameAtOnceOneGoesThrough() throws Exception {
        var firm = city.confirmed(20, "昆山同时电子有限公司");
        var outcomes =
                atOnce(8, number -> titles.grant(city.bureau, hnte(firm, "GR20243200002" + number, "2024-11-06")));
        assertThat(outcomes.stream().filter(outcome -> outcome instanceof Outcome.Done))
                .hasSize(1);
        assertThat(fixture.stock("2025-01-01", firm.id())).isOne();
        Title title = titles.of(firm.id()).getFirst();

        var ended = atOnce(
                8,
                number -> titles.revoke(city.bureau, title.id(), 1, LocalDate.parse("2025-06-0" + (number + 1)), "并发"));

        assertThat(ended.stream().filter(outcome -> outcome instanceof Outcome.Done))
                .hasSize(1);
        assertThat(ended.stream()
                        .filter(outcome -> outcome instanceof Outcome.Refused)
                        .map(TitleFixture::error))
                .allMatch(key -> key.equals("title.error.changedMeanwhile") || key.equals("title.error.notValid"));
        assertThat(titles.events(title.id()))
                .extracting(event -> event.what())
                .containsExactly(What.GRANTED, What.REVOKED);
        assertThat(fixture.stock("2026-01-01", firm.id())).isZero();
    }

    @Test
    void aRefusedGrantLeavesTheRestOfARunningTransactionAlone() {
        var firm = city.confirmed(21, "昆山外层电子有限公司");
        var other = city.confirmed(22, "昆山同号电子有限公司");
        var document = fixture.document("苏高企协〔2024〕21号", "2024-12-01");
        city.transactions.executeWithoutResult(status -> {
            done(titles.grant(city.bureau, hnte(firm.id(), "GR202432000021", LocalDate.parse("2024-11-06"), document)));
            assertThat(error(titles.grant(
                            city.bureau, hnte(other.id(), "GR202432000021", LocalDate.parse("2024-11-06"), document))))
                    .isEqualTo("title.error.numberTaken");
        });
        assertThat(titles.of(firm.id())).hasSize(1);
        assertThat(titles.of(other.id())).isEmpty();
    }

    @Test
    void theDatabaseKeepsWhatTheServiceWouldNotWrite() {
        var firm = city.confirmed(23, "昆山约束电子有限公司");
        Title title = fixture.granted(firm, "GR202432000023", "2024-11-06");
        for (String sql : List.of(
                "UPDATE registry.title SET state = 'revoked' WHERE id = ?::uuid",
                "DELETE FROM registry.title_event WHERE title = ?::uuid",
                "UPDATE registry.title_event SET reason = 'x' WHERE title = ?::uuid")) {
            assertThatThrownBy(() -> city.jdbc.sql(sql).param(title.id()).update())
                    .isInstanceOf(Exception.class);
        }
        assertThatThrownBy(() -> city.database
                        .owner()
                        .sql("UPDATE registry.title_event SET reason = 'x' WHERE title = ?::uuid")
                        .param(title.id())
                        .update())
                .hasStackTraceContaining("append-only");
        assertThatThrownBy(() -> city.jdbc.sql("""
                                INSERT INTO registry.title (kind, level, holder, organisation, region)
                                VALUES ('hnte', 'national', 'organisation', ?::uuid, '320583')""").param(firm.id()).update()).hasStackTraceContaining("has no grant");
        assertThatThrownBy(() -> city.jdbc.sql("""
                                INSERT INTO registry.title_event (title, seq, kind, level, what, on_day, reason, actor, at)
                                VALUES (?::uuid, 3, 'hnte', 'national', 'revoked', '2025-01-01', 'x', 'x', now())""").param(title.id()).update())
                .hasStackTraceContaining("is at version 1");
    }

    @FunctionalInterface
    private interface Attempt {
        Outcome<Title> run(int number);
    }

    private static List<Outcome<Title>> atOnce(int threads, Attempt attempt) throws Exception {
        var start = new CountDownLatch(1);
        var outcomes = new ArrayList<Outcome<Title>>();
        try (var pool = Executors.newFixedThreadPool(threads)) {
            var running = new ArrayList<Future<Outcome<Title>>>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                running.add(pool.submit(() -> {
                    start.await();
                    return attempt.run(number);
                }));
            }
            start.countDown();
            for (var each : running) outcomes.add(each.get());
        }
        return outcomes;
    }
}
