package dev.kechuang.plan.internal.plan;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicators;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/** The indicators that targets can be bound to, and how a document's unit becomes an indicator's. */
@Component
public class Dictionary {

    private static final Map<String, BigDecimal> MONEY = Map.of(
            "元", BigDecimal.ONE,
            "千元", BigDecimal.valueOf(1_000),
            "万元", BigDecimal.valueOf(10_000),
            "百万元", BigDecimal.valueOf(1_000_000),
            "亿元", BigDecimal.valueOf(100_000_000));

    /** Classifiers of the same things. */
    private static final Set<String> PIECES = Set.of("家", "个", "户", "所", "只", "项", "件");

    private final Indicators indicators;

    public Dictionary(Indicators indicators) {
        this.indicators = indicators;
    }

    public List<Indicator> all() {
        return indicators.all();
    }

    public Optional<Indicator> find(String code) {
        return indicators.find(code);
    }

    public List<Indicators.Suggestion> suggest(String measure, String unit, int limit) {
        return indicators.suggest(measure, unit, limit);
    }

    /** What one of the first unit is in the second; empty where they measure different things. */
    public static Optional<BigDecimal> factor(String from, String to) {
        if (from.equals(to)) return Optional.of(BigDecimal.ONE);
        BigDecimal source = MONEY.get(from);
        BigDecimal wanted = MONEY.get(to);
        if (source != null && wanted != null) return Optional.of(source.divide(wanted));
        return PIECES.contains(from) && PIECES.contains(to) ? Optional.of(BigDecimal.ONE) : Optional.empty();
    }

    /** Whether the values of counties and months add up. */
    public static boolean additive(Indicator indicator) {
        return !(indicator.source() instanceof Indicator.Source.Ratio)
                && !indicator.unit().equals("%");
    }
}
