package dev.kechuang.policy.web;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Policy;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import gg.jte.Content;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What policies and verdicts are called in the reader's language. */
@Component
class PolicyWords {

    private final Texts texts;
    private final Regions regions;

    PolicyWords(Texts texts, Regions regions) {
        this.texts = texts;
        this.regions = regions;
    }

    String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    String name(Locale locale, Policy policy) {
        return english(locale) ? policy.english() : policy.name();
    }

    /** The level of who issued it (政策层级): its code as in the filter. */
    String level(PolicyVersion version) {
        if (version.region().isEmpty()) return "national";
        var kind = regions.find(version.region()).map(Region::kind).orElse(Region.Kind.CITY);
        return switch (kind) {
            case PROVINCE -> "province";
            case CITY -> "city";
            case DISTRICT, COUNTY, ZONE -> "county";
        };
    }

    String levelName(Locale locale, PolicyVersion version) {
        return text(locale, "policy.level." + level(version));
    }

    String validity(Locale locale, Policy policy) {
        return policy.validUntil() == null
                ? text(locale, "policy.validFrom", policy.validFrom().toString())
                : text(
                        locale,
                        "policy.validBetween",
                        policy.validFrom().toString(),
                        policy.validUntil().toString());
    }

    /** How far the figures can be relied on: the weakest of the sources. */
    Tag status(Locale locale, Policy policy) {
        var weakest = policy.sources().stream()
                .map(Policy.Source::status)
                .max(java.util.Comparator.naturalOrder())
                .orElse(Policy.Status.EXAMPLE);
        return status(locale, weakest);
    }

    Tag status(Locale locale, Policy.Status status) {
        return switch (status) {
            case TAKEN -> new Tag(text(locale, "policy.source.taken"), Tone.PASSED);
            case RECALLED -> new Tag(text(locale, "policy.source.recalled"), Tone.IN_PROGRESS);
            case EXAMPLE -> new Tag(text(locale, "policy.source.example"), Tone.RETURNED);
        };
    }

    Tag verdict(Locale locale, Decision.Verdict verdict) {
        return switch (verdict) {
            case ELIGIBLE -> new Tag(text(locale, "policy.verdict.eligible"), Tone.PASSED);
            case NOT_ELIGIBLE -> new Tag(text(locale, "policy.verdict.notEligible"), Tone.FAILED);
            case UNKNOWN -> new Tag(text(locale, "policy.verdict.unknown"), Tone.RETURNED);
        };
    }

    static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }

    /** What the engine rendered and escaped. */
    static Content html(String fragment) {
        return output -> output.writeContent(fragment);
    }
}
