package dev.kechuang.policy.web.deduction;

import dev.kechuang.engine.Decision;
import dev.kechuang.engine.Fact;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.engine.render.Words;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.internal.deduction.Cost;
import dev.kechuang.policy.internal.deduction.DeductionPolicy;
import dev.kechuang.policy.internal.deduction.DeductionService;
import dev.kechuang.policy.internal.deduction.DeductionService.Looked;
import dev.kechuang.policy.internal.deduction.Filing;
import dev.kechuang.policy.internal.deduction.FilingStore;
import dev.kechuang.policy.internal.deduction.Finding;
import dev.kechuang.policy.internal.deduction.Project;
import dev.kechuang.policy.internal.deduction.Sums;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Step;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import gg.jte.Content;
import jakarta.servlet.http.HttpServletResponse;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One filing: what is stated, what the rules say, what the policy computes, and the way it goes. */
@Controller
@RequestMapping("/deductions/{id}")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class FilingController {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final DeductionService service;
    private final DeductionPolicy policies;
    private final FilingStore store;
    private final Decisions decisions;
    private final OrganisationFacts facts;
    private final DeductionWords words;

    FilingController(
            DeductionService service,
            DeductionPolicy policies,
            FilingStore store,
            Decisions decisions,
            OrganisationFacts facts,
            DeductionWords words) {
        this.service = service;
        this.policies = policies;
        this.store = store;
        this.decisions = decisions;
        this.facts = facts;
        this.words = words;
    }

    /**
     * One fact of the statement.
     *
     * @param source where the value it starts from comes from, empty for none
     * @param options what may be chosen; empty for a typed value
     */
    public record Field(String name, String label, String unit, String hint, String source, List<Option> options) {}

    /**
     * @param decision the frozen decision of a confirmed filing, else empty
     * @param steps what the policy computed on the way to the amount
     * @param reasons every condition in words; null when no pack has a policy for the year
     */
    public record FilingPage(
            String id,
            String title,
            int version,
            boolean edits,
            boolean decides,
            boolean reopens,
            List<Step> way,
            List<Detail> details,
            String reason,
            Table findings,
            int stops,
            int notes,
            Form form,
            List<Field> fields,
            Table projects,
            boolean anyProject,
            Table sums,
            Table steps,
            boolean anyStep,
            @Nullable Content reasons,
            String policy,
            String decision,
            List<TimelineEntry> history,
            Confirm giveBack,
            Confirm reopen) {}

    @GetMapping
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return page(looked(viewer, id), null, viewer, locale, model);
    }

    private Looked looked(Viewer viewer, UUID id) {
        return service.look(viewer, id).orElseThrow(() -> new NotFound("deduction filing"));
    }

    private String page(Looked looked, @Nullable Form form, Viewer viewer, Locale locale, Model model) {
        Filing filing = looked.filing();
        String path = "/deductions/" + filing.id();
        boolean edits = viewer.is(Role.APPLICANT) && filing.open();
        var findings = looked.checked().findings();
        int stops = (int) findings.stream().filter(Finding::stops).count();
        var confirmed = filing.confirmed();
        Decided decided = confirmed == null
                ? looked.checked().decided()
                : decisions.again(decisions.saved(confirmed.decision()).orElseThrow());
        var steps = steps(decided, locale);
        model.addAttribute(
                "model",
                new FilingPage(
                        filing.id().toString(),
                        words.text(
                                locale, "deduction.title.of", filing.organisationName(), String.valueOf(filing.year())),
                        filing.version(),
                        edits,
                        viewer.is(Role.COUNTY_OFFICER) && filing.state() == Filing.State.SUBMITTED,
                        viewer.is(Role.COUNTY_OFFICER) && filing.state() == Filing.State.CONFIRMED,
                        way(filing, locale),
                        details(filing, viewer, locale),
                        filing.state() == Filing.State.RETURNED ? filing.reason() : "",
                        findings(findings, looked.projects(), path, edits, locale),
                        stops,
                        findings.size() - stops,
                        form == null ? Form.of(values(filing, edits)) : form,
                        fields(filing, locale),
                        projects(looked, path, edits, locale),
                        !looked.projects().isEmpty(),
                        sums(looked.checked().sums(), locale),
                        Table.of(words.text(locale, "deduction.steps"), stepColumns(locale), steps),
                        !steps.isEmpty(),
                        decided == null ? null : html(decided.html(locale)),
                        decided == null
                                ? ""
                                : DeductionWords.english(locale)
                                        ? decided.version().policy().english()
                                        : decided.version().policy().name(),
                        confirmed == null ? "" : "/policy-decisions/" + confirmed.decision(),
                        history(filing, locale),
                        question(locale, "giveBack", path + "/return", path, filing.version()),
                        question(locale, "reopen", path + "/reopen", path, filing.version())));
        return "policy/deduction/filing";
    }

    private Confirm question(Locale locale, String what, String action, String back, int version) {
        boolean reopens = what.equals("reopen");
        return Confirm.of(
                        words.text(locale, reopens ? "deduction.reopen.title" : "deduction.giveBack.title"),
                        words.text(locale, reopens ? "deduction.reopen.text" : "deduction.giveBack.text"),
                        action,
                        words.text(locale, reopens ? "deduction.reopen" : "deduction.giveBack"),
                        back)
                .withReason(words.text(locale, "deduction.reason"))
                .with(Map.of("version", String.valueOf(version)));
    }

    private static Content html(String fragment) {
        return output -> output.writeContent(fragment);
    }

    private List<Step> way(Filing filing, Locale locale) {
        var names = List.of("draft", "submitted", "confirmed");
        int at = switch (filing.state()) {
            case DRAFT, RETURNED -> 0;
            case SUBMITTED -> 1;
            case CONFIRMED -> 2;
        };
        var way = new ArrayList<Step>();
        for (int i = 0; i < names.size(); i++) {
            Step.State state = i < at || filing.state() == Filing.State.CONFIRMED
                    ? Step.State.DONE
                    : i > at
                            ? Step.State.AHEAD
                            : filing.state() == Filing.State.RETURNED ? Step.State.STOPPED : Step.State.CURRENT;
            way.add(new Step(words.text(locale, "deduction.way." + names.get(i)), state, ""));
        }
        return way;
    }

    private List<Detail> details(Filing filing, Viewer viewer, Locale locale) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(words.text(locale, "deduction.state"), words.state(locale, filing.state())));
        details.add(Detail.of(
                words.text(locale, "deduction.firm"),
                Cell.link(filing.organisationName(), "/organisations/" + filing.organisation())));
        details.add(Detail.of(words.text(locale, "deduction.year"), String.valueOf(filing.year())));
        var submitted = filing.submittedAt();
        if (submitted != null) {
            details.add(Detail.of(
                    words.text(locale, "deduction.submitted"),
                    MINUTE.format(submitted) + " " + filing.submittedName()));
        }
        var confirmed = filing.confirmed();
        if (confirmed != null) {
            details.add(Detail.of(words.text(locale, "deduction.projects"), Cell.count(confirmed.projects())));
            details.add(wan(locale, "deduction.expense.wan", confirmed.expense()));
            details.add(wan(locale, "deduction.deduction.wan", confirmed.deduction()));
            details.add(wan(locale, "deduction.saved.wan", confirmed.saved()));
            details.add(Detail.of(words.text(locale, "deduction.countedIn"), words.region(locale, confirmed.region())));
        }
        return details;
    }

    private Detail wan(Locale locale, String key, long fen) {
        return Detail.of(words.text(locale, key), Cell.money(new Money(fen)));
    }

    private Table findings(List<Finding> findings, List<Project> projects, String path, boolean edits, Locale locale) {
        var byRow = new HashMap<Integer, Project>();
        projects.forEach(project -> byRow.put(project.position(), project));
        return Table.of(
                words.text(locale, "deduction.findings"),
                List.of(
                        Column.<Finding>text(
                                words.text(locale, "deduction.finding.gravity"),
                                f -> new dev.kechuang.shared.web.ui.Tag(
                                        words.text(locale, f.stops() ? "deduction.stops" : "deduction.note"),
                                        f.stops() ? Tone.FAILED : Tone.RETURNED)),
                        Column.text(words.text(locale, "deduction.row"), f -> {
                            var project = byRow.get(f.row());
                            if (project == null) return Cell.text(words.text(locale, "deduction.row.whole"));
                            String label = words.text(locale, "deduction.row.of", f.row(), project.label());
                            return edits ? Cell.link(label, path + "/projects/" + project.id()) : Cell.text(label);
                        }),
                        Column.title(
                                words.text(locale, "deduction.finding"),
                                f -> Cell.text(
                                        words.text(locale, f.key(), f.args().toArray()))),
                        Column.text(
                                words.text(locale, "deduction.finding.rule"),
                                f -> new Cell.Lines(
                                        words.text(
                                                locale,
                                                "deduction.rule." + f.rule().code()),
                                        "",
                                        f.rule().clause()))),
                findings);
    }

    /** What was typed; while it is open, what is confirmed of the year stands where nothing was typed. */
    private Map<String, String> values(Filing filing, boolean edits) {
        var values = new HashMap<String, String>();
        if (edits || filing.state() != Filing.State.CONFIRMED) {
            confirmed(filing).forEach((code, fact) -> values.put(code, typed(fact.value())));
        }
        values.putAll(filing.typed());
        return values;
    }

    private Map<String, OrganisationFacts.Fact> confirmed(Filing filing) {
        var known = new HashMap<String, OrganisationFacts.Fact>();
        facts.confirmed(filing.organisation(), filing.year(), filing.year())
                .forEach(fact -> known.put(fact.code(), fact));
        return known;
    }

    private static String typed(Value value) {
        return switch (value) {
            case Value.Sum(var money) -> dev.kechuang.policy.internal.deduction.Amounts.wan(money.fen());
            case Value.Number(var number) -> number.toPlainString();
            case Value.Text(var text) -> text;
        };
    }

    private List<Field> fields(Filing filing, Locale locale) {
        var version = policies.of(filing.year());
        if (version.isEmpty()) return List.of();
        var known = confirmed(filing);
        boolean english = DeductionWords.english(locale);
        var fields = new ArrayList<Field>();
        for (Fact fact : policies.asked(version.get().policy())) {
            var before = known.get(fact.code());
            fields.add(new Field(
                    fact.code(),
                    english ? fact.english() : fact.name(),
                    fact.kind() == Fact.Kind.MONEY ? words.text(locale, "shared.wan") : fact.unit(),
                    fact.note(),
                    before == null
                            ? ""
                            : words.text(locale, "deduction.known", typed(before.value()), before.confirmedBy()),
                    switch (fact.kind()) {
                        case BOOLEAN ->
                            List.of(
                                    new Option("是", words.text(locale, "deduction.yes")),
                                    new Option("否", words.text(locale, "deduction.no")));
                        case ENUM ->
                            fact.values().stream().map(v -> new Option(v, v)).toList();
                        default -> List.of();
                    }));
        }
        return fields;
    }

    private Table projects(Looked looked, String path, boolean edits, Locale locale) {
        var read = looked.checked().read();
        var columns = new ArrayList<Column<Project>>();
        columns.add(Column.figure(words.text(locale, "deduction.row"), "", p -> Cell.count(p.position())));
        columns.add(Column.title(
                words.text(locale, "deduction.project"),
                p -> new Cell.Lines(
                        p.typed().getOrDefault("name", words.text(locale, "deduction.unnamed")),
                        path + "/projects/" + p.id(),
                        p.label())));
        columns.add(Column.text(words.text(locale, "deduction.field.mode"), p -> {
            String mode = p.typed().getOrDefault("mode", "");
            return words.modes(locale).stream()
                    .filter(option -> option.value().equals(mode))
                    .map(option -> Cell.text(option.label()))
                    .findFirst()
                    .orElse(Cell.NONE);
        }));
        columns.add(Column.figure(words.text(locale, "deduction.own"), words.text(locale, "shared.wan"), p -> {
            var data = read.get(p.position() - 1);
            return data == null ? Cell.NONE : Cell.money(new Money(data.total() - data.commissioned()));
        }));
        columns.add(Column.figure(
                words.text(locale, "deduction.field.commissioned"), words.text(locale, "shared.wan"), p -> {
                    var data = read.get(p.position() - 1);
                    return data == null ? Cell.NONE : Cell.money(new Money(data.commissioned()));
                }));
        columns.add(Column.text(words.text(locale, "deduction.checked"), p -> {
            long wrong = looked.checked().findings().stream()
                    .filter(f -> f.row() == p.position() && f.stops())
                    .count();
            return wrong == 0
                    ? new dev.kechuang.shared.web.ui.Tag(words.text(locale, "deduction.right"), Tone.PASSED)
                    : new dev.kechuang.shared.web.ui.Tag(words.text(locale, "deduction.wrong", wrong), Tone.FAILED);
        }));
        if (edits) {
            columns.add(Column.actions(
                    words.text(locale, "deduction.actions"),
                    p -> Cell.actions(
                            Action.open(words.text(locale, "deduction.edit"), path + "/projects/" + p.id()),
                            Action.post(
                                    words.text(locale, "deduction.remove"),
                                    path + "/projects/" + p.id() + "/remove"))));
        }
        return Table.of(words.text(locale, "deduction.table"), columns, looked.projects());
    }

    private record Sum(String key, long fen) {}

    private Table sums(Sums sums, Locale locale) {
        var rows = new ArrayList<Sum>();
        for (Cost cost : Cost.values()) rows.add(new Sum("deduction.field." + cost.code(), sums.of(cost)));
        rows.add(new Sum("deduction.field.commissionedDomestic", sums.domestic()));
        rows.add(new Sum("deduction.field.commissionedForeign", sums.foreign()));
        rows.add(new Sum("deduction.field.total", sums.total()));
        return Table.of(
                words.text(locale, "deduction.sums"),
                List.of(
                        Column.<Sum>title(
                                words.text(locale, "deduction.category"),
                                sum -> Cell.text(words.text(locale, sum.key()))),
                        words.money(locale, "deduction.amount", Sum::fen)),
                rows);
    }

    private record Line(String name, String value, String formula, String clause) {}

    /** The definitions the policy went through, and the amount itself. */
    private List<Line> steps(@Nullable Decided decided, Locale locale) {
        if (decided == null) return List.of();
        boolean english = DeductionWords.english(locale);
        var language = Decided.language(locale);
        var lines = new ArrayList<Line>();
        for (Decision.BenefitResult benefit : decided.decision().benefits()) {
            // As the policy's text has them, which is how an official reads them.
            var order = decided.version().policy().definitions();
            var steps = new ArrayList<>(benefit.steps());
            steps.sort(Comparator.comparingInt(step -> order.indexOf(step.definition())));
            for (Decision.Step step : steps) {
                var definition = step.definition();
                lines.add(new Line(
                        english ? definition.english() : definition.name(),
                        Words.value(step.value(), definition.expr().type(), language),
                        definition.text(),
                        definition.clause()));
            }
            var amount = benefit.benefit().amount();
            if (amount == null) continue;
            lines.add(new Line(
                    english ? benefit.benefit().english() : benefit.benefit().name(),
                    benefit.amount() instanceof Val.Num
                            ? Words.value(benefit.amount(), amount.type(), language)
                            : words.text(locale, "deduction.open"),
                    benefit.benefit().text(),
                    benefit.benefit().clause()));
        }
        return lines;
    }

    private List<Column<Line>> stepColumns(Locale locale) {
        return List.of(
                Column.title(
                        words.text(locale, "deduction.step"), line -> new Cell.Lines(line.name(), "", line.formula())),
                Column.figure(
                        words.text(locale, "deduction.amount"), "", line -> new Cell.Figure(line.value(), "", "")),
                Column.text(words.text(locale, "deduction.clause"), line -> Cell.text(line.clause())));
    }

    private List<TimelineEntry> history(Filing filing, Locale locale) {
        return store.events(filing.id()).stream()
                .map(event -> new TimelineEntry(
                        MINUTE.format(event.at()),
                        event.actor(),
                        words.text(locale, "deduction.event." + event.what()),
                        event.reason(),
                        switch (event.what()) {
                            case "confirmed" -> Tone.PASSED;
                            case "returned", "reopened" -> Tone.RETURNED;
                            case "submitted" -> Tone.IN_PROGRESS;
                            default -> Tone.DRAFT;
                        }))
                .toList();
    }

    // Commands

    @Allow(Role.APPLICANT)
    @PostMapping("/statement")
    String keep(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        looked(viewer, id);
        return switch (service.keep(viewer, id, posted)) {
            case Outcome.Done<Filing> done -> {
                var looked = looked(viewer, id);
                // What stands in the form and is wrong is said at its field; it is kept all the same.
                var wrong = looked.checked().findings().stream()
                        .filter(f -> f.row() == 0 && f.stops() && !f.field().isEmpty())
                        .filter(f -> !posted.getOrDefault(f.field(), "").isBlank())
                        .map(Finding::error)
                        .toList();
                if (wrong.isEmpty()) {
                    redirect.addFlashAttribute(Notice.FLASH, Notice.done("deduction.done.kept"));
                    yield "redirect:/deductions/" + id;
                }
                response.setStatus(422);
                yield page(looked, Form.of(posted).with(wrong), viewer, locale, model);
            }
            case Outcome.Refused<Filing>(var errors) -> {
                response.setStatus(422);
                yield page(looked(viewer, id), Form.of(posted).with(errors), viewer, locale, model);
            }
        };
    }

    /** Keeps the statement while it is typed; answers nothing. */
    @Allow(Role.APPLICANT)
    @PostMapping("/statement/draft")
    ResponseEntity<Void> draft(@PathVariable UUID id, @RequestParam Map<String, String> posted, Viewer viewer) {
        return service.keep(viewer, id, posted)
                .fold(
                        done -> ResponseEntity.noContent().build(),
                        errors -> ResponseEntity.status(HttpStatus.CONFLICT).build());
    }

    @Allow(Role.APPLICANT)
    @PostMapping("/submit")
    String submit(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        looked(viewer, id);
        return answer(
                service.submit(viewer, id, version(posted)),
                id,
                "deduction.done.submitted",
                viewer,
                locale,
                model,
                response,
                redirect);
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/confirm")
    String confirm(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        looked(viewer, id);
        return answer(
                service.confirm(viewer, id, version(posted)),
                id,
                "deduction.done.confirmed",
                viewer,
                locale,
                model,
                response,
                redirect);
    }

    @Allow(Role.COUNTY_OFFICER)
    @GetMapping("/return")
    String askReturn(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ask(looked(viewer, id), "giveBack", "return", Form.EMPTY, locale, model);
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/return")
    String giveBack(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.giveBack(viewer, id, version(posted), posted.getOrDefault("reason", ""));
        return withReason(outcome, id, "giveBack", "return", posted, viewer, locale, model, response, redirect);
    }

    @Allow(Role.COUNTY_OFFICER)
    @GetMapping("/reopen")
    String askReopen(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ask(looked(viewer, id), "reopen", "reopen", Form.EMPTY, locale, model);
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/reopen")
    String reopen(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.reopen(viewer, id, version(posted), posted.getOrDefault("reason", ""));
        return withReason(outcome, id, "reopen", "reopen", posted, viewer, locale, model, response, redirect);
    }

    private String ask(Looked looked, String what, String path, Form form, Locale locale, Model model) {
        String own = "/deductions/" + looked.filing().id();
        model.addAttribute(
                "confirm",
                question(locale, what, own + "/" + path, own, looked.filing().version()));
        model.addAttribute("form", form);
        return "shared/confirmPage";
    }

    private String withReason(
            Outcome<Filing> outcome,
            UUID id,
            String what,
            String path,
            Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (outcome) {
            case Outcome.Done<Filing> done -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("deduction.done." + what));
                yield "redirect:/deductions/" + id;
            }
            case Outcome.Refused<Filing>(var errors) -> {
                response.setStatus(422);
                yield ask(looked(viewer, id), what, path, Form.of(posted).with(errors), locale, model);
            }
        };
    }

    private String answer(
            Outcome<Filing> outcome,
            UUID id,
            String done,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (outcome) {
            case Outcome.Done<Filing> right -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done(done));
                yield "redirect:/deductions/" + id;
            }
            case Outcome.Refused<Filing>(var errors) -> {
                response.setStatus(422);
                var looked = looked(viewer, id);
                // What is wrong with rows stands in the findings, row by row.
                var summary = new ArrayList<>(errors);
                if (summary.removeIf(error -> error.field().startsWith("projects."))) {
                    summary.add(FieldError.of("", "deduction.error.rows", errors.size() - summary.size()));
                }
                yield page(
                        looked,
                        Form.of(values(looked.filing(), looked.filing().open())).with(summary),
                        viewer,
                        locale,
                        model);
            }
        };
    }

    static int version(Map<String, String> posted) {
        String text = posted.getOrDefault("version", "");
        return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }
}
