package dev.kechuang.registry.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.record.NewRecord;
import dev.kechuang.shared.Invariant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Whether the records count what stands in the registry, and whether merged organisations lead somewhere. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryCountsTest {

    private final RegistryFixture city = new RegistryFixture();

    @AfterAll
    void close() {
        city.close();
    }

    @Test
    void eachOrganisationCountsOnceWhereItIs() {
        var counted = new RegistryInvariants().organisationsCounted(city.jdbc);
        city.recorded.clear();
        var firm = city.confirmed(60, "昆山计数电子有限公司");
        write(city.recorded);
        String others = "UPDATE registry.organisation SET status = 'pending', confirmed_on = NULL WHERE id <> '"
                + firm.id() + "' AND status = 'confirmed'";
        city.database.owner().sql(others).update();
        assertThat(counted.check().violations()).isEmpty();

        write(city.recorded.stream().map(record -> again(record, "twice")).toList());
        assertThat(counted.check().violations()).singleElement().asString().contains("昆山计数", "counts 2");
        breaks(
                counted,
                "UPDATE registry.organisation SET status = 'closed', closed_on = confirmed_on WHERE id = '" + firm.id()
                        + "'");
    }

    @Test
    void aMergedOrganisationThatLeadsInACircleIsFound() {
        var merged = new RegistryInvariants().mergedLeadSomewhere(city.jdbc);
        var one = city.confirmed(70, "昆山绕圈甲电子有限公司");
        var two = city.confirmed(71, "昆山绕圈乙电子有限公司");
        assertThat(merged.check().violations()).isEmpty();
        String to = "UPDATE registry.organisation SET status = 'merged', closed_on = confirmed_on, merged_into = '%s'"
                + " WHERE id = '%s'";
        breaks(merged, to.formatted(one.id(), two.id()) + ";" + to.formatted(two.id(), one.id()));
        city.database
                .owner()
                .sql("UPDATE registry.organisation SET status = 'closed', merged_into = NULL WHERE status = 'merged'"
                        + " AND name LIKE '昆山绕圈%'")
                .update();
    }

    private static NewRecord again(NewRecord record, String key) {
        return new NewRecord(
                record.kind(),
                record.businessDate(),
                record.region(),
                record.zone(),
                record.organisation(),
                record.dimensions(),
                record.count(),
                record.amountFen(),
                record.subject(),
                record.key() + "/" + key);
    }

    /** As the record module would write them. */
    private void write(List<NewRecord> records) {
        for (NewRecord record : records) {
            city.database
                    .owner()
                    .sql("""
                    INSERT INTO record.record (kind, business_date, region, zone, organisation, count, amount_fen,
                        subject, key)
                    VALUES (:kind, :day, :region, :zone, :organisation, :count, 0, :subject, :key)""")
                    .param("kind", record.kind())
                    .param("day", record.businessDate())
                    .param("region", record.region())
                    .param("zone", record.zone(), java.sql.Types.VARCHAR)
                    .param("organisation", record.organisation())
                    .param("count", record.count())
                    .param("subject", record.subject())
                    .param("key", record.key())
                    .update();
        }
    }

    private void breaks(Invariant invariant, String sql) {
        for (String statement : sql.split(";"))
            city.database.owner().sql(statement).update();
        assertThat(invariant.check().violations()).as(invariant.name()).isNotEmpty();
    }
}
