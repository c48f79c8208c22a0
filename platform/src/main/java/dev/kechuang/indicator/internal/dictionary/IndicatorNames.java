package dev.kechuang.indicator.internal.dictionary;

import dev.kechuang.record.DimensionNames;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Indicators by their names in breakdowns of records. */
@Component
class IndicatorNames implements DimensionNames {

    private final Dictionary dictionary;

    IndicatorNames(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    @Override
    public Optional<String> name(String dimension, String value, Locale locale) {
        if (!dimension.equals("indicator")) return Optional.empty();
        return dictionary.find(value).map(one -> locale.getLanguage().equals("en") ? one.en() : one.name());
    }
}
