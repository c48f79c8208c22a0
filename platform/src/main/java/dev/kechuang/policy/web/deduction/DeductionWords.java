package dev.kechuang.policy.web.deduction;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.Regions;
import dev.kechuang.policy.internal.deduction.Filing;
import dev.kechuang.policy.internal.deduction.Project.Activity;
import dev.kechuang.policy.internal.deduction.Project.Mode;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What the pages of the filings call things, in the reader's language. */
@Component
class DeductionWords {

    private final Texts texts;
    private final Regions regions;
    private final CodeLists codes;
    private final Clock clock;

    DeductionWords(Texts texts, Regions regions, CodeLists codes, Clock clock) {
        this.texts = texts;
        this.regions = regions;
        this.codes = codes;
        this.clock = clock;
    }

    String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }

    Tag state(Locale locale, Filing.State state) {
        return new Tag(
                text(locale, "deduction.state." + state.code()),
                switch (state) {
                    case DRAFT -> Tone.DRAFT;
                    case SUBMITTED -> Tone.IN_PROGRESS;
                    case RETURNED -> Tone.RETURNED;
                    case CONFIRMED -> Tone.PASSED;
                });
    }

    List<Option> states(Locale locale) {
        return Stream.of(Filing.State.values())
                .map(state -> new Option(state.code(), state(locale, state).label()))
                .toList();
    }

    /** The years that can be filed for, the newest first. */
    List<Option> years(int first) {
        var years = new ArrayList<Option>();
        for (int year = LocalDate.now(clock).getYear() - 1; year >= first; year--) {
            years.add(new Option(String.valueOf(year), String.valueOf(year)));
        }
        return years;
    }

    List<Option> regions(Locale locale, Viewer viewer) {
        return regions.children(regions.city().code(), LocalDate.now(clock)).stream()
                .filter(region -> viewer.regions().contains(region.code()))
                .map(region -> new Option(region.code(), english(locale) ? region.en() : region.name()))
                .toList();
    }

    String region(Locale locale, String code) {
        return regions.find(code)
                .map(region -> english(locale) ? region.en() : region.name())
                .orElse(code);
    }

    String industry(Locale locale, String code) {
        if (code.isEmpty()) return text(locale, "deduction.noIndustry");
        return codes.industry(code)
                .map(industry -> english(locale) ? industry.en() : industry.name())
                .orElse(code);
    }

    List<Option> modes(Locale locale) {
        return Stream.of(Mode.values())
                .map(mode -> new Option(mode.code(), text(locale, "deduction.mode." + mode.code())))
                .toList();
    }

    List<Option> activities(Locale locale) {
        return Stream.of(Activity.values())
                .map(activity -> new Option(activity.code(), text(locale, "deduction.activity." + activity.code())))
                .toList();
    }

    /** Both levels of the technical fields. */
    List<Option> fields(Locale locale) {
        var options = new ArrayList<Option>();
        for (CodeLists.Entry top : codes.technicalFields()) {
            options.add(new Option(top.code(), english(locale) ? top.en() : top.name()));
            for (CodeLists.Entry below : codes.technicalFieldsBelow(top.code())) {
                options.add(new Option(below.code(), "　" + (english(locale) ? below.en() : below.name())));
            }
        }
        return options;
    }

    List<Option> yesNo(Locale locale) {
        return List.of(
                new Option("false", text(locale, "deduction.no")), new Option("true", text(locale, "deduction.yes")));
    }

    /** A column of money in 万元. */
    <T> Column<T> money(Locale locale, String key, ToLongFunction<T> fen) {
        return Column.figure(
                text(locale, key), text(locale, "shared.wan"), row -> Cell.money(new Money(fen.applyAsLong(row))));
    }

    <T> Column<T> count(Locale locale, String key, ToLongFunction<T> count) {
        return Column.figure(text(locale, key), "", row -> Cell.count(count.applyAsLong(row)));
    }

    Kpi kpi(Locale locale, String key, long fen, String note, String path) {
        return new Kpi(text(locale, key), Figures.wan(new Money(fen)), text(locale, "shared.wan"), null, note, path);
    }
}
