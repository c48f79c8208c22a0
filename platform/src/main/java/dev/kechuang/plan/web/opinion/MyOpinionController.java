package dev.kechuang.plan.web.opinion;

import dev.kechuang.plan.internal.desk.History;
import dev.kechuang.plan.internal.opinion.CollectionService;
import dev.kechuang.plan.internal.opinion.CollectionStore;
import dev.kechuang.plan.internal.opinion.Opinion;
import dev.kechuang.plan.internal.opinion.OpinionForm;
import dev.kechuang.plan.internal.opinion.OpinionService;
import dev.kechuang.plan.internal.opinion.OpinionStore;
import dev.kechuang.plan.internal.opinion.Question;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.FieldError;
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
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A firm's page of opinions: what it is asked, what it said, what became of it. */
@Controller
@RequestMapping("/my/opinions")
@Allow(Role.APPLICANT)
class MyOpinionController {

    private final CollectionStore collections;
    private final CollectionService collection;
    private final OpinionStore store;
    private final OpinionService service;
    private final OpinionController list;
    private final History history;
    private final OpinionWords words;
    private final Labels labels;

    MyOpinionController(
            CollectionStore collections,
            CollectionService collection,
            OpinionStore store,
            OpinionService service,
            OpinionController list,
            History history,
            OpinionWords words,
            Labels labels) {
        this.collections = collections;
        this.collection = collection;
        this.store = store;
        this.service = service;
        this.list = list;
        this.history = history;
        this.words = words;
        this.labels = labels;
    }

    private String t(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    private static UUID organisation(Viewer viewer) {
        UUID organisation = viewer.organisation();
        return organisation == null ? new UUID(0, 0) : organisation;
    }

    @GetMapping
    String mine(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        UUID organisation = organisation(viewer);
        var page = store.page(
                viewer,
                OpinionStore.Query.ALL,
                labels.today(),
                KeyPage.At.of(asked.get("after"), asked.get("before")),
                30);
        List<Column<OpinionForm>> columns = List.of(
                Column.title(
                        t(locale, "opinion.form.title"), f -> Cell.link(f.title(), "/my/opinions/forms/" + f.id())),
                Column.text(t(locale, "opinion.form.closesOn"), f -> Labels.day(f.closesOn())),
                Column.text(
                        t(locale, "opinion.my.answered"),
                        f -> Cell.text(
                                t(locale, collections.answered(f.id(), organisation) ? "desk.yes" : "desk.no"))));
        model.addAttribute(
                "model",
                Page.of(t(locale, "opinion.my"))
                        .add(Part.Listing.of(
                                t(locale, "opinion.my.forms"),
                                Table.of(t(locale, "opinion.my.forms"), columns, collections.forFirm(organisation)),
                                t(locale, "opinion.my.noForms")))
                        .add(new Part.Listing(
                                t(locale, "opinion.my.said"),
                                List.of(new Button(t(locale, "opinion.my.say"), "/my/opinions/new", true)),
                                list.table(locale, page.items(), "/my/opinions/"),
                                page,
                                t(locale, "opinion.my.none"),
                                t(locale, "opinion.my.none.hint"))));
        return Page.VIEW;
    }

    @GetMapping("/new")
    String say(Locale locale, Model model) {
        return say(Form.of(Map.of("key", UUID.randomUUID().toString())), locale, model);
    }

    private String say(Form form, Locale locale, Model model) {
        model.addAttribute(
                "model",
                Page.of(t(locale, "opinion.my.say"), new Crumb(t(locale, "opinion.my"), "/my/opinions"))
                        .add(new Part.Command(
                                "",
                                t(locale, "opinion.my.say.hint"),
                                "/my/opinions/new",
                                form,
                                List.of(
                                        Field.select("topic", t(locale, "opinion.column.topic"), words.topics(locale))
                                                .must(),
                                        Field.text("text", t(locale, "opinion.column.text"), 2000)
                                                .must(),
                                        Field.hidden("key")),
                                t(locale, "opinion.my.send"),
                                "/my/opinions",
                                false,
                                false)));
        return Page.VIEW;
    }

    @PostMapping("/new")
    String said(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        UUID key = Typed.id(posted.getOrDefault("key", "")).orElseGet(UUID::randomUUID);
        return Answer.of(
                collection.say(viewer, key, posted),
                Notice.done("opinion.done.received"),
                id -> "/my/opinions/" + id,
                errors -> say(Form.of(posted).with(errors), locale, model),
                response,
                redirect);
    }

    @GetMapping("/forms/{id}")
    String form(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return form(id, Form.of(Map.of("key", UUID.randomUUID().toString())), viewer, locale, model);
    }

    private String form(UUID id, Form form, Viewer viewer, Locale locale, Model model) {
        OpinionForm asked = collections.forFirm(organisation(viewer), id).orElseThrow(() -> new NotFound("form"));
        var fields = new ArrayList<Field>();
        for (Question question : asked.questions()) {
            Field field = field(locale, question);
            fields.add(question.required() ? field.must() : field);
        }
        fields.add(Field.hidden("key"));
        var page = Page.of(asked.title(), new Crumb(t(locale, "opinion.my"), "/my/opinions"));
        if (!asked.purpose().isEmpty()) page.add(new Part.Prose("", asked.purpose()));
        if (collections.answered(id, organisation(viewer)))
            page.add(new Part.Note(t(locale, "opinion.my.again"), false));
        page.add(new Part.Command(
                "",
                t(locale, "opinion.my.until", asked.closesOn().toString()),
                "/my/opinions/forms/" + id,
                form,
                fields,
                t(locale, "opinion.my.send"),
                "/my/opinions",
                false,
                false));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    private Field field(Locale locale, Question question) {
        var options = question.options().stream()
                .map(option -> new Option(option, option))
                .toList();
        return switch (question.kind()) {
            case LINE -> Field.line(question.code(), question.text(), 200);
            case TEXT -> Field.text(question.code(), question.text(), 2000);
            case NUMBER -> Field.number(question.code(), question.text());
            case DAY -> Field.day(question.code(), question.text());
            case CHOICE -> Field.radios(question.code(), question.text(), options);
            case CHOICES -> Field.checkboxes(question.code(), question.text(), options);
            case OPINIONS ->
                Field.text(question.code(), question.text(), 20_000).hint(t(locale, "opinion.my.opinions.hint"));
        };
    }

    @PostMapping("/forms/{id}")
    String answered(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var typed = OpinionController.joined(posted);
        UUID key = Typed.id(typed.getOrDefault("key", "")).orElseGet(UUID::randomUUID);
        return Answer.of(
                collection.respond(viewer, id, key, typed),
                Notice.done("opinion.done.received"),
                done -> "/my/opinions",
                errors -> form(id, Form.of(typed).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return one(id, Map.of(), List.of(), viewer, locale, model);
    }

    private String one(
            UUID id, Map<String, String> typed, List<FieldError> errors, Viewer viewer, Locale locale, Model model) {
        Opinion o = store.find(viewer, id).orElseThrow(() -> new NotFound("opinion"));
        var page = Page.of(o.number(), new Crumb(t(locale, "opinion.my"), "/my/opinions"))
                .add(new Part.Facts("", words.details(locale, o, false)));
        if (o.state() == Opinion.State.ANSWERED) {
            var values = new HashMap<>(typed);
            values.put("version", String.valueOf(o.version()));
            page.add(new Part.Command(
                    t(locale, "opinion.my.rate"),
                    t(locale, o.reopened() == 0 ? "opinion.my.rate.hint" : "opinion.my.rateAgain.hint"),
                    "/my/opinions/" + id + "/rate",
                    Form.of(values).with(errors),
                    List.of(
                            Field.radios(
                                            "satisfaction",
                                            t(locale, "opinion.column.satisfaction"),
                                            words.satisfactions(locale))
                                    .must(),
                            Field.text("comment", t(locale, "opinion.column.comment"), 500),
                            Field.hidden("version")),
                    t(locale, "opinion.my.rate"),
                    "",
                    false,
                    false));
        }
        page.add(new Part.Timeline(
                t(locale, "desk.history"), labels.timeline(locale, history.of(id), "opinion.action.")));
        page.said(Form.EMPTY.with(errors), labels.words(locale));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    @PostMapping("/{id}/rate")
    String rate(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                service.rate(viewer, id, Typed.version(posted.get("version")), posted),
                Notice.done("opinion.done.rated"),
                done -> "/my/opinions/" + id,
                errors -> one(id, posted, errors, viewer, locale, model),
                response,
                redirect);
    }
}
