package dev.kechuang.indicator.web;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.IndicatorFigure;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.record.DimensionValues;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Option;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Words and figures as the pages of indicators show them. */
@Component
class Labels {

    static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZONE);

    private final Texts texts;
    private final Dictionary dictionary;
    private final Regions regions;
    private final DimensionValues values;
    private final Clock clock;

    Labels(Texts texts, Dictionary dictionary, Regions regions, DimensionValues values, Clock clock) {
        this.texts = texts;
        this.dictionary = dictionary;
        this.regions = regions;
        this.values = values;
        this.clock = clock;
    }

    String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    static String minute(Instant at) {
        return MINUTE.format(at);
    }

    static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }

    String name(Locale locale, Indicator indicator) {
        return english(locale) ? indicator.en() : indicator.name();
    }

    /** The code itself for an indicator that is no longer in the packs. */
    String name(Locale locale, String code) {
        return dictionary.find(code).map(one -> name(locale, one)).orElse(code);
    }

    /** Under {@code record.dimension.}; the name itself when no module has a text for it. */
    String dimension(Locale locale, String name) {
        return texts.or(locale, "record.dimension." + name, name);
    }

    /** By its name, wherever there is one. */
    String value(Locale locale, String dimension, String value) {
        return value.isEmpty() ? text(locale, "indicator.dimension.none") : values.name(dimension, value, locale);
    }

    String unit(String code) {
        return dictionary.find(code).map(Indicator::unit).orElse("");
    }

    String region(Locale locale, String code) {
        return regions.find(code)
                .map(one -> english(locale) ? one.en() : one.name())
                .orElse(code);
    }

    String group(Locale locale, String code) {
        return dictionary.groups().stream()
                .filter(group -> group.code().equals(code))
                .map(group -> english(locale) ? group.en() : group.name())
                .findFirst()
                .orElse(code);
    }

    /** As printed, a dash where nothing is known. */
    static String number(Indicator indicator, @Nullable BigDecimal value) {
        return value == null ? "—" : Figures.decimal(value, indicator.decimals());
    }

    static Cell figure(Indicator indicator, IndicatorFigure figure) {
        return figure.value() == null
                ? new Cell.Figure("—", "", figure.at().path())
                : new Cell.Figure(
                        Figures.decimal(figure.value(), indicator.decimals()),
                        Figures.exact(figure.value()),
                        figure.at().path());
    }

    static Cell percent(@Nullable BigDecimal value) {
        return value == null ? Cell.NONE : Cell.decimal(value, 1);
    }

    /** The city, then every region and zone below it that stands. */
    List<Option> places(Locale locale) {
        var found = new ArrayList<Option>();
        Region city = regions.city();
        found.add(new Option(city.code(), region(locale, city.code())));
        for (Region each : regions.children(city.code(), today())) {
            found.add(new Option(each.code(), region(locale, each.code())));
            if (each.kind() == Region.Kind.ZONE) continue;
            for (Region zone : regions.children(each.code(), today())) {
                found.add(new Option(zone.code(), region(locale, each.code()) + " · " + region(locale, zone.code())));
            }
        }
        return found;
    }

    /** The region asked for, the city for what does not exist. */
    String place(Map<String, String> asked) {
        String code = asked.getOrDefault("region", "");
        return regions.find(code).isPresent() ? code : regions.city().code();
    }

    Period period(Map<String, String> asked, Period otherwise) {
        return Period.parse(asked.getOrDefault("period", "").strip()).orElse(otherwise);
    }

    String source(Locale locale, Indicator.Source source) {
        return text(
                locale,
                switch (source) {
                    case Indicator.Source.OfRecords ignored -> "indicator.source.records";
                    case Indicator.Source.OfFacts ignored -> "indicator.source.facts";
                    case Indicator.Source.Observed(boolean byUnits) ->
                        byUnits ? "indicator.source.units" : "indicator.source.observed";
                    case Indicator.Source.Ratio ignored -> "indicator.source.ratio";
                    case Indicator.Source.Sum ignored -> "indicator.source.sum";
                });
    }
}
