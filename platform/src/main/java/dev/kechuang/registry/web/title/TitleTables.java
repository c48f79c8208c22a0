package dev.kechuang.registry.web.title;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleEvent;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Titles and their events as tables and timelines, the same on every page. */
@Component
class TitleTables {

    private final TitleLabels labels;
    private final TitleKinds kinds;

    TitleTables(TitleLabels labels, TitleKinds kinds) {
        this.labels = labels;
        this.kinds = kinds;
    }

    Table titles(List<Title> rows, Locale locale) {
        var columns = new ArrayList<Column<Title>>();
        columns.add(Column.title(
                labels.text(locale, "title.holder"),
                title -> title.name().isEmpty()
                        ? Cell.link(labels.holder(locale, title), "/titles/" + title.id())
                        : new Cell.Lines(title.name(), "/titles/" + title.id(), title.organisationName())));
        columns.add(
                Column.text(labels.text(locale, "title.kind"), title -> Cell.text(labels.kind(locale, title.kind()))));
        columns.add(Column.text(
                labels.text(locale, "title.level"), title -> Cell.text(labels.level(locale, title.level()))));
        columns.add(Column.text(labels.text(locale, "title.region"), title -> Cell.text(labels.place(locale, title))));
        columns.add(Column.text(labels.text(locale, "title.number"), title -> Cell.text(title.number())));
        columns.add(from(locale).sortedBy("from"));
        columns.add(until(locale).sortedBy("until"));
        columns.add(Column.text(labels.text(locale, "title.state"), title -> labels.state(locale, title)));
        return Table.of(labels.text(locale, "title.titles"), columns, rows);
    }

    /** What one organisation holds: the title stands first. */
    Table held(String caption, List<Title> rows, Locale locale) {
        return Table.of(
                caption,
                List.of(
                        Column.<Title>title(
                                labels.text(locale, "title.kind"),
                                title -> new Cell.Lines(
                                        labels.kind(locale, title.kind()), "/titles/" + title.id(), title.name())),
                        Column.text(
                                labels.text(locale, "title.level"),
                                title -> Cell.text(labels.level(locale, title.level()))),
                        Column.text(labels.text(locale, "title.number"), title -> Cell.text(title.number())),
                        Column.text(labels.text(locale, "title.grantedBy"), title -> Cell.text(title.grantedBy())),
                        from(locale),
                        until(locale),
                        Column.text(labels.text(locale, "title.state"), title -> labels.state(locale, title))),
                rows);
    }

    private Column<Title> from(Locale locale) {
        return Column.text(
                labels.text(locale, "title.from"),
                title -> Cell.text(title.validFrom().toString()));
    }

    private Column<Title> until(Locale locale) {
        return Column.text(labels.text(locale, "title.until"), title -> Cell.text(until(title, locale)));
    }

    /** What everybody may see: no links into the workbench. */
    Table open(List<Title> rows, Locale locale) {
        return Table.of(
                labels.text(locale, "title.public"),
                List.of(
                        Column.<Title>title(
                                labels.text(locale, "title.holder"),
                                title -> new Cell.Lines(
                                        labels.holder(locale, title),
                                        "",
                                        title.name().isEmpty() ? "" : title.organisationName())),
                        Column.text(
                                labels.text(locale, "title.kind"),
                                title -> Cell.text(labels.kind(locale, title.kind()))),
                        Column.text(
                                labels.text(locale, "title.level"),
                                title -> Cell.text(labels.level(locale, title.level()))),
                        Column.text(
                                labels.text(locale, "title.region"), title -> Cell.text(labels.place(locale, title))),
                        Column.text(labels.text(locale, "title.number"), title -> Cell.text(title.number())),
                        Column.text(
                                labels.text(locale, "title.from"),
                                title -> Cell.text(title.validFrom().toString())),
                        Column.text(labels.text(locale, "title.until"), title -> Cell.text(until(title, locale)))),
                rows);
    }

    /** R&D institutions, platforms and carriers with what is stated of them. */
    Table institutions(List<Title> rows, Locale locale) {
        return Table.of(
                labels.text(locale, "title.institutions"),
                List.of(
                        Column.<Title>title(
                                labels.text(locale, "title.institution"),
                                title -> new Cell.Lines(
                                        labels.holder(locale, title),
                                        "/titles/" + title.id(),
                                        labels.kind(locale, title.kind()))),
                        Column.text(
                                labels.text(locale, "title.level"),
                                title -> Cell.text(labels.level(locale, title.level()))),
                        Column.title(
                                labels.text(locale, "title.host"),
                                title -> title.organisation() == null
                                        ? Cell.NONE
                                        : Cell.link(
                                                title.organisationName(),
                                                "/organisations/" + title.organisation() + "/titles")),
                        Column.text(
                                labels.text(locale, "title.region"),
                                title -> Cell.text(labels.region(locale, title.region()))),
                        Column.text(
                                labels.text(locale, "title.field"),
                                title -> Cell.text(labels.technicalField(locale, title.field()))),
                        Column.figure(
                                labels.text(locale, "title.people"),
                                labels.text(locale, "title.people.unit"),
                                title -> number(title, "staff")),
                        Column.figure(
                                labels.text(locale, "title.area"),
                                labels.text(locale, "title.area.unit"),
                                title -> number(title, "area")),
                        Column.text(labels.text(locale, "title.state"), title -> labels.state(locale, title))),
                rows);
    }

    private static Cell number(Title title, String field) {
        String value = title.details().getOrDefault(field, "");
        return value.isEmpty()
                ? Cell.NONE
                : new Cell.Figure(dev.kechuang.shared.web.ui.Figures.exact(new java.math.BigDecimal(value)), "", "");
    }

    String until(Title title, Locale locale) {
        if (title.endedOn() != null && title.state() != Title.State.LAPSED) {
            return title.endedOn().minusDays(1).toString();
        }
        return title.validUntil() == null
                ? labels.text(locale, "title.unlimited")
                : title.validUntil().toString();
    }

    /** What happened to one title, newest first. */
    List<TimelineEntry> timeline(Title title, List<TitleEvent> events, Locale locale) {
        var entries = new ArrayList<TimelineEntry>();
        for (TitleEvent event : events.reversed()) {
            entries.add(new TimelineEntry(
                    event.onDay().toString(),
                    labels.text(locale, "title.by", event.actor(), Pages.day(event.at())),
                    labels.text(locale, "title.event." + event.what().code()),
                    note(title, event, locale),
                    tone(event.what())));
        }
        return entries;
    }

    private static Tone tone(TitleEvent.What what) {
        return switch (what) {
            case GRANTED, RENEWED, REEVALUATED -> Tone.PASSED;
            case LAPSED, ENDED -> Tone.DRAFT;
            case REVOKED -> Tone.FAILED;
            case WITHDRAWN -> Tone.RETURNED;
            case TRANSFERRED, MOVED -> Tone.IN_PROGRESS;
        };
    }

    private String note(Title title, TitleEvent event, Locale locale) {
        var parts = new ArrayList<String>();
        if (event.validFrom() != null) {
            String until = event.validUntil() == null
                    ? labels.text(locale, "title.unlimited")
                    : event.validUntil().toString();
            parts.add(labels.text(locale, "title.valid", event.validFrom().toString(), until));
        } else if (event.validUntil() != null) {
            parts.add(labels.text(locale, "title.validUntil", event.validUntil().toString()));
        }
        if (!event.number().isEmpty()) parts.add(labels.text(locale, "title.number") + " " + event.number());
        if (!event.documentNumber().isEmpty()) parts.add(event.documentNumber());
        if (!event.grantedBy().isEmpty()) parts.add(event.grantedBy());
        if (event.nextEvaluation() != null) {
            parts.add(labels.text(
                    locale, "title.nextEvaluation.on", event.nextEvaluation().toString()));
        }
        if (event.cell() != null
                && (event.what() == TitleEvent.What.MOVED || event.what() == TitleEvent.What.TRANSFERRED)) {
            parts.add(labels.region(locale, event.cell().region()));
        }
        TitleKind kind = kinds.byCode(title.kind()).orElse(null);
        if (kind != null) {
            event.details()
                    .forEach((code, value) -> kind.field(code)
                            .ifPresent(field ->
                                    parts.add(labels.name(locale, field) + " " + labels.value(locale, field, value))));
        }
        if (!event.reason().isEmpty()) parts.add(event.reason());
        return String.join("；", parts);
    }
}
