package dev.kechuang.report.internal.reading;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.report.internal.reading.Content.Piece;
import dev.kechuang.report.internal.text.Phrases;
import dev.kechuang.report.internal.text.Phrases.Style;
import dev.kechuang.report.internal.text.ReportText;
import dev.kechuang.report.internal.text.Token;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Turns the tokens of a sentence into what is read there. */
final class FigureWords {

    private final Place place;
    private final Readings readings;
    private final UsedFigures used;
    private final Targets targets;
    private final @Nullable Snapshot snapshot;

    FigureWords(Place place, Readings readings, UsedFigures used, Targets targets, @Nullable Snapshot snapshot) {
        this.place = place;
        this.readings = readings;
        this.used = used;
        this.targets = targets;
        this.snapshot = snapshot;
    }

    Piece piece(ReportText.Piece piece) {
        return switch (piece) {
            case ReportText.Piece.Plain(String text) -> Piece.plain(text);
            case ReportText.Piece.Live(Token.Word(var kind), String source) -> Piece.plain(place.word(kind));
            case ReportText.Piece.Live(Token.Figure token, String source) -> figure(token, source);
        };
    }

    private Piece figure(Token.Figure token, String source) {
        FigureAt at = place.at(token).asOf(snapshot);
        Indicator indicator = token.indicator();
        Style style = Style.of(token);
        String base = place.base(token.when());
        String above = place.above(at.region());
        int decimals = token.decimals() == null ? 1 : token.decimals();
        return switch (token.phrase()) {
            case VALUE -> said(Phrases.value(readings.value(at), style), source, value(indicator, at));
            case NUMBER ->
                said(Phrases.number(readings.value(at), style, Phrases.MISSING), source, value(indicator, at));
            case GROWTH -> {
                FigureAt before = at.during(at.period().lastYear());
                BigDecimal earlier = readings.value(before);
                boolean ever = (earlier != null && earlier.signum() != 0) || readings.everBefore(at);
                yield said(
                        Phrases.growth(readings.value(at), earlier, style, base, decimals, ever),
                        source,
                        value(indicator, at),
                        value(indicator, before));
            }
            case CHANGE -> {
                FigureAt before = at.during(at.period().lastYear());
                yield said(
                        Phrases.change(readings.value(at), readings.value(before), style, base),
                        source,
                        value(indicator, at),
                        value(indicator, before));
            }
            case SHARE -> {
                var share = readings.compared(at).share();
                yield said(Phrases.share(share, above, decimals), source, used.share(indicator, at, share));
            }
            case RANK -> {
                var compared = readings.compared(at);
                yield said(
                        Phrases.rank(compared.rank(), compared.of(), above),
                        source,
                        used.rank(indicator, at, compared.rank(), compared.of()));
            }
            case RANK_CHANGE -> {
                FigureAt before = at.during(at.period().lastYear());
                var now = readings.compared(at);
                var then = readings.compared(before);
                yield said(
                        Phrases.rankChange(now.rank(), then.rank(), base),
                        source,
                        used.rank(indicator, at, now.rank(), now.of()),
                        used.rank(indicator, before, then.rank(), then.of()));
            }
            case TARGET -> {
                var target =
                        targets.find(indicator.code(), at.region(), at.period().year());
                String text = Phrases.target(target.map(Targets.Target::value).orElse(null), style);
                yield target.map(one -> said(text, source, used.target(indicator, at, one)))
                        .orElseGet(() -> said(text, source));
            }
            case COMPLETION -> {
                var target =
                        targets.find(indicator.code(), at.region(), at.period().year());
                String text = Phrases.completion(
                        readings.value(at),
                        target.map(Targets.Target::value).orElse(null),
                        target.map(Targets.Target::wanted).orElse(Phrases.Wanted.AT_LEAST),
                        style);
                yield target.map(one -> said(text, source, value(indicator, at), used.target(indicator, at, one)))
                        .orElseGet(() -> said(text, source, value(indicator, at)));
            }
            case HIGHEST -> highest(token, source, at, style);
            case LEADING -> leading(token, source, at);
        };
    }

    private Piece highest(Token.Figure token, String source, FigureAt at, Style style) {
        var best = known(at);
        BigDecimal most = best.stream()
                .map(IndicatorFigure::value)
                .filter(Objects::nonNull)
                .max(BigDecimal::compareTo)
                .orElse(null);
        var top = best.stream()
                .filter(one ->
                        most != null && one.value() != null && one.value().compareTo(most) == 0)
                .toList();
        return said(
                Phrases.highest(names(top), most, style),
                source,
                top.stream().map(one -> value(token.indicator(), one.at())).toArray(Integer[]::new));
    }

    private Piece leading(Token.Figure token, String source, FigureAt at) {
        Comparator<IndicatorFigure> order =
                Comparator.comparing(one -> Objects.requireNonNull(one.value(), "known() leaves these out"));
        boolean less = token.indicator().better() == Indicator.Better.LOWER;
        var first = known(at).stream()
                .sorted(less ? order : order.reversed())
                .limit(token.places())
                .toList();
        return said(
                Phrases.leading(names(first)),
                source,
                first.stream().map(one -> value(token.indicator(), one.at())).toArray(Integer[]::new));
    }

    /** Regions below of which something other than nothing is known. */
    private List<IndicatorFigure> known(FigureAt at) {
        return readings.below(at).stream()
                .filter(one -> one.value() != null && one.value().signum() != 0)
                .toList();
    }

    private List<String> names(List<IndicatorFigure> figures) {
        return figures.stream().map(one -> place.name(one.at().region())).toList();
    }

    private int value(Indicator indicator, FigureAt at) {
        return used.value(indicator, at, readings.value(at));
    }

    private static Piece said(String text, String source, Integer... figures) {
        return new Piece(text, source, new ArrayList<>(List.of(figures)));
    }
}
