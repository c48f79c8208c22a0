package dev.kechuang.programme.web.decision;

import dev.kechuang.programme.internal.decision.CutLine.Place;
import dev.kechuang.programme.internal.decision.CutLine.Shortfall;
import dev.kechuang.programme.internal.decision.DecisionBoard;
import dev.kechuang.programme.internal.decision.GroupNames;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How places in the ranking are called, and why the ranking passes somebody over. */
@Component
class PlaceWords {

    private final DecisionWords words;
    private final GroupNames names;

    PlaceWords(DecisionWords words, GroupNames names) {
        this.words = words;
        this.names = names;
    }

    Tag tag(Locale locale, Place place) {
        return new Tag(
                words.text(locale, "decision.place." + place.code()),
                switch (place) {
                    case ABOVE, ABOVE_BY_QUOTA -> Tone.PASSED;
                    case BELOW -> Tone.DRAFT;
                    case QUOTA_FULL, SHARE_SPENT -> Tone.RETURNED;
                    case NO_SCORE -> Tone.FAILED;
                });
    }

    String name(Locale locale, Definition definition, DecisionBoard.Group group) {
        return names.of(definition, group.share().on(), group.share().code(), locale);
    }

    /**
     * In one sentence; empty for whoever is taken, and in lists of before reasons were kept.
     *
     * @param neededFen what it would get
     */
    String why(
            Locale locale, Definition definition, @Nullable Place place, @Nullable Shortfall shortOf, long neededFen) {
        if (place == null || place.isAbove()) return "";
        if (place == Place.NO_SCORE) return words.text(locale, "decision.why.no_score");
        if (shortOf == null) return "";
        String group = names.of(definition, shortOf.on(), shortOf.code(), locale);
        return switch (place) {
            case QUOTA_FULL -> words.text(locale, "decision.why.quota_full", group, shortOf.most());
            case SHARE_SPENT ->
                words.text(
                        locale,
                        "decision.why.share_spent",
                        group,
                        DecisionWords.wan(shortOf.most()),
                        DecisionWords.wan(shortOf.left()),
                        DecisionWords.wan(neededFen));
            case BELOW ->
                neededFen > shortOf.left()
                        ? words.text(
                                locale,
                                "decision.why.below",
                                DecisionWords.wan(shortOf.left()),
                                DecisionWords.wan(neededFen))
                        : words.text(locale, "decision.why.behind");
            case ABOVE, ABOVE_BY_QUOTA, NO_SCORE -> "";
        };
    }
}
