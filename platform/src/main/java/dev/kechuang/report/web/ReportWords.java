package dev.kechuang.report.web;

import dev.kechuang.indicator.Period;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.report.internal.draft.Report;
import dev.kechuang.report.internal.template.ReportTemplate;
import dev.kechuang.report.internal.template.TemplateBook;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** What codes of reports are called in the reader's language. */
@Component
class ReportWords {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final Texts texts;
    private final Regions regions;
    private final TemplateBook templates;

    ReportWords(Texts texts, Regions regions, TemplateBook templates) {
        this.texts = texts;
        this.regions = regions;
        this.templates = templates;
    }

    String text(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    String region(Locale locale, String code) {
        return regions.find(code)
                .map(region -> english(locale) && !region.en().isEmpty() ? region.en() : region.name())
                .orElse(code);
    }

    String template(Locale locale, String id) {
        return templates.find(id).map(template -> name(locale, template)).orElse(id);
    }

    static String name(Locale locale, ReportTemplate template) {
        return english(locale) ? template.en() : template.name();
    }

    Tag state(Locale locale, Report.State state) {
        String label = text(locale, "report.state." + state.code());
        return new Tag(
                label,
                switch (state) {
                    case DRAFT -> Tone.DRAFT;
                    case REVIEW -> Tone.IN_PROGRESS;
                    case FROZEN -> Tone.PASSED;
                });
    }

    List<Option> states(Locale locale) {
        return java.util.Arrays.stream(Report.State.values())
                .map(state -> new Option(state.code(), text(locale, "report.state." + state.code())))
                .toList();
    }

    List<Option> templates(Locale locale) {
        return templates.all().stream()
                .map(template -> new Option(
                        template.id(),
                        name(locale, template) + "（" + text(locale, "report.kind." + template.kind()) + "）"))
                .toList();
    }

    /** The regions a viewer may write about, in the packs' order, past ones left out. */
    List<Option> regions(Locale locale, Viewer viewer) {
        return regions.all().stream()
                .filter(region ->
                        region.validUntil() == null && viewer.regions().contains(region.code()))
                .map(Region::code)
                .distinct()
                .map(code -> new Option(code, region(locale, code)))
                .toList();
    }

    String period(Locale locale, Period period) {
        return english(locale)
                ? period.toString()
                : switch (period.kind()) {
                    case YEAR -> period.year() + "年";
                    case HALF -> period.year() + "年" + (period.number() == 1 ? "上半年" : "下半年");
                    case QUARTER -> period.year() + "年第" + "一二三四".charAt(period.number() - 1) + "季度";
                    case MONTH -> period.year() + "年" + period.number() + "月";
                };
    }

    static String minute(Instant instant) {
        return MINUTE.format(instant);
    }

    static boolean english(Locale locale) {
        return locale.getLanguage().equals("en");
    }
}
