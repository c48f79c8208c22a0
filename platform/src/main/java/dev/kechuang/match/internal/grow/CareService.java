package dev.kechuang.match.internal.grow;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.match.internal.grow.CareStore.Measure;
import dev.kechuang.match.internal.grow.CareStore.MeasureState;
import dev.kechuang.match.internal.grow.CareStore.Owner;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;

/** Visits to firms of the store, and measures agreed with them; each visit is a record of kind {@value #VISIT}. */
@Service
public class CareService {

    public static final String VISIT = "match.cultivationVisit";

    /** Owner of the files of visits. */
    public static final String FILES = "match.cultivationVisit";

    /** Days ahead of which people are told. */
    private static final int BEFORE = 3;

    private final CareStore store;
    private final EntryStore entries;
    private final StageStore stages;
    private final Records records;
    private final FileStore files;
    private final GrowDesk desk;

    public CareService(
            CareStore store, EntryStore entries, StageStore stages, Records records, FileStore files, GrowDesk desk) {
        this.store = store;
        this.entries = entries;
        this.stages = stages;
        this.records = records;
        this.files = files;
        this.desk = desk;
    }

    private static <T> Outcome<T> refused(String key, Object... args) {
        return Outcome.refused(FieldError.of("", key, args));
    }

    /** Notes a visit; fields: day, who, topic, notes, files (ids of stored files). */
    public Outcome<UUID> visit(Viewer officer, UUID id, Map<String, String> typed) {
        return desk.run(() -> {
            if (!GrowDesk.cares(officer)) return refused("matchGrow.error.notYours");
            var found = entries.lock(officer, id);
            if (found.isEmpty()) return refused("matchGrow.error.gone");
            Entry entry = found.get();
            if (!entry.inStore()) return refused("matchGrow.error.left");
            var read = new Typed(typed);
            LocalDate day = read.day("day");
            if (read.clean() && day.isAfter(desk.today())) read.wrong("day", "matchGrow.error.future");
            if (read.clean() && day.isBefore(entry.enteredOn())) read.wrong("day", "matchGrow.error.early");
            String who = read.text("who", 2, 120);
            String topic = read.text("topic", 2, 120);
            String notes = read.text("notes", 4, 4000);
            var given = new ArrayList<StoredFile>();
            for (UUID file : read.ids("files")) {
                files.find(officer, file)
                        .ifPresentOrElse(given::add, () -> read.wrong("files", "matchGrow.error.file"));
            }
            if (!read.clean()) return read.refused();
            UUID visit = store.visit(id, day, who, topic, notes, officer, desk.now());
            for (StoredFile file : given) {
                files.attach(file.id(), FILES, visit.toString());
                store.attach(visit, file.id(), file.name());
            }
            var counted = stages.counted(id);
            records.append(new NewRecord(
                    VISIT,
                    day,
                    counted.region(),
                    counted.zone(),
                    counted.organisation(),
                    Map.of("ladder", counted.ladder()),
                    1,
                    0,
                    "match/cultivation/" + id,
                    visit.toString()));
            desk.happened(id, "visited", topic, officer);
            desk.log(officer, "match.cultivationVisited", id, entry.name(), Map.of("topic", topic));
            return Outcome.done(visit);
        });
    }

    /** Agrees on a measure; fields: text, owner (firm, counsellor), dueOn. */
    public Outcome<UUID> agree(Viewer officer, UUID id, Map<String, String> typed) {
        return desk.run(() -> {
            if (!GrowDesk.cares(officer)) return refused("matchGrow.error.notYours");
            var found = entries.lock(officer, id);
            if (found.isEmpty()) return refused("matchGrow.error.gone");
            Entry entry = found.get();
            if (!entry.inStore()) return refused("matchGrow.error.left");
            var read = new Typed(typed);
            String text = read.text("text", 4, 500);
            Owner owner = read.choice("owner", Owner.class, Owner.FIRM);
            LocalDate due = read.day("dueOn");
            if (read.clean() && due.isBefore(desk.today())) read.wrong("dueOn", "matchGrow.error.due");
            if (!read.clean()) return read.refused();
            UUID measure = store.measure(id, text, owner, due, officer, desk.today());
            desk.happened(id, "agreed", text, officer);
            desk.log(officer, "match.cultivationMeasure", id, entry.name(), Map.of("measure", text));
            if (owner == Owner.FIRM)
                desk.tell(
                        desk.peopleOf(entry.organisation()),
                        "match.cultivationMeasure/" + measure,
                        "matchGrow.message.measure.",
                        "/my/cultivation",
                        text,
                        due.toString());
            return Outcome.done(measure);
        });
    }

    /**
     * Closes a measure; fields: state (done, dropped), result. Who looks after the firm closes any, its people say that its own
     * are done.
     *
     * @return the entry
     */
    public Outcome<UUID> close(Viewer viewer, UUID id, int version, Map<String, String> typed) {
        return desk.run(() -> {
            var seen = store.measureOf(id);
            if (seen.isEmpty()) return refused("matchGrow.error.gone");
            UUID entryId = seen.get().entry();
            entries.hold(entryId);
            Measure measure = store.measureOf(id).orElseThrow();
            Entry entry = entries.any(entryId).orElse(null);
            if (entry == null) return refused("matchGrow.error.gone");
            boolean own = measure.owner() == Owner.FIRM && entry.organisation().equals(viewer.organisation());
            boolean cares =
                    GrowDesk.cares(viewer) && entries.find(viewer, entryId).isPresent();
            if (!own && !cares) return refused("matchGrow.error.gone");
            if (measure.version() != version) return refused("desk.error.changed");
            if (measure.state() != MeasureState.OPEN) return refused("matchGrow.error.closed");
            var read = new Typed(typed);
            MeasureState state = read.choice("state", MeasureState.class, MeasureState.DONE);
            read.unless(
                    state == MeasureState.DONE || cares && state == MeasureState.DROPPED, "state", "desk.error.choice");
            String result = read.text("result", 2, 1000);
            if (!read.clean()) return read.refused();
            store.close(id, state, result, desk.today(), viewer.name());
            desk.happened(entryId, state.code(), measure.text() + "：" + result, viewer);
            desk.log(viewer, "match.cultivationMeasureClosed", entryId, entry.name(), Map.of("state", state.code()));
            if (!cares && entry.counsellor() != null)
                desk.tell(
                        List.of(entry.counsellor()),
                        "match.cultivationMeasureClosed/" + id,
                        "matchGrow.message.closed.",
                        "/cultivation/entries/" + entryId,
                        entry.name(),
                        measure.text());
            return Outcome.done(entryId);
        });
    }

    /** Tells people of measures due soon and late, each date once before and once after. */
    public int remind() {
        LocalDate today = desk.today();
        return desk.run(() -> {
                    var due = store.due(today.plusDays(BEFORE));
                    for (var one : due) {
                        boolean late = one.dueOn().isBefore(today);
                        Set<UUID> people = new HashSet<>();
                        if (one.owner() == Owner.FIRM) people.addAll(desk.peopleOf(one.organisation()));
                        else if (one.counsellor() != null) people.add(one.counsellor());
                        else if (one.madeBy() != null) people.add(one.madeBy());
                        desk.tell(
                                people,
                                "match.cultivationDue/" + one.measure() + "/" + one.dueOn() + (late ? "/late" : ""),
                                late ? "matchGrow.message.late." : "matchGrow.message.due.",
                                one.owner() == Owner.FIRM ? "/my/cultivation" : "/cultivation/entries/" + one.entry(),
                                one.name(),
                                one.text(),
                                one.dueOn().toString());
                    }
                    return Outcome.done(due.size());
                })
                .fold(count -> count, errors -> 0);
    }
}
