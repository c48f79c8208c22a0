package dev.kechuang.fund.internal;

import dev.kechuang.shared.Money;
import java.time.Instant;
import java.util.UUID;

/**
 * Payment orders that go to the bank in one file (批次).
 *
 * @param region whose money it is
 * @param settled orders and sum of what the bank has paid, {@code returned} of what it sent back; the rest is open
 */
public record Batch(
        UUID id,
        String number,
        String region,
        int orders,
        Money total,
        String sha256,
        Instant madeAt,
        String madeName,
        int settled,
        Money settledSum,
        int returned,
        Money returnedSum) {

    public int open() {
        return orders - settled - returned;
    }

    public Money openSum() {
        return total.minus(settledSum).minus(returnedSum);
    }
}
