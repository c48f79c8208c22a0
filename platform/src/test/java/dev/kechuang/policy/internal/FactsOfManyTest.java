package dev.kechuang.policy.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.policy.Decisions;
import dev.kechuang.testing.WebTest;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Facts read for a whole city are those that are read for one. */
class FactsOfManyTest extends WebTest {

    private final JdbcClient jdbc;
    private final Decisions decisions;
    private final KnownFactsOf known;

    FactsOfManyTest(@Autowired JdbcClient jdbc, @Autowired Decisions decisions, @Autowired KnownFactsOf known) {
        this.jdbc = jdbc;
        this.decisions = decisions;
        this.known = known;
    }

    @Test
    void everyOrganisationOfTheCityHasTheSameFactsByBothWays() {
        List<UUID> all = jdbc.sql("SELECT id FROM registry.published_organisation ORDER BY id")
                .query((rows, number) -> rows.getObject(1, UUID.class))
                .list();
        for (LocalDate day : List.of(LocalDate.of(2026, 11, 22), LocalDate.of(2025, 2, 1), LocalDate.of(2024, 7, 1))) {
            var many = decisions.facts(all, day);
            assertThat(many).hasSameSizeAs(all);
            int facts = 0;
            for (UUID organisation : all) {
                var one = known.on(organisation, day);
                var dated = Objects.requireNonNull(many.get(organisation));
                assertThat(dated.facts().asOf())
                        .as("%s on %s", organisation, day)
                        .isEqualTo(one.asOf());
                assertThat(dated.facts().yearly())
                        .as("%s on %s", organisation, day)
                        .isEqualTo(one.yearly());
                facts += one.asOf().size() + one.yearly().size();
                LocalDate changes = dated.changesOn();
                if (changes == null) continue;
                assertThat(changes).isAfter(day);
                var dayBefore = known.on(organisation, changes.minusDays(1));
                assertThat(dayBefore.asOf())
                        .as("%s until %s", organisation, changes)
                        .isEqualTo(one.asOf());
            }
            assertThat(facts).isGreaterThan(all.size() * 10);
        }
    }
}
