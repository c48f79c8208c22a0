package dev.kechuang.plan.web.assess;

import dev.kechuang.plan.internal.assess.Assessment;
import dev.kechuang.plan.internal.assess.Assessment.Entry;
import dev.kechuang.plan.internal.assess.Assessment.State;
import dev.kechuang.plan.internal.assess.Assessment.Subject;
import dev.kechuang.plan.internal.assess.AssessmentScheme;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Item;
import dev.kechuang.plan.internal.assess.AssessmentScheme.Kind;
import dev.kechuang.plan.internal.assess.AssessmentScores;
import dev.kechuang.plan.internal.assess.AssessmentService;
import dev.kechuang.plan.internal.assess.AssessmentStore;
import dev.kechuang.plan.internal.assess.Objections;
import dev.kechuang.plan.internal.assess.Result;
import dev.kechuang.plan.internal.assess.Result.Step;
import dev.kechuang.plan.internal.desk.Units;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.desk.Page;
import dev.kechuang.shared.web.desk.Part;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
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

/** One unit's assessment with every step, where it is scored, entered and objected to. */
@Controller
@RequestMapping("/assessments/{id}/units/{unit}")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class SubjectController {

    private final AssessmentStore store;
    private final AssessmentService service;
    private final AssessmentScores scores;
    private final Objections objections;
    private final Labels labels;

    SubjectController(
            AssessmentStore store,
            AssessmentService service,
            AssessmentScores scores,
            Objections objections,
            Labels labels) {
        this.store = store;
        this.service = service;
        this.scores = scores;
        this.objections = objections;
        this.labels = labels;
    }

    private String t(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    private static String name(Locale locale, Item item) {
        return AssessmentController.pick(locale, item.name(), item.en());
    }

    @GetMapping
    String one(@PathVariable UUID id, @PathVariable UUID unit, Viewer viewer, Locale locale, Model model) {
        return show(id, unit, "", Form.EMPTY, viewer, locale, model);
    }

    private String show(UUID id, UUID unit, String refused, Form form, Viewer viewer, Locale locale, Model model) {
        Assessment one = store.find(viewer, id).orElseThrow(() -> new NotFound("assessment"));
        Subject subject = store.subjects(id).stream()
                .filter(known -> known.unit().equals(unit))
                .findFirst()
                .orElseThrow(() -> new NotFound("unit"));
        AssessmentScheme scheme = service.scheme(one);
        var result = store.results(id).stream()
                .filter(known -> known.unit().equals(unit))
                .findFirst();
        var page = Page.of(
                subject.name(),
                new Crumb(t(locale, "assess.list"), "/assessments"),
                new Crumb(AssessmentController.pick(locale, scheme.name(), scheme.en()), "/assessments/" + id));
        var details = new ArrayList<Detail>();
        details.add(Detail.of(t(locale, "assess.column.state"), AssessmentController.state(labels, locale, one)));
        result.ifPresent(known -> {
            details.add(Detail.of(t(locale, "assess.column.total"), Cell.decimal(known.total(), 2)));
            details.add(Detail.of(t(locale, "assess.column.rank"), Cell.count(known.rank())));
            if (known.vetoed())
                details.add(
                        Detail.of(t(locale, "assess.column.remark"), new Tag(t(locale, "assess.vetoed"), Tone.FAILED)));
        });
        page.add(new Part.Facts("", details));
        result.ifPresentOrElse(
                known -> page.add(steps(locale, scheme, known)),
                () -> page.add(new Part.Note(t(locale, "assess.notRun"), false)));
        boolean bureau = viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER);
        if (one.state() == State.OPEN && bureau && !Units.own(viewer, unit))
            work(page, one, subject, scheme, refused, form, viewer, locale);
        if (one.state() == State.PUBLISHED && Units.own(viewer, unit)) {
            page.add(command(
                    locale,
                    id,
                    unit,
                    "object",
                    refused,
                    form,
                    List.of(
                            Field.select(
                                            "objectionItem",
                                            t(locale, "assess.column.item"),
                                            options(locale, scheme.items(subject.group())))
                                    .must(),
                            Field.text("text", t(locale, "assess.column.objection"), 2000)
                                    .must()),
                    false));
        }
        page.said(form, labels.words(locale));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    private static List<Option> options(Locale locale, List<Item> items) {
        return items.stream()
                .map(item -> new Option(item.code(), name(locale, item)))
                .toList();
    }

    private Part steps(Locale locale, AssessmentScheme scheme, Result result) {
        var accounts = new ArrayList<Part.Account>();
        for (var scored : result.items()) {
            Item item = scheme.item(scored.item()).orElseThrow();
            var lines = new ArrayList<Part.Account.Line>();
            for (Step step : scored.steps())
                lines.add(
                        new Part.Account.Line(t(locale, step.key(), step.args().toArray()), step.path()));
            // A veto has no points: it happened or it did not.
            String points = switch (item.kind()) {
                case VETO -> t(locale, scored.inputs().containsKey("entries") ? "assess.vetoed" : "assess.notVetoed");
                case DEDUCTION -> Figures.decimal(scored.points().negate(), 2);
                default -> Figures.decimal(scored.points(), 2);
            };
            String kind = t(locale, "assess.kind." + item.kind().code());
            accounts.add(new Part.Account(
                    name(locale, item),
                    item.clause().isEmpty() ? kind : kind + " · " + item.clause(),
                    points,
                    item.weight().signum() == 0 ? "" : Figures.exact(item.weight()),
                    lines));
        }
        return new Part.Accounts(t(locale, "assess.steps"), accounts);
    }

    private void work(
            Page page,
            Assessment one,
            Subject subject,
            AssessmentScheme scheme,
            String refused,
            Form form,
            Viewer viewer,
            Locale locale) {
        UUID id = one.id();
        var items = scheme.items(subject.group());
        var manual = items.stream().filter(item -> item.kind() == Kind.MANUAL).toList();
        if (!manual.isEmpty()) {
            page.add(command(
                    locale,
                    id,
                    subject.unit(),
                    "score",
                    refused,
                    form,
                    List.of(
                            Field.select("item", t(locale, "assess.column.item"), options(locale, manual))
                                    .must(),
                            Field.number("points", t(locale, "assess.column.points"))
                                    .must(),
                            Field.line("reason", t(locale, "assess.column.reason"), 500)),
                    false));
        }
        var entered = items.stream().filter(Item::entered).toList();
        if (!entered.isEmpty()) {
            page.add(command(
                    locale,
                    id,
                    subject.unit(),
                    "enter",
                    refused,
                    form,
                    List.of(
                            Field.select("entryItem", t(locale, "assess.column.item"), options(locale, entered))
                                    .must(),
                            Field.number("entryPoints", t(locale, "assess.column.points"))
                                    .hint(t(locale, "assess.hint.points")),
                            Field.line("entryReason", t(locale, "assess.column.reason"), 500)
                                    .must()),
                    true));
        }
        var entries = store.entries(id).stream()
                .filter(entry -> entry.unit().equals(subject.unit()))
                .toList();
        if (entries.isEmpty()) return;
        List<Column<Entry>> columns = List.of(
                Column.text(
                        t(locale, "assess.column.item"),
                        entry -> Cell.text(scheme.item(entry.item())
                                .map(item -> name(locale, item))
                                .orElse(""))),
                Column.figure(t(locale, "assess.column.points"), "", entry -> Cell.decimal(entry.points(), 2)),
                Column.title(
                        t(locale, "assess.column.reason"), entry -> new Cell.Lines(entry.reason(), "", entry.name())),
                Column.text(t(locale, "assess.column.withdrawn"), entry -> Cell.text(entry.withdrawn())));
        page.add(Part.Listing.of(
                t(locale, "assess.entries"), Table.of(t(locale, "assess.entries"), columns, entries), ""));
        var standing = entries.stream()
                .filter(entry -> entry.withdrawn().isEmpty())
                .map(entry -> new Option(entry.id().toString(), entry.reason()))
                .toList();
        if (standing.isEmpty()) return;
        page.add(command(
                locale,
                id,
                subject.unit(),
                "withdraw",
                refused,
                form,
                List.of(
                        Field.select("entry", t(locale, "assess.entries"), standing)
                                .must(),
                        Field.line("withdrawReason", t(locale, "assess.column.reason"), 500)
                                .must()),
                true));
    }

    private Part command(
            Locale locale,
            UUID id,
            UUID unit,
            String name,
            String refused,
            Form form,
            List<Field> fields,
            boolean folded) {
        return new Part.Command(
                t(locale, "assess.do." + name),
                t(locale, "assess.hint." + name),
                "/assessments/" + id + "/units/" + unit + "/" + name,
                name.equals(refused) ? form : Form.EMPTY,
                fields,
                t(locale, "assess.do." + name),
                "",
                false,
                folded);
    }

    private String answer(
            UUID id,
            UUID unit,
            String command,
            Map<String, String> posted,
            Outcome<UUID> outcome,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                outcome,
                Notice.done("assess.done.saved"),
                done -> "/assessments/" + id + "/units/" + unit,
                errors -> show(id, unit, command, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/score")
    String score(
            @PathVariable UUID id,
            @PathVariable UUID unit,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = scores.score(viewer, id, unit, posted);
        return answer(id, unit, "score", posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/enter")
    String enter(
            @PathVariable UUID id,
            @PathVariable UUID unit,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = scores.enter(viewer, id, unit, posted);
        return answer(id, unit, "enter", posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/withdraw")
    String withdraw(
            @PathVariable UUID id,
            @PathVariable UUID unit,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        UUID entry = dev.kechuang.shared.desk.Typed.id(posted.getOrDefault("entry", ""))
                .orElse(new UUID(0, 0));
        var outcome = scores.withdraw(viewer, id, entry, posted);
        return answer(id, unit, "withdraw", posted, outcome, viewer, locale, model, response, redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/object")
    String object(
            @PathVariable UUID id,
            @PathVariable UUID unit,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = objections.object(viewer, id, unit, posted);
        return answer(id, unit, "object", posted, outcome, viewer, locale, model, response, redirect);
    }
}
