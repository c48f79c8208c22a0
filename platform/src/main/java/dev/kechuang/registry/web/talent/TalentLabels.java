package dev.kechuang.registry.web.talent;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.registry.internal.talent.Performance;
import dev.kechuang.registry.internal.talent.Performance.Period;
import dev.kechuang.registry.internal.talent.Talent;
import dev.kechuang.registry.web.Labels;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the pages of talents call things, in the reader's language. */
@Component
class TalentLabels {

    private final Labels labels;
    private final CodeLists codes;
    private final Clock clock;

    TalentLabels(Labels labels, CodeLists codes, Clock clock) {
        this.labels = labels;
        this.codes = codes;
        this.clock = clock;
    }

    String text(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    String region(Locale locale, String code) {
        return labels.region(locale, code);
    }

    List<Option> regions(Locale locale, Viewer viewer) {
        var all = new ArrayList<>(labels.districts(locale, viewer));
        all.addAll(labels.zones(locale, viewer));
        return all;
    }

    String field(Locale locale, String code) {
        return code.isEmpty() ? "" : labels.technicalField(locale, code);
    }

    /** Both levels of the technical fields. */
    List<Option> fields(Locale locale) {
        boolean english = locale.getLanguage().equals("en");
        var options = new ArrayList<Option>();
        for (CodeLists.Entry top : codes.technicalFields()) {
            options.add(new Option(top.code(), english ? top.en() : top.name()));
            for (CodeLists.Entry below : codes.technicalFieldsBelow(top.code())) {
                options.add(new Option(below.code(), "　" + (english ? below.en() : below.name())));
            }
        }
        return options;
    }

    List<Option> levels(Locale locale) {
        return Stream.of(Talent.Level.values())
                .map(level -> new Option(level.code(), text(locale, "talent.level." + level.code())))
                .toList();
    }

    List<Option> roles(Locale locale) {
        return Stream.of(Talent.Role.values())
                .map(role -> new Option(role.code(), text(locale, "talent.role." + role.code())))
                .toList();
    }

    List<Option> educations(Locale locale) {
        return Talent.EDUCATIONS.stream()
                .map(code -> new Option(code, text(locale, "expert.education." + code)))
                .toList();
    }

    String period(Locale locale, Period period) {
        return text(locale, "talent.period." + period.half(), String.valueOf(period.year()));
    }

    /** The half-years that are over, the newest first. */
    List<Option> periods(Locale locale) {
        var options = new ArrayList<Option>();
        Period period = Period.before(LocalDate.now(clock));
        while (period.year() >= Period.FIRST_YEAR) {
            options.add(new Option(period.toString(), period(locale, period)));
            period = period.earlier();
        }
        return options;
    }

    Period last() {
        return Period.before(LocalDate.now(clock));
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    Tag state(Locale locale, Performance.State state) {
        return new Tag(
                text(locale, "talent.state." + state.code()),
                switch (state) {
                    case SUBMITTED -> Tone.IN_PROGRESS;
                    case RETURNED -> Tone.RETURNED;
                    case CONFIRMED -> Tone.PASSED;
                });
    }

    List<Option> states(Locale locale) {
        var options = new ArrayList<Option>();
        for (Performance.State state : Performance.State.values()) {
            options.add(new Option(state.code(), text(locale, "talent.state." + state.code())));
        }
        options.add(new Option("none", text(locale, "talent.state.none")));
        return options;
    }

    List<Option> sizes(Locale locale) {
        return List.of(
                new Option(Performance.Size.OVER_100M.code(), text(locale, "talent.over100m")),
                new Option(Performance.Size.OVER_10M.code(), text(locale, "talent.over10m")));
    }
}
