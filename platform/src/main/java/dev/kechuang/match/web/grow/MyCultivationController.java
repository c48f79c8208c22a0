package dev.kechuang.match.web.grow;

import dev.kechuang.match.internal.grow.CareService;
import dev.kechuang.match.internal.grow.CareStore;
import dev.kechuang.match.internal.grow.CareStore.Measure;
import dev.kechuang.match.internal.grow.CareStore.MeasureState;
import dev.kechuang.match.internal.grow.CareStore.Owner;
import dev.kechuang.match.internal.grow.CounselledFirms;
import dev.kechuang.match.internal.grow.CounselledFirms.Counselled;
import dev.kechuang.match.internal.grow.Entry;
import dev.kechuang.match.internal.grow.EntryStore;
import dev.kechuang.match.internal.grow.Ladder.Paper;
import dev.kechuang.match.internal.grow.Ladders;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What a firm sees of its own cultivation: where it is in a store, who counsels it, what it is to do and to prepare. */
@Controller
@RequestMapping("/my/cultivation")
@Allow(Role.APPLICANT)
class MyCultivationController {

    private static final String PATH = "/my/cultivation";

    private final EntryStore store;
    private final CounselledFirms counselledFirms;
    private final CareStore care;
    private final CareService service;
    private final Ladders ladders;
    private final GrowWords words;

    MyCultivationController(
            EntryStore store,
            CounselledFirms counselledFirms,
            CareStore care,
            CareService service,
            Ladders ladders,
            GrowWords words) {
        this.store = store;
        this.counselledFirms = counselledFirms;
        this.care = care;
        this.service = service;
        this.ladders = ladders;
        this.words = words;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    @GetMapping
    String own(Viewer viewer, Locale locale, Model model) {
        return show("", Form.EMPTY, viewer, locale, model);
    }

    private String show(String refused, Form form, Viewer viewer, Locale locale, Model model) {
        UUID organisation = viewer.organisation();
        List<Entry> entries = organisation == null ? List.of() : store.of(organisation);
        var page = Page.of(t(locale, "matchGrow.own"));
        var counselled = counselledFirms.of(viewer);
        if (!counselled.isEmpty()) page.add(counselled(locale, counselled));
        else if (entries.isEmpty()) page.add(new Part.Note(t(locale, "matchGrow.own.none"), false));
        // Papers are the same every year: they stand with the newest store of each ladder.
        var prepared = new HashSet<String>();
        for (Entry entry : entries) {
            page.add(new Part.Facts(
                    words.ladderName(locale, entry.ladder()) + " " + entry.year(),
                    List.of(
                            Detail.of(t(locale, "matchGrow.column.stage"), words.stage(locale, entry)),
                            Detail.of(t(locale, "matchGrow.column.enteredOn"), GrowWords.day(entry.enteredOn())),
                            Detail.of(t(locale, "matchGrow.column.counsellor"), Cell.text(entry.counsellorName())),
                            Detail.of(t(locale, "matchGrow.column.visited"), GrowWords.day(entry.visited())))));
            var measures = care.measures(entry.id());
            page.add(measures(locale, entry, measures));
            if (entry.inStore()) {
                for (Measure one : measures) close(page, locale, one, refused, form);
                if (prepared.add(entry.ladder())) page.add(papers(locale, entry));
            }
        }
        page.said(form, words.words(locale));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    /** For the staff of a service organisation: the firms given to them. */
    private Part counselled(Locale locale, List<Counselled> all) {
        List<Column<Counselled>> columns = List.of(
                Column.title(
                        t(locale, "matchGrow.column.firm"),
                        one -> Cell.link(one.name(), EntryController.PATH + one.id())),
                Column.text(
                        t(locale, "matchGrow.store"),
                        one -> Cell.text(words.ladderName(locale, one.ladder()) + " " + one.year())),
                Column.text(t(locale, "matchGrow.column.region"), one -> Cell.text(words.region(locale, one.region()))),
                Column.text(t(locale, "matchGrow.column.stage"), one -> Cell.text(words.stage(locale, one.stage()))),
                Column.text(t(locale, "matchGrow.column.visited"), one -> GrowWords.day(one.visited())),
                Column.figure(t(locale, "matchGrow.column.measures"), "", one -> Cell.count(one.openMeasures())));
        String heading = t(locale, "matchGrow.counselled");
        return Part.Listing.of(heading, Table.of(heading, columns, all), "");
    }

    /** A firm may be in several stores: each part says of which it is. */
    private String named(Locale locale, Entry entry, String key) {
        return t(locale, key) + " · " + words.ladderName(locale, entry.ladder()) + " " + entry.year();
    }

    private Part measures(Locale locale, Entry entry, List<Measure> measures) {
        List<Column<Measure>> columns = List.of(
                Column.title(t(locale, "matchGrow.column.measure"), m -> new Cell.Lines(m.text(), "", m.result())),
                Column.text(
                        t(locale, "matchGrow.column.owner"),
                        m -> Cell.text(t(locale, "matchGrow.owner." + m.owner().code()))),
                Column.text(t(locale, "matchGrow.column.dueOn"), m -> GrowWords.day(m.dueOn())),
                Column.text(
                        t(locale, "matchGrow.column.state"),
                        m -> Cell.text(
                                t(locale, "matchGrow.measure." + m.state().code()))));
        String heading = named(locale, entry, "matchGrow.measures");
        return Part.Listing.of(heading, Table.of(heading, columns, measures), t(locale, "matchGrow.measures.none"));
    }

    private void close(Page page, Locale locale, Measure measure, String refused, Form form) {
        if (measure.owner() != Owner.FIRM || measure.state() != MeasureState.OPEN) return;
        String id = measure.id().toString();
        page.add(new Part.Command(
                t(locale, "matchGrow.own.done", measure.text()),
                "",
                PATH + "/measures/" + id,
                refused.equals(id)
                        ? form
                        : Form.of(Map.of("version", String.valueOf(measure.version()), "state", "done")),
                List.of(
                        Field.hidden("version"),
                        Field.hidden("state"),
                        Field.text("result", t(locale, "matchGrow.result"), 1000)
                                .must()),
                t(locale, "matchGrow.do.done"),
                "",
                false,
                true));
    }

    private Part papers(Locale locale, Entry entry) {
        boolean english = GrowWords.english(locale);
        List<Column<Paper>> columns = List.of(
                Column.title(
                        t(locale, "matchGrow.column.paper"), paper -> Cell.text(english ? paper.en() : paper.name())),
                Column.text(t(locale, "matchGrow.column.clause"), paper -> Cell.text(paper.clause())));
        String heading = named(locale, entry, "matchGrow.papers");
        return Part.Listing.of(
                heading, Table.of(heading, columns, ladders.get(entry.ladder()).papers()), "");
    }

    @PostMapping("/measures/{id}")
    String done(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        UUID organisation = viewer.organisation();
        UUID entry =
                care.measureOf(id).orElseThrow(() -> new NotFound("measure")).entry();
        if (organisation == null
                || store.of(organisation).stream().noneMatch(one -> one.id().equals(entry)))
            throw new NotFound("measure");
        return Answer.of(
                service.close(viewer, id, Typed.version(posted.get("version")), posted),
                Notice.done("matchGrow.done.kept"),
                done -> PATH,
                errors -> show(id.toString(), Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }
}
