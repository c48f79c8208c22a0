package dev.kechuang.plan.web.reading;

import dev.kechuang.indicator.SourceDocument;
import dev.kechuang.pack.Regions;
import dev.kechuang.plan.internal.plan.Bound;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.PlanUnits;
import dev.kechuang.plan.internal.reading.Candidate;
import dev.kechuang.plan.internal.reading.ReadingService;
import dev.kechuang.plan.internal.reading.ReadingStore;
import dev.kechuang.plan.internal.reading.ReadingStore.Import;
import dev.kechuang.plan.web.desk.Labels;
import dev.kechuang.plan.web.plan.PlanWords;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.desk.Field;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import gg.jte.Content;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Reads documents into plans: the text with its marks on the left, what it proposes on the right. */
@Controller
@RequestMapping("/plan-imports")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
public class ReadingController {

    private static final String PATH = "/plan-imports";

    private final ReadingService service;
    private final ReadingStore store;
    private final PlanService planService;
    private final PlanStore plans;
    private final PlanUnits units;
    private final Regions regions;
    private final PlanWords words;
    private final Labels labels;

    ReadingController(
            ReadingService service,
            ReadingStore store,
            PlanService planService,
            PlanStore plans,
            PlanUnits units,
            Regions regions,
            PlanWords words,
            Labels labels) {
        this.service = service;
        this.store = store;
        this.planService = planService;
        this.plans = plans;
        this.units = units;
        this.regions = regions;
        this.words = words;
        this.labels = labels;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    public record ListPage(Form form, List<Field> fields, Table open) {}

    @GetMapping
    String list(Viewer viewer, Locale locale, Model model) {
        return list(Form.EMPTY, viewer, locale, model);
    }

    private String list(Form form, Viewer viewer, Locale locale, Model model) {
        var places = new ArrayList<Option>();
        String city = regions.city().code();
        if (viewer.regions().contains(city)) places.add(new Option(city, words.region(locale, city)));
        places.addAll(labels.regions(locale, viewer));
        var values = new HashMap<>(form.values());
        if (!places.isEmpty()) values.putIfAbsent("region", places.getFirst().value());
        List<Column<Import>> columns = List.of(
                Column.title(t(locale, "reading.document"), one -> Cell.link(one.name(), PATH + "/" + one.id())),
                Column.text(t(locale, "reading.by"), one -> Cell.text(one.madeName())),
                Column.text(t(locale, "reading.at"), one -> Cell.text(Labels.minute(one.madeAt()))));
        model.addAttribute(
                "page",
                new ListPage(
                        Form.of(values).with(form.errors()),
                        List.of(
                                Field.select("region", t(locale, "plan.column.region"), places)
                                        .must(),
                                Field.line("year", t(locale, "plan.firstYear"), 4)
                                        .hint(t(locale, "reading.year.hint")),
                                Field.line("title", t(locale, "plan.column.title"), 120)
                                        .hint(t(locale, "reading.title.hint"))),
                        Table.of(t(locale, "reading.open"), columns, store.open(viewer))));
        return "plan/imports";
    }

    @PostMapping
    String take(
            @RequestParam Map<String, String> posted,
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect)
            throws IOException {
        Outcome<Import> outcome = file == null || file.isEmpty()
                ? Outcome.refused(FieldError.of("file", "plan.error.required"))
                : service.take(
                        viewer,
                        file.getOriginalFilename() == null ? "" : file.getOriginalFilename(),
                        file.getBytes(),
                        typed(posted));
        return Answer.of(
                outcome,
                Notice.done("reading.done.read"),
                done -> PATH + "/" + done.id(),
                errors -> list(Form.of(typed(posted)).with(errors), viewer, locale, model),
                response,
                redirect);
    }

    private static Map<String, String> typed(Map<String, String> posted) {
        var typed = new HashMap<String, String>();
        for (String name : List.of("region", "year", "title", "kind", "years"))
            if (posted.containsKey(name)) typed.put(name, posted.getOrDefault(name, ""));
        return typed;
    }

    /**
     * A candidate as it shows.
     *
     * @param said value and unit of a target
     * @param mark where it stands in the text: {@code #figure-3}, {@code #task-2}; empty for nowhere
     */
    public record Item(
            Candidate of,
            String path,
            String said,
            String indicator,
            String who,
            List<String> unknown,
            List<FieldError> problems,
            Tag state,
            String mark) {}

    public record DeskPage(
            Import reading,
            String title,
            List<Crumb> crumbs,
            @Nullable Content text,
            List<Item> items,
            Form form,
            int open,
            int sure,
            int accepted,
            String path) {}

    private Import found(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("reading"));
    }

    @GetMapping("/{id}")
    String desk(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return desk(id, Form.EMPTY, viewer, locale, model);
    }

    private String desk(UUID id, Form form, Viewer viewer, Locale locale, Model model) {
        Import reading = found(viewer, id);
        if (reading.plan() != null) return "redirect:/plans/" + reading.plan();
        var document = service.document(viewer, reading);
        var candidates = store.candidates(id);
        var problems = service.problems(reading, candidates);
        var reader = units.reader();
        Plan plan = service.plan(reading);
        var items = candidates.stream()
                .map(one -> item(id, plan, one, problems.getOrDefault(one.id(), List.of()), reader, locale))
                .toList();
        model.addAttribute(
                "page",
                new DeskPage(
                        reading,
                        plan.title(),
                        List.of(new Crumb(t(locale, "reading.list"), PATH)),
                        document.map(ReadingController::marked).orElse(null),
                        items,
                        form,
                        (int) candidates.stream().filter(Candidate::open).count(),
                        (int) candidates.stream()
                                .filter(one -> one.open() && one.sure())
                                .count(),
                        (int) candidates.stream().filter(Candidate::accepted).count(),
                        PATH + "/" + id));
        return "plan/importDesk";
    }

    /** The reader's own HTML, escaped by it, with a place to jump to at the first line of each task. */
    private static Content marked(SourceDocument document) {
        String html = document.reading().html();
        var seen = new HashSet<String>();
        var out = new StringBuilder(html.length() + 1000);
        String open = "<p class=\"in-task\" data-task=\"";
        int from = 0;
        for (int at = html.indexOf(open); at >= 0; at = html.indexOf(open, at + 1)) {
            String number = html.substring(at + open.length(), html.indexOf('"', at + open.length()));
            out.append(html, from, at);
            from = at;
            if (seen.add(number)) {
                out.append("<p id=\"task-").append(number).append('"');
                from = at + 2;
            }
        }
        String text = out.append(html, from, html.length()).toString();
        return output -> output.writeContent(text);
    }

    private Item item(
            UUID reading, Plan plan, Candidate one, List<FieldError> problems, PlanUnits.Reader reader, Locale locale) {
        String said = "";
        if (one.target()) {
            String to = one.field("valueTo").isEmpty() ? "" : "–" + one.field("valueTo");
            said = Bound.of(one.field("bound")).orElse(Bound.AT_LEAST).sign() + " " + one.field("value") + to + " "
                    + one.field("unit");
            if (!one.field("region").equals(plan.region())) said += " · " + words.region(locale, one.field("region"));
            if (!one.field("dueOn").equals(plan.untilOn().toString())) said += " · " + one.field("dueOn");
        }
        String who = one.field("lead").isEmpty() ? t(locale, "plan.check.noLead") : one.field("lead");
        if (!one.field("support").isEmpty()) who += t(locale, "reading.with", one.field("support"));
        String indicator = one.target()
                ? one.field("indicator").isEmpty()
                        ? t(locale, "reading.noIndicator")
                        : words.indicator(locale, one.field("indicator"))
                : "";
        return new Item(
                one,
                PATH + "/" + reading + "/" + one.id(),
                said,
                indicator,
                who,
                service.unknown(one, reader),
                one.state() == Candidate.State.REJECTED ? List.of() : problems,
                state(one, locale),
                one.mark() == null ? "" : (one.target() ? "#figure-" : "#task-") + one.mark());
    }

    private Tag state(Candidate one, Locale locale) {
        if (one.open() && one.sure()) return new Tag(t(locale, "reading.state.sure"), Tone.PUBLISHED);
        return new Tag(
                t(locale, "reading.state." + one.state().code()),
                switch (one.state()) {
                    case OPEN -> Tone.RETURNED;
                    case ACCEPTED -> Tone.PASSED;
                    case REJECTED, MERGED -> Tone.DRAFT;
                });
    }

    @PostMapping("/{id}/sure")
    String sure(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        int accepted = service.acceptSure(viewer, id).fold(count -> count, errors -> 0);
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("reading.done.sure", accepted));
        return "redirect:" + PATH + "/" + id;
    }

    /** Makes the plan; {@code propose} hands it in for release at once. */
    @PostMapping("/{id}/apply")
    String apply(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String propose,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = service.apply(viewer, id);
        if (outcome instanceof Outcome.Done<Plan>(var plan) && !propose.isEmpty()) {
            var version = plans.open(plan.id()).orElseThrow();
            var proposed = planService.propose(viewer, version.id());
            redirect.addFlashAttribute(
                    Notice.FLASH,
                    proposed.fold(
                            done -> Notice.done("plan.done.proposed"),
                            errors -> Notice.warning("reading.notProposed")));
            return "redirect:/plans/" + plan.id() + "/draft";
        }
        return Answer.of(
                outcome,
                Notice.done("plan.done.created"),
                plan -> "/plans/" + plan.id() + "/draft",
                errors -> desk(id, Form.EMPTY.with(errors), viewer, locale, model),
                response,
                redirect);
    }

    @PostMapping("/{id}/drop")
    String drop(
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                service.drop(viewer, id),
                Notice.done("reading.done.dropped"),
                done -> PATH,
                errors -> desk(id, Form.EMPTY.with(errors), viewer, locale, model),
                response,
                redirect);
    }

    /** @param action {@code accept}, {@code reject}, {@code reopen}, {@code merge} or {@code split} */
    @PostMapping("/{id}/{candidate}/{action}")
    String decide(
            @PathVariable UUID id,
            @PathVariable UUID candidate,
            @PathVariable String action,
            @RequestHeader(name = "HX-Request", defaultValue = "") String htmx,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        Outcome<Candidate> outcome = switch (action) {
            case "accept" -> service.accept(viewer, id, candidate);
            case "reject" -> service.reject(viewer, id, candidate);
            case "reopen" -> service.reopen(viewer, id, candidate);
            case "merge" -> service.merge(viewer, id, candidate);
            case "split" -> service.split(viewer, id, candidate);
            default -> throw new NotFound("action");
        };
        if (outcome instanceof Outcome.Refused<Candidate>(var errors)) {
            response.setStatus(422);
            return desk(id, Form.EMPTY.with(errors), viewer, locale, model);
        }
        UUID at = ((Outcome.Done<Candidate>) outcome).value().id();
        // What is merged or split changes its neighbours: the list is shown anew from there.
        if (!htmx.isEmpty()) return desk(id, Form.EMPTY, viewer, locale, model);
        return "redirect:" + PATH + "/" + id + "#c-" + at;
    }
}
