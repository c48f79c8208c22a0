package dev.kechuang.record;

import dev.kechuang.pack.CodeLists;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/**
 * What the value of a record's dimension is called: by the modules' own names, the code lists of the packs, and texts
 * under {@code record.value.<dimension>.<value>}; what none of them knows is shown as it is.
 */
@Component
public final class DimensionValues {

    private static final Object[] NONE = {};

    private final MessageSource messages;
    private final CodeLists codes;
    private final List<DimensionNames> modules;

    public DimensionValues(MessageSource messages, CodeLists codes, List<DimensionNames> modules) {
        this.messages = messages;
        this.codes = codes;
        this.modules = modules;
    }

    public String name(String dimension, String value, Locale locale) {
        if (value.isEmpty()) return value;
        String text = messages.getMessage("record.value." + dimension + "." + value, NONE, "", locale);
        if (text != null && !text.isEmpty()) return text;
        return listed(dimension, value)
                .map(entry -> locale.getLanguage().equals("en") && !entry.en().isEmpty() ? entry.en() : entry.name())
                .or(() -> modules.stream()
                        .flatMap(module -> module.name(dimension, value, locale).stream())
                        .findFirst())
                .orElse(value);
    }

    private record Named(String name, String en) {}

    private Optional<Named> listed(String dimension, String value) {
        return switch (dimension) {
            case "field" -> codes.technicalField(value).map(one -> new Named(one.name(), one.en()));
            case "industry" -> codes.industry(value).map(one -> new Named(one.name(), one.en()));
            case "kind" -> listed(value, codes.list(CodeLists.ORGANISATION_KINDS));
            case "scale" -> listed(value, codes.list(CodeLists.SCALES));
            default -> Optional.empty();
        };
    }

    private static Optional<Named> listed(String value, List<CodeLists.Entry> list) {
        return list.stream()
                .filter(entry -> entry.code().equals(value))
                .map(entry -> new Named(entry.name(), entry.en()))
                .findFirst();
    }
}
