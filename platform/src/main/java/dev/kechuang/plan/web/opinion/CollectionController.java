package dev.kechuang.plan.web.opinion;

import dev.kechuang.pack.TitleKinds;
import dev.kechuang.plan.internal.opinion.CollectionService;
import dev.kechuang.plan.internal.opinion.CollectionStore;
import dev.kechuang.plan.internal.opinion.CollectionStore.Response;
import dev.kechuang.plan.internal.opinion.OpinionForm;
import dev.kechuang.plan.internal.opinion.OpinionStore;
import dev.kechuang.plan.internal.opinion.Question;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.KeyPage;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Forms that are sent to firms: drafted, published, closed, and what came back. */
@Controller
@RequestMapping("/opinions")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class CollectionController {

    private static final int SIZE = 30;
    private static final int SHOWN = 100;

    private final CollectionStore store;
    private final CollectionService service;
    private final OpinionStore opinions;
    private final OpinionController list;
    private final OpinionWords words;
    private final Labels labels;
    private final TitleKinds titles;

    CollectionController(
            CollectionStore store,
            CollectionService service,
            OpinionStore opinions,
            OpinionController list,
            OpinionWords words,
            Labels labels,
            TitleKinds titles) {
        this.store = store;
        this.service = service;
        this.opinions = opinions;
        this.list = list;
        this.words = words;
        this.labels = labels;
        this.titles = titles;
    }

    private String t(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    private Crumb forms(Locale locale) {
        return new Crumb(t(locale, "opinion.forms"), "/opinions/forms");
    }

    private static boolean officer(Viewer viewer) {
        return viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER);
    }

    @GetMapping("/forms")
    String forms(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        var page = store.forms(
                viewer, asked.getOrDefault("state", ""), KeyPage.At.of(asked.get("after"), asked.get("before")), SIZE);
        String unit = t(locale, "opinion.firmUnit");
        List<Column<OpinionForm>> columns = List.of(
                Column.title(
                        t(locale, "opinion.form.title"),
                        f -> new Cell.Lines(f.title(), "/opinions/forms/" + f.id(), f.createdName())),
                Column.text(t(locale, "opinion.form.to"), f -> Cell.text(to(locale, f))),
                Column.text(t(locale, "opinion.form.closesOn"), f -> Labels.day(f.closesOn())),
                Column.figure(t(locale, "opinion.form.invited"), unit, f -> Cell.count(f.invited())),
                Column.figure(t(locale, "opinion.form.answered"), unit, f -> Cell.count(f.answered())),
                Column.figure(t(locale, "opinion.opinions"), t(locale, "opinion.unit"), f -> Cell.count(f.opinions())),
                Column.text(t(locale, "opinion.column.state"), f -> words.state(locale, f)));
        var buttons = officer(viewer)
                ? List.of(new Button(t(locale, "opinion.form.new"), "/opinions/forms/new", true))
                : List.<Button>of();
        model.addAttribute(
                "model",
                Page.of(t(locale, "opinion.forms"))
                        .add(new Part.Tabs(t(locale, "opinion.list"), OpinionController.tabs(labels, locale, "forms")))
                        .add(new Part.Listing(
                                "",
                                buttons,
                                Table.of(t(locale, "opinion.forms"), columns, page.items()),
                                page,
                                t(locale, "opinion.form.none"),
                                t(locale, "opinion.form.none.hint"))));
        return Page.VIEW;
    }

    private String to(Locale locale, OpinionForm form) {
        if (form.open()) return t(locale, "opinion.form.open");
        var parts = new ArrayList<String>();
        form.regions().forEach(code -> parts.add(labels.region(locale, code)));
        form.titles().forEach(code -> parts.add(title(locale, code)));
        parts.addAll(form.industries());
        return parts.isEmpty() ? t(locale, "opinion.form.all") : String.join("、", parts);
    }

    private String title(Locale locale, String code) {
        return titles.byCode(code)
                .map(kind -> Labels.english(locale) && !kind.en().isEmpty() ? kind.en() : kind.name())
                .orElse(code);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/forms/new")
    String draft(Viewer viewer, Locale locale, Model model) {
        var values = Map.of(
                "open",
                "chosen",
                "closesOn",
                labels.today().plusDays(14).toString(),
                "questions",
                t(locale, "opinion.form.sample").replace(" | ", "\n"));
        return edit("/opinions/forms/new", Form.of(values), viewer, locale, model);
    }

    private String edit(String action, Form form, Viewer viewer, Locale locale, Model model) {
        var kinds = titles.all().stream()
                .filter(kind -> kind.holder() == dev.kechuang.pack.TitleKind.Holder.ORGANISATION)
                .map(kind -> new Option(kind.code(), title(locale, kind.code())))
                .toList();
        var fields = List.of(
                Field.line("title", t(locale, "opinion.form.title"), 80).must(),
                Field.day("closesOn", t(locale, "opinion.form.closesOn")).must(),
                Field.text("purpose", t(locale, "opinion.form.purpose"), 2000),
                Field.text("questions", t(locale, "opinion.form.questions"), 8000)
                        .must()
                        .hint(t(locale, "opinion.form.questions.hint")),
                Field.radios(
                                "open",
                                t(locale, "opinion.form.to"),
                                List.of(
                                        new Option("chosen", t(locale, "opinion.form.chosen")),
                                        new Option("open", t(locale, "opinion.form.open"))))
                        .must(),
                Field.checkboxes("regions", t(locale, "opinion.form.regions"), labels.regions(locale, viewer))
                        .hint(t(locale, "opinion.form.any")),
                Field.checkboxes("titles", t(locale, "opinion.form.titles"), kinds)
                        .hint(t(locale, "opinion.form.any")),
                Field.line("industries", t(locale, "opinion.form.industries"), 200)
                        .hint(t(locale, "opinion.form.industries.hint")),
                Field.hidden("version"));
        model.addAttribute(
                "model",
                Page.of(t(locale, "opinion.form.new"), forms(locale))
                        .add(new Part.Command(
                                "",
                                "",
                                action,
                                form,
                                fields,
                                t(locale, "desk.save"),
                                "/opinions/forms",
                                false,
                                false)));
        return Page.VIEW;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/forms/new")
    String drafted(
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        var typed = OpinionController.joined(posted);
        return service.draft(viewer, typed).fold(id -> "redirect:/opinions/forms/" + id, errors -> {
            response.setStatus(422);
            return edit("/opinions/forms/new", Form.of(typed).with(errors), viewer, locale, model);
        });
    }

    private OpinionForm found(Viewer viewer, UUID id) {
        return store.form(viewer, id).orElseThrow(() -> new NotFound("form"));
    }

    @GetMapping("/forms/{id}")
    String form(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return form(id, Form.EMPTY, viewer, locale, model);
    }

    private String form(UUID id, Form refused, Viewer viewer, Locale locale, Model model) {
        OpinionForm form = found(viewer, id);
        String unit = t(locale, "opinion.firmUnit");
        var details = new ArrayList<Detail>();
        details.add(Detail.of(t(locale, "opinion.column.state"), words.state(locale, form)));
        details.add(Detail.of(t(locale, "opinion.form.to"), to(locale, form)));
        details.add(Detail.of(t(locale, "opinion.form.closesOn"), Labels.day(form.closesOn())));
        details.add(Detail.of(t(locale, "opinion.form.by"), form.createdName()));
        boolean draft = form.state() == OpinionForm.State.DRAFT;
        if (draft && !form.open()) {
            details.add(Detail.of(t(locale, "opinion.form.wouldGo"), store.firms(viewer, form) + " " + unit));
        }
        if (!draft) {
            details.add(Detail.of(t(locale, "opinion.form.invited"), form.invited() + " " + unit));
            details.add(Detail.of(t(locale, "opinion.form.answered"), form.answered() + " " + unit));
        }
        var page = Page.of(form.title(), forms(locale)).add(new Part.Facts("", details));
        if (!form.purpose().isEmpty()) page.add(new Part.Prose(t(locale, "opinion.form.purpose"), form.purpose()));
        if (officer(viewer) && form.state() != OpinionForm.State.CLOSED) {
            String command = draft ? "publish" : "close";
            if (draft) {
                page.add(new Part.Buttons(
                        List.of(new Button(t(locale, "desk.edit"), "/opinions/forms/" + id + "/edit", false))));
            }
            page.add(new Part.Command(
                    t(locale, "opinion.form." + command),
                    t(locale, "opinion.form." + command + ".hint"),
                    "/opinions/forms/" + id + "/" + command,
                    Form.of(Map.of("version", String.valueOf(form.version()))).with(refused.errors()),
                    List.of(Field.hidden("version")),
                    t(locale, "opinion.form." + command),
                    "",
                    false,
                    false));
        }
        page.add(new Part.Prose(
                t(locale, "opinion.form.questions"),
                form.questions().stream().map(Question::written).collect(Collectors.joining("\n"))));
        if (!draft) {
            page.add(responses(locale, form, store.responses(viewer, id, SHOWN)));
            page.add(new Part.Listing(
                    t(locale, "opinion.opinions"),
                    List.of(),
                    list.table(locale, opinions.of(viewer, "form", id), "/opinions/"),
                    null,
                    t(locale, "opinion.none"),
                    ""));
        }
        page.said(refused, labels.words(locale));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    private Part responses(Locale locale, OpinionForm form, List<Response> responses) {
        List<Column<Response>> columns = new ArrayList<>();
        columns.add(Column.title(
                t(locale, "opinion.column.firm"),
                r -> new Cell.Lines(
                        r.firm(), "/organisations/" + r.organisation(), r.person() + " " + Labels.minute(r.at()))));
        for (Question question : form.questions()) {
            if (question.kind() == Question.Kind.OPINIONS) continue;
            columns.add(Column.title(question.text(), r -> Cell.text(r.answers().getOrDefault(question.code(), ""))));
        }
        return new Part.Listing(
                t(locale, "opinion.form.responses"),
                List.of(),
                Table.of(t(locale, "opinion.form.responses"), columns, responses),
                null,
                t(locale, "opinion.form.noResponses"),
                "");
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/forms/{id}/edit")
    String change(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        OpinionForm form = found(viewer, id);
        var values = new LinkedHashMap<String, String>();
        values.put("title", form.title());
        values.put("purpose", form.purpose());
        values.put("closesOn", form.closesOn().toString());
        values.put("open", form.open() ? "open" : "chosen");
        values.put("regions", String.join(",", form.regions()));
        values.put("titles", String.join(",", form.titles()));
        values.put("industries", String.join(",", form.industries()));
        values.put("questions", form.questions().stream().map(Question::written).collect(Collectors.joining("\n")));
        values.put("version", String.valueOf(form.version()));
        return edit("/opinions/forms/" + id + "/edit", Form.of(values), viewer, locale, model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/forms/{id}/edit")
    String changed(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        var typed = OpinionController.joined(posted);
        return service.change(viewer, id, Typed.version(typed.get("version")), typed)
                .fold(done -> "redirect:/opinions/forms/" + id, errors -> {
                    response.setStatus(422);
                    return edit(
                            "/opinions/forms/" + id + "/edit", Form.of(typed).with(errors), viewer, locale, model);
                });
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/forms/{id}/publish")
    String publish(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                service.publish(viewer, id, Typed.version(posted.get("version"))),
                firms -> Notice.done("opinion.done.sent", firms),
                firms -> "/opinions/forms/" + id,
                errors -> form(id, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/forms/{id}/close")
    String close(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        return service.close(viewer, id, Typed.version(posted.get("version")))
                .fold(done -> "redirect:/opinions/forms/" + id, errors -> {
                    response.setStatus(422);
                    return form(id, Form.of(posted).with(errors), viewer, locale, model);
                });
    }
}
