package dev.kechuang.programme.internal.call;

import dev.kechuang.policy.PolicyLinks;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Calls that are open now and whose programme a policy decides: who may apply, or how much is given. */
@Component
class CallLinks implements PolicyLinks {

    private final CallStore calls;
    private final Definitions definitions;
    private final Clock clock;

    CallLinks(CallStore calls, Definitions definitions, Clock clock) {
        this.calls = calls;
        this.definitions = definitions;
        this.clock = clock;
    }

    @Override
    public List<Link> of(String policy) {
        return calls.open(clock.instant()).stream()
                .filter(call -> decides(policy, definitions.of(call.version())))
                .map(call -> new Link(
                        "call.openForPolicy", call.title(), "/calls/" + call.id(), CallTexts.moment(call.closesAt())))
                .toList();
    }

    private static boolean decides(String policy, Definition definition) {
        Definition.Grant money = definition.money();
        return policy.equals(definition.eligibility()) || money != null && policy.equals(money.benefit());
    }
}
