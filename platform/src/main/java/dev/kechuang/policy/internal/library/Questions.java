package dev.kechuang.policy.internal.library;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.eval.Evaluator;
import dev.kechuang.engine.eval.Frame;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Type;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongFunction;

/**
 * Every question that policies give rise to. Figures are asked as bands: their edges are the points at which a
 * comparison of a policy turns over, found by halving on the grid of the fact (fen, persons, days), so that the two sides
 * of an edge are what the engine itself tells apart.
 */
final class Questions {

    /** Names of entries asked together: each combination is tried. */
    private static final int MOST_NAMES = 5;

    private static final String EXPERTS = "专家评分";
    private static final LocalDate FIRST_DAY = LocalDate.of(1949, 10, 1);

    private final List<Policy> policies;
    private final LocalDate day;

    Questions(List<Policy> policies, LocalDate day) {
        this.policies = policies;
        this.day = day;
    }

    private static final class Use {
        final Set<String> policies = new LinkedHashSet<>();
        final TreeSet<BigInteger> edges = new TreeSet<>();
        final Set<String> constants = new LinkedHashSet<>();
        boolean counted;
    }

    private record Key(Fact fact, int year) {}

    /** In the order of the policies. */
    List<Question> all() {
        var uses = new LinkedHashMap<Key, Use>();
        for (Policy policy : policies) {
            for (Policy.Condition condition : policy.conditions()) {
                for (Policy.FactUse use : condition.uses()) {
                    int year = use.fact().period() == Fact.Period.YEAR ? policy.baseYear(day) - use.yearsBack() : 0;
                    uses.computeIfAbsent(new Key(use.fact(), year), key -> new Use())
                            .policies
                            .add(policy.id());
                }
                comparisons(policy, condition.expr(), uses);
            }
            for (Node root : AskedFacts.roots(policy)) entries(root, false, uses);
        }
        var questions = new ArrayList<Question>();
        uses.forEach((key, use) -> {
            Question question = question(key, use);
            if (question != null) questions.add(question);
        });
        return List.copyOf(questions);
    }

    private @org.jspecify.annotations.Nullable Question question(Key key, Use use) {
        Fact fact = key.fact();
        if (fact.group().equals(EXPERTS)) return null;
        return switch (fact.kind()) {
            case MONEY, INTEGER, DECIMAL, RATIO ->
                use.edges.isEmpty() ? null : of(key, use, Question.Kind.NUMBER, ranges(fact, use.edges), List.of());
            case DATE -> use.edges.isEmpty() ? null : of(key, use, Question.Kind.DAY, days(use.edges), List.of());
            case BOOLEAN ->
                of(key, use, Question.Kind.TRUTH, List.of(new Answer.Truth(true), new Answer.Truth(false)), List.of());
            case ENUM ->
                use.constants.isEmpty()
                        ? null
                        : of(key, use, Question.Kind.CHOICE, choices(fact, use.constants), List.of());
            case EVENTS -> entries(key, use);
            case TEXT -> null;
        };
    }

    private static Question of(Key key, Use use, Question.Kind kind, List<Answer> answers, List<String> names) {
        return new Question(
                key.fact(), key.year(), kind, List.copyOf(answers), List.copyOf(names), Set.copyOf(use.policies));
    }

    // ── bands ──────────────────────────────────────────────────────────────

    /** Every comparison of a condition that reads one fact alone, through definitions. */
    private void comparisons(Policy policy, Node node, Map<Key, Use> uses) {
        switch (node) {
            case Node.Definition d ->
                comparisons(policy, policy.definitions().get(d.index()).expr(), uses);
            case Node.Compare compare -> {
                compare(policy, compare, uses);
                compare.children().forEach(child -> comparisons(policy, child, uses));
            }
            default -> node.children().forEach(child -> comparisons(policy, child, uses));
        }
    }

    private void compare(Policy policy, Node.Compare compare, Map<Key, Use> uses) {
        var read = new LinkedHashSet<Key>();
        if (!reads(policy, compare, read) || read.size() != 1) return;
        Key key = read.iterator().next();
        Use use = uses.get(key);
        if (use == null) return;
        if (key.fact().kind() == Fact.Kind.ENUM) {
            constant(compare.left(), use.constants);
            constant(compare.right(), use.constants);
            return;
        }
        LongFunction<Val> grid = grid(key.fact());
        if (grid == null) return;
        long low = low(key.fact());
        long high = high(key.fact());
        boolean below = holds(policy, compare, key, grid.apply(low));
        if (below == holds(policy, compare, key, grid.apply(high))) return;
        while (high - low > 1) {
            long middle = low + (high - low) / 2;
            if (holds(policy, compare, key, grid.apply(middle)) == below) low = middle;
            else high = middle;
        }
        use.edges.add(BigInteger.valueOf(high));
    }

    private boolean holds(Policy policy, Node node, Key key, Val value) {
        var facts = Facts.builder().set(key.fact(), key.year(), value).build();
        return Evaluator.eval(node, new Frame(policy, facts, day)).isTrue();
    }

    /** Collects the facts a node reads; false where it reads what no single fact decides. */
    private boolean reads(Policy policy, Node node, Set<Key> read) {
        return switch (node) {
            case Node.FactValue f -> {
                boolean yearly = f.fact().period() == Fact.Period.YEAR;
                read.add(new Key(f.fact(), yearly ? policy.baseYear(day) - f.yearsBack() : 0));
                yield f.fact().kind() != Fact.Kind.EVENTS;
            }
            case Node.Definition d ->
                reads(policy, policy.definitions().get(d.index()).expr(), read);
            case Node.Recent r -> false;
            case Node.Score s -> false;
            case Node.Variable v -> false;
            default -> node.children().stream().allMatch(child -> reads(policy, child, read));
        };
    }

    private static void constant(Node node, Set<String> constants) {
        if (node instanceof Node.Constant(Type type, Val.Text(String text))) constants.add(text);
    }

    private static @org.jspecify.annotations.Nullable LongFunction<Val> grid(Fact fact) {
        return switch (fact.kind()) {
            case MONEY, INTEGER -> Val::of;
            case DECIMAL -> n -> new Val.Num(Rational.of(n, 100));
            case RATIO -> n -> new Val.Num(Rational.of(n, 10_000));
            case DATE -> n -> new Val.Day(LocalDate.ofEpochDay(n));
            default -> null;
        };
    }

    static long scale(Fact fact) {
        return switch (fact.kind()) {
            case DECIMAL -> 100;
            case RATIO -> 10_000;
            default -> 1;
        };
    }

    private static long low(Fact fact) {
        if (fact.kind() == Fact.Kind.DATE) return FIRST_DAY.toEpochDay();
        Rational min = fact.min();
        return min == null
                ? -(1L << 45)
                : min.multiply(Rational.of(scale(fact))).numerator().longValue();
    }

    private long high(Fact fact) {
        if (fact.kind() == Fact.Kind.DATE) return day.toEpochDay();
        Rational max = fact.max();
        return max == null
                ? 1L << 45
                : max.multiply(Rational.of(scale(fact))).numerator().longValue();
    }

    private static List<Answer> ranges(Fact fact, TreeSet<BigInteger> edges) {
        var answers = new ArrayList<Answer>();
        Rational step = Rational.of(1, scale(fact));
        Rational low = null;
        for (BigInteger edge : edges) {
            Rational at = Rational.of(edge, BigInteger.valueOf(scale(fact)));
            answers.add(new Answer.Range(low, at.subtract(step)));
            low = at;
        }
        answers.add(new Answer.Range(low, null));
        return answers;
    }

    private List<Answer> days(TreeSet<BigInteger> edges) {
        var answers = new ArrayList<Answer>();
        LocalDate from = FIRST_DAY;
        for (BigInteger edge : edges) {
            LocalDate at = LocalDate.ofEpochDay(edge.longValue());
            answers.addFirst(new Answer.Days(from, at.minusDays(1)));
            from = at;
        }
        answers.addFirst(new Answer.Days(from, day));
        return answers;
    }

    // ── choices ────────────────────────────────────────────────────────────

    /** Those a policy names, and one that stands for all others. */
    private static List<Answer> choices(Fact fact, Set<String> constants) {
        var answers = new ArrayList<Answer>();
        String other = null;
        for (String value : fact.values()) {
            if (constants.contains(value)) answers.add(new Answer.Choice(value, false));
            else if (other == null) other = value;
        }
        if (other != null) answers.add(new Answer.Choice(other, true));
        return answers;
    }

    // ── entries ────────────────────────────────────────────────────────────

    /** How lists of entries are read: which names are asked for, and whether they are counted. */
    private static void entries(Node node, boolean quantified, Map<Key, Use> uses) {
        switch (node) {
            case Node.Quantified q -> {
                entries(q.list(), true, uses);
                entries(q.condition(), quantified, uses);
            }
            case Node.FactValue f
            when f.fact().kind() == Fact.Kind.EVENTS -> {
                Use use = uses.get(new Key(f.fact(), 0));
                if (use != null && !quantified) use.counted = true;
            }
            case Node.Compare(Type type, var operator, Node left, Node right)
            when left instanceof Node.Field(Type t, Node event, String name)
                    && event.type() instanceof Type.EventOf(Fact fact) -> {
                Use use = uses.get(new Key(fact, 0));
                Fact field = fact.field(name);
                if (use != null && field != null) {
                    // Names of the one choice that entries are told apart by; any other field makes it more than that.
                    if (field.kind() == Fact.Kind.ENUM) {
                        if (right instanceof Node.Constant(Type c, Val.Text(String text)))
                            use.constants.add(name + "=" + text);
                    } else if (field.kind() != Fact.Kind.DATE) use.counted = true;
                }
            }
            default -> node.children().forEach(child -> entries(child, false, uses));
        }
    }

    private static Question entries(Key key, Use use) {
        var fields = new TreeSet<String>();
        use.constants.forEach(constant -> fields.add(constant.substring(0, constant.indexOf('='))));
        if (use.counted || fields.size() != 1 || use.constants.size() > MOST_NAMES) {
            return of(
                    key,
                    use,
                    Question.Kind.EXISTS,
                    List.of(new Answer.Exists(true), new Answer.Exists(false)),
                    List.of());
        }
        var names = new ArrayList<String>();
        Fact field = key.fact().field(fields.first());
        for (String value : field == null ? List.<String>of() : field.values()) {
            if (use.constants.contains(fields.first() + "=" + value)) names.add(value);
        }
        var answers = new ArrayList<Answer>();
        for (int set = 0; set < 1 << names.size(); set++) {
            var held = new TreeSet<String>();
            for (int i = 0; i < names.size(); i++) if ((set >> i & 1) != 0) held.add(names.get(i));
            answers.add(new Answer.Holds(Set.copyOf(held)));
        }
        return of(key, use, Question.Kind.HELD, answers, names);
    }
}
