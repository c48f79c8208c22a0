package dev.kechuang.report.internal.template;

import dev.kechuang.record.DimensionNames;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Templates by their names in breakdowns of records. */
@Component
class TemplateNames implements DimensionNames {

    private final TemplateBook book;

    TemplateNames(TemplateBook book) {
        this.book = book;
    }

    @Override
    public Optional<String> name(String dimension, String value, Locale locale) {
        if (!dimension.equals("template")) return Optional.empty();
        return book.find(value)
                .map(one -> locale.getLanguage().equals("en") && !one.en().isEmpty() ? one.en() : one.name());
    }
}
