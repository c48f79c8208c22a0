package dev.kechuang.record.benchmark;

import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.record.Figures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** All sides are asked the same, so they have to answer the same, before anybody's time is taken. */
final class SameAnswers {

    /** Whose rows are plain values; stocks are told as moves elsewhere, and pages tell them as they stand. */
    private static final List<String> COMPARED = List.of(
            Mix.TABLE,
            "twelve months by district: distinct",
            "ten-year trend: flow",
            "ten-year trend: distinct",
            "ranking of districts with growth",
            Mix.STOCK_AT_DAY);

    private SameAnswers() {}

    static void check(Map<String, Map<String, Mix.Ask>> sides) {
        for (String question : COMPARED) {
            for (int seed = 0; seed < 2; seed++) {
                var sums = new LinkedHashMap<String, Long>();
                for (var side : sides.entrySet()) {
                    Mix.Ask ask = side.getValue().get(question);
                    if (ask == null) continue;
                    Long sum = sum(ask.ask(new SplittableRandom(seed)));
                    if (sum != null) sums.put(side.getKey(), sum);
                }
                if (sums.values().stream().distinct().count() > 1)
                    throw new IllegalStateException(question + ": " + sums);
            }
        }
        System.out.println("all sides give the same sums");
    }

    /** Null for what was not answered in time. */
    private static @Nullable Long sum(Object answer) {
        if (answer == Others.TIMED_OUT) return null;
        if (answer instanceof Figures.Figure figure) return figure.count();
        double sum = 0;
        for (Object row : (List<?>) answer) {
            if (row instanceof IndicatorFigure figure)
                sum += figure.value() == null ? 0 : figure.value().doubleValue();
            else if (row instanceof List<?> cells && cells.getLast() instanceof Number number)
                sum += number.doubleValue();
        }
        return Math.round(sum);
    }
}
