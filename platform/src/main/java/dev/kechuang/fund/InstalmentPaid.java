package dev.kechuang.fund;

import dev.kechuang.shared.Money;
import java.time.LocalDate;
import java.util.UUID;

/**
 * The bank has paid an instalment. Published inside the transaction that posts it, so that whoever listens writes along
 * with it or not at all.
 *
 * @param reference the thing it was paid for, e.g. {@code programme/application/<id>}
 * @param last whether the contract's sum is paid in full now
 */
public record InstalmentPaid(
        UUID allocation, String reference, int instalment, Money amount, LocalDate paidOn, boolean last) {}
