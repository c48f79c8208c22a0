package dev.kechuang.match.web.grow;

import dev.kechuang.match.internal.grow.CareStore;
import dev.kechuang.match.internal.grow.CareStore.Measure;
import dev.kechuang.match.internal.grow.CareStore.MeasureState;
import dev.kechuang.match.internal.grow.CareStore.Visit;
import dev.kechuang.match.internal.grow.Entry;
import dev.kechuang.match.internal.grow.GrowDesk;
import dev.kechuang.match.internal.grow.GrowStage;
import dev.kechuang.match.internal.grow.Prereview;
import dev.kechuang.match.internal.grow.PrereviewStore;
import dev.kechuang.match.internal.grow.StageStore;
import dev.kechuang.match.internal.grow.StageStore.Reached;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Step;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** One firm in the store as its page shows it. */
@Component
class EntryPages {

    private final StageStore stages;
    private final CareStore care;
    private final PrereviewStore prereviewStore;
    private final EntryCommands commands;
    private final GrowDesk desk;
    private final GrowWords words;

    EntryPages(
            StageStore stages,
            CareStore care,
            PrereviewStore prereviewStore,
            EntryCommands commands,
            GrowDesk desk,
            GrowWords words) {
        this.stages = stages;
        this.care = care;
        this.prereviewStore = prereviewStore;
        this.commands = commands;
        this.desk = desk;
        this.words = words;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    /** @param refused the command that was refused: its last word, or the id of a measure */
    Page page(Entry entry, String refused, Form form, Viewer viewer, Locale locale) {
        UUID id = entry.id();
        boolean acts = GrowDesk.acts(viewer) && entry.inStore();
        boolean cares = GrowDesk.cares(viewer) && entry.inStore();
        var measures = care.measures(id);
        var page = Page.of(entry.name())
                .add(new Part.Way(t(locale, "matchGrow.way"), way(locale, entry, stages.of(id))))
                .add(new Part.Facts("", details(locale, entry, viewer)))
                .add(prereviewed(locale, entry));
        if (acts) commands.prereview(page, locale, id, refused, form);
        page.add(measures(locale, measures));
        if (cares)
            for (Measure one : measures)
                if (one.state() == MeasureState.OPEN) commands.closing(page, locale, one, refused, form);
        page.add(visits(locale, care.visits(id)));
        if (cares) commands.care(page, locale, entry, refused, form, viewer);
        if (acts) commands.staffing(page, locale, entry, refused, form, viewer);
        page.add(new Part.Timeline(t(locale, "matchGrow.history"), words.timeline(locale, desk.history(id))));
        page.said(form, words.words(locale));
        return page;
    }

    private List<Step> way(Locale locale, Entry entry, List<Reached> reached) {
        var steps = new ArrayList<Step>();
        for (GrowStage stage : GrowStage.values()) {
            var at = reached.stream().filter(one -> one.stage() == stage).findFirst();
            boolean last = stage == entry.stage() && stage != GrowStage.RECOGNISED;
            boolean stopped = last && !entry.inStore();
            steps.add(new Step(
                    words.stage(locale, stage),
                    stopped
                            ? Step.State.STOPPED
                            : last ? Step.State.CURRENT : at.isPresent() ? Step.State.DONE : Step.State.AHEAD,
                    at.map(one -> one.day().toString()).orElse("")));
        }
        return steps;
    }

    private List<Detail> details(Locale locale, Entry entry, Viewer viewer) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(
                t(locale, "matchGrow.column.firm"),
                new Cell.Lines(
                        entry.name(),
                        viewer.isOfficer() ? "/organisations/" + entry.organisation() : "",
                        entry.creditCode())));
        details.add(
                Detail.of(t(locale, "matchGrow.store"), words.ladderName(locale, entry.ladder()) + " " + entry.year()));
        details.add(Detail.of(t(locale, "matchGrow.column.stage"), words.stage(locale, entry)));
        details.add(new Detail(
                t(locale, "matchGrow.column.match"),
                words.state(locale, entry.now(), entry.distance(), entry.missing()),
                entry.found() == null
                        ? ""
                        : t(
                                locale,
                                "matchGrow.then",
                                words.stateText(locale, entry.found(), entry.foundDistance(), entry.missing()))));
        details.add(Detail.of(t(locale, "matchGrow.column.region"), words.region(locale, entry.region())));
        details.add(Detail.of(t(locale, "matchGrow.column.field"), Cell.text(words.field(locale, entry.field()))));
        details.add(new Detail(
                t(locale, "matchGrow.why"), Cell.text(entry.why()), entry.enteredName() + " " + entry.enteredOn()));
        details.add(Detail.of(t(locale, "matchGrow.column.counsellor"), Cell.text(entry.counsellorName())));
        var left = entry.leftFor();
        if (left != null)
            details.add(new Detail(
                    t(locale, "matchGrow.column.left"),
                    Cell.text(t(locale, "matchGrow.left." + left.code())),
                    (entry.leftOn() + " " + entry.leftNote()).strip()));
        return details;
    }

    private Part prereviewed(Locale locale, Entry entry) {
        List<Column<Prereview>> columns = List.of(
                Column.text(
                        t(locale, "matchGrow.column.prereviewedOn"),
                        p -> Cell.link(p.day().toString(), "/cultivation/prereviews/" + p.id())),
                Column.text(t(locale, "matchGrow.verdict"), p -> words.verdict(locale, p.verdict())),
                Column.figure(
                        t(locale, "matchGrow.column.score"),
                        "",
                        p -> Cell.text(GrowWords.score(p.scoreLow(), p.scoreHigh()))),
                Column.figure(t(locale, "matchGrow.column.unmet"), "", p -> Cell.count(p.unmet())),
                Column.figure(t(locale, "matchGrow.column.open"), "", p -> Cell.count(p.open())),
                Column.figure(t(locale, "matchGrow.column.risks"), "", p -> Cell.count(p.risks())),
                Column.text(t(locale, "matchGrow.column.by"), p -> Cell.text(p.madeName())));
        String heading = t(locale, "matchGrow.prereviews");
        return Part.Listing.of(
                heading,
                Table.of(heading, columns, prereviewStore.of(entry.id())),
                t(locale, "matchGrow.prereviews.none"));
    }

    private Tag state(Locale locale, Measure measure) {
        if (measure.state() == MeasureState.OPEN && measure.dueOn().isBefore(words.today()))
            return new Tag(t(locale, "matchGrow.late"), Tone.FAILED);
        return new Tag(
                t(locale, "matchGrow.measure." + measure.state().code()),
                switch (measure.state()) {
                    case OPEN -> Tone.IN_PROGRESS;
                    case DONE -> Tone.PASSED;
                    case DROPPED -> Tone.DRAFT;
                });
    }

    private Part measures(Locale locale, List<Measure> measures) {
        List<Column<Measure>> columns = List.of(
                Column.title(
                        t(locale, "matchGrow.column.measure"),
                        m -> new Cell.Lines(m.text(), "", m.result().isEmpty() ? m.madeName() : m.result())),
                Column.text(
                        t(locale, "matchGrow.column.owner"),
                        m -> Cell.text(t(locale, "matchGrow.owner." + m.owner().code()))),
                Column.text(t(locale, "matchGrow.column.dueOn"), m -> GrowWords.day(m.dueOn())),
                Column.text(t(locale, "matchGrow.column.state"), m -> state(locale, m)),
                Column.text(t(locale, "matchGrow.column.closedOn"), m -> GrowWords.day(m.closedOn())));
        String heading = t(locale, "matchGrow.measures");
        return Part.Listing.of(heading, Table.of(heading, columns, measures), t(locale, "matchGrow.measures.none"));
    }

    private Part visits(Locale locale, List<Visit> visits) {
        List<Column<Visit>> columns = List.of(
                Column.text(t(locale, "matchGrow.column.day"), v -> GrowWords.day(v.day())),
                Column.title(t(locale, "matchGrow.column.topic"), v -> new Cell.Lines(v.topic(), "", v.notes())),
                Column.text(t(locale, "matchGrow.column.who"), v -> Cell.text(v.who())),
                Column.actions(
                        t(locale, "matchGrow.column.files"),
                        v -> v.files().isEmpty()
                                ? Cell.NONE
                                : new Cell.Actions(v.files().stream()
                                        .map(file -> dev.kechuang.shared.web.ui.Action.open(
                                                file.name(), "/files/" + file.file()))
                                        .toList())));
        String heading = t(locale, "matchGrow.visits");
        return Part.Listing.of(heading, Table.of(heading, columns, visits), t(locale, "matchGrow.visits.none"));
    }
}
