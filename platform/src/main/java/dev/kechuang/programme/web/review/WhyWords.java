package dev.kechuang.programme.web.review;

import dev.kechuang.programme.internal.assign.Solution.Why;
import dev.kechuang.programme.web.form.ApplicationLabels;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Why somebody reviews something, or does not, in words. */
@Component
class WhyWords {

    private final ApplicationLabels labels;

    WhyWords(ApplicationLabels labels) {
        this.labels = labels;
    }

    String said(Why why, Locale locale) {
        return switch (why) {
            case Why.Assigned assigned ->
                labels.text(locale, assigned.fixed() ? "review.why.fixed" : "review.why.drawn");
            case Why.Excluded(var exclusion) ->
                labels.text(
                                locale,
                                "review.recusal." + exclusion.reason().name().toLowerCase(Locale.ROOT))
                        + (exclusion.evidence().isEmpty() ? "" : "：" + exclusion.evidence());
            case Why.Full(int limit) -> labels.text(locale, "review.why.full", limit);
            case Why.Dearer(int steps, long atLeast, long lot) ->
                atLeast == 0
                        ? labels.text(locale, "review.why.lot")
                        : labels.text(locale, "review.why.dearer", atLeast);
            case Why.OtherField other -> labels.text(locale, "review.why.field");
        };
    }
}
