package dev.kechuang.programme.internal.decision;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A call as decision needs it.
 *
 * @param budgetLine in the ledger, null while none is bound
 */
public record CallInfo(
        UUID id,
        UUID version,
        String number,
        String title,
        int year,
        String region,
        long budgetFen,
        @Nullable UUID budgetLine) {}
