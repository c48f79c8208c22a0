package dev.kechuang.registry.internal.ip;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.shared.Invariant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each invariant of rights holds, and finds its own break. */
class RightInvariantsTest {

    private final RightFixture fixture = new RightFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void eachFindsItsOwnBreak() {
        var firm = fixture.city.confirmed(1, "昆山不变量电子有限公司");
        fixture.right(1, firm);
        fixture.right(2, firm);
        var all = fixture.invariants();
        for (Invariant invariant : all) {
            assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
            assertThat(invariant.check().checked()).isPositive();
        }
        breaks(all.get(0), """
                INSERT INTO record.record (kind, business_date, region, dimensions, count, amount_fen, subject, key)
                VALUES ('registry.ip', '2026-01-01', '320583', '{"right": "invention", "class": "1"}', 1, 0, 'x', 'x')""");
        breaks(
                all.get(1),
                "DROP INDEX registry.ip_application_number_once",
                "UPDATE registry.ip_right SET application_number = (SELECT min(application_number) FROM registry.ip_right)");
        breaks(all.get(2), """
                INSERT INTO registry.ip_owner (ip, organisation, since, until, position, obtained)
                SELECT ip, organisation, since + 10, since + 20, 1, 'self' FROM registry.ip_owner""");
        breaks(all.get(3), "UPDATE registry.ip_right SET version = version + 1");
    }

    private void breaks(Invariant invariant, String... statements) {
        for (String sql : statements) fixture.city.database.owner().sql(sql).update();
        assertThat(invariant.check().violations()).as(invariant.name()).isNotEmpty();
    }
}
