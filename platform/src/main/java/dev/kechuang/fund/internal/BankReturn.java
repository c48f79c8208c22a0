package dev.kechuang.fund.internal;

import dev.kechuang.shared.Money;
import java.time.Instant;
import java.util.UUID;

/** A file of the bank that was loaded (银行回单): what it settled and what it sent back. */
public record BankReturn(
        UUID id,
        String name,
        String region,
        int lines,
        int settled,
        Money settledSum,
        int returned,
        Money returnedSum,
        Instant loadedAt,
        String loadedName) {}
