package dev.kechuang.engine.columns;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.types.Node;
import java.time.LocalDate;

/**
 * The meaning of a condition as text: definitions written out, parameters and constants by value. Two conditions with
 * the same text, of whatever policies, decide alike on every row, so a block evaluates them once.
 */
final class Canonical {
    private final Policy policy;
    private final Folding folding;
    private final StringBuilder out = new StringBuilder();

    private Canonical(Policy policy, LocalDate day) {
        this.policy = policy;
        this.folding = new Folding(policy, day);
    }

    static String of(Policy policy, Policy.Condition condition, LocalDate day) {
        Canonical canonical = new Canonical(policy, day);
        // Yearly facts are read for the base year, which differs between policies of last and current years.
        canonical.out.append(policy.baseYear(day)).append(':');
        canonical.write(condition.expr());
        return canonical.out.toString();
    }

    /** The meaning of a score, whatever its points are compared with. */
    static String of(Policy policy, int score, LocalDate day) {
        Canonical canonical = new Canonical(policy, day);
        canonical.out.append(policy.baseYear(day)).append(':');
        canonical.score(score);
        return canonical.out.toString();
    }

    private void write(Node written) {
        Node node = folding.resolve(written);
        if (folding.isConstant(node)) {
            out.append(folding.constant(node)).append(node.type());
            return;
        }
        out.append(node.getClass().getSimpleName()).append('(');
        if (node instanceof Node.Compare c) {
            // Counts and points are whole, so at least 2.1 means at least 3.
            Long bound = folding.wholeBound(c);
            if (bound != null) {
                out.append(c.operator().text()).append(bound).append(',');
                write(c.left());
                out.append(')');
                return;
            }
        }
        switch (node) {
            case Node.FactValue f -> out.append(f.fact().code()).append('@').append(f.yearsBack());
            case Node.Recent r -> out.append(r.fact().code()).append('@').append(r.years());
            case Node.Variable v -> out.append(v.depth());
            case Node.Field f -> out.append(f.name());
            case Node.Arithmetic a -> out.append(a.operator().text());
            case Node.Compare c -> out.append(c.operator().text());
            case Node.Quantified q -> out.append(q.every());
            case Node.At a -> out.append(a.position());
            case Node.Apply a -> out.append(a.function());
            case Node.Library l -> out.append(l.name());
            case Node.DatePart d -> out.append(d.part());
            case Node.Score s -> score(s.index());
            default -> {}
        }
        for (Node child : node.children()) {
            out.append(',');
            write(child);
        }
        out.append(')');
    }

    private void score(int index) {
        Policy.Score score = policy.scores().get(index);
        out.append(score.kind()).append(score.max()).append('[');
        if (score.value() != null) {
            write(score.value());
        }
        if (score.given() != null) {
            out.append('/');
            write(score.given());
        }
        for (Policy.Band band : score.bands()) {
            out.append(';').append(band.low()).append("..").append(band.high()).append('?');
            if (band.test() != null) {
                write(band.test());
            }
        }
        score.parts().forEach(this::score);
        out.append(']');
    }
}
