package dev.kechuang.match.web.grow;

import dev.kechuang.match.internal.grow.CareStore.Measure;
import dev.kechuang.match.internal.grow.CareStore.Owner;
import dev.kechuang.match.internal.grow.CultivationService;
import dev.kechuang.match.internal.grow.Entry;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Option;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** The commands on one firm in the store, each with its form: only what the viewer may do. */
@Component
class EntryCommands {

    private final GrowWords words;

    EntryCommands(GrowWords words) {
        this.words = words;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    static Form form(String refused, String command, Form form, Map<String, String> fresh) {
        return refused.equals(command) ? form : Form.of(fresh);
    }

    void prereview(Page page, Locale locale, UUID id, String refused, Form form) {
        page.add(new Part.Command(
                t(locale, "matchGrow.prereview"),
                t(locale, "matchGrow.prereview.hint"),
                EntryController.PATH + id + "/prereview",
                form(refused, "prereview", form, Map.of()),
                List.of(),
                t(locale, "matchGrow.do.prereviewOne"),
                "",
                false,
                false));
    }

    void closing(Page page, Locale locale, Measure measure, String refused, Form form) {
        String id = measure.id().toString();
        page.add(new Part.Command(
                t(locale, "matchGrow.close", measure.text()),
                "",
                "/cultivation/measures/" + id,
                form(refused, id, form, Map.of("version", String.valueOf(measure.version()), "state", "done")),
                List.of(
                        Field.hidden("version"),
                        Field.radios(
                                "state",
                                t(locale, "matchGrow.column.state"),
                                List.of(
                                        new Option("done", t(locale, "matchGrow.measure.done")),
                                        new Option("dropped", t(locale, "matchGrow.measure.dropped")))),
                        Field.text("result", t(locale, "matchGrow.result"), 1000)
                                .must()),
                t(locale, "matchGrow.do.close"),
                "",
                false,
                true));
    }

    /** Visits and measures: for everybody who looks after the firm. */
    void care(Page page, Locale locale, Entry entry, String refused, Form form, Viewer viewer) {
        String today = words.today().toString();
        page.add(new Part.Command(
                t(locale, "matchGrow.newVisit"),
                "",
                EntryController.PATH + entry.id() + "/visit",
                form(refused, "visit", form, Map.of("day", today, "who", viewer.name())),
                List.of(
                        Field.day("day", t(locale, "matchGrow.column.day")).must(),
                        Field.line("who", t(locale, "matchGrow.column.who"), 120)
                                .must(),
                        Field.line("topic", t(locale, "matchGrow.column.topic"), 120)
                                .must(),
                        Field.text("notes", t(locale, "matchGrow.notes"), 4000).must(),
                        Field.files("files", t(locale, "matchGrow.column.files"), "")),
                t(locale, "matchGrow.do.visit"),
                "",
                false,
                true));
        page.add(new Part.Command(
                t(locale, "matchGrow.newMeasure"),
                "",
                EntryController.PATH + entry.id() + "/measure",
                form(
                        refused,
                        "measure",
                        form,
                        Map.of(
                                "owner",
                                "firm",
                                "dueOn",
                                words.today().plusDays(30).toString())),
                List.of(
                        Field.text("text", t(locale, "matchGrow.column.measure"), 500)
                                .must(),
                        Field.radios(
                                        "owner",
                                        t(locale, "matchGrow.column.owner"),
                                        words.options(locale, Owner.class, "matchGrow.owner."))
                                .must(),
                        Field.day("dueOn", t(locale, "matchGrow.column.dueOn")).must()),
                t(locale, "matchGrow.do.measure"),
                "",
                false,
                true));
    }

    /** Who counsels the firm, and whether it stays: for officers. */
    void staffing(Page page, Locale locale, Entry entry, String refused, Form form, Viewer viewer) {
        String version = String.valueOf(entry.version());
        var counsellor = entry.counsellor();
        page.add(new Part.Command(
                t(locale, "matchGrow.assign"),
                "",
                EntryController.PATH + entry.id() + "/assign",
                form(
                        refused,
                        "assign",
                        form,
                        Map.of(
                                "version",
                                version,
                                "counsellor",
                                counsellor == null ? "" : counsellor.toString(),
                                "counsellorName",
                                counsellor == null ? entry.counsellorName() : "")),
                List.of(
                        Field.hidden("version"),
                        Field.select("counsellor", t(locale, "matchGrow.counsellor"), words.counsellors(viewer)),
                        Field.line("counsellorName", t(locale, "matchGrow.counsellorName"), 60)
                                .hint(t(locale, "matchGrow.counsellorName.hint"))),
                t(locale, "matchGrow.do.assign"),
                "",
                false,
                true));
        page.add(new Part.Command(
                t(locale, "matchGrow.leave"),
                t(locale, "matchGrow.leave.hint"),
                EntryController.PATH + entry.id() + "/leave",
                form(refused, "leave", form, Map.of("version", version)),
                List.of(
                        Field.hidden("version"),
                        Field.radios(
                                        "reason",
                                        t(locale, "matchGrow.reason"),
                                        CultivationService.reasons().stream()
                                                .map(reason -> new Option(
                                                        reason.code(), t(locale, "matchGrow.left." + reason.code())))
                                                .toList())
                                .must(),
                        Field.line("note", t(locale, "matchGrow.note"), 500).must()),
                t(locale, "matchGrow.do.leave"),
                "",
                true,
                true));
    }
}
