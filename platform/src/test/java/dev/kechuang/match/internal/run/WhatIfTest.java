package dev.kechuang.match.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Policy;
import dev.kechuang.match.internal.whatif.Effect;
import dev.kechuang.match.internal.whatif.Effect.Affected;
import dev.kechuang.match.internal.whatif.Effect.Kind;
import dev.kechuang.match.internal.whatif.Tried;
import dev.kechuang.match.internal.whatif.WhatIf;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.registry.internal.RegistryFixture;
import dev.kechuang.testing.Viewers;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who wins and loses by another threshold, and what it costs; nothing is stored. */
class WhatIfTest {

    private static final LocalDate DAY = RegistryFixture.TODAY;

    private final MatchFixture city = new MatchFixture();
    private final UUID small = city.firm(1, 100);
    private final UUID middle = city.firm(2, 450);
    private final UUID big = city.firm(3, 540);
    private final UUID open = city.firm(4, null);
    private final PolicyVersion now =
            city.policies.decisions().find(MatchFixture.AID, DAY).orElseThrow();
    private final WhatIf whatIf =
            new WhatIf(city.node.reader, city.node.sheets, new RegistryFixture.FakeRegions(), city.city.jdbc);

    @AfterEach
    void close() {
        city.close();
    }

    private PolicyVersion with(String staff) {
        Tried tried = Tried.of(now.policy(), Map.of("人数上限", staff), DAY);
        assertThat(tried.problems()).isEmpty();
        return new PolicyVersion(now.digest(), now.region(), tried.policy());
    }

    private Effect effect(PolicyVersion after) {
        return whatIf.of(city.city.bureau, now, after, DAY);
    }

    @Test
    void aLowerThresholdTakesFromSomeAndAHigherOneGivesToOthers() {
        Run unused = city.run();
        Effect stricter = effect(with("400人"));
        assertThat(stricter.organisations()).isEqualTo(4);
        assertThat(stricter.before().eligible()).isEqualTo(2);
        assertThat(stricter.after().eligible()).isEqualTo(1);
        assertThat(stricter.after().undecided()).isEqualTo(1);
        assertThat(stricter.firms())
                .containsExactly(new Affected(middle, RegistryFixture.KUNSHAN, null, Kind.LOST, 10_000, -1));
        assertThat(stricter.total().fen()).isEqualTo(-10_000);
        assertThat(stricter.byRegion()).containsOnlyKeys(RegistryFixture.KUNSHAN);

        Effect looser = effect(with("540人"));
        assertThat(looser.firms()).singleElement().satisfies(firm -> {
            assertThat(firm.organisation()).isEqualTo(big);
            assertThat(firm.kind()).isEqualTo(Kind.WON);
            assertThat(firm.more()).isEqualTo(10_000);
        });
        assertThat(looser.total().won()).isEqualTo(1);
        assertThat(looser.after().fen()).isEqualTo(30_000);
        assertThat(city.shown(big)).as("nothing is stored").startsWith("NEAR");
        assertThat(small).isNotEqualTo(open);
    }

    @Test
    void theSameRulesChangeNothingAndANewPolicyIsAllGain() {
        Run unused = city.run();
        assertThat(effect(now).affected()).isZero();
        Effect anew = whatIf.of(city.city.bureau, null, now, DAY);
        assertThat(anew.before().eligible()).isZero();
        assertThat(anew.total().won()).isEqualTo(2);
        assertThat(anew.total().fen()).isEqualTo(20_000);
    }

    @Test
    void anOfficerSeesTheOwnCountyOnly() {
        Run unused = city.run();
        Effect other = whatIf.of(Viewers.countyOfficer(RegistryFixture.TAICANG), now, with("400人"), DAY);
        assertThat(other.organisations()).isZero();
        Effect own = whatIf.of(Viewers.countyOfficer(RegistryFixture.KUNSHAN), now, with("400人"), DAY);
        assertThat(own.total().lost()).isEqualTo(1);
    }

    @Test
    void outsideItsValidityNobodyGetsAnything() {
        Run unused = city.run();
        Effect early = whatIf.of(city.city.bureau, now, with("400人"), LocalDate.of(2019, 6, 1));
        assertThat(early.before().eligible()).isZero();
        assertThat(early.affected()).isZero();
    }

    @Test
    void valuesThatCannotBeAreToldByTheirParameter() {
        Policy policy = now.policy();
        Tried wrong = Tried.of(policy, Map.of("人数上限", "400元"), DAY);
        assertThat(wrong.problems()).containsOnlyKeys("人数上限");
        assertThat(wrong.policy()).isEqualTo(policy);
        assertThat(Tried.of(policy, Map.of("人数上限", " 500人 "), DAY).changed()).isEmpty();
        assertThat(Tried.of(policy, Map.of("人数上限", "{ x"), DAY).problems()).hasSize(1);
    }
}
