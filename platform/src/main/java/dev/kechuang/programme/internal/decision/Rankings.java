package dev.kechuang.programme.internal.decision;

import dev.kechuang.programme.internal.decision.Bounds.Share;
import dev.kechuang.programme.internal.decision.CutLine.Ranked;
import dev.kechuang.programme.internal.decision.DecisionBoard.Group;
import dev.kechuang.programme.internal.decision.DecisionBoard.Row;
import dev.kechuang.programme.internal.decision.DecisionChangeStore.Change;
import dev.kechuang.programme.internal.decision.DecisionStore.Waiting;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definition.Grant;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;

/** The ranking of a call under its budget and the money of its tracks and fields, with what leaders changed. */
@Service
public class Rankings {

    private final DecisionStore store;
    private final DecisionChangeStore changes;
    private final DecisionListStore lists;
    private final ReviewResults results;
    private final ObjectProvider<Definitions> definitions;

    public Rankings(
            DecisionStore store,
            DecisionChangeStore changes,
            DecisionListStore lists,
            ReviewResults results,
            ObjectProvider<Definitions> definitions) {
        this.store = store;
        this.changes = changes;
        this.lists = lists;
        this.results = results;
        this.definitions = definitions;
    }

    /**
     * The ranking as it stands.
     *
     * @param asked a budget to look at instead of the call's (如果预算是…), null for the call's own; nothing is kept
     * @return empty where the viewer sees no such call, or its programme has no decision
     */
    public Optional<DecisionBoard> board(Viewer viewer, UUID call, @Nullable Long asked) {
        return store.call(viewer, call).flatMap(found -> board(found, asked));
    }

    Optional<DecisionBoard> board(CallInfo call, @Nullable Long asked) {
        Definition definition = definitions.getObject().of(call.version());
        return definition.first(Stage.Ranking.class).map(stage -> board(call, definition, stage, asked));
    }

    private DecisionBoard board(CallInfo call, Definition definition, Stage.Ranking stage, @Nullable Long asked) {
        var standing = store.standing(call.id());
        Long budget = definition.money() == null ? null : asked == null ? Long.valueOf(call.budgetFen()) : asked;
        Long available = budget == null ? null : Math.max(0, budget - standing.grantedFen());
        List<Share> shares = budget == null ? List.of() : store.shares(call.id());
        List<Ranked> ranked = CutLine.draw(
                candidates(call, definition, stage, standing.past()),
                stage.ties(),
                !stage.rankBy().isEmpty(),
                new Bounds(available, stage.quotas(), shares, standing.taken()));
        Map<UUID, Change> changed = changes.latest(call.id());
        var rows = new ArrayList<Row>();
        Long left = budget == null ? null : budget - standing.grantedFen();
        for (Ranked each : ranked) {
            Candidate candidate = each.candidate();
            Change change = changed.get(candidate.application());
            Boolean choice = change == null ? null : change.approve();
            Long sum = change == null ? null : change.amountFen();
            boolean approve = choice == null ? each.place().isAbove() : choice;
            long fen = sum == null ? candidate.fen() : sum;
            if (left != null && approve) left -= fen;
            rows.add(new Row(
                    candidate, each.rank(), each.tied(), each.place(), each.shortOf(), approve, fen, left, change));
        }
        return new DecisionBoard(
                call,
                definition,
                stage,
                standing.before(),
                standing.grantedFen(),
                budget,
                asked != null,
                shares.stream()
                        .map(share -> group(share, standing.taken(), rows))
                        .toList(),
                rows,
                lists.proposed(call.id()));
    }

    private static Group group(Share share, Bounds.Taken taken, List<Row> rows) {
        long listed = rows.stream()
                .filter(row -> row.approve() && share.holds(row.candidate()))
                .mapToLong(Row::amountFen)
                .reduce(0, Math::addExact);
        return new Group(share, taken.fen(share), listed);
    }

    /** @param already how many are past the decision, for sums that go by place */
    private List<Candidate> candidates(CallInfo call, Definition definition, Stage.Ranking stage, int already) {
        var scores = new HashMap<UUID, Map<String, BigDecimal>>();
        for (var result : results.of(call.id())) {
            scores.computeIfAbsent(result.application(), id -> new HashMap<>()).put(result.stage(), result.score());
        }
        List<Candidate> candidates = store.waiting(call.id()).stream()
                .map(each -> candidate(each, definition, stage, scores.getOrDefault(each.application(), Map.of())))
                .toList();
        Grant grant = definition.money();
        if (grant == null || grant.mode() != Grant.Mode.RANK) return candidates;
        var placed = new ArrayList<Candidate>();
        for (Candidate each : CutLine.order(candidates, stage.ties())) {
            placed.add(each.with(Sums.byPlace(grant, already + placed.size() + 1)));
        }
        return placed;
    }

    private static Candidate candidate(
            Waiting each, Definition definition, Stage.Ranking stage, Map<String, BigDecimal> scores) {
        BigDecimal sum = stage.rankBy().isEmpty() ? null : BigDecimal.ZERO;
        BigDecimal first = null;
        for (var weighted : stage.rankBy()) {
            BigDecimal score = scores.get(weighted.review());
            if (weighted.equals(stage.rankBy().getFirst())) first = score;
            if (sum != null) sum = score == null ? null : sum.add(score.multiply(weighted.weight()));
        }
        return new Candidate(
                each.application(),
                each.moves(),
                each.number(),
                each.title(),
                each.organisation(),
                each.organisationName(),
                each.region(),
                each.zone(),
                each.leader(),
                each.track(),
                each.field(),
                each.requestedFen(),
                each.submittedAt(),
                each.founded(),
                sum,
                first,
                Sums.granted(definition, each.track(), each.requestedFen()));
    }
}
