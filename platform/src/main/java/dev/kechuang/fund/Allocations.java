package dev.kechuang.fund;

import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Money set aside for a beneficiary (经费安排), from the decision to the last instalment: {@link #reserve} when somebody is
 * to be approved (拟立项), {@link #commit} when the contract is signed, {@link #due} when the condition of an instalment is
 * met; payment orders are then made and approved on the pages of this module, and {@link InstalmentPaid} or
 * {@link InstalmentReturned} tell what became of them.
 *
 * <p>Every command joins the caller's transaction, or makes one; a refused command leaves nothing behind and does not
 * spoil the transaction. {@code key} makes a command happen once: the same key with the same content answers as before,
 * with different content it is refused; choose it from what causes the command, e.g. {@code programme/event/<id>}.
 * {@code actor} is written down; whether the person may, the calling module has decided. Budgets cannot be exceeded:
 * where the money does not suffice, the command is refused and says what is left.
 *
 * <p>Reserving, releasing and terminating lock the budget line until the transaction ends: do them last.
 */
public interface Allocations {

    /** Takes available money of a budget line (预留). */
    Outcome<Allocation> reserve(Viewer actor, String key, NewAllocation allocation);

    /** Gives reserved money back to the budget line (释放), all or a part, before there is a contract. */
    Outcome<Allocation> release(Viewer actor, String key, UUID allocation, Money sum, String reason);

    /**
     * The contract is signed: reserved money becomes committed, with its instalments. What was reserved beyond the
     * contract's sum goes back to the budget line. Refused when more is promised than was reserved, when there is a
     * contract already, or when the first instalment exceeds its share.
     */
    Outcome<Allocation> commit(Viewer actor, String key, UUID allocation, Commitment commitment);

    /**
     * The contract is changed (变更): instalments that are neither paid nor under way are replaced. The difference of the
     * sums is taken from the budget line, or goes back to it. {@link Commitment#firstAtMost} bounds the first instalment
     * of the new whole as long as that one is not paid.
     */
    Outcome<Allocation> amend(Viewer actor, String key, UUID allocation, Commitment commitment, String reason);

    /**
     * The condition of an instalment is met: it may be paid. A second time changes nothing.
     *
     * @param evidence by what, e.g. 中期检查通过; at most 500 characters
     */
    Outcome<Allocation> due(Viewer actor, UUID allocation, int instalment, String evidence);

    /** Takes {@link #due} back as long as no payment order is made. */
    Outcome<Allocation> notDue(Viewer actor, UUID allocation, int instalment, String reason);

    /** Money of others has arrived (配套到位、自筹到位); becomes a record, so that leverage can be computed. */
    Outcome<Allocation> contributed(
            Viewer actor,
            String key,
            UUID allocation,
            Contribution.From from,
            Money sum,
            LocalDate day,
            String evidence);

    /**
     * Nothing is paid as long as it lasts (暂停拨付): no payment order is made, approved or sent. What the bank has already,
     * it may still pay. A second time changes nothing.
     */
    Outcome<Allocation> hold(Viewer actor, UUID allocation, String reason);

    /** What was held may be paid again; a second time changes nothing. */
    Outcome<Allocation> resume(Viewer actor, UUID allocation);

    /**
     * Nothing more is paid (终止、结题): instalments that are not paid are cancelled and their money goes back to the budget
     * line. Refused while a payment is under way.
     */
    Outcome<Allocation> end(Viewer actor, String key, UUID allocation, LocalDate day, String reason);

    /** Demands money back (追回) after the end; at most what was paid. A later demand replaces the sum. */
    Outcome<Allocation> demand(Viewer actor, UUID allocation, Money sum, String reason);

    /**
     * Demanded money came back.
     *
     * @param toTreasury whether it was handed to the treasury (上缴), else it is available on the budget line again
     */
    Outcome<Allocation> recovered(
            Viewer actor, String key, UUID allocation, Money sum, LocalDate day, boolean toTreasury);

    /** The allocation if the viewer may see it: officers of the line's or beneficiary's region, and the beneficiary. */
    Optional<Allocation> find(Viewer viewer, UUID allocation);

    /** Allocations for one thing, as far as the viewer may see them; usually one, more with money of several sources. */
    List<Allocation> of(Viewer viewer, String reference);
}
