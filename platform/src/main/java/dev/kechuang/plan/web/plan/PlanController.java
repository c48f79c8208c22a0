package dev.kechuang.plan.web.plan;

import dev.kechuang.pack.Regions;
import dev.kechuang.plan.internal.plan.Plan;
import dev.kechuang.plan.internal.plan.PlanCopies;
import dev.kechuang.plan.internal.plan.PlanForm;
import dev.kechuang.plan.internal.plan.PlanService;
import dev.kechuang.plan.internal.plan.PlanStore;
import dev.kechuang.plan.internal.plan.PlanStore.Line;
import dev.kechuang.plan.internal.plan.PlanUnits;
import dev.kechuang.plan.internal.plan.Sql;
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
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The list of plans, and new ones: typed, copied from another year, split for a unit. */
@Controller
@RequestMapping("/plans")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class PlanController {

    private final PlanStore store;
    private final PlanService service;
    private final PlanCopies copies;
    private final PlanUnits units;
    private final Regions regions;
    private final PlanWords words;
    private final Labels labels;

    PlanController(
            PlanStore store,
            PlanService service,
            PlanCopies copies,
            PlanUnits units,
            Regions regions,
            PlanWords words,
            Labels labels) {
        this.store = store;
        this.service = service;
        this.copies = copies;
        this.units = units;
        this.regions = regions;
        this.words = words;
        this.labels = labels;
    }

    private String t(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    static PlanStore.Query query(Map<String, String> asked) {
        String year = asked.getOrDefault("year", "").strip();
        return new PlanStore.Query(
                asked.getOrDefault("q", ""),
                year.matches("[0-9]{4}") ? Integer.parseInt(year) : 0,
                asked.getOrDefault("kind", ""));
    }

    private static boolean makes(Viewer viewer) {
        return viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER);
    }

    @GetMapping
    String list(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        var page = store.page(viewer, query(asked), KeyPage.At.of(asked.get("after"), asked.get("before")), 50);
        var buttons = new ArrayList<Button>();
        if (makes(viewer)) {
            buttons.add(new Button(t(locale, "plan.import"), "/plan-imports", true));
            buttons.add(new Button(t(locale, "plan.new"), "/plans/new", false));
        }
        List<Column<Line>> columns = List.of(
                Column.title(
                        t(locale, "plan.column.title"),
                        line -> new Cell.Lines(
                                line.plan().title(),
                                "/plans/" + line.plan().id(),
                                line.plan().number())),
                Column.text(
                        t(locale, "plan.column.kind"),
                        line -> Cell.text(words.kind(locale, line.plan().kind()))),
                Column.text(
                        t(locale, "plan.column.region"),
                        line -> Cell.text(words.region(locale, line.plan().region()))),
                Column.text(
                        t(locale, "plan.column.years"),
                        line -> Cell.text(line.plan().years())),
                Column.figure(t(locale, "plan.column.targets"), "", line -> Cell.count(line.targets())),
                Column.figure(t(locale, "plan.column.tasks"), "", line -> Cell.count(line.tasks())),
                Column.figure(
                        t(locale, "plan.column.inForce"),
                        "",
                        line -> line.number() == 0 ? new Cell.Figure("—", "", "") : Cell.count(line.number())),
                Column.text(t(locale, "plan.column.state"), line -> words.state(locale, line.state())));
        model.addAttribute(
                "model",
                Page.of(t(locale, "plan.list"))
                        .add(new Part.Query(
                                "/plans",
                                Form.of(asked),
                                List.of(
                                        Field.line("q", t(locale, "plan.q"), 60),
                                        Field.line("year", t(locale, "plan.year"), 4),
                                        Field.select("kind", t(locale, "plan.column.kind"), words.kinds(locale))),
                                List.of()))
                        .add(new Part.Listing(
                                "",
                                buttons,
                                Table.of(t(locale, "plan.list"), columns, page.items()),
                                page,
                                t(locale, "plan.none"),
                                t(locale, "plan.none.hint"))));
        return Page.VIEW;
    }

    private List<Option> regions(Locale locale, Viewer viewer) {
        var options = new ArrayList<Option>();
        String city = regions.city().code();
        if (viewer.regions().contains(city)) options.add(new Option(city, words.region(locale, city)));
        options.addAll(labels.regions(locale, viewer));
        return options;
    }

    /** Fields of a plan; of one that exists only those that can change. */
    private List<Field> fields(Locale locale, Viewer viewer, boolean fresh) {
        var fields = new ArrayList<Field>();
        if (fresh)
            fields.add(Field.select("kind", t(locale, "plan.column.kind"), words.kinds(locale))
                    .must());
        fields.add(Field.line("title", t(locale, "plan.column.title"), 120).must());
        fields.add(Field.line("number", t(locale, "plan.column.number"), 60).hint(t(locale, "plan.number.hint")));
        if (fresh) {
            fields.add(Field.select("region", t(locale, "plan.column.region"), regions(locale, viewer))
                    .must());
            fields.add(Field.line("year", t(locale, "plan.firstYear"), 4).must());
            fields.add(Field.line("years", t(locale, "plan.years"), 2).hint(t(locale, "plan.years.hint")));
        }
        fields.add(Field.select("rhythm", t(locale, "plan.column.rhythm"), words.rhythms(locale)));
        fields.add(Field.line("reportDay", t(locale, "plan.reportDay"), 2).hint(t(locale, "plan.reportDay.hint")));
        fields.add(Field.line("source", t(locale, "plan.source"), 300).hint(t(locale, "plan.source.hint")));
        return fields;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/new")
    String create(Viewer viewer, Locale locale, Model model) {
        var values = new HashMap<String, String>();
        values.put("kind", Plan.Kind.WORK_POINTS.code());
        values.put("year", String.valueOf(service.today().getYear()));
        values.put("years", "1");
        values.put("rhythm", Plan.Rhythm.MONTH.code());
        values.put("reportDay", String.valueOf(PlanForm.REPORT_DAY));
        var options = regions(locale, viewer);
        if (!options.isEmpty()) values.put("region", options.getFirst().value());
        return form(t(locale, "plan.new"), "/plans/new", "/plans", true, Form.of(values), viewer, locale, model);
    }

    private String form(
            String title,
            String action,
            String back,
            boolean fresh,
            Form form,
            Viewer viewer,
            Locale locale,
            Model model) {
        model.addAttribute(
                "model",
                Page.of(title, new Crumb(t(locale, "plan.list"), "/plans"))
                        .add(new Part.Command(
                                "",
                                "",
                                action,
                                form,
                                fields(locale, viewer, fresh),
                                t(locale, "desk.save"),
                                back,
                                false,
                                false)));
        return Page.VIEW;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/new")
    String created(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                service.create(viewer, posted),
                Notice.done("plan.done.created"),
                plan -> "/plans/" + plan.id() + "/draft",
                errors -> form(
                        t(locale, "plan.new"),
                        "/plans/new",
                        "/plans",
                        true,
                        Form.of(posted).with(errors),
                        viewer,
                        locale,
                        model),
                response,
                redirect);
    }

    private Plan found(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("plan"));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/{id}/edit")
    String edit(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Plan plan = found(viewer, id);
        return form(
                plan.title(),
                "/plans/" + id + "/edit",
                "/plans/" + id,
                false,
                Form.of(Map.of(
                        "title", plan.title(),
                        "number", plan.number(),
                        "rhythm", plan.rhythm().code(),
                        "reportDay", String.valueOf(plan.reportDay()),
                        "source", plan.source())),
                viewer,
                locale,
                model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/edit")
    String edited(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return Answer.of(
                service.change(viewer, id, posted),
                Notice.done("plan.done.saved"),
                plan -> "/plans/" + id,
                errors -> form(
                        found(viewer, id).title(),
                        "/plans/" + id + "/edit",
                        "/plans/" + id,
                        false,
                        Form.of(posted).with(errors),
                        viewer,
                        locale,
                        model),
                response,
                redirect);
    }

    /** Copy for another year, or split for a unit. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/{id}/derive")
    String derive(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Plan plan = found(viewer, id);
        int next = plan.fromOn().getYear() + 1;
        var form = Form.of(Map.of(
                "year",
                String.valueOf(next),
                "title",
                plan.title().replace(String.valueOf(plan.fromOn().getYear()), String.valueOf(next))));
        return derive(plan, form, Form.EMPTY, viewer, locale, model);
    }

    private String derive(Plan plan, Form copy, Form split, Viewer viewer, Locale locale, Model model) {
        var page = Page.of(
                t(locale, "plan.derive"),
                new Crumb(t(locale, "plan.list"), "/plans"),
                new Crumb(plan.title(), "/plans/" + plan.id()));
        if (viewer.regions().contains(plan.region()))
            page.add(new Part.Command(
                    t(locale, "plan.copy"),
                    t(locale, "plan.copy.hint"),
                    "/plans/" + plan.id() + "/copy",
                    copy,
                    List.of(
                            Field.line("title", t(locale, "plan.column.title"), 120)
                                    .must(),
                            Field.line("year", t(locale, "plan.firstYear"), 4).must()),
                    t(locale, "plan.copy"),
                    "/plans/" + plan.id(),
                    false,
                    false));
        var own = units.all().stream()
                .filter(unit ->
                        viewer.regions().contains(unit.region()) && !unit.kind().equals("BUREAU"))
                .map(unit -> new Option(unit.id().toString(), PlanWords.unit(locale, unit)))
                .toList();
        page.add(new Part.Command(
                t(locale, "plan.split"),
                t(locale, "plan.split.hint"),
                "/plans/" + plan.id() + "/split",
                split,
                List.of(Field.select("unit", t(locale, "plan.column.unit"), own).must()),
                t(locale, "plan.split"),
                "/plans/" + plan.id(),
                false,
                false));
        model.addAttribute("model", page);
        return Page.VIEW;
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/copy")
    String copied(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var year = query(posted).year();
        return Answer.of(
                copies.copy(viewer, id, posted.getOrDefault("title", ""), year),
                Notice.done("plan.done.copied"),
                plan -> "/plans/" + plan.id() + "/draft",
                errors -> derive(found(viewer, id), Form.of(posted).with(errors), Form.EMPTY, viewer, locale, model),
                response,
                redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/split")
    String splitted(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        UUID unit = Objects.requireNonNullElse(Sql.uuid(posted.get("unit")), new UUID(0, 0));
        return Answer.of(
                copies.split(viewer, id, unit),
                Notice.done("plan.done.split"),
                plan -> "/plans/" + plan.id() + "/draft",
                errors -> derive(found(viewer, id), Form.EMPTY, Form.of(posted).with(errors), viewer, locale, model),
                response,
                redirect);
    }
}
