package dev.kechuang.report.internal.text;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.indicator.Period;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import java.util.Collection;
import java.util.Optional;

/**
 * What the tokens of a text may name.
 *
 * @param kind of the report's periods
 */
public record Vocabulary(Indicators indicators, Regions regions, Period.Kind kind) {

    Optional<Indicator> indicator(String code) {
        return indicators.find(code);
    }

    Collection<String> codes() {
        return indicators.all().stream().map(Indicator::code).toList();
    }

    /** By code or by name. */
    Optional<Region> region(String text) {
        if (text.matches("[0-9]{6}")) return regions.find(text);
        return regions.all().stream()
                .filter(region -> region.name().equals(text) && region.validUntil() == null)
                .findFirst();
    }
}
