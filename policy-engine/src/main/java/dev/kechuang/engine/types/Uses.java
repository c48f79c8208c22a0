package dev.kechuang.engine.types;

import dev.kechuang.engine.Policy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What a typed tree reads, also through the definitions and scores it names. */
public final class Uses {
    private final List<Policy.Definition> definitions;
    private final List<Policy.Score> scores;

    public Uses(List<Policy.Definition> definitions, List<Policy.Score> scores) {
        this.definitions = definitions;
        this.scores = scores;
    }

    /** The facts read, each with the year it is read for. */
    public List<Policy.FactUse> facts(Node node) {
        Set<Policy.FactUse> uses = new LinkedHashSet<>();
        walk(node, new HashSet<>(), n -> {
            switch (n) {
                case Node.FactValue f -> uses.add(new Policy.FactUse(f.fact(), f.yearsBack()));
                case Node.Recent r -> {
                    for (int back = r.years() - 1; back >= 0; back--) {
                        uses.add(new Policy.FactUse(r.fact(), back));
                    }
                }
                default -> {}
            }
        });
        return List.copyOf(uses);
    }

    /** The facts read by themselves, not as a year of a series. */
    public Set<Policy.FactUse> single(Node node) {
        Set<Policy.FactUse> uses = new LinkedHashSet<>();
        walk(node, new HashSet<>(), n -> {
            if (n instanceof Node.FactValue f) {
                uses.add(new Policy.FactUse(f.fact(), f.yearsBack()));
            }
        });
        return uses;
    }

    /** Indexes of the definitions read, in the order they are first needed. */
    public List<Integer> steps(Node node) {
        Set<Integer> steps = new LinkedHashSet<>();
        walk(node, new HashSet<>(), n -> {
            if (n instanceof Node.Definition d) {
                steps.add(d.index());
            }
        });
        return List.copyOf(steps).reversed();
    }

    /** The comparisons a condition is made of, not looking into definitions. */
    public static List<Node.Compare> tests(Node node) {
        List<Node.Compare> tests = new ArrayList<>();
        collect(node, tests);
        return tests;
    }

    private static void collect(Node node, List<Node.Compare> tests) {
        switch (node) {
            case Node.Compare c -> tests.add(c);
            case Node.Filter f -> {}
            case Node.For f -> {}
            case Node.Quantified q -> {}
            default -> node.children().forEach(c -> collect(c, tests));
        }
    }

    /** Visits every node, those of definitions and scores too, each definition and score once. */
    public void walk(Node node, Set<Object> seen, Consumer<Node> visitor) {
        visitor.accept(node);
        switch (node) {
            case Node.Definition d -> {
                if (seen.add("d" + d.index())) {
                    walk(definitions.get(d.index()).expr(), seen, visitor);
                }
            }
            case Node.Score s -> score(s.index(), seen, visitor);
            default -> node.children().forEach(c -> walk(c, seen, visitor));
        }
    }

    private void score(int index, Set<Object> seen, Consumer<Node> visitor) {
        if (!seen.add("s" + index)) {
            return;
        }
        Policy.Score score = scores.get(index);
        if (score.value() != null) {
            walk(score.value(), seen, visitor);
        }
        if (score.given() != null) {
            walk(score.given(), seen, visitor);
        }
        score.bands().forEach(b -> {
            if (b.test() != null) {
                walk(b.test(), seen, visitor);
            }
        });
        score.parts().forEach(p -> score(p, seen, visitor));
    }
}
