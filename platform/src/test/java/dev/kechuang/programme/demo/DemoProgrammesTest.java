package dev.kechuang.programme.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.shared.Invariant;
import dev.kechuang.testing.WebTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The demonstration's programmes were made by the commands of users: every stage occurs and every invariant holds. */
class DemoProgrammesTest extends WebTest {

    @Autowired
    @SuppressWarnings("NullAway.Init")
    private List<Invariant> invariants;

    private static List<String> texts(String sql) {
        return database()
                .owner()
                .sql(sql)
                .query((rows, number) -> rows.getString(1))
                .list();
    }

    @Test
    void everyInvariantHoldsAfterTwoYearsOfCalls() {
        for (Invariant invariant : invariants) {
            assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
        }
    }

    @Test
    void applicationsStandAtEveryKindOfStage() {
        assertThat(texts("SELECT DISTINCT stage_kind || ' ' || status FROM programme.application"))
                .contains(
                        "application open",
                        "recommendation open",
                        "review open",
                        "contract open",
                        "approval completed",
                        "acceptance completed");
        assertThat(texts("SELECT DISTINCT kind FROM record.record WHERE kind LIKE 'programme.%'"))
                .contains(
                        "programme.applied",
                        "programme.recommended",
                        "programme.accepted",
                        "programme.approved",
                        "programme.refused");
    }

    @Test
    void aCallTakesOrganisationsOfItsRegionAlone() {
        assertThat(texts("""
                        SELECT a.number FROM programme.application a JOIN programme.call c ON c.id = a.call
                        WHERE NOT EXISTS (SELECT FROM pack.published_region_subtree s
                                          WHERE s.ancestor = c.region AND s.descendant IN (a.region, a.zone))""")).isEmpty();
    }

    @Test
    void anApprovalGrantsTheTitleItIsAbout() {
        assertThat(texts("""
                        SELECT a.number FROM programme.application a
                        JOIN programme.version v ON v.id = a.version
                        WHERE v.programme IN ('suzhou-engineering-centre', 'suzhou-hnte') AND a.status = 'completed'
                          AND NOT EXISTS (SELECT FROM registry.published_title t
                                          WHERE t.organisation = a.organisation
                                            AND t.kind IN ('engineering-centre', 'hnte'))""")).isEmpty();
    }
}
