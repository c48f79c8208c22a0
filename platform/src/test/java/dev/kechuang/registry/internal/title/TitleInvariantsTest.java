package dev.kechuang.registry.internal.title;

import static dev.kechuang.registry.internal.RegistryFixture.done;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.registry.Titles.Certificate;
import dev.kechuang.shared.Invariant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each invariant of titles holds, and finds its own break. */
class TitleInvariantsTest {

    private final TitleFixture fixture = new TitleFixture();
    private final TitleInvariants invariants = new TitleInvariants();
    private final Invariant state = invariants.titlesFollowTheirEvents(fixture.store);
    private final Invariant counted = invariants.titlesCounted(fixture.city.jdbc);
    private final Invariant once = invariants.titlesOnce(fixture.city.jdbc);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void eachFindsItsOwnBreak() {
        var firm = fixture.city.confirmed(1, "昆山不变量电子有限公司");
        var title = fixture.granted(firm, "GR202132000001", "2021-11-30");
        done(fixture.titles.renew(
                fixture.city.bureau,
                title.id(),
                1,
                Certificate.of("GR202432000001", null, LocalDate.parse("2024-11-19"))));
        done(fixture.titles.revoke(fixture.city.bureau, title.id(), 2, LocalDate.parse("2026-01-01"), "失信"));
        for (Invariant invariant : List.of(state, counted, once)) {
            assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
            assertThat(invariant.check().checked()).isPositive();
        }
        breaks(state, "UPDATE registry.title SET state = 'lapsed'");
        breaks(counted, """
                INSERT INTO record.record (kind, business_date, region, dimensions, count, amount_fen, subject, key)
                VALUES ('registry.title', '2026-01-01', '320583', '{"title": "hnte", "level": "national"}', 1, 0, 'x', 'x')""");
        breaks(once, "ALTER TABLE registry.title_span DROP CONSTRAINT title_once", """
                INSERT INTO registry.title_span
                SELECT title, (part + 7)::smallint, kind, level, holder_key, organisation, region, zone, industry, number,
                       document, valid
                FROM registry.title_span""");
    }

    private void breaks(Invariant invariant, String... statements) {
        for (String sql : statements) fixture.city.database.owner().sql(sql).update();
        assertThat(invariant.check().violations()).as(invariant.name()).isNotEmpty();
    }
}
