package dev.kechuang.match.web.run;

import dev.kechuang.match.internal.found.Found.State;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.policy.Decisions;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Option;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Words of the pages on matches. */
@Component
class MatchWords {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final Texts texts;
    private final Regions regions;
    private final Decisions decisions;

    MatchWords(Texts texts, Regions regions, Decisions decisions) {
        this.texts = texts;
        this.regions = regions;
        this.decisions = decisions;
    }

    String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    static String minute(Instant at) {
        return MINUTE.format(at);
    }

    /** The policy's name; its id where it is gone. */
    String policy(Locale locale, String id) {
        return decisions
                .find(id)
                .map(version -> locale.getLanguage().equals("en")
                        ? version.policy().english()
                        : version.policy().name())
                .orElse(id);
    }

    /** Whether there is such a policy to decide by. */
    boolean known(String policy) {
        return decisions.find(policy).isPresent();
    }

    String region(Locale locale, @Nullable String code) {
        if (code == null) return "";
        return regions.find(code)
                .map(region -> locale.getLanguage().equals("en") ? region.en() : region.name())
                .orElse(code);
    }

    String state(Locale locale, State state) {
        return text(locale, "matchRun.state." + state.name().toLowerCase(Locale.ROOT));
    }

    List<Option> states(Locale locale) {
        return Stream.of(State.values())
                .map(state -> new Option(state.name().toLowerCase(Locale.ROOT), state(locale, state)))
                .toList();
    }

    /** Counties and zones that the viewer works for. */
    List<Option> regions(Viewer viewer, Locale locale) {
        return Stream.concat(
                        Stream.of(new Option("", text(locale, "matchRun.anyRegion"))),
                        viewer.regions().stream()
                                .map(regions::find)
                                .flatMap(java.util.Optional::stream)
                                .filter(region -> region.kind() != Region.Kind.CITY)
                                .map(region -> new Option(region.code(), region(locale, region.code()))))
                .toList();
    }
}
