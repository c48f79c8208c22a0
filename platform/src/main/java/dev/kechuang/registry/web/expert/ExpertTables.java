package dev.kechuang.registry.web.expert;

import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.internal.expert.AssignmentStore;
import dev.kechuang.registry.internal.expert.ExpertStore;
import dev.kechuang.registry.internal.expert.TieStore;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** What the page of a person of the pool shows: details, ties, places served, scores, history. */
@Component
class ExpertTables {

    static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final ExpertStore store;
    private final TieStore ties;
    private final AssignmentStore assignments;
    private final ExpertLabels labels;
    private final Clock clock;

    ExpertTables(ExpertStore store, TieStore ties, AssignmentStore assignments, ExpertLabels labels, Clock clock) {
        this.store = store;
        this.ties = ties;
        this.assignments = assignments;
        this.labels = labels;
        this.clock = clock;
    }

    private Action open(Locale locale, String key, String path) {
        return Action.open(labels.text(locale, key), path);
    }

    List<Detail> details(Expert e, Locale locale) {
        var details = new ArrayList<Detail>();
        details.add(detail(locale, "serves", labels.services(locale, e.serves())));
        details.add(Detail.of(
                labels.text(locale, "expert.field.unit"),
                e.organisation() == null
                        ? Cell.text(e.unitName())
                        : Cell.link(e.unitName(), "/organisations/" + e.organisation())));
        details.add(detail(locale, "region", labels.region(locale, e.region())));
        details.add(detail(locale, "title", labels.title(locale, e.title())));
        details.add(detail(locale, "position", e.position()));
        details.add(detail(locale, "education", labels.education(locale, e.education())));
        details.add(detail(
                locale, "birthYear", e.birthYear() == null ? "" : e.birthYear().toString()));
        details.add(detail(locale, "fields", labels.fields(locale, e.fields())));
        details.add(detail(locale, "specialty", e.specialty()));
        details.add(detail(locale, "phone", e.phone()));
        details.add(detail(locale, "email", e.email()));
        details.add(detail(locale, "loadLimit", Integer.toString(e.loadLimit())));
        details.add(detail(
                locale, "bank", store.bank(e.id()).map(ExpertStore.Bank::shown).orElse("")));
        details.add(detail(locale, "account", e.account() == null ? "" : labels.text(locale, "expert.account.yes")));
        if (e.joinedOn() != null)
            details.add(detail(locale, "joinedOn", e.joinedOn().toString()));
        if (e.leftOn() != null) details.add(detail(locale, "leftOn", e.leftOn().toString()));
        if (!e.statusReason().isEmpty()) details.add(detail(locale, "reason", e.statusReason()));
        return details;
    }

    private Detail detail(Locale locale, String field, String value) {
        return Detail.of(labels.text(locale, "expert.field." + field), value);
    }

    Table ties(Expert expert, boolean may, Locale locale) {
        var columns = new ArrayList<Column<TieStore.Declared>>();
        columns.add(Column.text(
                labels.text(locale, "expert.tie.kind"),
                tie -> Cell.text(labels.text(locale, "expert.tie.kind." + tie.kind()))));
        columns.add(Column.title(
                labels.text(locale, "expert.tie.whom"),
                tie -> new Cell.Lines(
                        tie.unitName().isEmpty() ? tie.person() : tie.unitName(),
                        "",
                        tie.unitName().isEmpty() ? tie.note() : (tie.person() + " " + tie.note()).strip())));
        columns.add(Column.text(
                labels.text(locale, "expert.field.since"),
                tie -> Cell.text(tie.since().toString())));
        columns.add(Column.text(
                labels.text(locale, "expert.field.until"),
                tie -> Cell.text(tie.until() == null ? "" : tie.until().toString())));
        columns.add(Column.text(labels.text(locale, "expert.tie.by"), tie -> Cell.text(tie.declaredBy())));
        columns.add(Column.actions(
                labels.text(locale, "expert.actions"),
                tie -> tie.withdrawn()
                        ? new Tag(labels.text(locale, "expert.tie.withdrawn"), Tone.DRAFT)
                        : may
                                ? Cell.actions(open(
                                        locale,
                                        "expert.do.withdraw",
                                        ExpertForms.path(expert) + "/ties/" + tie.id() + "/withdraw"))
                                : Cell.NONE));
        return Table.of(labels.text(locale, "expert.tab.ties"), columns, ties.of(expert.id()));
    }

    Table assignments(Expert expert, boolean may, Locale locale) {
        LocalDate today = LocalDate.now(clock);
        return Table.of(
                labels.text(locale, "expert.tab.assignments"),
                List.of(
                        Column.<AssignmentStore.Assignment>text(
                                labels.text(locale, "expert.field.servesAs"),
                                a -> Cell.text(labels.service(locale, a.as()))),
                        Column.title(
                                labels.text(locale, "expert.field.where"),
                                a -> new Cell.Lines(
                                        a.where(),
                                        a.organisation() == null ? "" : "/organisations/" + a.organisation(),
                                        a.task())),
                        Column.text(
                                labels.text(locale, "expert.field.region"),
                                a -> Cell.text(labels.region(locale, a.region()))),
                        Column.text(
                                labels.text(locale, "expert.field.since"),
                                a -> Cell.text(a.since().toString())),
                        Column.text(
                                labels.text(locale, "expert.field.until"),
                                a -> Cell.text(
                                        a.until() == null ? "" : a.until().toString())),
                        Column.actions(
                                labels.text(locale, "expert.actions"),
                                a -> may && (a.until() == null || a.until().isAfter(today))
                                        ? Cell.actions(open(
                                                locale,
                                                "expert.assignment.end",
                                                ExpertForms.path(expert) + "/assignments/" + a.id() + "/end"))
                                        : Cell.NONE)),
                assignments.of(expert.id()));
    }

    Table scores(Expert expert, Locale locale) {
        return Table.of(
                labels.text(locale, "expert.tab.scores"),
                List.of(
                        Column.<ExpertStore.Scored>title(
                                labels.text(locale, "expert.score.label"), s -> Cell.text(s.label())),
                        Column.text(
                                labels.text(locale, "expert.score.day"),
                                s -> Cell.text(s.day().toString())),
                        Column.figure(labels.text(locale, "expert.score.reviews"), "", s -> Cell.count(s.reviews())),
                        Column.figure(
                                labels.text(locale, "expert.score.deviation"),
                                "",
                                s -> new Cell.Figure(s.deviation(), "", "")),
                        Column.text(
                                labels.text(locale, "expert.score.timeliness"),
                                s -> Cell.text(labels.text(locale, "expert.timeliness." + s.timeliness())))),
                store.scores(expert.id()));
    }

    List<TimelineEntry> history(Expert expert, Locale locale) {
        return store.history(expert.id()).stream()
                .map(change -> new TimelineEntry(
                        MINUTE.format(change.at()),
                        change.actor(),
                        labels.text(locale, "audit.action." + change.action()),
                        note(change, locale),
                        Tone.IN_PROGRESS))
                .toList();
    }

    private String note(ExpertStore.Change change, Locale locale) {
        var parts = new ArrayList<String>();
        if (!change.reason().isEmpty()) parts.add(change.reason());
        if (change.version() > 1) {
            parts.add(change.changes().entrySet().stream()
                    .map(field -> labels.text(locale, "expert.field." + field.getKey()) + "："
                            + labels.value(
                                    locale, field.getKey(), field.getValue().getFirst()) + " → "
                            + labels.value(
                                    locale, field.getKey(), field.getValue().getLast()))
                    .collect(Collectors.joining("；")));
        }
        return String.join("；", parts);
    }
}
