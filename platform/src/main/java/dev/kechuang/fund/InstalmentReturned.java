package dev.kechuang.fund;

import dev.kechuang.shared.Money;
import java.util.UUID;

/**
 * The bank has sent a payment back; the instalment is due again. Published inside the transaction that posts it.
 *
 * @param reason in the bank's words
 */
public record InstalmentReturned(UUID allocation, String reference, int instalment, Money amount, String reason) {}
