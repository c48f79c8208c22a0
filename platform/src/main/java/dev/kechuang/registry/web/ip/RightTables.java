package dev.kechuang.registry.web.ip;

import dev.kechuang.registry.internal.ip.IpCase;
import dev.kechuang.registry.internal.ip.Right;
import dev.kechuang.registry.internal.ip.Right.Owner;
import dev.kechuang.registry.internal.ip.RightEntry;
import dev.kechuang.registry.internal.ip.RightStore.Change;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Rights, entries and cases as tables and timelines, the same on every page. */
@Component
class RightTables {

    private final RightLabels labels;

    RightTables(RightLabels labels) {
        this.labels = labels;
    }

    /** @param owners whether the owner has a column: not on an organisation's own page */
    Table rights(String caption, List<Right> rows, boolean owners, Locale locale) {
        var columns = new ArrayList<Column<Right>>();
        columns.add(Column.title(
                labels.text(locale, "ip.field.title"),
                right -> new Cell.Lines(right.title(), "/ip/" + right.id(), right.number())));
        columns.add(Column.text(
                labels.text(locale, "ip.field.kind"), right -> Cell.text(labels.kind(locale, right.kind()))));
        columns.add(Column.text(
                labels.text(locale, "ip.class"),
                right -> Cell.text(labels.inClass(locale, right.kind().classCode()))));
        if (owners) {
            columns.add(Column.title(
                    labels.text(locale, "ip.owner"),
                    right -> Cell.link(
                            labels.owners(locale, right),
                            "/organisations/" + right.cell().organisation() + "/ip")));
            columns.add(Column.text(
                    labels.text(locale, "ip.region"),
                    right -> Cell.text(labels.region(locale, right.cell().region()))));
        }
        columns.add(Column.text(labels.text(locale, "ip.field.applied"), right -> day(right.applied())));
        columns.add(Column.<Right>text(labels.text(locale, "ip.field.granted"), right -> day(right.granted()))
                .sortedBy("day"));
        columns.add(Column.text(labels.text(locale, "ip.lastDay"), right -> day(right.lastDay())));
        columns.add(Column.text(labels.text(locale, "ip.state"), right -> labels.state(locale, right)));
        return Table.of(caption, columns, rows);
    }

    static Cell day(@Nullable LocalDate day) {
        return day == null ? Cell.NONE : Cell.text(day.toString());
    }

    Table owners(List<Owner> rows, boolean officer, Locale locale) {
        return Table.of(
                labels.text(locale, "ip.owners"),
                List.of(
                        Column.<Owner>title(
                                labels.text(locale, "ip.owner"),
                                owner -> officer
                                        ? Cell.link(owner.name(), "/organisations/" + owner.organisation() + "/ip")
                                        : Cell.text(owner.name())),
                        Column.figure(
                                labels.text(locale, "ip.field.share"),
                                "",
                                owner -> owner.share() == null ? Cell.NONE : Cell.decimal(owner.share(), 2)),
                        Column.text(
                                labels.text(locale, "ip.field.obtained"),
                                owner -> Cell.text(labels.obtained(locale, owner.obtained()))),
                        Column.text(
                                labels.text(locale, "ip.field.supportsProduct"),
                                owner -> Cell.text(labels.yesNo(locale, owner.supportsProduct()))),
                        Column.text(labels.text(locale, "ip.owned.since"), owner -> day(owner.since())),
                        Column.text(
                                labels.text(locale, "ip.owned.until"),
                                owner -> owner.until() == null
                                        ? Cell.text(labels.text(locale, "ip.owned.still"))
                                        : day(owner.until().minusDays(1)))),
                rows);
    }

    Table entries(List<RightEntry> rows, boolean names, Locale locale) {
        var columns = new ArrayList<Column<RightEntry>>();
        columns.add(Column.title(
                labels.text(locale, "ip.field.title"),
                entry -> new Cell.Lines(
                        title(entry, locale),
                        "/ip/entries/" + entry.id(),
                        names ? entry.organisationName() : entry.fields().getOrDefault("applicationNumber", ""))));
        columns.add(Column.text(
                labels.text(locale, "ip.entry.what"),
                entry -> Cell.text(
                        labels.text(locale, "ip.entry.what." + entry.what().code()))));
        if (names) {
            columns.add(Column.text(
                    labels.text(locale, "ip.region"), entry -> Cell.text(labels.region(locale, entry.region()))));
        }
        columns.add(Column.text(labels.text(locale, "ip.entry.by"), entry -> Cell.text(entry.actor())));
        columns.add(Column.text(labels.text(locale, "ip.entry.at"), entry -> Cell.text(Pages.day(entry.enteredAt()))));
        if (!names) {
            columns.add(Column.text(labels.text(locale, "ip.entry.status"), entry -> labels.status(locale, entry)));
        }
        return Table.of(labels.text(locale, names ? "ip.waiting" : "ip.entries"), columns, rows);
    }

    String title(RightEntry entry, Locale locale) {
        return entry.what() == RightEntry.What.NONE
                ? labels.text(locale, "ip.none.stated")
                : entry.fields().getOrDefault("title", "");
    }

    Table cases(List<IpCase> rows, Locale locale) {
        return Table.of(
                labels.text(locale, "ip.cases"),
                List.of(
                        Column.<IpCase>title(
                                labels.text(locale, "ip.case.subject"),
                                each -> new Cell.Lines(each.subject(), "/ip/cases/" + each.id(), each.number())),
                        Column.text(
                                labels.text(locale, "ip.case.kind"),
                                each -> Cell.text(labels.text(locale, "ip.case.kind." + each.kind()))),
                        Column.text(
                                labels.text(locale, "ip.region"),
                                each -> Cell.text(labels.region(locale, each.region()))),
                        Column.text(labels.text(locale, "ip.case.petitioner"), each -> Cell.text(each.petitioner())),
                        Column.text(labels.text(locale, "ip.case.respondent"), each -> Cell.text(each.respondent())),
                        Column.text(labels.text(locale, "ip.case.filed"), each -> day(each.filed())),
                        Column.text(labels.text(locale, "ip.case.closed"), each -> day(each.closed())),
                        Column.text(labels.text(locale, "ip.case.result"), each -> result(each, locale))),
                rows);
    }

    Cell result(IpCase each, Locale locale) {
        if (each.cancelled()) {
            return new dev.kechuang.shared.web.ui.Tag(labels.text(locale, "ip.state.withdrawn"), Tone.RETURNED);
        }
        return each.closed() == null
                ? new dev.kechuang.shared.web.ui.Tag(labels.text(locale, "ip.case.open"), Tone.IN_PROGRESS)
                : new dev.kechuang.shared.web.ui.Tag(
                        labels.text(locale, "ip.case.result." + each.result()), Tone.PASSED);
    }

    /** The days of its own life and what was entered about it, newest first. */
    List<TimelineEntry> timeline(Right right, List<Change> changes, Locale locale) {
        var entries = new ArrayList<TimelineEntry>();
        for (Change change : changes) {
            entries.add(new TimelineEntry(
                    change.onDay() == null
                            ? Pages.day(change.at())
                            : change.onDay().toString(),
                    labels.text(locale, "ip.by", change.actor(), Pages.day(change.at())),
                    labels.text(locale, "ip.change." + change.action()),
                    note(change, locale),
                    switch (change.action()) {
                        case "ended" -> Tone.DRAFT;
                        case "withdrawn" -> Tone.RETURNED;
                        case "restored", "entered" -> Tone.PASSED;
                        default -> Tone.IN_PROGRESS;
                    }));
        }
        LocalDate last = right.lastDay();
        if (right.endedOn() == null && last != null && last.isBefore(labels.today())) {
            entries.addFirst(milestone(last.plusDays(1), "ip.milestone.termOver", Tone.DRAFT, locale));
        }
        if (right.granted() != null)
            entries.add(milestone(right.granted(), "ip.milestone.granted", Tone.PASSED, locale));
        if (right.applied() != null) {
            entries.add(milestone(right.applied(), "ip.milestone.applied", Tone.IN_PROGRESS, locale));
        }
        return entries;
    }

    private TimelineEntry milestone(LocalDate day, String key, Tone tone, Locale locale) {
        return new TimelineEntry(day.toString(), "", labels.text(locale, key), "", tone);
    }

    private String note(Change change, Locale locale) {
        var parts = new ArrayList<String>();
        if (!change.action().equals("entered")) {
            change.changes().forEach((field, pair) -> {
                String before = value(field, pair.getFirst(), locale);
                String after = value(field, pair.getLast(), locale);
                parts.add(labels.text(
                        locale,
                        "ip.changed",
                        labels.text(locale, field.equals("region") ? "ip.region" : "ip.field." + field),
                        before.isEmpty() ? "—" : before,
                        after.isEmpty() ? "—" : after));
            });
        }
        if (!change.reason().isEmpty()) parts.add(change.reason());
        return String.join("；", parts);
    }

    /** A stated text as people read it. */
    String value(String field, String text, Locale locale) {
        if (text.isEmpty()) return "";
        return switch (field) {
            case "kind" -> labels.text(locale, "ip.kind." + text);
            case "endReason" -> labels.text(locale, "ip.end." + text);
            case "obtained" -> labels.text(locale, "ip.obtained." + text);
            case "usedForHnte", "supportsProduct" -> labels.text(locale, text.equals("yes") ? "ip.yes" : "ip.no");
            case "region" -> labels.region(locale, text);
            default -> text;
        };
    }
}
