package dev.kechuang.programme.web.call;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Regions;
import dev.kechuang.programme.internal.call.Call;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Words of calls in the viewer's language. */
@Component
class CallLabels {

    private final Texts texts;
    private final Regions regions;
    private final CodeLists codes;

    CallLabels(Texts texts, Regions regions, CodeLists codes) {
        this.texts = texts;
        this.regions = regions;
        this.codes = codes;
    }

    String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    String programme(Locale locale, Call call) {
        return english(locale) && !call.programmeEnglish().isEmpty() ? call.programmeEnglish() : call.programmeName();
    }

    String region(Locale locale, String code) {
        return regions.find(code)
                .map(region -> english(locale) && !region.en().isEmpty() ? region.en() : region.name())
                .orElse(code);
    }

    Tag phase(Locale locale, Call.Phase phase) {
        return new Tag(
                texts.text(locale, "call.phase." + phase.name().toLowerCase(Locale.ROOT)),
                switch (phase) {
                    case DRAFT, CLOSED -> Tone.DRAFT;
                    case UPCOMING -> Tone.IN_PROGRESS;
                    case OPEN -> Tone.PASSED;
                    case CANCELLED -> Tone.FAILED;
                });
    }

    /** Name of a track or field of the definition. */
    String quota(Locale locale, Definition definition, String on, String code) {
        if (on.equals("track")) {
            return definition.tracks().stream()
                    .filter(track -> track.code().equals(code))
                    .findFirst()
                    .map(track -> track.name().in(locale))
                    .orElse(code);
        }
        return field(locale, code);
    }

    String field(Locale locale, String code) {
        return codes.technicalField(code)
                .map(field -> english(locale) && !field.en().isEmpty() ? field.en() : field.name())
                .orElse(code);
    }

    static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }
}
