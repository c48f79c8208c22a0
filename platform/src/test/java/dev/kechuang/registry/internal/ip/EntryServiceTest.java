package dev.kechuang.registry.internal.ip;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static dev.kechuang.registry.internal.ip.RightFixture.errors;
import static dev.kechuang.registry.internal.ip.RightFixture.form;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kechuang.registry.IntellectualProperties.DatedRight;
import dev.kechuang.registry.IntellectualProperties.Obtained;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.registry.internal.ip.RightEntry.Status;
import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What firms enter counts once the county officer has confirmed it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntryServiceTest {

    private final RightFixture fixture = new RightFixture();
    private final RegistryFixture city = fixture.city;
    private final EntryStore store = new EntryStore(city.jdbc);
    private final EntryService entries = new EntryService(
            store,
            fixture.store,
            fixture.rules,
            fixture.rights,
            fixture.owners,
            fixture.batch,
            city.accounts,
            city.new FakeMessages(),
            city.new FakeAudit(),
            city.transactions,
            city.clock);

    @AfterAll
    void close() {
        fixture.holds();
        fixture.close();
    }

    private static Viewer people(Organisation firm) {
        return RegistryFixture.applicant(firm.id());
    }

    private RightEntry entry(UUID id) {
        return store.find(city.bureau, id).orElseThrow();
    }

    @Test
    void aRightOfAFirmCountsFromItsConfirmation() {
        var firm = city.confirmed(1, "昆山申报电子有限公司");
        UUID id = done(entries.enter(people(firm), form(1, "", "supportsProduct", "yes")));
        assertThat(fixture.published.dated(List.of(firm.id()))).isEmpty();
        assertThat(errors(entries.enter(people(firm), form(1, "")))).containsExactly(" ip.error.entryWaits");
        assertThat(errors(entries.accept(city.taicang, id, 1))).containsExactly(" ip.error.gone");
        assertThat(errors(entries.accept(city.bureau, id, 1)))
                .as("the county confirms")
                .containsExactly(" ip.error.notYours");
        done(entries.accept(city.kunshan, id, 1));
        assertThat(fixture.published.dated(List.of(firm.id())))
                .extracting(DatedRight::supportsProduct)
                .containsExactly(true);
        assertThat(fixture.counted(RightRecords.VALID, "2026-01-01", firm)).isOne();
        assertThat(entry(id).status()).isEqualTo(Status.ACCEPTED);
        assertThat(errors(entries.accept(city.kunshan, id, 2))).containsExactly(" ip.error.stale");
        assertThat(errors(entries.enter(people(firm), form(1, ""))))
                .containsExactly("applicationNumber ip.error.twice");
    }

    @Test
    void whatIsWrongIsToldBeforeAnybodyWaits() {
        var firm = city.confirmed(2, "昆山先查电子有限公司");
        assertThat(errors(entries.enter(people(firm), form(2, "", "granted", "2019-01-01"))))
                .containsExactly("granted ip.error.order");
        assertThat(store.of(firm.id(), 10)).isEmpty();
    }

    @Test
    void theSecondWhoEntersItOwnsItToo() {
        var first = city.confirmed(3, "昆山共有一号有限公司");
        var second = city.confirmed(4, "太仓共有二号有限公司", "region", RegistryFixture.TAICANG);
        done(entries.accept(city.kunshan, done(entries.enter(people(first), form(3, ""))), 1));
        done(entries.accept(
                city.taicang,
                done(entries.enter(people(second), form(3, "", "obtained", "bought", "since", "2024-01-01"))),
                1));
        assertThat(fixture.published.dated(List.of(second.id())))
                .singleElement()
                .satisfies(right -> {
                    assertThat(right.obtained()).isEqualTo(Obtained.BOUGHT);
                    assertThat(fixture.store.owners(List.of(right.right())).get(right.right()))
                            .hasSize(2);
                });
        assertThat(fixture.counted(RightRecords.VALID, "2026-01-01", first)).isOne();
        assertThat(fixture.counted(RightRecords.VALID, "2026-01-01", second)).isZero();
    }

    @Test
    void givenBackItIsCorrectedAndHandedInAgain() {
        var firm = city.confirmed(5, "昆山退回电子有限公司");
        UUID id = done(entries.enter(people(firm), form(5, "")));
        assertThat(errors(entries.giveBack(city.kunshan, id, 1, ""))).containsExactly("reason ip.error.required");
        done(entries.giveBack(city.kunshan, id, 1, "名称与证书不一致"));
        assertThat(entry(id).reason()).isEqualTo("名称与证书不一致");
        assertThat(errors(entries.accept(city.kunshan, id, 2))).containsExactly(" ip.error.stale");
        done(entries.correct(people(firm), id, 2, form(5, "", "title", "一种新名称")));
        done(entries.accept(city.kunshan, id, 3));
        assertThat(fixture.rights.find(
                        city.kunshan, java.util.Objects.requireNonNull(entry(id).right())))
                .hasValueSatisfying(right -> assertThat(right.title()).isEqualTo("一种新名称"));
        UUID dropped = done(entries.enter(people(firm), form(6, "")));
        assertThat(errors(entries.drop(people(city.confirmed(6, "昆山旁观电子有限公司")), dropped, 1)))
                .containsExactly(" ip.error.gone");
        done(entries.drop(people(firm), dropped, 1));
        assertThat(entry(dropped).status()).isEqualTo(Status.DROPPED);
    }

    @Test
    void aChangeIsConfirmedOnTheRightItWasMeantFor() {
        var firm = city.confirmed(7, "昆山变更电子有限公司");
        Right right = fixture.right(7, firm);
        assertThat(errors(entries.change(
                        people(firm), right.id(), 1, RightData.of(right).texts())))
                .containsExactly(" ip.error.nothingChanged");
        UUID id = done(entries.change(people(firm), right.id(), 1, form(7, "", "usedForHnte", "yes")));
        done(fixture.rights.change(city.kunshan, right.id(), 1, form(7, "", "title", "官方名称"), ""));
        assertThat(errors(entries.accept(city.kunshan, id, 1))).containsExactly(" ip.error.entryStale");
        done(entries.giveBack(city.kunshan, id, 1, "已有变动"));
        done(entries.correct(people(firm), id, 2, form(7, "", "title", "官方名称", "usedForHnte", "yes")));
        done(entries.accept(city.kunshan, id, 3));
        assertThat(fixture.published.dated(List.of(firm.id())))
                .extracting(DatedRight::usedForHnte)
                .containsExactly(true);
    }

    @Test
    void aFurtherOwnerStatesItsOwnHoldingOnly() {
        var first = city.confirmed(8, "昆山首位电子有限公司");
        var further = city.confirmed(9, "昆山次位电子有限公司");
        Right right = done(fixture.rights.create(city.bureau, form(8, first.name() + "\n" + further.name())));
        UUID id =
                done(entries.change(people(further), right.id(), 1, Map.of("title", "改了名称", "supportsProduct", "yes")));
        done(entries.accept(city.kunshan, id, 1));
        assertThat(fixture.rights.find(city.kunshan, right.id()))
                .hasValueSatisfying(after -> assertThat(after.title()).isEqualTo(right.title()));
        assertThat(fixture.published.dated(List.of(further.id())))
                .extracting(DatedRight::supportsProduct)
                .containsExactly(true);
    }

    @Test
    void havingNoneIsStatedConfirmedAndOverWithTheFirstRight() {
        var firm = city.confirmed(10, "昆山尚无电子有限公司");
        UUID id = done(entries.none(people(firm)));
        assertThat(fixture.published.without(List.of(firm.id()))).isEmpty();
        done(entries.accept(city.kunshan, id, 1));
        assertThat(fixture.published.without(List.of(firm.id())))
                .containsExactly(Map.entry(firm.id(), RegistryFixture.TODAY));
        fixture.right(10, firm);
        assertThat(errors(entries.none(people(firm)))).containsExactly(" ip.error.hasRights");
    }

    @Test
    void nobodyConfirmsTheOwnEntry() {
        var firm = city.confirmed(11, "昆山自认电子有限公司");
        UUID id = done(entries.enter(people(firm), form(11, "")));
        assertThatThrownBy(() -> city.jdbc.sql("""
                                UPDATE registry.ip_entry SET status = 'accepted', decided_by = account, decided_at = now()
                                WHERE id = :id""").param("id", id).update())
                .hasMessageContaining("violates check constraint");
    }
}
