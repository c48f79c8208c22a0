package dev.kechuang.plan.internal.opinion;

import dev.kechuang.record.DimensionNames;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Topics of opinions by their names in breakdowns of records. */
@Component
class TopicNames implements DimensionNames {

    private final Topics topics;

    TopicNames(Topics topics) {
        this.topics = topics;
    }

    @Override
    public Optional<String> name(String dimension, String value, Locale locale) {
        return dimension.equals("topic")
                ? Optional.of(topics.name(value, locale.getLanguage().equals("en")))
                : Optional.empty();
    }
}
