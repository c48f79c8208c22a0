package dev.kechuang.engine;

import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.types.Type;
import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/** What a policy means for one organisation on a day, with every reason. */
public record Decision(
        Policy policy,
        LocalDate on,
        Verdict verdict,
        List<ConditionResult> conditions,
        List<ScoreResult> scores,
        List<BenefitResult> benefits,
        SortedSet<String> missing,
        @Nullable String askNext) {

    public enum Verdict {
        ELIGIBLE,
        NOT_ELIGIBLE,
        /** Facts are missing that could decide either way. */
        UNKNOWN
    }

    public enum Met {
        MET,
        NOT_MET,
        UNKNOWN
    }

    /**
     * @param absent the condition fails because a fact is known not to exist
     * @param uses facts read, with their values
     */
    public record ConditionResult(
            Policy.Condition condition,
            Met met,
            boolean absent,
            List<Test> tests,
            List<Used> uses,
            SortedSet<String> missing) {}

    /**
     * One comparison inside a condition.
     *
     * @param margin value less threshold for numbers (negative: short of it), null when there is none
     */
    public record Test(
            Met met,
            Val value,
            Operator operator,
            Val threshold,
            Type type,
            @Nullable Rational margin) {}

    /** A fact with the year it was read for; 0 for facts without year. */
    public record Used(Fact fact, int year, Val value) {}

    /**
     * @param points a number, or an interval while facts or experts' points are missing
     * @param band the band that applies, empty when open
     */
    public record ScoreResult(
            Policy.Score score, Val points, @Nullable Val value, String band, List<ScoreResult> parts) {}

    public record BenefitResult(
            Policy.Benefit benefit,
            Val amount,
            List<Step> steps,
            @Nullable String capped) {}

    /** A definition used on the way to an amount. */
    public record Step(Policy.Definition definition, Val value) {}
}
