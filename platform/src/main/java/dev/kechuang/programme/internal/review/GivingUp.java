package dev.kechuang.programme.internal.review;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.programme.internal.assign.Problem.Reason;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.review.SheetAccess.Work;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** A review that is given up (谢绝、回避、改派): somebody else is drawn in the same moment. */
@Service
public class GivingUp {

    private final ReviewStore reviews;
    private final SheetStore store;
    private final DrawStore recusals;
    private final DrawService draws;
    private final SheetAccess access;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public GivingUp(
            ReviewStore reviews,
            SheetStore store,
            DrawStore recusals,
            DrawService draws,
            SheetAccess access,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.reviews = reviews;
        this.store = store;
        this.recusals = recusals;
        this.draws = draws;
        this.access = access;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** With a reason; somebody else is drawn in the same moment, the others stay. */
    public Outcome<UUID> decline(Viewer viewer, UUID id, String reason) {
        return give(viewer, id, "declined", Reason.DECLINED, reason, "programme.reviewDeclined");
    }

    /** The expert says what ties to the applicant: from then on recusal forbids the pair. */
    public Outcome<UUID> recuse(Viewer viewer, UUID id, String reason) {
        return give(viewer, id, "recused", Reason.DECLARED, reason, "programme.reviewRecused");
    }

    /** The officer takes away a review that comes to nothing; somebody else is drawn, and this expert no more for it. */
    public Outcome<UUID> release(Viewer officer, UUID id, String reason) {
        return give(officer, id, "declined", Reason.DECLINED, reason, "programme.reviewReleased");
    }

    private Optional<Work> asked(Viewer viewer, UUID id, String action, boolean lock) {
        return action.equals("programme.reviewReleased") ? access.run(viewer, id, lock) : access.work(viewer, id, lock);
    }

    private Outcome<UUID> give(Viewer viewer, UUID id, String state, Reason why, String reason, String action) {
        if (reason.isBlank()) return Outcome.refused(FieldError.of("reason", "review.error.reason"));
        if (reason.length() > 400) return Outcome.refused(FieldError.of("reason", "review.error.long", 400));
        return transactions.execute(status -> {
            var first = asked(viewer, id, action, false);
            if (first.isEmpty()) return SheetService.gone();
            // The round before the row, as every draw does.
            var round = reviews.round(
                            first.get().round().call(), first.get().round().stage(), true)
                    .orElseThrow();
            var work = asked(viewer, id, action, true);
            if (work.isEmpty()) return SheetService.gone();
            if (work.get().assignment().signed())
                return SheetService.signed(work.get().assignment());
            if (round.closed()) return Outcome.refused(FieldError.of("", "review.error.closed"));
            boolean panel = work.get().review().mode() != Review.Mode.ONLINE;
            // Who declines leaves the panel; who is recused stays, and keeps away from this application only.
            boolean leaves = state.equals("declined");
            for (Assignment each :
                    panel && leaves ? open(work.get()) : List.of(work.get().assignment())) {
                store.putBack(each.id(), state, reason.strip(), clock.instant());
                recusals.recuse(
                        round.id(),
                        each.application(),
                        each.expert(),
                        why,
                        reason.strip(),
                        viewer.name(),
                        clock.instant());
            }
            audit.append(viewer, SheetService.event(action, work.get(), reason.strip()));
            String name = work.get().assignment().expertName();
            if (leaves || !panel) {
                draws.replace(viewer, round, work.get().application(), name + "：" + reason.strip());
            }
            return Outcome.done(id);
        });
    }

    /** What the expert has not signed yet in the round. */
    private List<Assignment> open(Work work) {
        return store.assignments(work.round().id()).stream()
                .filter(each -> each.expert().equals(work.assignment().expert()))
                .filter(each -> each.active() && !each.signed())
                .toList();
    }
}
