package dev.kechuang.fund;

import dev.kechuang.shared.Money;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money to be set aside; see {@link Allocation}.
 *
 * @param reference at most 300 characters; one allocation of a line for each
 * @param amount more than zero
 */
public record NewAllocation(
        UUID line,
        String reference,
        String title,
        UUID beneficiary,
        String region,
        @Nullable String zone,
        Money amount) {}
