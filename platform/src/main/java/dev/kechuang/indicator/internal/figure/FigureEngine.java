package dev.kechuang.indicator.internal.figure;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Better;
import dev.kechuang.indicator.Indicator.Source;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.Figures;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Answers figures: what is asked together is read together, one statement for each sort of series. */
@Service
public class FigureEngine implements IndicatorFigures {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final Dictionary dictionary;
    private final Regions regions;
    private final RecordCube cube;
    private final Organisations organisations;
    private final FactSums facts;
    private final ObservedValues observed;
    private final Figures figures;
    private final JdbcClient jdbc;
    private final Clock clock;

    FigureEngine(
            Dictionary dictionary,
            Regions regions,
            RecordCube cube,
            Organisations organisations,
            FactSums facts,
            ObservedValues observed,
            Figures figures,
            JdbcClient jdbc,
            Clock clock) {
        this.dictionary = dictionary;
        this.regions = regions;
        this.cube = cube;
        this.organisations = organisations;
        this.facts = facts;
        this.observed = observed;
        this.figures = figures;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Override
    public IndicatorFigure figure(FigureAt at) {
        return figures(List.of(at)).getFirst();
    }

    @Override
    public List<IndicatorFigure> figures(List<FigureAt> asked) {
        var bySnapshot = new LinkedHashMap<Optional<Snapshot>, Set<FigureAt>>();
        for (FigureAt at : asked) {
            bySnapshot
                    .computeIfAbsent(Optional.ofNullable(at.asOf()), key -> new LinkedHashSet<>())
                    .add(at);
        }
        var found = new LinkedHashMap<FigureAt, IndicatorFigure>();
        bySnapshot.forEach((snapshot, some) -> {
            Snapshot asOf = snapshot.orElse(null);
            LocalDate day = day(asOf == null ? clock.instant() : asOf.readAt());
            found.putAll(new Batch(dictionary, regions, cube, organisations, facts, observed, asOf, day).read(some));
        });
        return asked.stream().map(at -> Objects.requireNonNull(found.get(at))).toList();
    }

    static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZONE);
    }

    @Override
    public List<IndicatorFigure> byRegion(FigureAt at) {
        var below = below(at.region(), at.period().last());
        return figures(below.stream().map(region -> at.in(region.code())).toList());
    }

    private List<Region> below(String region, LocalDate day) {
        if (regions.find(region).isEmpty()) throw new IllegalArgumentException("no region " + region);
        return regions.children(region, day);
    }

    @Override
    public List<IndicatorFigure> series(FigureAt at, Period first, Period last) {
        if (first.kind() != last.kind()) throw new IllegalArgumentException(first + " and " + last);
        var all = new ArrayList<FigureAt>();
        for (Period each = first; each.compareTo(last) <= 0; each = each.next()) all.add(at.during(each));
        return figures(all);
    }

    @Override
    public Comparison compare(FigureAt at) {
        Indicator indicator = dictionary.get(at.indicator());
        String parent = regions.find(at.region())
                .map(Region::parent)
                .filter(this::served)
                .orElse(null);
        var asked = new ArrayList<FigureAt>();
        asked.add(at);
        asked.add(at.during(at.period().lastYear()));
        if (parent != null) {
            asked.add(at.in(parent));
            below(parent, at.period().last()).forEach(region -> asked.add(at.in(region.code())));
        }
        var read = figures(asked);
        IndicatorFigure now = read.get(0);
        IndicatorFigure before = read.get(1);
        BigDecimal share = parent == null || indicator.source() instanceof Source.Ratio
                ? null
                : percent(now.value(), read.get(2).value());
        var peers = parent == null ? List.<IndicatorFigure>of() : read.subList(3, read.size());
        return new Comparison(
                now,
                before,
                change(now.value(), before.value()),
                growth(indicator, now.value(), before.value()),
                share,
                rank(indicator, now, peers),
                indicator.better() == Better.NEITHER
                        ? 0
                        : (int) peers.stream()
                                .filter(one -> one.value() != null)
                                .count());
    }

    private boolean served(String region) {
        return regions.subtree(regions.city().code()).contains(region);
    }

    private static @Nullable BigDecimal change(@Nullable BigDecimal now, @Nullable BigDecimal before) {
        return now == null || before == null ? null : now.subtract(before);
    }

    private static @Nullable BigDecimal growth(
            Indicator indicator, @Nullable BigDecimal now, @Nullable BigDecimal before) {
        if (indicator.unit().equals("%") || now == null || before == null || before.signum() == 0) return null;
        return now.subtract(before).multiply(HUNDRED).divide(before.abs(), 12, RoundingMode.HALF_UP);
    }

    private static @Nullable BigDecimal percent(@Nullable BigDecimal part, @Nullable BigDecimal whole) {
        if (part == null || whole == null || whole.signum() == 0) return null;
        return part.multiply(HUNDRED).divide(whole, 12, RoundingMode.HALF_UP);
    }

    private static @Nullable Integer rank(Indicator indicator, IndicatorFigure now, List<IndicatorFigure> peers) {
        BigDecimal own = now.value();
        if (own == null || indicator.better() == Better.NEITHER) return null;
        if (peers.stream().noneMatch(one -> one.at().region().equals(now.at().region()))) return null;
        int sign = indicator.better() == Better.HIGHER ? 1 : -1;
        long better = peers.stream()
                .filter(one -> one.value() != null && sign * one.value().compareTo(own) > 0)
                .count();
        return (int) better + 1;
    }

    @Override
    public Snapshot snapshot() {
        long position = figures.freeze();
        Long revision = jdbc.sql("SELECT coalesce(max(number), 0) FROM indicator.decision")
                .query(Long.class)
                .single();
        Instant at = jdbc.sql("SELECT registry.published_moment()")
                .query((row, number) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .single();
        return Snapshot.of(position, revision, at, clock.instant());
    }
}
