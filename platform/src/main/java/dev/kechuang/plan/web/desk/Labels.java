package dev.kechuang.plan.web.desk;

import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.plan.internal.desk.Desk;
import dev.kechuang.plan.internal.desk.History;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Coded;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What codes are called in the reader's language, and the choices that forms offer. */
@Component
public class Labels {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final Texts texts;
    private final Regions regions;
    private final Units units;
    private final Desk desk;

    Labels(Texts texts, Regions regions, Units units, Desk desk) {
        this.texts = texts;
        this.regions = regions;
        this.units = units;
        this.desk = desk;
    }

    public String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    /** What is wrong, in words. */
    public java.util.function.Function<FieldError, String> words(Locale locale) {
        return error -> text(locale, error.key(), error.args().toArray());
    }

    public LocalDate today() {
        return desk.today();
    }

    public static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }

    public static String minute(Instant at) {
        return MINUTE.format(at);
    }

    public static Cell day(@Nullable LocalDate day) {
        return day == null ? Cell.NONE : Cell.text(day.toString());
    }

    public String region(Locale locale, String code) {
        return regions.find(code)
                .map(region -> english(locale) && !region.en().isEmpty() ? region.en() : region.name())
                .orElse(code);
    }

    public String unit(Locale locale, @Nullable UUID unit) {
        if (unit == null) return "";
        return units.find(unit)
                .map(one -> english(locale) && !one.en().isEmpty() ? one.en() : one.name())
                .orElse("");
    }

    public List<Option> units(Locale locale) {
        return units.all().stream()
                .map(unit -> new Option(
                        unit.id().toString(), english(locale) && !unit.en().isEmpty() ? unit.en() : unit.name()))
                .toList();
    }

    /** The city's counties and zones, as far as the viewer works for them. */
    public List<Option> regions(Locale locale, Viewer viewer) {
        return regions.children(regions.city().code(), today()).stream()
                .map(Region::code)
                .filter(viewer.regions()::contains)
                .map(code -> new Option(code, region(locale, code)))
                .toList();
    }

    /** The values of an enum; their names stand under the prefix, which ends with a point. */
    public <E extends Enum<E> & Coded> List<Option> options(Locale locale, Class<E> type, String prefix) {
        return Arrays.stream(type.getEnumConstants())
                .map(one -> new Option(one.code(), text(locale, prefix + one.code())))
                .toList();
    }

    /** @param prefix under which the names of actions stand */
    public List<TimelineEntry> timeline(Locale locale, List<History.Entry> entries, String prefix) {
        var shown = new ArrayList<TimelineEntry>();
        for (var entry : entries) {
            shown.add(new TimelineEntry(
                    minute(entry.at()),
                    entry.unit().isEmpty() ? entry.actor() : entry.actor() + " " + entry.unit(),
                    text(locale, prefix + entry.action()),
                    entry.note(),
                    Tone.IN_PROGRESS));
        }
        return shown;
    }
}
