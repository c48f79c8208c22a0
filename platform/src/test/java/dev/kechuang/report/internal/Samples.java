package dev.kechuang.report.internal;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A small dictionary with figures that tests set; a snapshot keeps what was set before it. */
public final class Samples implements Indicators, IndicatorFigures {

    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-03-10T02:00:00Z"), ZoneId.of("Asia/Shanghai"));
    public static final Regions REGIONS =
            Packs.load(Path.of("../packs"), "320500", CLOCK).regions();

    private final List<Indicator> all = new ArrayList<>();
    private final Map<String, TreeMap<Long, @Nullable BigDecimal>> values = new TreeMap<>();
    private long time;

    public Samples() {
        all.add(indicator("hnte.new", "新认定高新技术企业", "家", 0, Indicator.Nature.FLOW, Period.Kind.MONTH, records()));
        all.add(indicator("hnte.valid", "有效高新技术企业", "家", 0, Indicator.Nature.STOCK, Period.Kind.MONTH, records()));
        all.add(indicator("rd.intensity", "研发投入强度", "%", 2, Indicator.Nature.STOCK, Period.Kind.YEAR, observed()));
        all.add(indicator("contract.amount", "技术合同成交额", "万元", 0, Indicator.Nature.FLOW, Period.Kind.MONTH, records()));
    }

    private static Indicator.Source records() {
        return new Indicator.Source.OfRecords("title.granted", Map.of(), Indicator.Take.COUNT);
    }

    private static Indicator.Source observed() {
        return new Indicator.Source.Observed(false);
    }

    private static Indicator indicator(
            String code,
            String name,
            String unit,
            int decimals,
            Indicator.Nature nature,
            Period.Kind shortest,
            Indicator.Source source) {
        return new Indicator(
                code,
                name,
                code,
                List.of(),
                "group",
                unit,
                decimals,
                Indicator.Better.HIGHER,
                nature,
                shortest,
                source,
                true,
                null,
                null);
    }

    /** Sets a figure from now on. */
    public Samples set(String indicator, String region, String period, @Nullable String value) {
        time++;
        values.computeIfAbsent(key(indicator, region, period), any -> new TreeMap<>())
                .put(time, value == null ? null : new BigDecimal(value));
        return this;
    }

    private static String key(String indicator, String region, String period) {
        return indicator + "|" + region + "|" + period;
    }

    @Override
    public List<Indicator> all() {
        return all;
    }

    @Override
    public Optional<Indicator> find(String code) {
        return all.stream().filter(one -> one.code().equals(code)).findFirst();
    }

    @Override
    public List<Suggestion> suggest(String measure, String unit, int limit) {
        return List.of();
    }

    @Override
    public IndicatorFigure figure(FigureAt at) {
        var history = values.get(key(at.indicator(), at.region(), at.period().toString()));
        long until = at.asOf() == null ? Long.MAX_VALUE : at.asOf().revision();
        var entry = history == null ? null : history.floorEntry(until);
        BigDecimal value = entry == null ? null : entry.getValue();
        return new IndicatorFigure(
                at, value, List.of(new IndicatorFigure.Operand.Observed(at.indicator(), value, List.<UUID>of())));
    }

    @Override
    public List<IndicatorFigure> figures(List<FigureAt> at) {
        return at.stream().map(this::figure).toList();
    }

    @Override
    public List<IndicatorFigure> byRegion(FigureAt at) {
        return REGIONS.children(at.region(), LocalDate.of(2025, 12, 31)).stream()
                .map(region -> figure(at.in(region.code())))
                .toList();
    }

    @Override
    public List<IndicatorFigure> series(FigureAt at, Period first, Period last) {
        var found = new ArrayList<IndicatorFigure>();
        for (Period one = first; one.compareTo(last) <= 0; one = one.next()) found.add(figure(at.during(one)));
        return found;
    }

    @Override
    public Comparison compare(FigureAt at) {
        var figure = figure(at);
        var before = figure(at.during(at.period().lastYear()));
        String parent = REGIONS.find(at.region()).map(Region::parent).orElse(null);
        BigDecimal share = null;
        Integer rank = null;
        int of = 0;
        if (parent != null && figure.value() != null) {
            var ranked = REGIONS.all().stream()
                    .filter(region -> parent.equals(region.parent()))
                    .map(region -> figure(at.in(region.code())).value())
                    .filter(Objects::nonNull)
                    .sorted(Comparator.reverseOrder())
                    .toList();
            of = ranked.size();
            rank = ranked.indexOf(figure.value()) + 1;
            BigDecimal above = figure(at.in(parent)).value();
            if (above != null && above.signum() > 0)
                share = figure.value().movePointRight(2).divide(above, MathContext.DECIMAL64);
        }
        return new Comparison(figure, before, null, null, share, rank, of);
    }

    @Override
    public Snapshot snapshot() {
        return new Snapshot(time, time, CLOCK.instant());
    }
}
