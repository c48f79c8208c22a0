package dev.kechuang.programme.internal.review;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.message.Messages;
import dev.kechuang.programme.internal.assign.Assigner;
import dev.kechuang.programme.internal.assign.Problem;
import dev.kechuang.programme.internal.assign.Problem.Exclusion;
import dev.kechuang.programme.internal.assign.Problem.Item;
import dev.kechuang.programme.internal.assign.Problem.Pair;
import dev.kechuang.programme.internal.assign.Problem.Reviewer;
import dev.kechuang.programme.internal.assign.Problem.Weights;
import dev.kechuang.programme.internal.assign.Solution;
import dev.kechuang.programme.internal.definition.Stage.Review;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.programme.internal.review.SheetStore.Assignment;
import dev.kechuang.registry.Experts;
import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
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
    private final Recusals recusals;
    private final DrawInput input;
    private final Experts experts;
    private final Messages messages;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public DrawService(
            ReviewStore store,
            DrawStore made,
            SheetStore sheets,
            ReviewDesk desk,
            Recusals recusals,
            DrawInput input,
            Experts experts,
            Messages messages,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.made = made;
        this.sheets = sheets;
        this.desk = desk;
        this.recusals = recusals;
        this.input = input;
        this.experts = experts;
        this.messages = messages;
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

    /** What a draw came to. */
    public record Drawn(int number, int pairs, Solution solution) {}

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
            var waiting = store.waiting(call, stage);
            if (waiting.isEmpty()) return Outcome.refused(FieldError.of("", "review.error.nothing"));
            Review review = desk.review(board.get().version(), stage);
            Instant now = clock.instant();
            var fixed = new HashSet<Pair>();
            var existing = new HashSet<Pair>();
            for (Assignment assignment : sheets.assignments(round.get().id())) {
                if (assignment.state().equals("accepted") || assignment.signed()) fixed.add(pair(assignment));
                if (!assignment.state().equals("invited")) continue;
                existing.add(pair(assignment));
                sheets.putBack(assignment.id(), "redrawn", reason.strip(), now);
            }
            var needs = new LinkedHashMap<UUID, Integer>();
            waiting.forEach(application -> needs.put(application.id(), review.reviewers()));
            return Outcome.done(solve(
                    officer, round.get(), review, needs, fixed, existing, again ? "redraw" : "draw", reason.strip()));
        });
    }

    private static Pair pair(Assignment assignment) {
        return new Pair(assignment.application().toString(), assignment.expert().toString());
    }

    /**
     * Somebody takes the place of one who gave up a review; everybody else stays. Joins the running transaction, in which
     * the round is locked.
     */
    void replace(Viewer actor, Round round, Application application, String reason) {
        Review review = desk.review(application.version(), round.stage());
        refill(actor, round, review, application.id(), review.reviewers(), "replacement", reason);
    }

    /** One more reviewer where the others disagree. Joins the running transaction, in which the round is locked. */
    void further(Viewer actor, Round round, Application application, int wanted, String reason) {
        refill(
                actor,
                round,
                desk.review(application.version(), round.stage()),
                application.id(),
                wanted,
                "further",
                reason);
    }

    private void refill(
            Viewer actor, Round round, Review review, UUID application, int wanted, String kind, String reason) {
        var fixed = new HashSet<Pair>();
        for (Assignment assignment : sheets.assignments(round.id())) {
            if (assignment.active()) fixed.add(pair(assignment));
        }
        solve(actor, round, review, Map.of(application, wanted), fixed, Set.of(), kind, reason);
    }

    private Drawn solve(
            Viewer actor,
            Round round,
            Review review,
            Map<UUID, Integer> needs,
            Set<Pair> fixed,
            Set<Pair> existing,
            String kind,
            String reason) {
        Instant now = clock.instant();
        int number = made.nextDraw(round.id());
        String seed = number == 1 ? round.seed() : round.seed() + "/" + number;
        var applications = store.waiting(round.call(), round.stage()).stream()
                .filter(application -> needs.containsKey(application.id()))
                .toList();
        var fields = applications.stream()
                .map(Application::field)
                .filter(field -> !field.isEmpty())
                .toList();
        boolean everyField = fields.size() < applications.size();
        var people = new LinkedHashMap<UUID, Expert>();
        for (Expert expert : experts.reviewers(everyField ? List.of() : new HashSet<>(fields))) {
            people.put(expert.id(), expert);
        }
        var known = made.recusals(round.id());
        for (var recusal : recusals.find(round, applications, people.keySet())) {
            made.recuse(
                    round.id(),
                    recusal.application(),
                    recusal.expert(),
                    recusal.reason(),
                    recusal.evidence(),
                    "recusal",
                    now);
        }
        var forbidden = new HashMap<Pair, Exclusion>();
        for (var recusal : made.recusals(round.id())) {
            forbidden.put(
                    new Pair(recusal.application().toString(), recusal.expert().toString()),
                    new Exclusion(recusal.reason(), recusal.evidence()));
        }
        // Those who stand already are kept, even if they left the pool meanwhile; what recusal forbids now is not.
        var standing = new HashSet<Pair>();
        var elsewhere = new HashMap<UUID, Integer>();
        for (Pair pair : fixed) {
            if (forbidden.containsKey(pair)) continue;
            if (needs.containsKey(UUID.fromString(pair.item()))) standing.add(pair);
            else elsewhere.merge(UUID.fromString(pair.reviewer()), 1, Integer::sum);
        }
        var missingPeople = standing.stream()
                .map(pair -> UUID.fromString(pair.reviewer()))
                .filter(id -> !people.containsKey(id))
                .collect(Collectors.toSet());
        people.putAll(experts.find(missingPeople));
        var burdens = sheets.burdens(round.call(), round.id());
        var problem = new Problem(
                applications.stream()
                        .map(application -> new Item(
                                application.id().toString(),
                                application.field().isEmpty() ? input.tops() : List.of(application.field()),
                                needs.getOrDefault(application.id(), 0)))
                        .toList(),
                people.values().stream()
                        .map(expert -> new Reviewer(
                                expert.id().toString(),
                                expert.organisation() == null
                                        ? expert.unitName()
                                        : expert.organisation().toString(),
                                expert.fields(),
                                Math.max(0, expert.loadLimit() - elsewhere.getOrDefault(expert.id(), 0)),
                                burdens.getOrDefault(expert.id(), 0) + elsewhere.getOrDefault(expert.id(), 0)))
                        .toList(),
                input.above(),
                forbidden,
                standing,
                existing,
                review.sameUnitMost(),
                Weights.STANDARD,
                seed);
        Solution solution = new Assigner(problem).solve();
        made.draw(
                round.id(),
                number,
                kind,
                seed,
                reason,
                DrawInput.written(problem),
                solution.pairs().size(),
                solution.missing(),
                solution.cost(),
                DrawInput.JSON.writeValueAsString(solution.shortages()),
                actor.name().isEmpty() ? "system" : actor.name(),
                now);
        var invited = new HashSet<UUID>();
        for (Pair pair : solution.pairs()) {
            if (standing.contains(pair)) continue;
            UUID expert = UUID.fromString(pair.reviewer());
            sheets.assign(round.id(), UUID.fromString(pair.item()), expert, number);
            invited.add(expert);
        }
        tell(round, review, invited, people, number);
        var event = AuditEvent.of("programme.reviewDrawn", "reviewRound", round.id(), round.stage())
                .with(Map.of(
                        "number",
                        number,
                        "kind",
                        kind,
                        "pairs",
                        solution.pairs().size(),
                        "missing",
                        solution.missing(),
                        "reason",
                        reason,
                        "known",
                        known.size()));
        audit.append(actor, event);
        return new Drawn(number, solution.pairs().size(), solution);
    }

    private void tell(Round round, Review review, Set<UUID> invited, Map<UUID, Expert> people, int number) {
        var accounts = invited.stream()
                .map(people::get)
                .filter(java.util.Objects::nonNull)
                .map(Expert::account)
                .filter(java.util.Objects::nonNull)
                .toList();
        if (accounts.isEmpty()) return;
        messages.send(
                accounts,
                "programme.review/" + round.id() + "/" + number,
                "邀请您参加" + review.name().zh(),
                "请登录后接受或谢绝；如与申报方有利害关系，请申请回避。" + (round.dueOn() == null ? "" : "请于 " + round.dueOn() + " 前完成。"),
                "/my/reviews");
    }
}
