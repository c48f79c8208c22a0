package dev.kechuang.fund;

import dev.kechuang.shared.Money;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Money set aside on a budget line for one beneficiary and one thing (经费安排). The sums are what the ledger holds at
 * the moment of reading.
 *
 * @param reference the thing itself, e.g. {@code programme/application/<id>}
 * @param title name of the thing, for people
 * @param beneficiary the organisation that is paid (受款单位)
 * @param region where the beneficiary is
 * @param reserved set aside before there is a contract (预留)
 * @param contracted sum of the contract, paid or to be paid (签约金额); the live instalments sum to it
 * @param committed of it not yet under way (待付)
 * @param transit of it approved for payment, without answer from the bank (在途)
 * @param paid of it paid, less what came back (已付)
 * @param endedOn the day it was terminated or closed; nothing is paid afterwards
 * @param heldOn since when nothing is paid because the thing itself is suspended (暂停拨付); null while it may be
 * @param heldReason why; empty while it is not held
 * @param recovery what is demanded back; null for nothing
 */
public record Allocation(
        UUID id,
        UUID line,
        String reference,
        String title,
        UUID beneficiary,
        String region,
        @Nullable String zone,
        Money reserved,
        Money contracted,
        Money committed,
        Money transit,
        Money paid,
        @Nullable LocalDate endedOn,
        @Nullable LocalDate heldOn,
        String heldReason,
        List<Instalment> instalments,
        List<Contribution> contributions,
        @Nullable Recovery recovery) {

    /**
     * Demanded back after a termination (追回).
     *
     * @param received what came back so far, at most {@code demanded}
     */
    public record Recovery(Money demanded, Money received, String reason, LocalDate demandedOn) {}
}
