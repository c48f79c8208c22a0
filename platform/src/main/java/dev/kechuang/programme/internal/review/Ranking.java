package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.definition.Stage.Review;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What the signed sheets of a round come to. */
public final class Ranking {

    /** So many sheets a reviewer needs before the own severity can be told from the applications'. */
    static final int FEWEST_TO_NORMALISE = 3;

    private static final MathContext EXACT = MathContext.DECIMAL64;
    private static final int DECIMALS = 4;

    private Ranking() {}

    /**
     * A signed sheet.
     *
     * @param failed whether an item lies below its least points
     */
    public record Sheet(UUID application, UUID expert, BigDecimal total, boolean failed) {}

    /**
     * @param raw mean of the totals, the highest and lowest dropped
     * @param normalised the same over totals with each reviewer's severity taken out
     * @param counts the one the programme counts
     * @param spread highest total less the lowest
     * @param failed whether a reviewer found an item below its least points
     */
    public record Result(
            UUID application,
            int reviews,
            BigDecimal raw,
            BigDecimal normalised,
            BigDecimal counts,
            BigDecimal spread,
            boolean failed,
            int rank) {}

    /** Best first; equal scores share a rank. */
    public static List<Result> of(Review round, Collection<Sheet> sheets) {
        var normalised = normalised(sheets);
        Map<UUID, List<Sheet>> byApplication = new HashMap<>();
        for (Sheet sheet : sheets) {
            byApplication
                    .computeIfAbsent(sheet.application(), id -> new ArrayList<>())
                    .add(sheet);
        }
        var results = new ArrayList<Result>();
        byApplication.forEach((application, own) -> {
            var totals = own.stream().map(Sheet::total).toList();
            BigDecimal raw = mean(totals, round.drop());
            BigDecimal fair =
                    mean(own.stream().map(sheet -> value(normalised, sheet)).toList(), round.drop());
            results.add(new Result(
                    application,
                    own.size(),
                    raw,
                    fair,
                    round.normalise() ? fair : raw,
                    Collections.max(totals).subtract(Collections.min(totals)),
                    own.stream().anyMatch(Sheet::failed),
                    0));
        });
        results.sort(Comparator.comparing(Result::counts).reversed().thenComparing(Result::application));
        var ranked = new ArrayList<Result>();
        for (int i = 0; i < results.size(); i++) {
            Result r = results.get(i);
            boolean equal = i > 0 && r.counts().compareTo(results.get(i - 1).counts()) == 0;
            int rank = equal ? ranked.get(i - 1).rank() : i + 1;
            ranked.add(new Result(
                    r.application(), r.reviews(), r.raw(), r.normalised(), r.counts(), r.spread(), r.failed(), rank));
        }
        return ranked;
    }

    /**
     * A sheet as it went into a result.
     *
     * @param normalised the total with the reviewer's severity taken out
     * @param dropped whether it was the highest or lowest that does not count
     */
    public record Mark(Sheet sheet, BigDecimal normalised, boolean dropped) {}

    /** Every sheet of the round; of equal ones at the edge it does not matter which is dropped. */
    public static List<Mark> marks(Review round, Collection<Sheet> sheets) {
        var normalised = normalised(sheets);
        Map<UUID, List<Sheet>> byApplication = new HashMap<>();
        for (Sheet sheet : sheets) {
            byApplication
                    .computeIfAbsent(sheet.application(), id -> new ArrayList<>())
                    .add(sheet);
        }
        var marks = new ArrayList<Mark>();
        for (List<Sheet> own : byApplication.values()) {
            own.sort(Comparator.comparing(sheet -> round.normalise() ? value(normalised, sheet) : sheet.total()));
            int off = own.size() > 2 * round.drop() ? round.drop() : 0;
            for (int i = 0; i < own.size(); i++) {
                boolean dropped = i < off || i >= own.size() - off;
                marks.add(new Mark(own.get(i), value(normalised, own.get(i)), dropped));
            }
        }
        return marks;
    }

    private static BigDecimal value(Map<Sheet, BigDecimal> normalised, Sheet sheet) {
        return normalised.getOrDefault(sheet, sheet.total());
    }

    /**
     * Takes out how severe and how spread a reviewer is: each total becomes the mean of all plus its distance to the
     * reviewer's own mean, in units of the reviewer's spread, times the usual spread of a reviewer. Who has fewer than
     * three sheets is left as is; whoever gives everybody the same, gives everybody the mean.
     */
    static Map<Sheet, BigDecimal> normalised(Collection<Sheet> sheets) {
        var all = sheets.stream().map(Sheet::total).toList();
        var result = new HashMap<Sheet, BigDecimal>();
        if (all.isEmpty()) return result;
        BigDecimal mean = mean(all, 0);
        Map<UUID, List<Sheet>> byExpert = new HashMap<>();
        for (Sheet sheet : sheets)
            byExpert.computeIfAbsent(sheet.expert(), id -> new ArrayList<>()).add(sheet);
        var spreads = new ArrayList<BigDecimal>();
        for (List<Sheet> own : byExpert.values()) {
            if (own.size() < FEWEST_TO_NORMALISE) continue;
            var totals = own.stream().map(Sheet::total).toList();
            spreads.add(deviation(totals, mean(totals, 0)));
        }
        BigDecimal spread = spreads.isEmpty() ? BigDecimal.ZERO : mean(spreads, 0);
        for (List<Sheet> own : byExpert.values()) {
            var totals = own.stream().map(Sheet::total).toList();
            BigDecimal ownMean = mean(totals, 0);
            BigDecimal ownSpread = deviation(totals, ownMean);
            for (Sheet sheet : own) {
                BigDecimal fair = sheet.total();
                if (own.size() >= FEWEST_TO_NORMALISE) {
                    BigDecimal away = sheet.total().subtract(ownMean);
                    if (ownSpread.signum() > 0) away = away.multiply(spread).divide(ownSpread, EXACT);
                    fair = mean.add(away);
                }
                result.put(sheet, fair.setScale(DECIMALS, RoundingMode.HALF_UP));
            }
        }
        return result;
    }

    /** Mean without so many of the highest and of the lowest each, as long as something is left. */
    static BigDecimal mean(List<BigDecimal> values, int drop) {
        var sorted = values.stream().sorted().toList();
        int off = sorted.size() > 2 * drop ? drop : 0;
        var kept = sorted.subList(off, sorted.size() - off);
        return kept.stream()
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .divide(BigDecimal.valueOf(kept.size()), DECIMALS, RoundingMode.HALF_UP);
    }

    private static BigDecimal deviation(List<BigDecimal> values, BigDecimal mean) {
        BigDecimal squares = BigDecimal.ZERO;
        for (BigDecimal value : values)
            squares = squares.add(value.subtract(mean).pow(2));
        return squares.divide(BigDecimal.valueOf(values.size()), EXACT).sqrt(EXACT);
    }

    /**
     * Who passes: the best so many, or the best share (rounded down, one at least), or all with the score. Of equals at
     * the line all pass, for nothing tells them apart here. Whoever failed an item, or the vote, does not.
     *
     * @param voted those who passed every ballot; ignored where no votes are taken
     */
    public static Set<UUID> passing(Review round, List<Result> results, Set<UUID> voted) {
        var eligible = results.stream()
                .filter(result -> !result.failed())
                .filter(result -> round.votes() == 0 || voted.contains(result.application()))
                .toList();
        var passes = round.passes();
        int line = eligible.size();
        if (passes.count() > 0) line = passes.count();
        else if (passes.share().signum() > 0) {
            line = Math.max(
                    1,
                    passes.share()
                            .multiply(BigDecimal.valueOf(results.size()))
                            .setScale(0, RoundingMode.DOWN)
                            .intValueExact());
        }
        var passing = new java.util.HashSet<UUID>();
        for (int i = 0; i < eligible.size(); i++) {
            Result result = eligible.get(i);
            if (passes.score().signum() > 0 && result.counts().compareTo(passes.score()) < 0) continue;
            boolean within = i < line
                    || line > 0
                            && result.counts().compareTo(eligible.get(line - 1).counts()) == 0;
            if (within) passing.add(result.application());
        }
        return passing;
    }
}
