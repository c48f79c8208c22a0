package dev.kechuang.programme.internal.review;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.review.DrawSolver.Drawn;
import dev.kechuang.programme.internal.review.DrawSolver.Wish;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Draws reviewers: first the seed is published, then everybody whom recusal allows is drawn from, in one solution of least
 * cost. What went in is kept, so that a draw can be repeated and asked why.
 */
@Service
public class DrawService {

    private final ReviewStore store;
    private final DrawStore made;
    private final SheetStore sheets;
    private final ReviewDesk desk;
    private final DrawInput input;
    private final DrawSolver solver;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public DrawService(
            ReviewStore store,
            DrawStore made,
            SheetStore sheets,
            ReviewDesk desk,
            DrawInput input,
            DrawSolver solver,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.made = made;
        this.sheets = sheets;
        this.desk = desk;
        this.input = input;
        this.solver = solver;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Publishes the seed of a round, before anything is drawn. It cannot be changed afterwards.
     *
     * @param source where it comes from, so that nobody chose it, e.g. winning numbers of a named lottery on a named day
     */
    public Outcome<Round> publish(
            Viewer officer, UUID call, String stage, String seed, String source, @Nullable LocalDate due) {
        var errors = new ArrayList<FieldError>();
        if (seed.strip().length() < 4 || seed.length() > 200) errors.add(FieldError.of("seed", "review.error.seed"));
        if (source.strip().length() < 2 || source.length() > 400) {
            errors.add(FieldError.of("source", "review.error.source"));
        }
        if (due != null && due.isBefore(LocalDate.now(clock))) errors.add(FieldError.of("due", "review.error.due"));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return transactions.execute(status -> {
            if (desk.run(officer, call, stage).isEmpty()) return gone();
            var id = store.open(call, stage, seed.strip(), source.strip(), officer.name(), due, clock.instant());
            if (id.isEmpty()) return Outcome.refused(FieldError.of("seed", "review.error.published"));
            audit.append(
                    officer,
                    AuditEvent.of("programme.reviewSeed", "reviewRound", id.get(), stage)
                            .with(Map.of("seed", seed.strip(), "source", source.strip())));
            return Outcome.done(store.round(call, stage, false).orElseThrow());
        });
    }

    private static <T> Outcome<T> gone() {
        return Outcome.refused(FieldError.of("", "review.error.gone"));
    }

    /**
     * Draws for everything that waits at the stage. A second time is a new draw and needs a reason: whoever has accepted
     * or signed stays, invitations without a reply may move.
     */
    public Outcome<Drawn> draw(Viewer officer, UUID call, String stage, String reason) {
        return transactions.execute(status -> {
            var board = desk.run(officer, call, stage);
            if (board.isEmpty()) return gone();
            var round = store.round(call, stage, true);
            if (round.isEmpty()) return Outcome.refused(FieldError.of("", "review.error.noSeed"));
            if (round.get().closed()) return Outcome.refused(FieldError.of("", "review.error.closed"));
            boolean again = made.nextDraw(round.get().id()) > 1;
            if (again && reason.isBlank()) return Outcome.refused(FieldError.of("reason", "review.error.reason"));
            if (reason.length() > 400) return Outcome.refused(FieldError.of("reason", "review.error.long", 400));
            var waiting = store.there(call, stage);
            if (waiting.isEmpty()) return Outcome.refused(FieldError.of("", "review.error.nothing"));
            Review review = desk.review(board.get().version(), stage);
            Instant now = clock.instant();
            var kept = new ArrayList<Assignment>();
            var moved = new ArrayList<Assignment>();
            for (Assignment assignment : sheets.assignments(round.get().id())) {
                if (assignment.state().equals("accepted") || assignment.signed()) kept.add(assignment);
                if (!assignment.state().equals("invited")) continue;
                moved.add(assignment);
                sheets.putBack(assignment.id(), "redrawn", reason.strip(), now);
            }
            var groups = ReviewGroup.of(review, waiting, input.above());
            var wish = new Wish(groups, review.reviewers(), kept, moved, again ? "redraw" : "draw", reason.strip());
            return Outcome.done(solver.solve(officer, round.get(), review, wish));
        });
    }

    /**
     * Somebody takes the place of one who gave up a review, or a seat in a panel; everybody else stays. Joins the running
     * transaction, in which the round is locked.
     */
    void replace(Viewer actor, Round round, Application application, String reason) {
        Review review = desk.review(application.version(), round.stage());
        var group = ReviewGroup.of(review, store.there(round.call(), round.stage()), input.above()).stream()
                .filter(each ->
                        each.applications().stream().anyMatch(one -> one.id().equals(application.id())))
                .toList();
        if (group.isEmpty()) return;
        solver.solve(
                actor,
                round,
                review,
                new Wish(group, review.reviewers(), solver.active(round), List.of(), "replacement", reason));
    }

    /** One more reviewer where the others disagree. Joins the running transaction, in which the round is locked. */
    void further(Viewer actor, Round round, Application application, int wanted, String reason) {
        var group = List.of(ReviewGroup.alone(application));
        Review review = desk.review(application.version(), round.stage());
        solver.solve(actor, round, review, new Wish(group, wanted, solver.active(round), List.of(), "further", reason));
    }
}
