package dev.kechuang.plan.web.plan;

import dev.kechuang.plan.internal.plan.Bound;
import dev.kechuang.plan.internal.plan.Dictionary;
import dev.kechuang.plan.internal.plan.Duty;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanUnit;
import dev.kechuang.plan.internal.plan.Target;
import dev.kechuang.plan.internal.plan.TargetForm;
import dev.kechuang.plan.internal.plan.Version;
import dev.kechuang.plan.internal.track.Colour;
import dev.kechuang.plan.internal.track.Lights;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How plans, targets and lights are said on pages. */
@Component
public class PlanWords {

    private final Texts texts;
    private final Labels labels;
    private final Dictionary dictionary;

    PlanWords(Texts texts, Labels labels, Dictionary dictionary) {
        this.texts = texts;
        this.labels = labels;
        this.dictionary = dictionary;
    }

    public String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    public String say(Locale locale, FieldError error) {
        return texts.text(locale, error.key(), error.args().toArray());
    }

    public String kind(Locale locale, Plan.Kind kind) {
        return text(locale, "plan.kind." + kind.code());
    }

    public List<Option> kinds(Locale locale) {
        return Stream.of(Plan.Kind.values())
                .map(kind -> new Option(kind.code(), kind(locale, kind)))
                .toList();
    }

    public List<Option> rhythms(Locale locale) {
        return Stream.of(Plan.Rhythm.values())
                .map(rhythm -> new Option(rhythm.code(), text(locale, "plan.rhythm." + rhythm.code())))
                .toList();
    }

    public List<Option> bounds(Locale locale) {
        return Stream.of(Bound.values())
                .map(bound -> new Option(bound.code(), text(locale, "plan.bound." + bound.code())))
                .toList();
    }

    /** Every indicator of the dictionary with its unit. */
    public List<Option> indicators(Locale locale) {
        return dictionary.all().stream()
                .map(one -> new Option(
                        one.code(),
                        (Labels.english(locale) && !one.en().isEmpty() ? one.en() : one.name()) + "（" + one.unit()
                                + "）"))
                .toList();
    }

    public String indicator(Locale locale, @Nullable String code) {
        if (code == null) return "";
        return dictionary
                .find(code)
                .map(one -> Labels.english(locale) && !one.en().isEmpty() ? one.en() : one.name())
                .orElse(code);
    }

    public String region(Locale locale, String code) {
        return labels.region(locale, code);
    }

    public static String unit(Locale locale, PlanUnit unit) {
        return Labels.english(locale) && !unit.en().isEmpty() ? unit.en() : unit.name();
    }

    public String unit(Locale locale, @Nullable UUID unit) {
        return labels.unit(locale, unit);
    }

    /** Names of those who lead or support, unknown ones in question marks. */
    public String duties(List<Duty> duties, boolean lead) {
        return duties.stream()
                .filter(duty -> duty.leads() == lead)
                .map(duty -> duty.unit() == null ? "？" + duty.name() : duty.name())
                .collect(Collectors.joining("、"));
    }

    /** ≥ 300 家. */
    public String value(Target target) {
        String to = target.valueTo() == null ? "" : "–" + number(target.valueTo());
        return target.bound().sign() + " " + number(target.value()) + to + " " + target.unit();
    }

    public static String number(@Nullable BigDecimal value) {
        if (value == null) return "—";
        return dev.kechuang.shared.web.ui.Figures.exact(new BigDecimal(TargetForm.plain(
                value.setScale(Math.min(Math.max(value.scale(), 0), 2), java.math.RoundingMode.HALF_UP))));
    }

    public Tag state(Locale locale, Version.State state) {
        return new Tag(
                text(locale, "plan.state." + state.code()),
                switch (state) {
                    case DRAFT -> Tone.DRAFT;
                    case PROPOSED -> Tone.IN_PROGRESS;
                    case RELEASED -> Tone.PASSED;
                    case DISCARDED -> Tone.FAILED;
                });
    }

    /** A light is never colour alone. */
    public Tag light(Locale locale, Colour colour) {
        return new Tag(
                text(locale, "plan.light." + colour.code()),
                switch (colour) {
                    case GREEN -> Tone.PASSED;
                    case AMBER -> Tone.RETURNED;
                    case RED -> Tone.FAILED;
                    case NONE -> Tone.DRAFT;
                });
    }

    public Cell light(Locale locale, Map<UUID, Lights.Light> lights, UUID item) {
        Lights.Light light = lights.get(item);
        if (light == null) return Cell.NONE;
        return shown(locale, light);
    }

    /** As it shows, with a word where somebody overruled the rule. */
    Tag shown(Locale locale, Lights.Light light) {
        Tag tag = light(locale, light.shown());
        return light.overrule() == null ? tag : new Tag(tag.label() + text(locale, "plan.light.overruled"), tag.tone());
    }

    /** The live figure, leading to its evidence where an indicator measures it. */
    public Cell figure(Map<UUID, Lights.Light> lights, UUID item) {
        Lights.Light light = lights.get(item);
        if (light == null || light.value() == null) return Cell.NONE;
        String path = light.figures().isEmpty() ? "" : light.figures().getLast().path();
        return new Cell.Figure(number(light.value()), light.ruling().reason(), path);
    }
}
