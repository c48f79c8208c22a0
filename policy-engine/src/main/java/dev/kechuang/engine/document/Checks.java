package dev.kechuang.engine.document;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.syntax.Position;
import dev.kechuang.engine.types.Node;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks over a whole policy: dates of parameters, cycles through scores, conditions nobody can meet. */
final class Checks {
    private final Yaml yaml;
    private final List<Policy.Parameter> parameters;
    private final List<Policy.Definition> definitions;
    private final List<Policy.Score> scores;

    Checks(
            Yaml yaml,
            List<Policy.Parameter> parameters,
            List<Policy.Definition> definitions,
            List<Policy.Score> scores) {
        this.yaml = yaml;
        this.parameters = parameters;
        this.definitions = definitions;
        this.scores = scores;
    }

    /** Every day of the policy's validity has exactly one value of every parameter. */
    void dates(List<Yaml.Item> items, LocalDate from, @Nullable LocalDate until) {
        for (int i = 0; i < parameters.size() && i < items.size(); i++) {
            LocalDate next = from;
            boolean open = false;
            for (Policy.Dated dated : parameters.get(i).values()) {
                Position at = items.get(i).position();
                String name = parameters.get(i).name();
                if (open || dated.from().isBefore(next) && !next.equals(from)) {
                    yaml.problem(
                            at,
                            "参数“" + name + "”的日期重叠：" + dated.from(),
                            "the dates of '" + name + "' overlap at " + dated.from());
                } else if (dated.from().isAfter(next)) {
                    yaml.problem(
                            at,
                            "参数“" + name + "”的日期有空缺：自" + next,
                            "the dates of '" + name + "' leave a gap from " + next);
                }
                if (dated.until() == null) {
                    open = true;
                } else {
                    next = dated.until().plusDays(1);
                }
            }
            boolean reaches = open || (until != null && next.isAfter(until));
            if (!reaches && !parameters.get(i).values().isEmpty()) {
                yaml.problem(
                        items.get(i).position(),
                        "参数“" + parameters.get(i).name() + "”自" + next + "起没有值",
                        "'" + parameters.get(i).name() + "' has no value from " + next);
            }
        }
    }

    /** A score that depends on itself, possibly by way of definitions. */
    void scoreCycles(List<Position> positions) {
        Map<Integer, Integer> state = new HashMap<>();
        for (int i = 0; i < scores.size(); i++) {
            visit(i, state, positions);
        }
    }

    private void visit(int index, Map<Integer, Integer> state, List<Position> positions) {
        Integer known = state.get(index);
        if (known != null) {
            if (known == 1) {
                yaml.problem(
                        positions.get(index),
                        "评分“" + scores.get(index).name() + "”循环引用自己",
                        "the score '" + scores.get(index).name() + "' refers to itself");
                state.put(index, 2);
            }
            return;
        }
        state.put(index, 1);
        Policy.Score score = scores.get(index);
        score.parts().forEach(p -> visit(p, state, positions));
        for (Node node : nodes(score)) {
            scoresIn(node, new HashSet<>()).forEach(s -> visit(s, state, positions));
        }
        state.put(index, 2);
    }

    private static List<Node> nodes(Policy.Score score) {
        List<Node> nodes = new ArrayList<>();
        if (score.value() != null) {
            nodes.add(score.value());
        }
        if (score.given() != null) {
            nodes.add(score.given());
        }
        score.bands().forEach(b -> {
            if (b.test() != null) {
                nodes.add(b.test());
            }
        });
        return nodes;
    }

    private List<Integer> scoresIn(Node node, HashSet<Integer> seen) {
        List<Integer> found = new ArrayList<>();
        if (node instanceof Node.Score s) {
            found.add(s.index());
        } else if (node instanceof Node.Definition d && seen.add(d.index())) {
            found.addAll(scoresIn(definitions.get(d.index()).expr(), seen));
        }
        node.children().forEach(c -> found.addAll(scoresIn(c, seen)));
        return found;
    }

    /** What all conditions together ask of one fact or score. */
    private static final class Demand {
        private @Nullable Rational low;
        private @Nullable Rational high;
        private @Nullable Val equal;
        private boolean lowStrict;
        private boolean highStrict;

        void atLeast(Rational bound, boolean strict) {
            int order = low == null ? 1 : bound.compareTo(low);
            if (order > 0 || (order == 0 && strict)) {
                low = bound;
                lowStrict = strict;
            }
        }

        void atMost(Rational bound, boolean strict) {
            int order = high == null ? -1 : bound.compareTo(high);
            if (order < 0 || (order == 0 && strict)) {
                high = bound;
                highStrict = strict;
            }
        }

        boolean impossible() {
            if (low == null || high == null) {
                return false;
            }
            int order = low.compareTo(high);
            return order > 0 || (order == 0 && (lowStrict || highStrict));
        }
    }

    /** Reports a condition that, alone or with those before it, no facts can meet. */
    void unsatisfiable(List<Policy.Condition> conditions, Map<String, Position> positions) {
        Map<Node, Demand> demands = new HashMap<>();
        for (Policy.Condition condition : conditions) {
            if (!demand(condition.expr(), demands)) {
                Position at = positions.getOrDefault(condition.id(), Position.START);
                yaml.problem(
                        at,
                        "条件“" + condition.name() + "”没有任何事实能够满足",
                        "no facts can satisfy the condition '" + condition.english() + "'");
                return;
            }
        }
    }

    private boolean demand(Node node, Map<Node, Demand> demands) {
        return switch (node) {
            case Node.Both b -> demand(b.left(), demands) && demand(b.right(), demands);
            case Node.Constant c -> c.value().isTrue();
            case Node.Compare c when isPlain(c.left()) -> compare(c, demands);
            default -> true;
        };
    }

    private static boolean isPlain(Node node) {
        return node instanceof Node.FactValue || node instanceof Node.Score;
    }

    private boolean compare(Node.Compare c, Map<Node, Demand> demands) {
        Demand demand = demands.computeIfAbsent(c.left(), n -> initial(n));
        List<Val> thresholds = switch (c.right()) {
            case Node.Constant k -> List.of(k.value());
            case Node.Parameter p ->
                parameters.get(p.index()).values().stream()
                        .map(Policy.Dated::value)
                        .toList();
            default -> List.of();
        };
        Rational least = null;
        Rational most = null;
        for (Val threshold : thresholds) {
            if (threshold instanceof Val.Num(Rational n)) {
                least = least == null ? n : least.min(n);
                most = most == null ? n : most.max(n);
            } else if (c.operator().text().equals("=") && thresholds.size() == 1) {
                if (demand.equal != null && !demand.equal.equals(threshold)) {
                    return false;
                }
                demand.equal = threshold;
            }
        }
        if (least == null || most == null) {
            return true;
        }
        switch (c.operator()) {
            case GREATER -> demand.atLeast(least, true);
            case GREATER_EQUAL -> demand.atLeast(least, false);
            case LESS -> demand.atMost(most, true);
            case LESS_EQUAL -> demand.atMost(most, false);
            case EQUAL -> {
                demand.atLeast(least, false);
                demand.atMost(most, false);
            }
            default -> {}
        }
        return !demand.impossible();
    }

    private Demand initial(Node node) {
        Demand demand = new Demand();
        if (node instanceof Node.FactValue f) {
            Fact fact = f.fact();
            if (fact.min() != null) {
                demand.atLeast(fact.min(), false);
            }
            if (fact.max() != null) {
                demand.atMost(fact.max(), false);
            }
        } else if (node instanceof Node.Score s) {
            demand.atLeast(Rational.ZERO, false);
            demand.atMost(scores.get(s.index()).max(), false);
        }
        return demand;
    }
}
