package dev.kechuang.programme.internal.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.testing.WebTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A policy's page leads to the calls that are open for it. */
class CallLinksTest extends WebTest {

    private static final String POLICY = "cn-jiangsu-suzhou-rd-reward";

    @Autowired
    private CallStore calls;

    @Autowired
    private Definitions definitions;

    private CallLinks at(Instant moment) {
        return new CallLinks(calls, definitions, Clock.fixed(moment, CallRules.ZONE));
    }

    @Test
    void anOpenCallOfAProgrammeThatThePolicyDecides() {
        Call call = database()
                .jdbc()
                .sql("SELECT id FROM programme.call WHERE state = 'published' ORDER BY opens_at")
                .query((rows, n) -> rows.getObject(1, UUID.class))
                .list()
                .stream()
                .flatMap(id -> calls.find(id).stream())
                .filter(one -> POLICY.equals(definitions.of(one.version()).eligibility()))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the city has no call for " + POLICY));
        Instant open = call.opensAt().plus(Duration.ofMinutes(1));
        assertThat(at(open).of(POLICY)).anySatisfy(link -> {
            assertThat(link.title()).isEqualTo(call.title());
            assertThat(link.path()).isEqualTo("/calls/" + call.id());
            assertThat(link.until()).isEqualTo(CallTexts.moment(call.closesAt()));
        });
        assertThat(at(open).of("cn-tech-sme"))
                .noneMatch(link -> link.path().endsWith(call.id().toString()));
        assertThat(at(call.opensAt().minus(Duration.ofMinutes(1))).of(POLICY))
                .noneMatch(link -> link.path().endsWith(call.id().toString()));
    }
}
