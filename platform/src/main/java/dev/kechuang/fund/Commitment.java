package dev.kechuang.fund;

import dev.kechuang.shared.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What a signed contract promises (签约).
 *
 * @param instalments in the order of payment; their sum is the contract's
 * @param firstAtMost greatest share of the sum that the first instalment may be, from the policy: 0.6 for 60 %; 1 where
 *     there is no bound
 * @param pledges what others promised to add; may be empty
 */
public record Commitment(
        List<NewInstalment> instalments, BigDecimal firstAtMost, Map<Contribution.From, Money> pledges) {

    public Commitment {
        instalments = List.copyOf(instalments);
        pledges = Map.copyOf(pledges);
    }

    /** Sum of the instalments. */
    public Money sum() {
        return instalments.stream().map(NewInstalment::amount).reduce(Money.ZERO, Money::plus);
    }
}
