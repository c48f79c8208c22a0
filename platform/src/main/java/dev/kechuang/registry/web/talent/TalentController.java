package dev.kechuang.registry.web.talent;

import dev.kechuang.registry.internal.talent.Talent;
import dev.kechuang.registry.internal.talent.Talent.Award;
import dev.kechuang.registry.internal.talent.TalentSearch;
import dev.kechuang.registry.internal.talent.TalentSearch.Query;
import dev.kechuang.registry.internal.talent.TalentService;
import dev.kechuang.registry.internal.talent.TalentStore;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.registry.web.expert.FormPage;
import dev.kechuang.registry.web.expert.FormPage.Field;
import dev.kechuang.registry.web.expert.FormPage.Kind;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Talents: the list, one person, and the forms that change one. */
@Controller
@RequestMapping("/talents")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class TalentController {

    private static final int ROWS = 20;

    private final TalentSearch search;
    private final TalentStore store;
    private final TalentService service;
    private final TalentLabels labels;
    private final Sheets sheets;

    TalentController(
            TalentSearch search, TalentStore store, TalentService service, TalentLabels labels, Sheets sheets) {
        this.search = search;
        this.store = store;
        this.service = service;
        this.labels = labels;
        this.sheets = sheets;
    }

    public record ListPage(
            Form filter,
            boolean open,
            boolean filtered,
            boolean mayAdd,
            Table table,
            KeyPage<Talent> page,
            List<Option> levels,
            List<Option> plans,
            List<Option> regions,
            List<Option> fields,
            List<Option> roles) {}

    @GetMapping
    String list(@RequestParam Map<String, String> given, Viewer viewer, Locale locale, Model model) {
        var query = Query.of(given);
        var page = search.find(viewer, query, KeyPage.At.of(given.get("after"), given.get("before")), ROWS);
        var table = Table.of(
                labels.text(locale, "talent.talents"),
                List.of(
                        Column.<Talent>title(
                                labels.text(locale, "talent.field.name"),
                                t -> new Cell.Lines(t.name(), "/talents/" + t.id(), t.unitName())),
                        Column.title(labels.text(locale, "talent.awards"), t -> Cell.text(awards(t, locale))),
                        Column.text(
                                labels.text(locale, "talent.field.field"),
                                t -> Cell.text(labels.field(locale, t.field()))),
                        Column.text(
                                labels.text(locale, "talent.field.region"),
                                t -> Cell.text(labels.region(locale, t.region())))),
                page.items());
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(given),
                        !(query.region() + query.field() + query.year() + query.role()).isEmpty(),
                        !query.empty(),
                        mayKeep(viewer),
                        table,
                        page,
                        labels.levels(locale),
                        search.plans().stream()
                                .map(plan -> new Option(plan, plan))
                                .toList(),
                        labels.regions(locale, viewer),
                        labels.fields(locale),
                        labels.roles(locale)));
        return "registry/talent/list";
    }

    private String awards(Talent talent, Locale locale) {
        return talent.awards().stream()
                .map(award -> award.plan() + "（"
                        + labels.text(locale, "talent.level." + award.level().code()) + " "
                        + award.awardedOn().getYear() + "）")
                .collect(Collectors.joining("、"));
    }

    private static boolean mayKeep(Viewer viewer) {
        return viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER);
    }

    private record Line(Talent talent, Award award) {}

    /** A row for each award, as the import reads them; identity numbers stay in the register. */
    @GetMapping("/export")
    void export(@RequestParam Map<String, String> given, Viewer viewer, Locale locale, HttpServletResponse response) {
        var query = Query.of(given);
        sheets.write(
                response,
                viewer,
                locale,
                labels.text(locale, "talent.talents"),
                given,
                List.<Sheets.Column<Line>>of(
                        new Sheets.Column<>(
                                "talent.field.name", line -> line.talent().name()),
                        new Sheets.Column<>(
                                "talent.field.unit", line -> line.talent().unitName()),
                        new Sheets.Column<>(
                                "talent.field.region",
                                line -> labels.region(locale, line.talent().region())),
                        new Sheets.Column<>(
                                "talent.field.field",
                                line -> labels.field(locale, line.talent().field())),
                        new Sheets.Column<>(
                                "talent.field.position", line -> line.talent().position()),
                        new Sheets.Column<>(
                                "talent.field.plan", line -> line.award().plan()),
                        new Sheets.Column<>(
                                "talent.field.level",
                                line -> labels.text(
                                        locale,
                                        "talent.level." + line.award().level().code())),
                        new Sheets.Column<>(
                                "talent.field.awardedOn", line -> line.award().awardedOn()),
                        new Sheets.Column<>(
                                "talent.field.until", line -> line.award().until()),
                        new Sheets.Column<>(
                                "talent.field.document", line -> line.award().document()),
                        new Sheets.Column<>(
                                "talent.field.role",
                                line -> labels.text(
                                        locale,
                                        "talent.role." + line.award().role().code())),
                        new Sheets.Column<>(
                                "talent.field.at", line -> line.award().organisationName())),
                at -> lines(search.find(viewer, query, at, Sheets.page())));
    }

    private static KeyPage<Line> lines(KeyPage<Talent> page) {
        var lines = new ArrayList<Line>();
        page.items().forEach(talent -> talent.awards().forEach(award -> lines.add(new Line(talent, award))));
        return new KeyPage<>(lines, page.next(), page.previous(), page.total());
    }

    public record DetailPage(
            String id, String name, List<Detail> details, Table awards, boolean mayKeep, List<TimelineEntry> history) {}

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Talent talent = talent(viewer, id);
        var details = new ArrayList<Detail>();
        var workplace = talent.organisation();
        details.add(Detail.of(
                labels.text(locale, "talent.field.unit"),
                workplace == null
                        ? Cell.text(talent.unitName())
                        : Cell.link(talent.unitName(), "/organisations/" + workplace)));
        details.add(Detail.of(labels.text(locale, "talent.field.region"), labels.region(locale, talent.region())));
        details.add(Detail.of(labels.text(locale, "talent.field.field"), labels.field(locale, talent.field())));
        details.add(Detail.of(labels.text(locale, "talent.field.position"), talent.position()));
        details.add(Detail.of(
                labels.text(locale, "talent.field.education"),
                talent.education().isEmpty() ? "" : labels.text(locale, "expert.education." + talent.education())));
        details.add(Detail.of(
                labels.text(locale, "talent.field.identity"),
                talent.identityTail().isEmpty() ? "" : "**** " + talent.identityTail()));
        boolean mayKeep = mayKeep(viewer);
        var columns = new ArrayList<Column<Award>>();
        columns.add(Column.title(
                labels.text(locale, "talent.field.plan"), a -> new Cell.Lines(a.plan(), "", a.document())));
        columns.add(Column.text(
                labels.text(locale, "talent.field.level"),
                a -> Cell.text(labels.text(locale, "talent.level." + a.level().code()))));
        columns.add(Column.text(
                labels.text(locale, "talent.field.awardedOn"),
                a -> Cell.text(a.awardedOn().toString())));
        columns.add(Column.text(
                labels.text(locale, "talent.field.until"),
                a -> a.holdsOn(labels.today())
                        ? Cell.text(a.until() == null ? "" : a.until().toString())
                        : new Tag(labels.text(locale, "talent.ended", String.valueOf(a.until())), Tone.DRAFT)));
        columns.add(Column.text(labels.text(locale, "talent.field.at"), a -> {
            String role = labels.text(locale, "talent.role." + a.role().code());
            var at = a.organisation();
            return at == null ? Cell.text(role) : new Cell.Lines(a.organisationName(), "/organisations/" + at, role);
        }));
        if (mayKeep) {
            columns.add(Column.actions(
                    labels.text(locale, "talent.actions"),
                    a -> Cell.actions(
                            Action.open(
                                    labels.text(locale, "talent.end"), "/talents/" + id + "/awards/" + a.id() + "/end"),
                            Action.open(
                                    labels.text(locale, "talent.takeBack"),
                                    "/talents/" + id + "/awards/" + a.id() + "/take-back"))));
        }
        model.addAttribute(
                "model",
                new DetailPage(
                        id.toString(),
                        talent.name(),
                        details,
                        Table.of(labels.text(locale, "talent.awards"), columns, talent.awards()),
                        mayKeep,
                        history(id, locale)));
        return "registry/talent/detail";
    }

    private Talent talent(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("talent"));
    }

    private List<TimelineEntry> history(UUID id, Locale locale) {
        return store.history(id).stream()
                .map(change -> new TimelineEntry(
                        Pages.day(change.at()),
                        change.actor(),
                        labels.text(locale, "audit.action." + change.action()),
                        said(change, locale),
                        Tone.IN_PROGRESS))
                .toList();
    }

    private String said(TalentStore.Change change, Locale locale) {
        String changes = change.changes().entrySet().stream()
                .map(entry -> {
                    String field = Talent.FIELDS.contains(entry.getKey())
                            ? labels.text(locale, "talent.field." + entry.getKey())
                            : entry.getKey().equals("award") ? labels.text(locale, "talent.award") : entry.getKey();
                    String before = value(entry.getKey(), entry.getValue().getFirst(), locale);
                    String after = value(entry.getKey(), entry.getValue().getLast(), locale);
                    return field + "：" + (before.isEmpty() ? after : before + " → " + (after.isEmpty() ? "—" : after));
                })
                .collect(Collectors.joining("；"));
        return change.reason().isEmpty() ? changes : changes + "（" + change.reason() + "）";
    }

    /** Codes by their names. */
    private String value(String field, String value, Locale locale) {
        if (value.isEmpty()) return "";
        return switch (field) {
            case "region" -> labels.region(locale, value);
            case "field" -> labels.field(locale, value);
            case "education" -> labels.text(locale, "expert.education." + value);
            case "award" -> {
                String said = value;
                for (Option level : labels.levels(locale)) {
                    said = said.replace(" " + level.value() + " ", " " + level.label() + " ");
                }
                yield said;
            }
            default -> value;
        };
    }

    // Forms

    private List<Field> personFields(Locale locale, Viewer viewer, boolean known) {
        return List.of(
                field(locale, Kind.LINE, "name", true, "", List.of()),
                field(
                        locale,
                        Kind.LINE,
                        "identity",
                        false,
                        labels.text(locale, known ? "talent.identity.keep" : "talent.identity.hint"),
                        List.of()),
                field(locale, Kind.LINE, "unit", true, labels.text(locale, "talent.unit.hint"), List.of()),
                field(
                        locale,
                        Kind.CHOICE,
                        "region",
                        false,
                        labels.text(locale, "talent.region.hint"),
                        labels.regions(locale, viewer)),
                field(locale, Kind.CHOICE, "field", false, "", labels.fields(locale)),
                field(locale, Kind.LINE, "position", false, "", List.of()),
                field(locale, Kind.CHOICE, "education", false, "", labels.educations(locale)));
    }

    private List<Field> awardFields(Locale locale) {
        return List.of(
                field(locale, Kind.LINE, "plan", true, labels.text(locale, "talent.plan.hint"), List.of()),
                field(locale, Kind.CHOICE, "level", true, "", labels.levels(locale)),
                field(locale, Kind.DATE, "awardedOn", true, "", List.of()),
                field(locale, Kind.DATE, "until", false, labels.text(locale, "talent.until.hint"), List.of()),
                field(locale, Kind.LINE, "document", false, "", List.of()),
                field(locale, Kind.CHOICE, "role", true, labels.text(locale, "talent.role.hint"), labels.roles(locale)),
                field(locale, Kind.LINE, "at", false, labels.text(locale, "talent.at.hint"), List.of()));
    }

    private Field field(Locale locale, Kind kind, String name, boolean required, String hint, List<Option> options) {
        return new Field(kind, name, labels.text(locale, "talent.field." + name), required, hint, options);
    }

    private String form(
            Locale locale,
            String title,
            String action,
            String back,
            Form form,
            Map<String, String> hidden,
            List<Field> fields,
            Model model) {
        model.addAttribute(
                "model",
                new FormPage(
                        title,
                        "",
                        action,
                        back,
                        labels.text(locale, "talent.save"),
                        form,
                        List.of(new Crumb(labels.text(locale, "talent.talents"), "/talents")),
                        hidden,
                        fields));
        return "registry/expert/form";
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/new")
    String fresh(Viewer viewer, Locale locale, Model model) {
        return freshForm(Form.EMPTY, viewer, locale, model);
    }

    private String freshForm(Form form, Viewer viewer, Locale locale, Model model) {
        var fields = new ArrayList<>(personFields(locale, viewer, false));
        fields.addAll(awardFields(locale));
        return form(locale, labels.text(locale, "talent.new"), "/talents", "/talents", form, Map.of(), fields, model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping
    String create(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (service.create(viewer, posted)) {
            case Outcome.Done<Talent>(var talent) -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("talent.done.entered"));
                yield "redirect:/talents/" + talent.id();
            }
            case Outcome.Refused<Talent>(var errors) -> {
                response.setStatus(422);
                yield freshForm(Form.of(posted).with(errors), viewer, locale, model);
            }
        };
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/{id}/edit")
    String edit(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Talent talent = talent(viewer, id);
        return editForm(talent, Form.of(talent.texts()), talent.version(), viewer, locale, model);
    }

    private String editForm(Talent talent, Form form, int version, Viewer viewer, Locale locale, Model model) {
        String own = "/talents/" + talent.id();
        return form(
                locale,
                talent.name(),
                own + "/edit",
                own,
                form,
                Map.of("version", String.valueOf(version)),
                personFields(locale, viewer, true),
                model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/edit")
    String change(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Talent before = talent(viewer, id);
        int version = version(posted);
        return switch (service.change(viewer, id, version, posted)) {
            case Outcome.Done<Talent> done -> done(id, "talent.done.changed", redirect);
            case Outcome.Refused<Talent>(var errors) -> {
                response.setStatus(422);
                yield editForm(before, Form.of(posted).with(errors), version, viewer, locale, model);
            }
        };
    }

    private static String done(UUID id, String key, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Notice.FLASH, Notice.done(key));
        return "redirect:/talents/" + id;
    }

    static int version(Map<String, String> posted) {
        return Pages.number(posted.getOrDefault("version", ""));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/{id}/awards/new")
    String newAward(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Talent talent = talent(viewer, id);
        return awardForm(talent, Form.EMPTY, talent.version(), locale, model);
    }

    private String awardForm(Talent talent, Form form, int version, Locale locale, Model model) {
        String own = "/talents/" + talent.id();
        return form(
                locale,
                labels.text(locale, "talent.award.new", talent.name()),
                own + "/awards",
                own,
                form,
                Map.of("version", String.valueOf(version)),
                awardFields(locale),
                model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/awards")
    String award(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Talent before = talent(viewer, id);
        int version = version(posted);
        return switch (service.award(viewer, id, version, posted)) {
            case Outcome.Done<Talent> done -> done(id, "talent.done.awarded", redirect);
            case Outcome.Refused<Talent>(var errors) -> {
                response.setStatus(422);
                yield awardForm(before, Form.of(posted).with(errors), version, locale, model);
            }
        };
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/{id}/awards/{award}/end")
    String askEnd(@PathVariable UUID id, @PathVariable UUID award, Viewer viewer, Locale locale, Model model) {
        Talent talent = talent(viewer, id);
        return endForm(
                talent,
                award,
                Form.of(Map.of("until", labels.today().toString())),
                true,
                talent.version(),
                locale,
                model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/{id}/awards/{award}/take-back")
    String askTakeBack(@PathVariable UUID id, @PathVariable UUID award, Viewer viewer, Locale locale, Model model) {
        Talent talent = talent(viewer, id);
        return endForm(talent, award, Form.EMPTY, false, talent.version(), locale, model);
    }

    private String endForm(
            Talent talent, UUID award, Form form, boolean ends, int version, Locale locale, Model model) {
        var plan = talent.awards().stream()
                .filter(one -> one.id().equals(award))
                .findFirst()
                .orElseThrow(() -> new NotFound("award"))
                .plan();
        String own = "/talents/" + talent.id();
        var fields = new ArrayList<Field>();
        if (ends) fields.add(field(locale, Kind.DATE, "until", true, "", List.of()));
        fields.add(field(
                locale,
                Kind.LINES,
                "reason",
                true,
                labels.text(locale, ends ? "talent.end.hint" : "talent.takeBack.hint"),
                List.of()));
        return form(
                locale,
                labels.text(locale, ends ? "talent.end" : "talent.takeBack") + "：" + plan,
                own + "/awards/" + award + (ends ? "/end" : "/take-back"),
                own,
                form,
                Map.of("version", String.valueOf(version)),
                fields,
                model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/awards/{award}/end")
    String end(
            @PathVariable UUID id,
            @PathVariable UUID award,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Talent before = talent(viewer, id);
        int version = version(posted);
        var outcome = service.end(
                viewer, id, version, award, posted.getOrDefault("until", ""), posted.getOrDefault("reason", ""));
        return switch (outcome) {
            case Outcome.Done<Talent> done -> done(id, "talent.done.ended", redirect);
            case Outcome.Refused<Talent>(var errors) -> {
                response.setStatus(422);
                yield endForm(before, award, Form.of(posted).with(errors), true, version, locale, model);
            }
        };
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{id}/awards/{award}/take-back")
    String takeBack(
            @PathVariable UUID id,
            @PathVariable UUID award,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Talent before = talent(viewer, id);
        int version = version(posted);
        return switch (service.takeBack(viewer, id, version, award, posted.getOrDefault("reason", ""))) {
            case Outcome.Done<Talent> done -> done(id, "talent.done.takenBack", redirect);
            case Outcome.Refused<Talent>(var errors) -> {
                response.setStatus(422);
                yield endForm(before, award, Form.of(posted).with(errors), false, version, locale, model);
            }
        };
    }
}
