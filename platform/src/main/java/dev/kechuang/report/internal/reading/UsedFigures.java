package dev.kechuang.report.internal.reading;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.report.internal.reading.Content.Measure;
import dev.kechuang.report.internal.reading.Content.Used;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Numbers the figures of a report as they are used, each once. */
final class UsedFigures {

    private record Key(Measure measure, FigureAt at) {}

    private final Map<Key, Used> used = new LinkedHashMap<>();
    private final Set<Targets.Target> targets = new LinkedHashSet<>();
    private final Function<String, String> placeName;

    UsedFigures(Function<String, String> placeName) {
        this.placeName = placeName;
    }

    int value(Indicator indicator, FigureAt at, @Nullable BigDecimal value) {
        return add(Measure.VALUE, indicator, at, value, 0, indicator.unit(), indicator.decimals(), at.path());
    }

    int share(Indicator indicator, FigureAt at, @Nullable BigDecimal percent) {
        return add(Measure.SHARE, indicator, at, percent, 0, "%", 1, at.path());
    }

    int rank(Indicator indicator, FigureAt at, @Nullable Integer rank, int of) {
        return add(Measure.RANK, indicator, at, rank == null ? null : BigDecimal.valueOf(rank), of, "位", 0, at.path());
    }

    int target(Indicator indicator, FigureAt at, Targets.Target target) {
        targets.add(target);
        return add(
                Measure.TARGET,
                indicator,
                at,
                target.value(),
                0,
                indicator.unit(),
                indicator.decimals(),
                target.path());
    }

    /** The targets that were compared with, each once. */
    Set<Targets.Target> targets() {
        return targets;
    }

    private int add(
            Measure measure,
            Indicator indicator,
            FigureAt at,
            @Nullable BigDecimal value,
            int of,
            String unit,
            int decimals,
            String path) {
        return used.computeIfAbsent(
                        new Key(measure, at),
                        key -> new Used(
                                used.size() + 1,
                                measure,
                                indicator.code(),
                                indicator.name(),
                                at.region(),
                                placeName.apply(at.region()),
                                at.period().toString(),
                                at.toDate(),
                                value,
                                of,
                                unit,
                                decimals,
                                Basis.of(indicator),
                                path,
                                digest(measure, at, value, of)))
                .number();
    }

    /** What is stated, in one line: measure, indicator, region, period, to date, value without idle zeros, of, state. */
    static String digest(Measure measure, FigureAt at, @Nullable BigDecimal value, int of) {
        var snapshot = at.asOf();
        String stated = String.join(
                "|",
                measure.name(),
                at.indicator(),
                at.region(),
                at.period().toString(),
                Boolean.toString(at.toDate()),
                value == null ? "" : plain(value),
                Integer.toString(of),
                snapshot == null ? "" : snapshot.position() + "/" + snapshot.revision() + "/" + snapshot.at());
        return ContentJson.digest(stated).substring(0, 16);
    }

    static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    List<Used> all() {
        return new ArrayList<>(used.values());
    }
}
