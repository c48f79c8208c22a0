package dev.kechuang.match.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.shared.Invariant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What breaks a stored match is found. */
class MatchInvariantsTest {

    private final MatchFixture city = new MatchFixture();
    private final UUID eligible = city.firm(1, 100);
    private final UUID near = city.firm(2, 540);

    @BeforeEach
    void everythingHolds() {
        assertThat(city.run().state()).isEqualTo(Run.State.SHOWN);
        city.holds();
    }

    @AfterEach
    void close() {
        city.close();
    }

    private List<String> violations(String name) {
        return city.invariants().all().stream()
                .filter(invariant -> invariant.name().equals(name))
                .map(Invariant::check)
                .findFirst()
                .orElseThrow()
                .violations();
    }

    private void asOwner(String sql) {
        assertThat(city.city.database.owner().sql(sql).update()).isPositive();
    }

    @Test
    void aMatchWithAnotherAmountIsFound() {
        asOwner("UPDATE match.found SET amount_fen = amount_fen + 1 WHERE state = 1");
        assertThat(violations("match.matches")).singleElement().asString().contains(eligible.toString());
    }

    @Test
    void aMatchThatIsMissingIsFoundAndTheLogTellsOfIt() {
        asOwner("DELETE FROM match.found WHERE state = 2");
        assertThat(violations("match.matches")).singleElement().asString().contains(near.toString());
        assertThat(violations("match.log")).singleElement().asString().contains(near.toString());
    }

    @Test
    void aSheetWithOtherFactsIsFound() {
        asOwner("UPDATE match.sheet SET facts = (SELECT facts FROM match.sheet WHERE organisation = '" + near
                + "') WHERE organisation = '" + eligible + "'");
        assertThat(violations("match.sheets"))
                .singleElement()
                .asString()
                .contains(eligible.toString())
                .contains("职工总数");
    }

    @Test
    void twoVersionsOfAPolicyAreFound() {
        asOwner("INSERT INTO match.rule (policy, version) VALUES ('cn-aid', repeat('0', 64))");
        asOwner("""
                INSERT INTO match.found (organisation, day, slot, rule, state, region)
                SELECT f.organisation, f.day, f.slot, (SELECT max(code) FROM match.rule), 1, f.region
                FROM match.found f WHERE f.state = 1""");
        assertThat(violations("match.versions")).singleElement().asString().contains(eligible.toString());
    }

    @Test
    void aWrongTallyIsFound() {
        asOwner("UPDATE match.tally SET count = count + 3 WHERE state = 2");
        assertThat(violations("match.tallies"))
                .singleElement()
                .asString()
                .contains("4")
                .contains("1");
    }

    @Test
    void whatWaitsIsNotHeldAgainstIt() {
        city.staff(eligible, 3_000);
        assertThat(violations("match.sheets")).isEmpty();
        assertThat(violations("match.matches")).isEmpty();
    }

    @Test
    void theLogCannotBeChanged() {
        org.assertj.core.api.Assertions.assertThatThrownBy(() -> asOwner("DELETE FROM match.change"))
                .hasStackTraceContaining("append-only");
    }
}
