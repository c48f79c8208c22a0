package dev.kechuang.registry.internal.ip;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.ip.RightFixture.errors;
import static dev.kechuang.registry.internal.ip.RightFixture.form;
import static dev.kechuang.registry.internal.ip.RightFixture.number;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.registry.IntellectualProperties.DatedRight;
import dev.kechuang.registry.IntellectualProperties.Obtained;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.registry.internal.ip.Right.State;
import dev.kechuang.shared.Outcome;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rights from the application to their end, as officers enter them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightServiceTest {

    private static final LocalDate TODAY = RegistryFixture.TODAY;

    private final RightFixture fixture = new RightFixture();
    private final RegistryFixture city = fixture.city;

    @AfterAll
    void close() {
        fixture.holds();
        fixture.close();
    }

    @Test
    void aGrantedInventionCountsFromItsGrantToTheEndOfItsTerm() {
        var firm = city.confirmed(1, "昆山专利电子有限公司");
        Right right = fixture.right(1, firm);
        assertThat(right.number()).startsWith("ZL2020");
        assertThat(right.termUntil()).isEqualTo("2040-02-29");
        assertThat(right.stateOn(LocalDate.of(2020, 2, 1))).isEmpty();
        assertThat(right.stateOn(LocalDate.of(2021, 1, 1))).contains(State.APPLIED);
        assertThat(right.stateOn(LocalDate.of(2040, 2, 29))).contains(State.VALID);
        assertThat(right.stateOn(LocalDate.of(2040, 3, 1))).contains(State.LAPSED);
        assertThat(fixture.counted(RightRecords.APPLIED, "2020-03-01", firm)).isOne();
        assertThat(fixture.counted(RightRecords.GRANTED, "2022-06-09", firm)).isZero();
        assertThat(fixture.counted(RightRecords.GRANTED, "2022-06-10", firm)).isOne();
        assertThat(fixture.counted(RightRecords.VALID, "2022-06-10", firm)).isOne();
        assertThat(fixture.counted(RightRecords.VALID, "2040-02-29", firm)).isOne();
        assertThat(fixture.counted(RightRecords.VALID, "2040-03-01", firm)).isZero();
    }

    @Test
    void whatCannotBeIsToldAtItsField() {
        city.confirmed(2, "昆山错误电子有限公司");
        String owner = "昆山错误电子有限公司";
        assertThat(errors(fixture.rights.create(city.bureau, Map.of())))
                .contains("kind ip.error.required", "title ip.error.required", "owners ip.error.owners");
        assertThat(errors(fixture.rights.create(city.bureau, form(20, owner, "granted", "2019-01-01"))))
                .contains("granted ip.error.order");
        assertThat(errors(fixture.rights.create(city.bureau, form(20, owner, "granted", "2027-01-01"))))
                .contains("granted ip.error.ahead");
        assertThat(errors(
                        fixture.rights.create(city.bureau, form(20, owner, "granted", "", "termUntil", "2040-01-01"))))
                .contains("termUntil ip.error.termOfGrant");
        assertThat(errors(fixture.rights.create(city.bureau, form(20, owner, "endedOn", "2023-01-01"))))
                .contains("endReason ip.error.required");
        assertThat(errors(fixture.rights.create(
                        city.bureau, form(20, owner, "endedOn", "2023-01-01", "endReason", "refused"))))
                .contains("endReason ip.error.endOfApplication");
        assertThat(errors(fixture.rights.create(city.bureau, form(20, "没有这家公司"))))
                .contains("owners ip.error.owner");
        assertThat(errors(fixture.rights.create(city.bureau, form(20, owner + " 60%\n" + owner + " 50%"))))
                .contains("owners ip.error.ownerTwice");
        assertThat(errors(fixture.rights.create(city.taicang, form(20, owner)))).contains("owners ip.error.notYours");
        assertThat(errors(fixture.rights.create(city.bureau, form(20, owner, "applied", "2021-01-01"))))
                .contains("applied ip.error.year");
    }

    @Test
    void theSameNumberIsOneRightWhoeverEntersItFirst() throws Exception {
        var one = city.confirmed(3, "昆山先到电子有限公司");
        var two = city.confirmed(4, "昆山后到电子有限公司");
        try (var threads = Executors.newFixedThreadPool(2)) {
            var tries = threads.invokeAll(List.<Callable<Outcome<Right>>>of(
                    () -> fixture.rights.create(city.bureau, form(30, one.name())),
                    () -> fixture.rights.create(city.bureau, form(30, two.name()))));
            int refused = 0;
            for (var each : tries) {
                if (each.get() instanceof Outcome.Refused<Right>(var errors)) {
                    refused++;
                    assertThat(errors.getFirst().key()).isEqualTo("ip.error.twice");
                }
            }
            assertThat(refused).isOne();
        }
    }

    @Test
    void aFeeUnpaidEndsItAndItIsRestored() {
        var firm = city.confirmed(5, "昆山年费电子有限公司");
        Right right = fixture.right(40, firm);
        Right ended = done(fixture.rights.end(
                city.kunshan, right.id(), 1, Map.of("endedOn", "2024-03-01", "endReason", "fee", "reason", "未缴第5年年费")));
        assertThat(ended.stateOn(TODAY)).contains(State.LAPSED);
        assertThat(ended.lastDay()).isEqualTo("2024-02-29");
        assertThat(fixture.counted(RightRecords.VALID, "2024-02-29", firm)).isOne();
        assertThat(fixture.counted(RightRecords.VALID, "2026-01-01", firm)).isZero();
        assertThat(errors(fixture.rights.end(
                        city.kunshan, right.id(), 2, Map.of("endedOn", "2025-03-01", "endReason", "fee"))))
                .containsExactly(" ip.error.endedAlready");
        assertThat(errors(fixture.rights.restore(city.kunshan, right.id(), 1, "补缴")))
                .containsExactly(" ip.error.stale");
        Right again = done(fixture.rights.restore(city.kunshan, right.id(), 2, "补缴年费，权利恢复"));
        assertThat(again.stateOn(TODAY)).contains(State.VALID);
        assertThat(fixture.counted(RightRecords.VALID, "2026-01-01", firm)).isOne();
        assertThat(fixture.store.changes(right.id()))
                .extracting(RightStore.Change::action)
                .containsExactly("restored", "ended", "entered");
    }

    @Test
    void aCorrectionMovesWhatIsCounted() {
        var firm = city.confirmed(6, "昆山更正电子有限公司");
        Right right = fixture.right(50, firm);
        var typed = form(50, firm.name(), "granted", "2023-01-05", "supportsProduct", "yes", "usedForHnte", "yes");
        Right after = done(fixture.rights.change(city.kunshan, right.id(), 1, typed, "授权日录错"));
        assertThat(after.granted()).isEqualTo("2023-01-05");
        assertThat(fixture.counted(RightRecords.GRANTED, "2022-12-31", firm)).isZero();
        assertThat(fixture.counted(RightRecords.GRANTED, "2023-01-05", firm)).isOne();
        assertThat(done(fixture.rights.change(city.kunshan, right.id(), 2, typed, ""))
                        .version())
                .as("the same again is no change")
                .isEqualTo(2);
        assertThat(fixture.published.dated(List.of(firm.id()))).singleElement().satisfies(dated -> {
            assertThat(dated.usedForHnte()).isTrue();
            assertThat(dated.supportsProduct()).isTrue();
            assertThat(dated.granted()).isEqualTo("2023-01-05");
        });
    }

    @Test
    void ownersShareItAndATransferKeepsTheHistory() {
        var seller = city.confirmed(7, "昆山转让电子有限公司");
        var partner = city.confirmed(8, "太仓共有电子有限公司", "region", RegistryFixture.TAICANG);
        var buyer = city.confirmed(9, "太仓受让电子有限公司", "region", RegistryFixture.TAICANG);
        Right right = done(fixture.rights.create(
                city.bureau, form(60, seller.name() + " 60%\n" + RegistryFixture.code(8) + " 40%")));
        assertThat(right.owners()).isEqualTo(2);
        assertThat(fixture.counted(RightRecords.VALID, "2026-01-01", partner))
                .as("a right of several counts once")
                .isZero();
        assertThat(fixture.rights.find(city.taicang, right.id()))
                .as("the county of a further owner sees it")
                .isPresent();
        assertThat(errors(fixture.rights.end(
                        city.taicang, right.id(), 1, Map.of("endedOn", "2024-03-01", "endReason", "fee"))))
                .containsExactly(" ip.error.notYours");
        assertThat(errors(fixture.rights.transfer(
                        city.bureau,
                        right.id(),
                        1,
                        Map.of("owners", buyer.name() + " 80%\n" + partner.name() + " 40%", "since", "2025-05-01"))))
                .containsExactly("owners ip.error.shares");
        Right after = done(fixture.rights.transfer(
                city.bureau,
                right.id(),
                1,
                Map.of(
                        "owners",
                        buyer.name() + " 60%\n" + partner.name() + " 40%",
                        "since",
                        "2025-05-01",
                        "obtained",
                        "bought")));
        assertThat(after.cell().region()).isEqualTo(RegistryFixture.TAICANG);
        assertThat(fixture.counted(RightRecords.VALID, "2025-04-30", seller)).isOne();
        assertThat(fixture.counted(RightRecords.VALID, "2025-05-01", seller)).isZero();
        assertThat(fixture.counted(RightRecords.VALID, "2025-05-01", buyer)).isOne();
        assertThat(fixture.counted(RightRecords.GRANTED, "2026-01-01", seller))
                .as("it was granted to the seller")
                .isOne();
        assertThat(fixture.published.dated(List.of(seller.id())))
                .extracting(DatedRight::until)
                .containsExactly(LocalDate.of(2025, 4, 30));
        assertThat(fixture.published.dated(List.of(buyer.id()))).singleElement().satisfies(dated -> {
            assertThat(dated.obtained()).isEqualTo(Obtained.BOUGHT);
            assertThat(dated.since()).isEqualTo("2025-05-01");
        });
        assertThat(fixture.rights.find(RegistryFixture.applicant(seller.id()), right.id()))
                .isPresent();
        assertThat(fixture.rights.find(RegistryFixture.applicant(buyer.id()), right.id()))
                .isPresent();
        assertThat(fixture.rights.find(
                        RegistryFixture.applicant(
                                city.confirmed(10, "昆山旁人电子有限公司").id()),
                        right.id()))
                .isEmpty();
    }

    @Test
    void takenBackItNeverCountedAndItsNumberIsFree() {
        var firm = city.confirmed(11, "昆山撤回电子有限公司");
        Right right = fixture.right(70, firm);
        assertThat(errors(fixture.rights.withdraw(city.kunshan, right.id(), 1, " ")))
                .isNotEmpty();
        done(fixture.rights.withdraw(city.kunshan, right.id(), 1, "录错单位"));
        for (String kind : List.of(RightRecords.APPLIED, RightRecords.GRANTED, RightRecords.VALID)) {
            assertThat(fixture.counted(kind, "2050-01-01", firm)).isZero();
        }
        assertThat(fixture.published.dated(List.of(firm.id()))).isEmpty();
        assertThat(fixture.right(70, firm).id()).isNotEqualTo(right.id());
    }

    @Test
    void theDatabaseRefusesWhatCannotBe() {
        var firm = city.confirmed(12, "昆山约束电子有限公司");
        Right right = fixture.right(80, firm);
        for (String wrong : List.of(
                "granted = applied - 1",
                "ended_on = granted + 1",
                "ended_on = granted + 1, end_reason = 'refused'",
                "term_until = granted - 1",
                "application_number = '" + number(2020, 1, 80).replace(".", "").substring(0, 12) + "'",
                "application_number = '2020100000800'",
                "kind = 'design'",
                "grant_number = '', application_number = ''")) {
            assertThatThrownBy(() -> city.jdbc
                            .sql("UPDATE registry.ip_right SET " + wrong + " WHERE id = :id")
                            .param("id", right.id())
                            .update())
                    .as(wrong)
                    .hasMessageContaining("violates check constraint");
        }
        assertThatThrownBy(() -> city.jdbc
                        .sql("UPDATE registry.ip_change SET actor = 'x'")
                        .update())
                .isNotNull();
        assertThatThrownBy(() -> city.database
                        .owner()
                        .sql("DELETE FROM registry.ip_change")
                        .update())
                .isNotNull();
    }

    @Test
    void softwareIsRegisteredAndStandsToTheEndOfTheFiftiethYear() {
        var firm = city.confirmed(13, "昆山软件科技有限公司");
        Right right = done(fixture.rights.create(
                city.bureau,
                Map.of(
                        "kind",
                        "software",
                        "title",
                        "检测软件V1.0",
                        "grantNumber",
                        "2024SR0123456",
                        "granted",
                        "2024-02-03",
                        "owners",
                        firm.name())));
        assertThat(right.termUntil()).isEqualTo("2074-12-31");
        assertThat(fixture.counted(RightRecords.APPLIED, "2026-01-01", firm)).isZero();
        assertThat(fixture.counted(RightRecords.VALID, "2026-01-01", firm)).isOne();
    }
}
