package dev.kechuang.engine;

import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Type;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A policy (政策) as loaded: typed, checked, immutable, shared freely between threads. */
public record Policy(
        String id,
        String name,
        String english,
        String issuer,
        String region,
        String grants,
        LocalDate validFrom,
        @Nullable LocalDate validUntil,
        boolean currentYear,
        List<Source> sources,
        FactDictionary dictionary,
        List<Parameter> parameters,
        List<Definition> definitions,
        List<Score> scores,
        List<Condition> conditions,
        List<Benefit> benefits,
        List<Case> cases,
        String file) {

    /** A regulation the policy comes from; {@code status} says whether figures were taken from it or are examples. */
    public record Source(String number, String title, String date, String url, Status status, String note) {}

    public enum Status {
        /** Figures are the document's own. */
        TAKEN,
        /** Recalled from public regulations; to be compared with the document. */
        RECALLED,
        /** Figures are an example that the city replaces by its own. */
        EXAMPLE
    }

    public record Parameter(String name, String english, String clause, Type type, List<Dated> values) {
        /** The value in force on a day; absent outside every period. */
        public Val on(LocalDate day) {
            for (Dated dated : values) {
                if (dated.covers(day)) {
                    return dated.value();
                }
            }
            return Val.ABSENT;
        }
    }

    public record Dated(LocalDate from, @Nullable LocalDate until, Val value, String text, String clause) {
        boolean covers(LocalDate day) {
            return !day.isBefore(from) && (until == null || !day.isAfter(until));
        }
    }

    public record Definition(String name, String english, Node expr, String text, String clause) {}

    /**
     * @param uses the facts it reads, also through definitions and scores
     * @param tests the comparisons it is made of
     */
    public record Condition(
            String id,
            String name,
            String english,
            Node expr,
            String text,
            String clause,
            List<FactUse> uses,
            List<Node.Compare> tests) {}

    public record FactUse(Fact fact, int yearsBack) {}

    /** A scoring table or a group of them. */
    public record Score(
            String name,
            String english,
            String clause,
            Rational max,
            Kind kind,
            @Nullable Node value,
            @Nullable Node given,
            List<Band> bands,
            List<Integer> parts) {
        public enum Kind {
            /** The first band that holds; between its bounds the given points decide. */
            BANDS,
            /** The points are the value itself. */
            POINTS,
            /** The sum of its parts, at most {@code max}. */
            SUM,
            /** The best of its parts. */
            BEST
        }
    }

    /** @param test holds over the score's value, which is the innermost variable; null means otherwise */
    public record Band(@Nullable Node test, Rational low, Rational high, String text) {}

    /** @param caps upper limits with their names */
    public record Benefit(
            String name,
            String english,
            String clause,
            @Nullable Node amount,
            String text,
            List<Cap> caps,
            List<Integer> steps,
            List<FactUse> uses) {}

    public record Cap(String name, Node amount, String text, String clause) {}

    public record Case(
            String name,
            LocalDate on,
            Facts facts,
            Decision.@Nullable Verdict verdict,
            List<String> failing,
            List<String> unknown,
            Map<String, List<Rational>> scores,
            Map<String, Rational> benefits,
            int line) {}

    public @Nullable Condition condition(String id) {
        return conditions.stream().filter(c -> c.id().equals(id)).findFirst().orElse(null);
    }

    /** This policy with other parameters and conditions, as a reform would have it. */
    public Policy with(List<Parameter> newParameters, List<Condition> newConditions) {
        return new Policy(
                id,
                name,
                english,
                issuer,
                region,
                grants,
                validFrom,
                validUntil,
                currentYear,
                sources,
                dictionary,
                newParameters,
                definitions,
                scores,
                newConditions,
                benefits,
                cases,
                file);
    }

    /** The year that yearly facts are read for: the tax year of the day itself, or the last full year before it. */
    public int baseYear(LocalDate day) {
        return currentYear ? day.getYear() : day.getYear() - 1;
    }

    /** Whether the policy is in force on a day. */
    public boolean inForce(LocalDate day) {
        return !day.isBefore(validFrom) && (validUntil == null || !day.isAfter(validUntil));
    }
}
