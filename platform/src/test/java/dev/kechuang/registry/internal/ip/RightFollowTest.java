package dev.kechuang.registry.internal.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.registry.IntellectualProperties.DatedRight;
import dev.kechuang.registry.IntellectualProperties.Obtained;
import dev.kechuang.registry.internal.EditResult;
import dev.kechuang.registry.internal.FactStore;
import dev.kechuang.registry.internal.MergeService;
import dev.kechuang.registry.internal.OrganisationData;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.registry.internal.ip.Right.End;
import java.util.LinkedHashMap;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What becomes of rights when their owners move, close or merge. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RightFollowTest {

    private static final String TODAY = RegistryFixture.TODAY.toString();
    private static final String YESTERDAY = RegistryFixture.TODAY.minusDays(1).toString();

    private final RightFixture fixture = new RightFixture();
    private final RegistryFixture city = fixture.city;
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

    @AfterAll
    void close() {
        fixture.holds();
        fixture.close();
    }

    @Test
    void aRightCountsWhereItsFirstOwnerWent() {
        var firm = city.confirmed(1, "昆山迁移电子有限公司");
        Right right = fixture.right(1, firm);
        var typed = new LinkedHashMap<>(OrganisationData.of(firm).texts());
        typed.put("region", RegistryFixture.TAICANG);
        assertThat(city.organisations.update(city.bureau, firm.id(), 1, typed, "迁址"))
                .isInstanceOf(EditResult.Saved.class);
        assertThat(inRegion(RegistryFixture.KUNSHAN, YESTERDAY)).isOne();
        assertThat(inRegion(RegistryFixture.KUNSHAN, TODAY)).isZero();
        assertThat(inRegion(RegistryFixture.TAICANG, TODAY)).isOne();
        assertThat(fixture.rights.find(city.taicang, right.id())).isPresent();
        assertThat(fixture.rights.find(city.kunshan, right.id())).isEmpty();
    }

    private long inRegion(String region, String day) {
        return city.jdbc
                .sql("""
                        SELECT coalesce(sum(count), 0) FROM record.published_record
                        WHERE kind = 'registry.ip' AND region = :region AND business_date <= :day::date
                          AND organisation = (SELECT id FROM registry.organisation WHERE name = '昆山迁移电子有限公司')""")
                .param("region", region)
                .param("day", day)
                .query((row, number) -> row.getLong(1))
                .single();
    }

    @Test
    void aMergerPassesRightsOnAndOneOwnedByBothStaysOne() {
        var leaving = city.confirmed(2, "昆山被并电子有限公司");
        var remaining = city.confirmed(3, "昆山存续电子有限公司");
        fixture.right(10, leaving);
        Right both = RegistryFixture.done(
                fixture.rights.create(city.bureau, RightFixture.form(11, leaving.name() + "\n" + remaining.name())));
        merges.merge(city.bureau, leaving.id(), 1, remaining.id(), 1);
        assertThat(fixture.published.dated(List.of(remaining.id())))
                .hasSize(2)
                .extracting(DatedRight::obtained)
                .contains(Obtained.MERGER, Obtained.SELF);
        assertThat(fixture.counted(RightRecords.VALID, TODAY, remaining)).isEqualTo(2);
        assertThat(fixture.counted(RightRecords.VALID, TODAY, leaving)).isZero();
        assertThat(fixture.store.owners(List.of(both.id())).get(both.id()))
                .filteredOn(owner -> owner.until() == null)
                .hasSize(1);
    }

    @Test
    void theLastOwnersEndIsTheRightsAndOneOfSeveralLeavesItToTheOthers() {
        var closing = city.confirmed(4, "昆山注销电子有限公司");
        var other = city.confirmed(5, "昆山留存电子有限公司");
        Right alone = fixture.right(20, closing);
        Right shared = RegistryFixture.done(
                fixture.rights.create(city.bureau, RightFixture.form(21, closing.name() + "\n" + other.name())));
        city.organisations.close(city.bureau, closing.id(), 1, "破产");
        assertThat(fixture.rights.find(city.bureau, alone.id())).hasValueSatisfying(right -> {
            assertThat(right.end()).isEqualTo(End.CLOSED);
            assertThat(right.endedOn()).isEqualTo(TODAY);
        });
        assertThat(fixture.rights.find(city.bureau, shared.id())).hasValueSatisfying(right -> {
            assertThat(right.end()).isNull();
            assertThat(right.cell().organisation()).isEqualTo(other.id());
        });
        assertThat(fixture.counted(RightRecords.VALID, TODAY, other)).isOne();
        assertThat(fixture.counted(RightRecords.VALID, TODAY, closing)).isZero();
    }
}
