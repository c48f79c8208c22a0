package dev.kechuang.registry.web;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.registry.OrganisationKind;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.registry.Scale;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What codes are called in the reader's language, and the choices that forms and filters offer. */
@Component
public class Labels {

    private final Texts texts;
    private final Regions regions;
    private final CodeLists codes;
    private final Clock clock;

    Labels(Texts texts, Regions regions, CodeLists codes, Clock clock) {
        this.texts = texts;
        this.regions = regions;
        this.codes = codes;
        this.clock = clock;
    }

    public String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    public String region(Locale locale, @Nullable String code) {
        if (code == null || code.isEmpty()) return "";
        return regions.find(code)
                .map(region -> pick(locale, region.name(), region.en()))
                .orElse(code);
    }

    /** Region, and the zone it lies in behind it. */
    public String place(Locale locale, String region, @Nullable String zone) {
        return zone == null ? region(locale, region) : region(locale, region) + " · " + region(locale, zone);
    }

    public String industry(Locale locale, String code) {
        if (code.isEmpty()) return "";
        return codes.industry(code)
                .map(industry -> code + " " + pick(locale, industry.name(), industry.en()))
                .orElse(code);
    }

    public String technicalField(Locale locale, String code) {
        return codes.technicalField(code)
                .map(field -> pick(locale, field.name(), field.en()))
                .orElse(code);
    }

    public String kind(Locale locale, OrganisationKind kind) {
        return text(locale, "registry.kind." + kind.code());
    }

    public String scale(Locale locale, @Nullable Scale scale) {
        return scale == null ? "" : text(locale, "registry.scale." + scale.code());
    }

    public Tag status(Locale locale, OrganisationStatus status) {
        return new Tag(
                text(locale, "registry.status." + status.code()),
                switch (status) {
                    case DRAFT -> Tone.DRAFT;
                    case PENDING -> Tone.IN_PROGRESS;
                    case RETURNED -> Tone.RETURNED;
                    case CONFIRMED -> Tone.PASSED;
                    case CLOSED, MERGED -> Tone.FAILED;
                });
    }

    /** The value of a field of a form as people read it. */
    public String value(Locale locale, String field, String value) {
        if (value.isEmpty()) return "—";
        return switch (field) {
            case "kind" ->
                OrganisationKind.of(value).map(kind -> kind(locale, kind)).orElse(value);
            case "region", "zone" -> region(locale, value);
            case "industry" -> industry(locale, value);
            case "technicalField" -> technicalField(locale, value);
            case "scale" -> Scale.of(value).map(scale -> scale(locale, scale)).orElse(value);
            case "status" -> text(locale, "registry.status." + value);
            default -> value;
        };
    }

    /** A person as the history keeps it, with the role in words. */
    public String person(Locale locale, String text) {
        if (text.isEmpty()) return "—";
        int end = text.indexOf(" · ");
        return text(locale, "registry.person.role." + text.substring(0, end)) + text.substring(end);
    }

    public List<Option> kinds(Locale locale) {
        return Arrays.stream(OrganisationKind.values())
                .map(kind -> new Option(kind.code(), kind(locale, kind)))
                .toList();
    }

    public List<Option> scales(Locale locale) {
        return Arrays.stream(Scale.values())
                .map(scale -> new Option(scale.code(), scale(locale, scale)))
                .toList();
    }

    public List<Option> statuses(Locale locale) {
        return Arrays.stream(OrganisationStatus.values())
                .map(status -> new Option(status.code(), text(locale, "registry.status." + status.code())))
                .toList();
    }

    public List<Option> technicalFields(Locale locale) {
        return codes.technicalFields().stream()
                .map(field -> new Option(field.code(), pick(locale, field.name(), field.en())))
                .toList();
    }

    /** Sections with their divisions below them. */
    public List<Option> industries(Locale locale) {
        return codes.industries().stream()
                .map(industry -> new Option(
                        industry.code(), industry.code() + " " + pick(locale, industry.name(), industry.en())))
                .toList();
    }

    /** Counties and districts of the city; for a county officer those the officer works for. */
    public List<Option> districts(Locale locale, Viewer viewer) {
        return below(locale, viewer, false);
    }

    public List<Option> zones(Locale locale, Viewer viewer) {
        return below(locale, viewer, true);
    }

    private List<Option> below(Locale locale, Viewer viewer, boolean zones) {
        var options = new ArrayList<Option>();
        for (Region region : regions.children(regions.city().code(), LocalDate.now(clock))) {
            if ((region.kind() == Region.Kind.ZONE) != zones) continue;
            if (viewer.isOfficer() && !viewer.regions().contains(region.code())) continue;
            options.add(new Option(region.code(), pick(locale, region.name(), region.en())));
        }
        return options;
    }

    private static String pick(Locale locale, String chinese, String english) {
        return locale.getLanguage().equals("en") && !english.isEmpty() ? english : chinese;
    }
}
