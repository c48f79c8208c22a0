package dev.kechuang.engine.columns;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Relaxation;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One policy of a survey as compiled: each condition as it stands (form 0) and as eased by each step (forms 1 and up). */
final class Plan {
    /** Compiles the plans of one survey, each meaning once. */
    static final class Maker {
        private final LocalDate day;
        private final Columns columns;
        private final Map<String, @Nullable Check> known = new HashMap<>();
        private final Map<String, @Nullable Points> scores = new HashMap<>();

        Maker(LocalDate day, Columns columns) {
            this.day = day;
            this.columns = columns;
        }

        Plan make(int number, List<Policy> forms) {
            Policy strict = forms.getFirst();
            List<Step> steps = new ArrayList<>();
            List<Policy.Condition> evaluated = new ArrayList<>();
            for (int c = 0; c < strict.conditions().size(); c++) {
                @Nullable Check[] checks = new Check[forms.size()];
                boolean whole = true;
                for (int form = 0; form < checks.length; form++) {
                    checks[form] = check(forms.get(form), c);
                    whole &= checks[form] != null;
                }
                Policy.Condition condition = strict.conditions().get(c);
                if (whole) {
                    steps.add(new Step(
                            condition, checks, Relaxation.keepsOpen(strict, condition), reads(strict, condition)));
                } else {
                    evaluated.add(condition);
                }
            }
            return new Plan(
                    number,
                    strict,
                    steps.toArray(new Step[0]),
                    List.copyOf(evaluated),
                    new Amounts(strict, day, columns));
        }

        /** How many scores there are to find the points of. */
        int scores() {
            return scores.size();
        }

        private @Nullable Check check(Policy form, int c) {
            Policy.Condition condition = form.conditions().get(c);
            String key = Canonical.of(form, condition, day);
            if (!known.containsKey(key)) {
                Check scored = scored(form, condition);
                known.put(key, scored != null ? scored : Compiler.unit(form, condition, day, columns));
            }
            return known.get(key);
        }

        /** Null for what compares no points, or none that are compiled. */
        private @Nullable Check scored(Policy policy, Policy.Condition condition) {
            Folding.Scored scored;
            try {
                scored = new Folding(policy, day).scored(condition.expr());
            } catch (Unsupported e) {
                return null;
            }
            if (scored == null) {
                return null;
            }
            String key = Canonical.of(policy, scored.score(), day);
            if (!scores.containsKey(key)) {
                scores.put(key, Points.of(scores.size(), policy, scored.score(), day, columns));
            }
            Points points = scores.get(key);
            return points == null
                    ? null
                    : new PointsCheck(Compiler.cost(policy, condition), points, scored.operator(), scored.bound());
        }

        private Cell[] reads(Policy policy, Policy.Condition condition) {
            return Layout.reads(policy, condition, day).stream()
                    .map(read -> new Cell(
                            columns.column(read.fact(), read.year()),
                            read.series() ? LocalDate.of(read.year() + 1, 1, 1).toEpochDay() : Long.MAX_VALUE))
                    .toArray(Cell[]::new);
        }
    }

    /** A cell that a condition reads, and the day from which on a firm founded has no such year in its series. */
    record Cell(int column, long ends) {}

    /** One condition in all its forms. */
    static final class Step {
        final Policy.Condition condition;
        private final @Nullable Check[] checks;
        /** Whether no form but the first refuses what the first leaves open. */
        final boolean keepsOpen;

        final Cell[] reads;

        Step(Policy.Condition condition, @Nullable Check[] checks, boolean keepsOpen, Cell[] reads) {
            this.condition = condition;
            this.checks = checks;
            this.keepsOpen = keepsOpen;
            this.reads = reads;
        }

        Check check(int form) {
            Check check = checks[form];
            if (check == null) {
                throw new IllegalStateException("not compiled");
            }
            return check;
        }

        Check strict() {
            return check(0);
        }

        Check loosest() {
            return check(checks.length - 1);
        }

        boolean changed() {
            return strict() != loosest();
        }

        /** Whether the loosest form may be asked before the strict one. */
        boolean first() {
            return !changed() || keepsOpen;
        }
    }

    final int number;
    final Policy policy;
    final Step[] steps;
    /** Conditions that only the evaluator decides. */
    final List<Policy.Condition> evaluated;
    /** Places of the steps whose forms differ. */
    final int[] changed;

    final Amounts amounts;

    private Plan(int number, Policy policy, Step[] steps, List<Policy.Condition> evaluated, Amounts amounts) {
        this.number = number;
        this.policy = policy;
        this.steps = steps;
        this.evaluated = evaluated;
        this.amounts = amounts;
        int[] places = new int[steps.length];
        int n = 0;
        for (int s = 0; s < steps.length; s++) {
            if (steps[s].changed()) {
                places[n++] = s;
            }
        }
        this.changed = Arrays.copyOf(places, n);
    }
}
