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
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Makes a draw: whom recusal allows, one solution of least cost, kept with what went in, and invitations to who is new. */
@Component
public class DrawSolver {

    private final DrawStore made;
    private final SheetStore sheets;
    private final Recusals recusals;
    private final DrawInput input;
    private final Experts experts;
    private final Messages messages;
    private final AuditLog audit;
    private final Clock clock;

    public DrawSolver(
            DrawStore made,
            SheetStore sheets,
            Recusals recusals,
            DrawInput input,
            Experts experts,
            Messages messages,
            AuditLog audit,
            Clock clock) {
        this.made = made;
        this.sheets = sheets;
        this.recusals = recusals;
        this.input = input;
        this.experts = experts;
        this.messages = messages;
        this.audit = audit;
        this.clock = clock;
    }

    /** What a draw came to. */
    public record Drawn(int number, int pairs, Solution solution) {}

    List<Assignment> active(Round round) {
        return sheets.assignments(round.id()).stream()
                .filter(Assignment::active)
                .toList();
    }

    /**
     * What a draw is to bring about.
     *
     * @param wanted reviewers for each group
     * @param kept who stays, also of other applications of the round
     * @param moved who was asked before, and may move
     */
    record Wish(
            List<ReviewGroup> groups,
            int wanted,
            List<Assignment> kept,
            List<Assignment> moved,
            String kind,
            String reason) {}

    Drawn solve(Viewer actor, Round round, Review review, Wish wish) {
        Instant now = clock.instant();
        int number = made.nextDraw(round.id());
        var groupOf = ReviewGroup.byApplication(wish.groups());
        var people = new LinkedHashMap<UUID, Expert>();
        for (Expert expert : experts.reviewers(fields(wish.groups()))) people.put(expert.id(), expert);
        recuse(round, wish.groups(), people.keySet(), now);
        var recused = new HashSet<Pair>();
        var forbidden = new HashMap<Pair, Exclusion>();
        for (var recusal : made.recusals(round.id())) {
            ReviewGroup group = groupOf.get(recusal.application());
            if (group == null) continue;
            recused.add(
                    new Pair(recusal.application().toString(), recusal.expert().toString()));
            forbidden.put(group.with(recusal.expert()), new Exclusion(recusal.reason(), recusal.evidence()));
        }
        // Those who stand already are kept, even if they left the pool meanwhile; what recusal forbids now is not, but
        // in a
        // panel, where the member only keeps away from that one application.
        var standing = new HashSet<Pair>();
        var elsewhere = new HashMap<UUID, Integer>();
        for (Assignment assignment : wish.kept()) {
            ReviewGroup group = groupOf.get(assignment.application());
            if (group == null) elsewhere.merge(assignment.expert(), 1, Integer::sum);
            else if (group.isPanel() || !forbidden.containsKey(group.with(assignment.expert()))) {
                standing.add(group.with(assignment.expert()));
            }
        }
        forbidden.keySet().removeAll(standing);
        var existing = wish.moved().stream()
                .filter(assignment -> groupOf.containsKey(assignment.application()))
                .map(assignment -> java.util.Objects.requireNonNull(groupOf.get(assignment.application()))
                        .with(assignment.expert()))
                .collect(Collectors.toSet());
        var missingPeople = standing.stream()
                .map(pair -> UUID.fromString(pair.reviewer()))
                .filter(id -> !people.containsKey(id))
                .collect(Collectors.toSet());
        people.putAll(experts.find(missingPeople));
        var burdens = sheets.burdens(round.call(), round.id());
        var problem = new Problem(
                wish.groups().stream()
                        .map(group -> new Item(group.id(), group.fields(input.tops()), wish.wanted()))
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
                number == 1 ? round.seed() : round.seed() + "/" + number);
        Solution solution = new Assigner(problem).solve();
        keep(actor, round, number, wish, problem, solution, now);
        tell(round, review, invite(round, number, wish, solution, standing, recused), people, number);
        return new Drawn(number, solution.pairs().size(), solution);
    }

    /** Fields to draw from; empty for all. */
    private static Set<String> fields(List<ReviewGroup> groups) {
        var fields = new HashSet<String>();
        for (ReviewGroup group : groups) {
            var own = group.fields(List.of());
            if (own.isEmpty()) return Set.of();
            fields.addAll(own);
        }
        return fields;
    }

    private void recuse(Round round, List<ReviewGroup> groups, Set<UUID> people, Instant now) {
        var applications =
                groups.stream().flatMap(group -> group.applications().stream()).toList();
        for (var recusal : recusals.find(round, applications, people)) {
            made.recuse(
                    round.id(),
                    recusal.application(),
                    recusal.expert(),
                    recusal.reason(),
                    recusal.evidence(),
                    "recusal",
                    now);
        }
    }

    private void keep(
            Viewer actor, Round round, int number, Wish wish, Problem problem, Solution solution, Instant now) {
        made.draw(
                round.id(),
                number,
                wish.kind(),
                problem.seed(),
                wish.reason(),
                DrawInput.written(problem),
                solution.pairs().size(),
                solution.missing(),
                solution.cost(),
                DrawInput.JSON.writeValueAsString(solution.shortages()),
                actor.name().isEmpty() ? "system" : actor.name(),
                now);
        audit.append(
                actor,
                AuditEvent.of("programme.reviewDrawn", "reviewRound", round.id(), round.stage())
                        .with(Map.of(
                                "number",
                                number,
                                "kind",
                                wish.kind(),
                                "pairs",
                                solution.pairs().size(),
                                "missing",
                                solution.missing(),
                                "reason",
                                wish.reason())));
    }

    /** Gives everybody drawn each application of the group, but what recusal forbids; answers who is new. */
    private Set<UUID> invite(
            Round round, int number, Wish wish, Solution solution, Set<Pair> standing, Set<Pair> recused) {
        var active = active(round).stream()
                .map(each ->
                        new Pair(each.application().toString(), each.expert().toString()))
                .collect(Collectors.toSet());
        var byId = wish.groups().stream().collect(Collectors.toMap(ReviewGroup::id, group -> group));
        var invited = new HashSet<UUID>();
        for (Pair pair : solution.pairs()) {
            UUID expert = UUID.fromString(pair.reviewer());
            if (!standing.contains(pair)) invited.add(expert);
            for (Application application :
                    java.util.Objects.requireNonNull(byId.get(pair.item())).applications()) {
                var one = new Pair(application.id().toString(), pair.reviewer());
                if (active.contains(one) || recused.contains(one)) continue;
                sheets.assign(round.id(), application.id(), expert, number);
            }
        }
        return invited;
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
