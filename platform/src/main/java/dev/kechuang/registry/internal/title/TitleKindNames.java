package dev.kechuang.registry.internal.title;

import dev.kechuang.pack.TitleKinds;
import dev.kechuang.record.DimensionNames;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Titles by their names in breakdowns of records. */
@Component
class TitleKindNames implements DimensionNames {

    private final TitleKinds kinds;

    TitleKindNames(TitleKinds kinds) {
        this.kinds = kinds;
    }

    @Override
    public Optional<String> name(String dimension, String value, Locale locale) {
        if (!dimension.equals("title")) return Optional.empty();
        return kinds.byCode(value)
                .map(kind -> locale.getLanguage().equals("en") && !kind.en().isEmpty() ? kind.en() : kind.name());
    }
}
