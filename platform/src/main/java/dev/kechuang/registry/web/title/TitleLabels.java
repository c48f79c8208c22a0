package dev.kechuang.registry.web.title;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.registry.Title;
import dev.kechuang.shared.FieldError;
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
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What titles are called in the reader's language, and the choices that forms and filters offer. */
@Component
public class TitleLabels {

    private final Texts texts;
    private final TitleKinds kinds;
    private final Regions regions;
    private final CodeLists codes;
    private final Clock clock;

    TitleLabels(Texts texts, TitleKinds kinds, Regions regions, CodeLists codes, Clock clock) {
        this.texts = texts;
        this.kinds = kinds;
        this.regions = regions;
        this.codes = codes;
        this.clock = clock;
    }

    String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    String say(Locale locale, FieldError error) {
        return texts.text(locale, error.key(), error.args().toArray());
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    String kind(Locale locale, String code) {
        return kinds.byCode(code).map(kind -> name(locale, kind)).orElse(code);
    }

    String name(Locale locale, TitleKind kind) {
        return pick(locale, kind.name(), kind.en());
    }

    String name(Locale locale, TitleKind.Field field) {
        return pick(locale, field.name(), field.en());
    }

    String level(Locale locale, TitleKind.Level level) {
        return text(locale, "title.level." + level.code());
    }

    String group(Locale locale, TitleKind.Group group) {
        return text(locale, "title.group." + group.name().toLowerCase(Locale.ROOT));
    }

    String region(Locale locale, @Nullable String code) {
        if (code == null || code.isEmpty()) return "";
        return regions.find(code)
                .map(region -> pick(locale, region.name(), region.en()))
                .orElse(code);
    }

    String place(Locale locale, Title title) {
        String region = region(locale, title.region());
        return title.zone() == null ? region : region + " · " + region(locale, title.zone());
    }

    /** Who holds it, in one line: the organisation, its institution, the alliance or the region. */
    String holder(Locale locale, Title title) {
        return switch (title.holder()) {
            case ORGANISATION -> title.organisationName();
            case INSTITUTION, PRODUCT, ALLIANCE -> title.name();
            case REGION -> region(locale, title.region());
        };
    }

    String technicalField(Locale locale, String code) {
        return codes.technicalField(code)
                .map(field -> pick(locale, field.name(), field.en()))
                .orElse(code);
    }

    /** What was stated in a field of the kind, as people read it. */
    String value(Locale locale, TitleKind.Field field, String value) {
        if (value.isEmpty()) return "";
        return switch (field.type()) {
            case TECHNICAL_FIELD -> technicalField(locale, value);
            case NUMBER -> field.unit().isEmpty() ? value : value + " " + field.unit();
            case TEXT, DATE -> value;
        };
    }

    /** Where it stands today: before the morning's job has noted it, one whose last day has passed has lapsed too. */
    Tag state(Locale locale, Title title) {
        LocalDate until = title.validUntil();
        boolean over = title.state() == Title.State.VALID && until != null && until.isBefore(today());
        boolean ahead = title.state() == Title.State.VALID && title.validFrom().isAfter(today());
        boolean soon = title.state() == Title.State.VALID
                && !over
                && !ahead
                && until != null
                && until.isBefore(today().plusMonths(3));
        if (ahead) return new Tag(text(locale, "title.state.ahead"), Tone.IN_PROGRESS);
        if (soon) return new Tag(text(locale, "title.state.soon"), Tone.RETURNED);
        Title.State state = over ? Title.State.LAPSED : title.state();
        return new Tag(
                text(locale, "title.state." + state.code()),
                switch (state) {
                    case VALID -> Tone.PASSED;
                    case LAPSED, ENDED -> Tone.DRAFT;
                    case REVOKED -> Tone.FAILED;
                    case WITHDRAWN -> Tone.RETURNED;
                });
    }

    List<Option> kinds(Locale locale, Predicate<TitleKind> which) {
        return kinds.all().stream()
                .filter(which)
                .map(kind -> new Option(kind.code(), name(locale, kind)))
                .toList();
    }

    List<Option> levels(Locale locale) {
        return levels(locale, Arrays.asList(TitleKind.Level.values()));
    }

    List<Option> levels(Locale locale, List<TitleKind.Level> some) {
        return some.stream()
                .map(level -> new Option(level.code(), level(locale, level)))
                .toList();
    }

    List<Option> states(Locale locale) {
        return Arrays.stream(Title.State.values())
                .map(state -> new Option(state.code(), text(locale, "title.state." + state.code())))
                .toList();
    }

    List<Option> technicalFields(Locale locale) {
        return codes.technicalFields().stream()
                .map(field -> new Option(field.code(), pick(locale, field.name(), field.en())))
                .toList();
    }

    List<Option> expiring(Locale locale) {
        return List.of(3, 6, 12).stream()
                .map(months ->
                        new Option(String.valueOf(months), text(locale, "title.expiring.within", months.toString())))
                .toList();
    }

    /** Counties and districts of the city; for officers those they work for. */
    List<Option> districts(Locale locale, Viewer viewer) {
        return below(locale, viewer, Region.Kind.ZONE, false);
    }

    List<Option> zones(Locale locale, Viewer viewer) {
        return below(locale, viewer, Region.Kind.ZONE, true);
    }

    private List<Option> below(Locale locale, Viewer viewer, Region.Kind kind, boolean same) {
        var options = new ArrayList<Option>();
        for (Region region : regions.children(regions.city().code(), today())) {
            if ((region.kind() == kind) != same) continue;
            if (viewer.isOfficer() && !viewer.regions().contains(region.code())) continue;
            options.add(new Option(region.code(), pick(locale, region.name(), region.en())));
        }
        return options;
    }

    /** The city itself, its counties, districts and zones, as far as the officer works for them. */
    List<Option> places(Locale locale, Viewer viewer) {
        var options = new ArrayList<Option>();
        Region city = regions.city();
        if (viewer.regions().contains(city.code())) {
            options.add(new Option(city.code(), pick(locale, city.name(), city.en())));
        }
        options.addAll(districts(locale, viewer));
        options.addAll(zones(locale, viewer));
        return options;
    }

    static String pick(Locale locale, String chinese, String english) {
        return locale.getLanguage().equals("en") && !english.isEmpty() ? english : chinese;
    }
}
