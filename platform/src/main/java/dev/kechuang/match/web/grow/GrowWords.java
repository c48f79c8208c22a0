package dev.kechuang.match.web.grow;

import dev.kechuang.engine.Decision.Met;
import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.match.internal.found.Found;
import dev.kechuang.match.internal.grow.Entry;
import dev.kechuang.match.internal.grow.GrowDesk;
import dev.kechuang.match.internal.grow.GrowDesk.Happened;
import dev.kechuang.match.internal.grow.GrowStage;
import dev.kechuang.match.internal.grow.Ladder;
import dev.kechuang.match.internal.grow.Ladders;
import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Coded;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What cultivation is called in the reader's language, and what its addresses ask for. */
@Component
class GrowWords {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final Texts texts;
    private final Regions regions;
    private final CodeLists codes;
    private final Ladders ladders;
    private final GrowDesk desk;

    GrowWords(Texts texts, Regions regions, CodeLists codes, Ladders ladders, GrowDesk desk) {
        this.texts = texts;
        this.regions = regions;
        this.codes = codes;
        this.ladders = ladders;
        this.desk = desk;
    }

    String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    Function<FieldError, String> words(Locale locale) {
        return error -> text(locale, error.key(), error.args().toArray());
    }

    LocalDate today() {
        return desk.today();
    }

    static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }

    static String minute(Instant at) {
        return MINUTE.format(at);
    }

    static Cell day(@Nullable LocalDate day) {
        return day == null ? Cell.NONE : Cell.text(day.toString());
    }

    /** The ladder that the address names, else the first. */
    Ladder ladder(Map<String, String> asked) {
        String id = asked.getOrDefault("ladder", "");
        if (id.isEmpty()) return ladders.all().stream().findFirst().orElseThrow(() -> new NotFound("ladder"));
        return ladders.find(id).orElseThrow(() -> new NotFound("ladder"));
    }

    /** The year that the address names, else the present one. */
    int year(Map<String, String> asked) {
        String year = asked.getOrDefault("year", "");
        return year.matches("20[0-9]{2}") ? Integer.parseInt(year) : today().getYear();
    }

    String name(Locale locale, Ladder ladder) {
        return english(locale) ? ladder.en() : ladder.name();
    }

    String ladderName(Locale locale, String id) {
        return ladders.find(id).map(ladder -> name(locale, ladder)).orElse(id);
    }

    Part.Tabs tabs(Locale locale, Ladder current, String path, int year) {
        return new Part.Tabs(
                text(locale, "matchGrow.ladders"),
                ladders.all().stream()
                        .map(one -> Tab.of(
                                name(locale, one),
                                path + "?ladder=" + one.id() + "&year=" + year,
                                one.id().equals(current.id())))
                        .toList());
    }

    List<Option> years(List<Integer> known) {
        int now = today().getYear();
        int first = known.stream().mapToInt(Integer::intValue).min().orElse(now);
        return IntStream.iterate(now + 1, year -> year >= Math.min(first, now), year -> year - 1)
                .mapToObj(year -> new Option(String.valueOf(year), String.valueOf(year)))
                .toList();
    }

    String region(Locale locale, String code) {
        return regions.find(code)
                .map(region -> english(locale) && !region.en().isEmpty() ? region.en() : region.name())
                .orElse(code);
    }

    /** The city's counties and zones, as far as the viewer works for them. */
    List<Option> regions(Locale locale, Viewer viewer) {
        return regions.children(regions.city().code(), today()).stream()
                .map(Region::code)
                .filter(viewer.regions()::contains)
                .map(code -> new Option(code, region(locale, code)))
                .toList();
    }

    List<Option> fields(Locale locale) {
        return codes.technicalFields().stream()
                .map(field -> new Option(field.code(), english(locale) ? field.en() : field.name()))
                .toList();
    }

    String field(Locale locale, String code) {
        return codes.technicalField(code)
                .map(field -> english(locale) ? field.en() : field.name())
                .orElse("");
    }

    List<Option> counsellors(Viewer viewer) {
        return desk.counsellors(viewer).stream()
                .map(one -> new Option(one.account().toString(), one.name() + "（" + one.unit() + "）"))
                .toList();
    }

    <E extends Enum<E> & Coded> List<Option> options(Locale locale, Class<E> type, String prefix) {
        return Arrays.stream(type.getEnumConstants())
                .map(one -> new Option(one.code(), text(locale, prefix + one.code())))
                .toList();
    }

    List<Option> states(Locale locale) {
        return Arrays.stream(Found.State.values())
                .map(state -> new Option(
                        state.name(),
                        text(locale, "matchGrow.state." + state.name().toLowerCase(Locale.ROOT))))
                .toList();
    }

    List<Option> distances(Locale locale) {
        return IntStream.of(5, 10, 20, 30)
                .mapToObj(percent -> new Option(String.valueOf(percent), text(locale, "matchGrow.within", percent)))
                .toList();
    }

    List<Option> visits(Locale locale) {
        return List.of(
                new Option("never", text(locale, "matchGrow.visited.never")),
                new Option("before", text(locale, "matchGrow.visited.before")));
    }

    /** How a firm is matched: in words with the distance. */
    Cell state(Locale locale, Found.@Nullable State state, int distance, int missing) {
        if (state == null) return Cell.NONE;
        return switch (state) {
            case ELIGIBLE -> new Tag(text(locale, "matchGrow.state.eligible"), Tone.PASSED);
            case NEAR -> new Tag(text(locale, "matchGrow.near", distance), Tone.IN_PROGRESS);
            case OPEN -> new Tag(text(locale, "matchGrow.open", missing), Tone.RETURNED);
        };
    }

    String stateText(Locale locale, Found.@Nullable State state, int distance, int missing) {
        return state(locale, state, distance, missing) instanceof Tag tag ? tag.label() : "";
    }

    String stage(Locale locale, GrowStage stage) {
        return text(locale, "matchGrow.stage." + stage.code());
    }

    Tag stage(Locale locale, Entry entry) {
        var left = entry.leftFor();
        if (left != null && entry.stage() != GrowStage.RECOGNISED)
            return new Tag(text(locale, "matchGrow.left." + left.code()), Tone.DRAFT);
        return new Tag(
                stage(locale, entry.stage()),
                switch (entry.stage()) {
                    case STORED -> Tone.DRAFT;
                    case PREREVIEWED -> Tone.IN_PROGRESS;
                    case APPLIED -> Tone.PUBLISHED;
                    case RECOGNISED -> Tone.PASSED;
                });
    }

    Tag verdict(Locale locale, Verdict verdict) {
        return switch (verdict) {
            case ELIGIBLE -> new Tag(text(locale, "matchGrow.verdict.eligible"), Tone.PASSED);
            case NOT_ELIGIBLE -> new Tag(text(locale, "matchGrow.verdict.notEligible"), Tone.FAILED);
            case UNKNOWN -> new Tag(text(locale, "matchGrow.verdict.unknown"), Tone.RETURNED);
        };
    }

    Tag met(Locale locale, Met met) {
        return switch (met) {
            case MET -> new Tag(text(locale, "matchGrow.met.met"), Tone.PASSED);
            case NOT_MET -> new Tag(text(locale, "matchGrow.met.notMet"), Tone.FAILED);
            case UNKNOWN -> new Tag(text(locale, "matchGrow.met.unknown"), Tone.RETURNED);
        };
    }

    /** Points, or from where to where they may be. */
    static String score(@Nullable BigDecimal low, @Nullable BigDecimal high) {
        if (low == null || high == null) return "";
        String from = low.stripTrailingZeros().toPlainString();
        return low.compareTo(high) == 0
                ? from
                : from + "–" + high.stripTrailingZeros().toPlainString();
    }

    List<TimelineEntry> timeline(Locale locale, List<Happened> history) {
        return history.stream()
                .map(one -> new TimelineEntry(
                        minute(one.at()),
                        one.unit().isEmpty() ? one.actor() : one.actor() + " " + one.unit(),
                        text(locale, "matchGrow.action." + one.action()),
                        one.note(),
                        Tone.IN_PROGRESS))
                .toList();
    }

    static int number(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 0;
    }
}
