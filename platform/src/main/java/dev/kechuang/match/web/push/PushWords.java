package dev.kechuang.match.web.push;

import dev.kechuang.match.internal.push.ReachStore.NewMatch;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Names of policies, places and states as the pages of pushing say them. */
@Component
class PushWords {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final Texts texts;
    private final Decisions decisions;
    private final Regions regions;
    private final Clock clock;

    PushWords(Texts texts, Decisions decisions, Regions regions, Clock clock) {
        this.clock = clock;
        this.texts = texts;
        this.decisions = decisions;
        this.regions = regions;
    }

    String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    static String minute(Instant instant) {
        return MINUTE.format(instant);
    }

    private static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }

    static String name(Locale locale, PolicyVersion version) {
        return english(locale) ? version.policy().english() : version.policy().name();
    }

    /** Its id where it is in use no more. */
    String policy(Locale locale, String id) {
        return decisions.find(id).map(version -> name(locale, version)).orElse(id);
    }

    /** The viewer's regions as they are today, for a choice: those that were merged away long ago are none of it. */
    List<Option> regions(Locale locale, Viewer viewer) {
        LocalDate today = LocalDate.now(clock);
        return viewer.regions().stream()
                .filter(code -> regions.find(code)
                        .filter(region -> region.standsOn(today))
                        .isPresent())
                .map(code -> new Option(code, region(locale, code)))
                .toList();
    }

    String region(Locale locale, String code) {
        return regions.find(code)
                .map(region -> english(locale) && !region.en().isEmpty() ? region.en() : region.name())
                .orElse(code);
    }

    /** Those in force, and those to come. */
    List<Option> policies(Locale locale) {
        LocalDate today = LocalDate.now(clock);
        return decisions.all().stream()
                .filter(version -> version.policy().validUntil() == null
                        || !version.policy().validUntil().isBefore(today))
                .map(version -> new Option(version.id(), name(locale, version)))
                .toList();
    }

    List<Option> states(Locale locale) {
        return List.of(
                new Option("ELIGIBLE", state(locale, "ELIGIBLE").label()),
                new Option("NEAR", state(locale, "NEAR").label()),
                new Option("OPEN", state(locale, "OPEN").label()));
    }

    Tag state(Locale locale, String state) {
        return switch (state) {
            case "ELIGIBLE" -> new Tag(text(locale, "matchPush.state.eligible"), Tone.PASSED);
            case "NEAR" -> new Tag(text(locale, "matchPush.state.near"), Tone.IN_PROGRESS);
            default -> new Tag(text(locale, "matchPush.state.open"), Tone.RETURNED);
        };
    }

    /** Why it is a match, in a few words. */
    String reason(Locale locale, NewMatch match) {
        return switch (match.state()) {
            case "ELIGIBLE" ->
                match.amountFen() == null
                        ? text(locale, "matchPush.reason.eligible")
                        : text(locale, "matchPush.reason.amount", Figures.wan(new Money(match.amountFen())));
            case "NEAR" -> text(locale, "matchPush.reason.near", match.distance());
            default -> text(locale, "matchPush.reason.open", match.missing());
        };
    }

    String cause(Locale locale, String cause) {
        return switch (cause) {
            case "facts" -> text(locale, "matchPush.cause.facts");
            case "rules" -> text(locale, "matchPush.cause.rules");
            default -> text(locale, "matchPush.cause.city");
        };
    }

    /** Ids of the packs that policies come from, with what their place is called: 国家、省、市、县区. */
    Map<String, String> packs(Locale locale) {
        var packs = new LinkedHashMap<String, String>();
        for (PolicyVersion version : decisions.all()) {
            packs.computeIfAbsent(
                    version.policy().region(),
                    pack -> version.region().isEmpty()
                            ? text(locale, "matchPush.pack.national")
                            : regions.find(version.region())
                                    .map(Region::name)
                                    .map(name -> text(locale, "matchPush.pack.of", name))
                                    .orElse(pack));
        }
        return packs;
    }
}
