package dev.kechuang.report.internal.reading;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.report.internal.reading.Content.Piece;
import dev.kechuang.report.internal.text.Phrases;
import dev.kechuang.report.internal.text.Phrases.Style;
import dev.kechuang.report.internal.text.Token;
import dev.kechuang.report.internal.text.Token.Spread;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Turns tables, charts and lists of a text into what is read there. */
final class BlockWords {

    private static final String NONE = "—";

    private final Place place;
    private final Readings readings;
    private final UsedFigures used;
    private final Targets targets;
    private final RecordLists lists;
    private final @Nullable Snapshot snapshot;
    private final Viewer viewer;

    BlockWords(
            Place place,
            Readings readings,
            UsedFigures used,
            Targets targets,
            RecordLists lists,
            @Nullable Snapshot snapshot,
            Viewer viewer) {
        this.place = place;
        this.readings = readings;
        this.used = used;
        this.targets = targets;
        this.lists = lists;
        this.snapshot = snapshot;
        this.viewer = viewer;
    }

    static List<FigureAt> wanted(Token.Standing token, Place place) {
        var wanted = new ArrayList<FigureAt>();
        switch (token) {
            case Token.Table(String title, var indicators, Spread.Years(int years)) -> {
                for (Indicator one : indicators)
                    for (Period year : back(place.period(), years))
                        wanted.add(place.at(one).during(year));
            }
            case Token.Table(String title, var indicators, Spread.Targets targets) ->
                indicators.forEach(one -> wanted.add(place.at(one)));
            case Token.Chart(String title, Indicator one, Spread.Years(int years)) -> {
                for (Period year : back(place.period(), years))
                    wanted.add(place.at(one).during(year));
            }
            case Token.Listing(String title, Indicator one, int rows) -> wanted.add(place.at(one));
            default -> {}
        }
        return wanted;
    }

    /** The period and those a year apart before it, the oldest first. */
    private static List<Period> back(Period period, int years) {
        return IntStream.range(0, years)
                .mapToObj(i -> new Period(period.kind(), period.year() - years + 1 + i, period.number()))
                .toList();
    }

    Content.Block block(Token.Standing token) {
        return switch (token) {
            case Token.Table(String title, var indicators, Spread.Years(int years)) ->
                byYears(title, indicators, years);
            case Token.Table(String title, var indicators, Spread.Regions regions) -> byRegions(title, indicators);
            case Token.Table(String title, var indicators, Spread.Targets targets) -> byTargets(title, indicators);
            case Token.Chart(String title, Indicator indicator, Spread spread) -> chart(title, indicator, spread);
            case Token.Listing(String title, Indicator indicator, int rows) -> {
                FigureAt at = place.at(indicator).asOf(snapshot);
                var found = lists.list(indicator, readings.figure(at), rows, viewer);
                int figure = used.value(indicator, at, readings.value(at));
                yield new Content.Listing(title, found.heads(), found.rows(), found.links(), figure, found.note());
            }
        };
    }

    private Content.Table byYears(String title, List<Indicator> indicators, int years) {
        var heads = new ArrayList<>(List.of("指标", "单位"));
        var periods = back(place.period(), years);
        for (Period one : periods) heads.add(Place.words(one));
        heads.add("同比");
        var rows = new ArrayList<List<Piece>>();
        for (Indicator indicator : indicators) {
            var row = new ArrayList<Piece>();
            row.add(Piece.plain(indicator.name()));
            row.add(Piece.plain(indicator.unit()));
            for (Period one : periods)
                row.add(cell(indicator, place.at(indicator).during(one).asOf(snapshot)));
            row.add(growth(indicator, place.at(indicator).asOf(snapshot)));
            rows.add(row);
        }
        return new Content.Table(title, heads, numbers(heads.size(), 2), rows);
    }

    private Content.Table byRegions(String title, List<Indicator> indicators) {
        var heads = new ArrayList<>(List.of("地区"));
        var byRegion = new LinkedHashMap<String, List<Piece>>();
        for (int i = 0; i < indicators.size(); i++) {
            Indicator indicator = indicators.get(i);
            heads.add(indicator.name() + "（" + indicator.unit() + "）");
            for (IndicatorFigure one : readings.below(place.at(indicator).asOf(snapshot))) {
                var row = byRegion.computeIfAbsent(
                        one.at().region(), code -> new ArrayList<>(List.of(Piece.plain(place.name(code)))));
                while (row.size() <= i) row.add(Piece.plain(NONE));
                row.add(cell(indicator, one.at()));
            }
        }
        for (var row : byRegion.values()) while (row.size() < heads.size()) row.add(Piece.plain(NONE));
        var total = new ArrayList<>(List.of(Piece.plain(place.whole(place.region()))));
        for (Indicator indicator : indicators)
            total.add(cell(indicator, place.at(indicator).asOf(snapshot)));
        var rows = new ArrayList<List<Piece>>(byRegion.values());
        rows.add(total);
        return new Content.Table(title, heads, numbers(heads.size(), 1), rows);
    }

    private Content.Table byTargets(String title, List<Indicator> indicators) {
        var heads = List.of("指标", "单位", "年度目标", "完成情况", "完成率", "亮灯");
        var rows = new ArrayList<List<Piece>>();
        var wanted = new ArrayList<Targets.Target>();
        for (Indicator indicator : indicators) {
            FigureAt at = place.at(indicator);
            targets.find(indicator.code(), at.region(), at.period().year()).ifPresent(wanted::add);
        }
        var lights = new HashMap<String, String>();
        targets.aims(wanted, place.period().last(), snapshot).forEach(aim -> lights.put(aim.item(), aim.light()));
        for (Indicator indicator : indicators) {
            FigureAt at = place.at(indicator).asOf(snapshot);
            var target = targets.find(indicator.code(), at.region(), at.period().year());
            var row = new ArrayList<Piece>();
            row.add(Piece.plain(indicator.name()));
            row.add(Piece.plain(indicator.unit()));
            row.add(target.map(one -> new Piece(
                            Phrases.number(one.value(), style(indicator)),
                            indicator.code() + "|目标",
                            List.of(used.target(indicator, at, one))))
                    .orElseGet(() -> Piece.plain(NONE)));
            Piece actual = cell(indicator, at);
            row.add(actual);
            row.add(target.map(
                            one -> new Piece(rate(readings.value(at), one), indicator.code() + "|完成", actual.figures()))
                    .orElseGet(() -> Piece.plain(NONE)));
            row.add(target.map(Targets.Target::item)
                    .map(item -> lights.get(item.toString()))
                    .map(light -> Piece.plain(light(light)))
                    .orElseGet(() -> Piece.plain(NONE)));
            rows.add(row);
        }
        return new Content.Table(title, heads, List.of(false, false, true, true, true, false), rows);
    }

    /** 亮灯 as papers say it. */
    public static String light(String code) {
        return switch (code) {
            case "GREEN" -> "绿灯";
            case "AMBER" -> "黄灯";
            case "RED" -> "红灯";
            default -> "未评";
        };
    }

    /** In percent as a table has it; of a ceiling whether it is kept. */
    private static String rate(@Nullable BigDecimal actual, Targets.Target target) {
        if (actual == null) return NONE;
        if (target.wanted() == Phrases.Wanted.AT_MOST) return actual.compareTo(target.value()) <= 0 ? "控制在内" : "超出";
        if (target.value().signum() <= 0) return actual.compareTo(target.value()) >= 0 ? "达到" : "未达到";
        String said = Phrases.completion(actual, target.value(), target.wanted(), new Style("", "", 0));
        return said.substring(said.indexOf('的') + 1);
    }

    private Content.Chart chart(String title, Indicator indicator, Spread spread) {
        var categories = new ArrayList<String>();
        var points = new ArrayList<Content.Point>();
        boolean ranking = spread instanceof Spread.Regions;
        if (spread instanceof Spread.Years(int years)) {
            for (Period one : back(place.period(), years)) {
                FigureAt at = place.at(indicator).during(one).asOf(snapshot);
                categories.add(Place.words(one));
                points.add(new Content.Point(readings.value(at), used.value(indicator, at, readings.value(at))));
            }
        } else {
            for (IndicatorFigure one : sorted(indicator)) {
                categories.add(place.name(one.at().region()));
                points.add(new Content.Point(one.value(), used.value(indicator, one.at(), one.value())));
            }
        }
        return new Content.Chart(title, indicator.unit(), indicator.decimals(), ranking, categories, points);
    }

    /** Best first; what is not known comes last. */
    private List<IndicatorFigure> sorted(Indicator indicator) {
        var below = new ArrayList<>(readings.below(place.at(indicator).asOf(snapshot)));
        boolean less = indicator.better() == Indicator.Better.LOWER;
        below.sort((a, b) -> {
            BigDecimal left = a.value();
            BigDecimal right = b.value();
            if (left == null || right == null) return left == right ? 0 : left == null ? 1 : -1;
            return less ? left.compareTo(right) : right.compareTo(left);
        });
        return below;
    }

    private Piece cell(Indicator indicator, FigureAt at) {
        BigDecimal value = readings.value(at);
        return new Piece(
                Phrases.number(value, style(indicator), NONE),
                indicator.code() + "@" + at.period() + "#" + at.region(),
                List.of(used.value(indicator, at, value)));
    }

    /** 12.3%, −4.0%, 0.2个百分点; a dash where a percent says nothing. */
    private Piece growth(Indicator indicator, FigureAt at) {
        FigureAt before = at.during(at.period().lastYear());
        BigDecimal now = readings.value(at);
        BigDecimal then = readings.value(before);
        if (now == null || then == null) return Piece.plain(NONE);
        String said = Phrases.growth(now, then, style(indicator), "上年", 1, true);
        String text = said.startsWith("同比增长") || said.startsWith("同比提高")
                ? said.substring(4)
                : said.startsWith("同比下降") ? "−" + said.substring(4) : said.endsWith("持平") ? "持平" : NONE;
        return new Piece(
                text,
                indicator.code() + "@" + at.period() + "|同比",
                List.of(used.value(indicator, at, now), used.value(indicator, before, then)));
    }

    private static Style style(Indicator indicator) {
        return new Style(indicator.unit(), indicator.unit(), indicator.decimals());
    }

    private static List<Boolean> numbers(int columns, int texts) {
        return IntStream.range(0, columns).mapToObj(i -> i >= texts).toList();
    }
}
