package dev.kechuang.programme.internal.review;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.programme.internal.call.CallTexts;
import dev.kechuang.programme.internal.definition.Sheet;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.programme.internal.review.PanelStore.Vote;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Closing a round (结束评审): it ranks, and everything moves on or ends. */
@Service
public class RoundService {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private final ReviewStore store;
    private final SheetStore sheets;
    private final PanelStore panel;
    private final ResultStore results;
    private final ReviewDesk desk;
    private final Lifecycle lifecycle;
    private final ReviewerScores scores;
    private final ReviewReminders reminders;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public RoundService(
            ReviewStore store,
            SheetStore sheets,
            PanelStore panel,
            ResultStore results,
            ReviewDesk desk,
            Lifecycle lifecycle,
            ReviewerScores scores,
            ReviewReminders reminders,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.sheets = sheets;
        this.panel = panel;
        this.results = results;
        this.desk = desk;
        this.lifecycle = lifecycle;
        this.scores = scores;
        this.reminders = reminders;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What the sheets that are signed would come to now; also while others are still missing. */
    public List<Ranking.Result> standing(Round round, Review review, Sheet sheet) {
        return Ranking.of(review, sheets(sheets.assignments(round.id()), sheet));
    }

    /** Every signed sheet as it goes into the result, by assignment. */
    public Map<UUID, Ranking.Mark> marks(Round round, Review review, Sheet sheet) {
        var assignments = sheets.assignments(round.id());
        var byPair = new HashMap<String, UUID>();
        assignments.forEach(each -> byPair.put(each.application() + "/" + each.expert(), each.id()));
        var marks = new HashMap<UUID, Ranking.Mark>();
        for (var mark : Ranking.marks(review, sheets(assignments, sheet))) {
            UUID id = byPair.get(mark.sheet().application() + "/" + mark.sheet().expert());
            marks.put(java.util.Objects.requireNonNull(id), mark);
        }
        return marks;
    }

    static List<Ranking.Sheet> sheets(List<Assignment> assignments, Sheet sheet) {
        var sheets = new ArrayList<Ranking.Sheet>();
        for (Assignment assignment : assignments) {
            var total = assignment.total();
            if (!assignment.signed() || total == null) continue;
            boolean failed = sheet.items().stream()
                    .anyMatch(item -> item.least().signum() > 0
                            && new BigDecimal(assignment.points().getOrDefault(item.id(), "0")).compareTo(item.least())
                                    < 0);
            sheets.add(new Ranking.Sheet(assignment.application(), assignment.expert(), total, failed));
        }
        return sheets;
    }

    /** Who would pass if the round were closed now; empty while something is missing. */
    public Outcome<Closed> preview(Viewer officer, UUID call, String stage) {
        var board = desk.run(officer, call, stage);
        var round = store.round(call, stage, false);
        if (board.isEmpty() || round.isEmpty()) return gone();
        if (round.get().closed()) return Outcome.refused(FieldError.of("", "review.error.closed"));
        Review review = desk.review(board.get().version(), stage);
        var coming = coming(call, stage);
        if (!coming.isEmpty()) return Outcome.refused(coming);
        var waiting = store.waiting(call, stage);
        var waits = waiting.stream().map(Application::id).collect(Collectors.toSet());
        var assignments = sheets.assignments(round.get().id()).stream()
                .filter(each -> waits.contains(each.application()))
                .toList();
        var votes = panel.votes(round.get().id());
        var errors = missing(review, store.there(call, stage), assignments, votes);
        if (!errors.isEmpty()) return Outcome.refused(errors);
        var ranked =
                Ranking.of(review, sheets(assignments, desk.sheet(board.get().version(), stage)));
        int passing =
                Ranking.passing(review, ranked, voted(review, waits, votes)).size();
        return Outcome.done(new Closed(passing, ranked.size() - passing));
    }

    /**
     * Reminds everybody who has not signed; once a day each.
     *
     * @return how many people
     */
    public Outcome<Integer> remind(Viewer officer, UUID call, String stage) {
        return transactions.execute(status -> {
            var board = desk.run(officer, call, stage);
            var round = store.round(call, stage, false);
            if (board.isEmpty() || round.isEmpty()) return gone();
            if (round.get().closed()) return Outcome.refused(FieldError.of("", "review.error.closed"));
            int people = reminders.send(round.get(), desk.review(board.get().version(), stage));
            audit.append(
                    officer,
                    AuditEvent.of(
                                    "programme.reviewReminded",
                                    "reviewRound",
                                    round.get().id(),
                                    stage)
                            .with(Map.of("people", people)));
            return Outcome.done(people);
        });
    }

    /** What a closed round came to. */
    public record Closed(int passed, int refused) {}

    /**
     * Closes the round: ranks, keeps raw and normalised results, moves the best on and ends the others. Refused while a
     * sheet or a vote is missing, or something may still come to the round.
     */
    public Outcome<Closed> close(Viewer officer, UUID call, String stage) {
        return transactions.execute(status -> {
            var board = desk.run(officer, call, stage);
            if (board.isEmpty()) return gone();
            var found = store.round(call, stage, true);
            if (found.isEmpty()) return Outcome.refused(FieldError.of("", "review.error.noSeed"));
            Round round = found.get();
            if (round.closed()) return Outcome.refused(FieldError.of("", "review.error.closed"));
            Review review = desk.review(board.get().version(), stage);
            Sheet sheet = desk.sheet(board.get().version(), stage);
            var coming = coming(call, stage);
            if (!coming.isEmpty()) return Outcome.refused(coming);
            var waiting = store.waiting(call, stage);
            var waits = waiting.stream().map(Application::id).collect(Collectors.toSet());
            var assignments = sheets.assignments(round.id()).stream()
                    .filter(each -> waits.contains(each.application()))
                    .toList();
            var votes = panel.votes(round.id());
            var errors = missing(review, store.there(call, stage), assignments, votes);
            if (!errors.isEmpty()) return Outcome.refused(errors);
            var ranked = Ranking.of(review, sheets(assignments, sheet));
            var voted = voted(review, waits, votes);
            var passing = Ranking.passing(review, ranked, voted);
            var byId = waiting.stream().collect(Collectors.toMap(Application::id, each -> each));
            for (var result : ranked) {
                boolean passed = passing.contains(result.application());
                String why = why(review, result, passed, voted);
                results.add(
                        round.id(),
                        new ResultStore.Result(
                                result.application(),
                                result.reviews(),
                                result.raw(),
                                result.normalised(),
                                result.counts(),
                                result.spread(),
                                result.rank(),
                                passed,
                                why));
                var data = new HashMap<String, Object>();
                data.put("score", result.counts());
                data.put("rank", result.rank());
                data.put("opinions", opinions(assignments, result.application()));
                Application application = java.util.Objects.requireNonNull(byId.get(result.application()));
                var move = Move.of(application, passed ? EventKind.PASSED : EventKind.REFUSED, passed ? "" : why);
                var moved = lifecycle.moveAt(officer, stage, move.with(data));
                if (moved instanceof Outcome.Refused<Application>(var refusal)) {
                    status.setRollbackOnly();
                    return Outcome.refused(refusal);
                }
            }
            scores.score(officer, round, review, sheet, assignments, ranked);
            store.close(round.id(), officer.name(), clock.instant());
            audit.append(
                    officer,
                    AuditEvent.of("programme.reviewClosed", "reviewRound", round.id(), stage)
                            .with(Map.of("passed", passing.size(), "refused", ranked.size() - passing.size())));
            return Outcome.done(new Closed(passing.size(), ranked.size() - passing.size()));
        });
    }

    /** What comes to a round that has ended can never be reviewed: so nothing may be on its way. */
    private List<FieldError> coming(UUID call, String stage) {
        var coming = store.coming(call, stage, clock.instant());
        var errors = new ArrayList<FieldError>();
        var accepting = coming.accepting();
        if (accepting != null) errors.add(FieldError.of("", "review.error.accepting", CallTexts.moment(accepting)));
        if (coming.before() > 0) errors.add(FieldError.of("", "review.error.before", coming.before()));
        return errors;
    }

    private static List<FieldError> missing(
            Review review, List<Application> waiting, List<Assignment> assignments, List<Vote> votes) {
        var errors = new ArrayList<FieldError>();
        if (waiting.isEmpty()) errors.add(FieldError.of("", "review.error.nothing"));
        for (Application application : waiting) {
            if (application.status() == Status.RETURNED) {
                errors.add(ReviewReturn.out(application));
                continue;
            }
            var own = assignments.stream()
                    .filter(each -> each.application().equals(application.id()) && each.active())
                    .toList();
            long signed = own.stream().filter(Assignment::signed).count();
            String number = String.valueOf(application.number());
            if (signed < Math.min(review.reviewers(), Math.max(1, own.size())) || signed < own.size()) {
                errors.add(FieldError.of("", "review.error.unsigned", number, own.size() - signed));
            }
            long ballots = votes.stream()
                    .filter(vote -> vote.application().equals(application.id()))
                    .count();
            if (ballots < review.votes()) errors.add(FieldError.of("", "review.error.unvoted", number));
            if (errors.size() >= 10) break;
        }
        return errors;
    }

    private static Set<UUID> voted(Review review, Set<UUID> waits, List<Vote> votes) {
        var voted = new HashSet<UUID>();
        for (UUID application : waits) {
            var own = votes.stream()
                    .filter(vote -> vote.application().equals(application))
                    .toList();
            var majority = review.majority();
            boolean all = majority != null
                    && own.size() >= review.votes()
                    && own.stream().allMatch(vote -> majority.reachedBy(vote.yes(), vote.present()));
            if (all) voted.add(application);
        }
        return voted;
    }

    private static String why(Review review, Ranking.Result result, boolean passed, Set<UUID> voted) {
        String standing = "得分 "
                + result.counts().setScale(2, RoundingMode.HALF_UP).toPlainString() + "，第 " + result.rank() + " 名";
        if (passed) return standing;
        if (result.failed()) return standing + "；有评分项低于最低要求";
        if (review.votes() > 0 && !voted.contains(result.application())) return standing + "；未达到规定票数";
        return standing + "；未进入下一环节名额";
    }

    private static List<String> opinions(List<Assignment> assignments, UUID application) {
        return assignments.stream()
                .filter(each -> each.application().equals(application) && each.signed())
                .map(Assignment::comment)
                .filter(comment -> !comment.isEmpty())
                .toList();
    }

    private static <T> Outcome<T> gone() {
        return Outcome.refused(FieldError.of("", "review.error.gone"));
    }
}
