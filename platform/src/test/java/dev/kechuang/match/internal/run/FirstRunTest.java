package dev.kechuang.match.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What a city was matched with when matches were first made is no news. */
class FirstRunTest {

    @Test
    void theFirstRunLogsNothingButWhatWasLoggedBeforeIsGoneOnWith() {
        try (var city = new MatchFixture(false)) {
            UUID told = city.firm(1, 540);
            assertThat(city.node.changed.decide()).isOne();
            assertThat(city.log(told)).containsExactly("->NEAR");
            UUID first = city.firm(2, 100);
            UUID near = city.firm(3, 540);
            city.staff(told, 100);

            Run run = city.run();

            assertThat(city.shown(first)).startsWith("ELIGIBLE");
            assertThat(city.shown(near)).isEqualTo("NEAR 10");
            assertThat(city.log(first)).isEmpty();
            assertThat(city.log(near)).isEmpty();
            assertThat(city.log(told)).containsExactly("->NEAR", "NEAR>ELIGIBLE");
            assertThat(Objects.requireNonNull(run.figures()).changes()).isOne();
            city.holds();

            city.staff(near, 480);
            assertThat(city.node.changed.decide()).isOne();
            assertThat(city.log(near)).containsExactly("NEAR>ELIGIBLE");
            assertThat(Objects.requireNonNull(city.run().figures()).changes()).isZero();
            city.holds();
        }
    }
}
