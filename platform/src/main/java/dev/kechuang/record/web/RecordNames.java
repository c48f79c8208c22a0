package dev.kechuang.record.web;

import dev.kechuang.pack.Regions;
import dev.kechuang.record.DimensionValues;
import dev.kechuang.record.SubjectLink;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Names of kinds, regions and dimensions, and where subjects are to be seen. Every module brings its own texts. */
@Component
public final class RecordNames {

    private final MessageSource messages;
    private final Regions regions;
    private final List<SubjectLink> links;
    private final DimensionValues values;

    RecordNames(MessageSource messages, Regions regions, List<SubjectLink> links, DimensionValues values) {
        this.values = values;
        this.messages = messages;
        this.regions = regions;
        this.links = links;
    }

    /** Under {@code record.kind.}; the code itself when no text is there. */
    public String kind(String code, Locale locale) {
        return text("record.kind." + code, code, locale);
    }

    public String region(@Nullable String code, Locale locale) {
        if (code == null || code.isEmpty()) return "";
        return regions.find(code)
                .map(region ->
                        locale.getLanguage().equals("en") && !region.en().isEmpty() ? region.en() : region.name())
                .orElse(code);
    }

    /** {@code 行业：C39；…}, names under {@code record.dimension.}. */
    public String dimensions(Map<String, String> dimensions, Locale locale) {
        return new TreeMap<>(dimensions)
                .entrySet().stream()
                        .map(entry -> text("record.dimension." + entry.getKey(), entry.getKey(), locale) + "："
                                + values.name(entry.getKey(), entry.getValue(), locale))
                        .collect(Collectors.joining("；"));
    }

    Optional<String> path(String subject) {
        return links.stream().flatMap(link -> link.path(subject).stream()).findFirst();
    }

    private String text(String key, String otherwise, Locale locale) {
        String text = messages.getMessage(key, null, otherwise, locale);
        return text == null ? otherwise : text;
    }
}
