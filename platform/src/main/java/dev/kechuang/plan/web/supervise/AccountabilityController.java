package dev.kechuang.plan.web.supervise;

import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.plan.internal.supervise.Accountability;
import dev.kechuang.plan.internal.supervise.Accountability.Measure;
import dev.kechuang.plan.internal.supervise.Accountability.Note;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.Outcome;
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
import dev.kechuang.shared.web.desk.Part.Button;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashMap;
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

/** Notes on accountability: leaders see all, everybody else those that concern them. */
@Controller
@RequestMapping("/accountability")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class AccountabilityController {

    private final Accountability accountability;
    private final Units units;
    private final Labels labels;

    AccountabilityController(Accountability accountability, Units units, Labels labels) {
        this.accountability = accountability;
        this.units = units;
        this.labels = labels;
    }

    private String t(Locale locale, String key) {
        return labels.text(locale, key);
    }

    @GetMapping
    String list(Viewer viewer, Locale locale, Model model) {
        List<Column<Note>> columns = List.of(
                Column.title(
                        t(locale, "supervise.note.person"),
                        n -> new Cell.Lines(n.personName(), "/accountability/" + n.id(), n.unitName())),
                Column.text(
                        t(locale, "supervise.note.measure"),
                        n -> Cell.text(
                                t(locale, "supervise.measure." + n.measure().code()))),
                Column.text(t(locale, "supervise.note.decidedOn"), n -> Labels.day(n.decidedOn())),
                Column.text(t(locale, "supervise.note.liftedOn"), n -> Labels.day(n.liftedOn())));
        var buttons = viewer.is(Role.BUREAU_LEADER)
                ? List.of(new Button(t(locale, "supervise.note.new"), "/accountability/new", true))
                : List.<Button>of();
        model.addAttribute(
                "model",
                Page.of(t(locale, "supervise.notes"))
                        .add(new Part.Note(t(locale, "supervise.note.who"), false))
                        .add(new Part.Listing(
                                "",
                                buttons,
                                Table.of(t(locale, "supervise.notes"), columns, accountability.all(viewer)),
                                null,
                                t(locale, "supervise.note.none"),
                                "")));
        return Page.VIEW;
    }

    @Allow(Role.BUREAU_LEADER)
    @GetMapping("/new")
    String write(Locale locale, Model model) {
        return write(Form.of(Map.of("decidedOn", labels.today().toString())), locale, model);
    }

    private String write(Form form, Locale locale, Model model) {
        var people = units.everybody().stream()
                .map(person -> new Option(person.account().toString(), person.unitName() + " " + person.name()))
                .toList();
        var fields = List.of(
                Field.select("person", t(locale, "supervise.note.person"), people)
                        .must(),
                Field.select(
                                "measure",
                                t(locale, "supervise.note.measure"),
                                labels.options(locale, Measure.class, "supervise.measure."))
                        .must(),
                Field.day("decidedOn", t(locale, "supervise.note.decidedOn")).must(),
                Field.text("grounds", t(locale, "supervise.note.grounds"), 4000).must());
        model.addAttribute(
                "model",
                Page.of(t(locale, "supervise.note.new"), new Crumb(t(locale, "supervise.notes"), "/accountability"))
                        .add(new Part.Command(
                                "",
                                t(locale, "supervise.note.who"),
                                "/accountability/new",
                                form,
                                fields,
                                t(locale, "desk.save"),
                                "/accountability",
                                false,
                                false)));
        return Page.VIEW;
    }

    @Allow(Role.BUREAU_LEADER)
    @PostMapping("/new")
    String written(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                accountability.write(viewer, posted),
                Notice.done("supervise.done.saved"),
                id -> "/accountability/" + id,
                errors -> write(Form.of(posted).with(errors), locale, model),
                response,
                redirect);
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return show(id, Form.EMPTY, viewer, locale, model);
    }

    private String show(UUID id, Form form, Viewer viewer, Locale locale, Model model) {
        Note n = accountability.open(viewer, id).orElseThrow(() -> new NotFound("note"));
        var details = new ArrayList<Detail>();
        details.add(new Detail(t(locale, "supervise.note.person"), Cell.text(n.personName()), n.unitName()));
        details.add(Detail.of(
                t(locale, "supervise.note.measure"),
                t(locale, "supervise.measure." + n.measure().code())));
        details.add(new Detail(t(locale, "supervise.note.decidedOn"), Labels.day(n.decidedOn()), n.authorName()));
        if (n.supervision() != null) {
            details.add(Detail.of(
                    t(locale, "supervise.list"),
                    Cell.link(t(locale, "supervise.note.item"), "/supervision/" + n.supervision())));
        }
        if (n.liftedOn() != null)
            details.add(new Detail(t(locale, "supervise.note.liftedOn"), Labels.day(n.liftedOn()), n.liftedNote()));
        var page = Page.of(
                        t(locale, "supervise.note.title"), new Crumb(t(locale, "supervise.notes"), "/accountability"))
                .add(new Part.Facts("", details))
                .add(new Part.Prose(t(locale, "supervise.note.grounds"), n.grounds()));
        if (!n.statement().isEmpty())
            page.add(new Part.Prose(t(locale, "supervise.note.statement") + " " + n.statedOn(), n.statement()));
        boolean concerned = n.person().equals(viewer.account());
        var values = new HashMap<>(form.values());
        values.put("version", String.valueOf(n.version()));
        Form typed = Form.of(values).with(form.errors());
        if (concerned && n.statement().isEmpty()) {
            page.add(new Part.Command(
                    t(locale, "supervise.note.state"),
                    "",
                    "/accountability/" + id + "/statement",
                    typed,
                    List.of(
                            Field.text("statement", t(locale, "supervise.note.statement"), 4000)
                                    .must(),
                            Field.hidden("version")),
                    t(locale, "supervise.note.state"),
                    "",
                    false,
                    false));
        }
        if (viewer.is(Role.BUREAU_LEADER) && !concerned && n.liftedOn() == null) {
            page.add(new Part.Command(
                    t(locale, "supervise.note.lift"),
                    "",
                    "/accountability/" + id + "/lift",
                    typed,
                    List.of(
                            Field.text("liftedNote", t(locale, "supervise.column.reason"), 1000)
                                    .must(),
                            Field.hidden("version")),
                    t(locale, "supervise.note.lift"),
                    "",
                    false,
                    true));
        }
        page.said(form, labels.words(locale));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    private String answer(
            UUID id,
            Map<String, String> posted,
            Outcome<UUID> outcome,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                outcome,
                Notice.done("supervise.done.saved"),
                done -> "/accountability/" + id,
                errors -> show(id, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    @PostMapping("/{id}/statement")
    String state(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = accountability.state(viewer, id, Typed.version(posted.get("version")), posted);
        return answer(id, posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow(Role.BUREAU_LEADER)
    @PostMapping("/{id}/lift")
    String lift(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = accountability.lift(viewer, id, Typed.version(posted.get("version")), posted);
        return answer(id, posted, outcome, viewer, locale, model, response, redirect);
    }
}
