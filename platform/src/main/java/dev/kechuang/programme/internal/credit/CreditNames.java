package dev.kechuang.programme.internal.credit;

import dev.kechuang.record.DimensionNames;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Credit events by their names in breakdowns of records. */
@Component
class CreditNames implements DimensionNames {

    private final Credit credit;

    CreditNames(Credit credit) {
        this.credit = credit;
    }

    @Override
    public Optional<String> name(String dimension, String value, Locale locale) {
        if (!dimension.equals("event")) return Optional.empty();
        return credit.rules().events().stream()
                .filter(event -> event.code().equals(value))
                .map(event -> event.name().in(locale))
                .findFirst();
    }
}
