package dev.kechuang.programme.internal.call;

import dev.kechuang.programme.internal.call.Call.Quota;
import dev.kechuang.shared.Money;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What an officer says of a call; {@link CallRules} reads it from what was typed. */
public record CallData(
        UUID version,
        String title,
        int year,
        String region,
        Instant opensAt,
        Instant closesAt,
        int graceMinutes,
        Money budget,
        @Nullable UUID budgetLine,
        String guide,
        String contact,
        List<Quota> quotas) {}
