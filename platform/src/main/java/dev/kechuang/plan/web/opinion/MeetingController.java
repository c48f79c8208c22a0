package dev.kechuang.plan.web.opinion;

import dev.kechuang.plan.internal.opinion.CollectionService;
import dev.kechuang.plan.internal.opinion.MeetingStore;
import dev.kechuang.plan.internal.opinion.MeetingStore.Firm;
import dev.kechuang.plan.internal.opinion.MeetingStore.Meeting;
import dev.kechuang.plan.internal.opinion.OpinionStore;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.desk.Part.Button;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
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

/** Meetings with firms and what each of them said. */
@Controller
@RequestMapping("/opinions")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class MeetingController {

    private static final int SIZE = 30;
    private static final int SHOWN = 100;

    private final MeetingStore store;
    private final CollectionService service;
    private final OpinionStore opinions;
    private final OpinionController list;
    private final OpinionWords words;
    private final Labels labels;

    MeetingController(
            MeetingStore store,
            CollectionService service,
            OpinionStore opinions,
            OpinionController list,
            OpinionWords words,
            Labels labels) {
        this.store = store;
        this.service = service;
        this.opinions = opinions;
        this.list = list;
        this.words = words;
        this.labels = labels;
    }

    private String t(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    private static boolean officer(Viewer viewer) {
        return viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER);
    }

    @GetMapping("/meetings")
    String meetings(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        var page = store.meetings(
                viewer,
                asked.getOrDefault("q", "").strip(),
                KeyPage.At.of(asked.get("after"), asked.get("before")),
                SIZE);
        List<Column<Meeting>> columns = List.of(
                Column.title(
                        t(locale, "opinion.meeting.title"),
                        m -> new Cell.Lines(m.title(), "/opinions/meetings/" + m.id(), m.place())),
                Column.text(t(locale, "opinion.meeting.heldOn"), m -> Labels.day(m.heldOn())),
                Column.text(t(locale, "opinion.column.region"), m -> Cell.text(labels.region(locale, m.region()))),
                Column.figure(t(locale, "opinion.firms"), t(locale, "opinion.firmUnit"), m -> Cell.count(m.firms())),
                Column.figure(t(locale, "opinion.opinions"), t(locale, "opinion.unit"), m -> Cell.count(m.opinions())));
        var buttons = officer(viewer)
                ? List.of(new Button(t(locale, "opinion.meeting.new"), "/opinions/meetings/new", true))
                : List.<Button>of();
        model.addAttribute(
                "model",
                Page.of(t(locale, "opinion.meetings"))
                        .add(new Part.Tabs(
                                t(locale, "opinion.list"), OpinionController.tabs(labels, locale, "meetings")))
                        .add(new Part.Listing(
                                "",
                                buttons,
                                Table.of(t(locale, "opinion.meetings"), columns, page.items()),
                                page,
                                t(locale, "opinion.meeting.none"),
                                t(locale, "opinion.meeting.none.hint"))));
        return Page.VIEW;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/meetings/new")
    String meeting(Locale locale, Model model) {
        return meeting(Form.of(Map.of("heldOn", labels.today().toString())), locale, model);
    }

    private String meeting(Form form, Locale locale, Model model) {
        var fields = List.of(
                Field.line("title", t(locale, "opinion.meeting.title"), 80).must(),
                Field.day("heldOn", t(locale, "opinion.meeting.heldOn")).must(),
                Field.line("place", t(locale, "opinion.meeting.place"), 120),
                Field.text("firms", t(locale, "opinion.firms"), 20_000)
                        .must()
                        .hint(t(locale, "opinion.meeting.firms.hint")),
                Field.text("minutes", t(locale, "opinion.meeting.minutes"), 4000));
        model.addAttribute(
                "model",
                Page.of(
                                t(locale, "opinion.meeting.new"),
                                new Crumb(t(locale, "opinion.meetings"), "/opinions/meetings"))
                        .add(new Part.Command(
                                "",
                                "",
                                "/opinions/meetings/new",
                                form,
                                fields,
                                t(locale, "desk.save"),
                                "/opinions/meetings",
                                false,
                                false)));
        return Page.VIEW;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/meetings/new")
    String held(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        return service.meet(viewer, posted).fold(id -> "redirect:/opinions/meetings/" + id, errors -> {
            response.setStatus(422);
            return meeting(Form.of(posted).with(errors), locale, model);
        });
    }

    @GetMapping("/meetings/{id}")
    String meeting(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return meeting(id, Form.EMPTY, viewer, locale, model);
    }

    private String meeting(UUID id, Form form, Viewer viewer, Locale locale, Model model) {
        Meeting meeting = store.meeting(viewer, id).orElseThrow(() -> new NotFound("meeting"));
        var firms = store.attendance(id);
        var page = Page.of(meeting.title(), new Crumb(t(locale, "opinion.meetings"), "/opinions/meetings"))
                .add(new Part.Facts(
                        "",
                        List.of(
                                Detail.of(t(locale, "opinion.meeting.heldOn"), Labels.day(meeting.heldOn())),
                                Detail.of(t(locale, "opinion.meeting.place"), meeting.place()),
                                Detail.of(t(locale, "opinion.firms"), Cell.count(meeting.firms())),
                                Detail.of(t(locale, "opinion.form.by"), meeting.createdName()))));
        if (!meeting.minutes().isEmpty())
            page.add(new Part.Prose(t(locale, "opinion.meeting.minutes"), meeting.minutes()));
        page.add(new Part.Listing(
                t(locale, "opinion.opinions"),
                List.of(),
                list.table(locale, opinions.of(viewer, "meeting", id), "/opinions/"),
                null,
                t(locale, "opinion.none"),
                ""));
        if (officer(viewer)) {
            page.add(new Part.Command(
                    t(locale, "opinion.meeting.said"),
                    "",
                    "/opinions/meetings/" + id + "/opinions",
                    form,
                    List.of(
                            Field.select("topic", t(locale, "opinion.column.topic"), words.topics(locale))
                                    .must(),
                            Field.text("opinions", t(locale, "opinion.opinions"), 40_000)
                                    .must()
                                    .hint(t(locale, "opinion.meeting.said.hint"))),
                    t(locale, "desk.save"),
                    "",
                    false,
                    false));
        }
        List<Column<Firm>> columns = List.of(
                Column.title(t(locale, "opinion.column.firm"), f -> Cell.link(f.name(), "/organisations/" + f.id())),
                Column.text(t(locale, "opinion.column.region"), f -> Cell.text(labels.region(locale, f.region()))));
        page.add(new Part.Listing(
                t(locale, "opinion.firms"),
                List.of(),
                Table.of(t(locale, "opinion.firms"), columns, firms),
                null,
                "",
                ""));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/meetings/{id}/opinions")
    String said(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                service.said(viewer, id, posted),
                count -> Notice.done("opinion.done.said", count),
                count -> "/opinions/meetings/" + id,
                errors -> meeting(id, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }
}
