package dev.kechuang.registry.web.expert;

import dev.kechuang.identity.ExpertInvitations.Invited;
import dev.kechuang.registry.Experts.Expert;
import dev.kechuang.registry.Experts.Service;
import dev.kechuang.registry.Experts.Status;
import dev.kechuang.registry.internal.expert.AssignmentStore;
import dev.kechuang.registry.internal.expert.ExpertService;
import dev.kechuang.registry.internal.expert.ExpertStore;
import dev.kechuang.registry.internal.expert.TieStore;
import dev.kechuang.registry.web.Pages;
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
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** A person of the pool: for officers, and for the expert oneself. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.EXPERT})
public class ExpertController {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));
    private static final String LINK = "expert.link";

    private final ExpertService experts;
    private final ExpertStore store;
    private final TieStore ties;
    private final AssignmentStore assignments;
    private final ExpertForms forms;
    private final ExpertLabels labels;
    private final Clock clock;

    ExpertController(
            ExpertService experts,
            ExpertStore store,
            TieStore ties,
            AssignmentStore assignments,
            ExpertForms forms,
            ExpertLabels labels,
            Clock clock) {
        this.experts = experts;
        this.store = store;
        this.ties = ties;
        this.assignments = assignments;
        this.forms = forms;
        this.labels = labels;
        this.clock = clock;
    }

    /**
     * @param link of an invitation that was just made, shown once; empty otherwise
     * @param table of the open tab; without rows where there are none
     */
    public record DetailPage(
            Expert expert,
            boolean own,
            Tag status,
            List<Tab> tabs,
            String tab,
            List<Detail> details,
            Table table,
            List<TimelineEntry> history,
            List<Action> actions,
            String link) {}

    @Allow(Role.EXPERT)
    @GetMapping("/my/expert")
    String own(Viewer viewer) {
        return experts.own(viewer)
                .map(expert -> "redirect:/experts/" + expert.id())
                .orElse("registry/expert/noEntry");
    }

    @GetMapping("/experts/{id}")
    String one(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String tab,
            Viewer viewer,
            Locale locale,
            Model model) {
        Expert expert = visible(id, viewer);
        boolean own = own(expert, viewer);
        var history = new ArrayList<TimelineEntry>();
        Table table = Table.of("", List.<Column<String>>of(), List.of());
        switch (tab) {
            case "ties" -> table = ties(expert, own || mayKeep(expert, viewer), locale);
            case "assignments" -> table = assignments(expert, mayKeep(expert, viewer), locale);
            case "scores" -> table = scores(expert, locale);
            case "history" -> history.addAll(history(expert, locale));
            default -> {
                // The details stand above.
            }
        }
        Object link = model.getAttribute(LINK);
        model.addAttribute(
                "model",
                new DetailPage(
                        expert,
                        own,
                        labels.status(locale, expert.status()),
                        tabs(expert, tab, locale),
                        tab,
                        details(expert, locale),
                        table,
                        history,
                        actions(expert, tab, own, viewer, locale),
                        link == null ? "" : link.toString()));
        return "registry/expert/detail";
    }

    private List<Tab> tabs(Expert expert, String open, Locale locale) {
        var names = new ArrayList<>(List.of("", "ties"));
        if (expert.serves().stream().anyMatch(each -> each != Service.REVIEWER)) names.add("assignments");
        if (expert.reviewer()) names.add("scores");
        names.add("history");
        return names.stream()
                .map(name -> Tab.of(
                        labels.text(locale, "expert.tab." + (name.isEmpty() ? "details" : name)),
                        ExpertForms.path(expert) + (name.isEmpty() ? "" : "?tab=" + name),
                        name.equals(open)))
                .toList();
    }

    private List<Action> actions(Expert expert, String tab, boolean own, Viewer viewer, Locale locale) {
        var actions = new ArrayList<Action>();
        String path = ExpertForms.path(expert);
        boolean keeps = mayKeep(expert, viewer);
        if (tab.equals("ties") && (own || keeps)) actions.add(open(locale, "expert.tie.new", path + "/ties/new"));
        if (tab.equals("assignments") && keeps && expert.status() == Status.ACTIVE) {
            actions.add(open(locale, "expert.assignment.new", path + "/assignments/new"));
        }
        if (!tab.isEmpty()) return actions;
        if (own || keeps) {
            actions.add(open(locale, "expert.edit", path + "/edit"));
            actions.add(open(locale, "expert.bank.title", path + "/bank"));
        }
        if (viewer.is(Role.BUREAU_OFFICER)) {
            if (expert.status() != Status.ACTIVE) actions.add(open(locale, "expert.do.activate", path + "/activate"));
            if (expert.status() == Status.ACTIVE) actions.add(open(locale, "expert.do.suspend", path + "/suspend"));
            if (expert.status() != Status.LEFT) actions.add(open(locale, "expert.do.leave", path + "/leave"));
            if (expert.account() == null && expert.reviewer() && expert.status() == Status.ACTIVE) {
                actions.add(open(locale, "expert.invite", path + "/invite"));
            }
        }
        return actions;
    }

    private Action open(Locale locale, String key, String path) {
        return Action.open(labels.text(locale, key), path);
    }

    private List<Detail> details(Expert e, Locale locale) {
        var details = new ArrayList<Detail>();
        details.add(detail(locale, "serves", labels.services(locale, e.serves())));
        details.add(Detail.of(
                labels.text(locale, "expert.field.unit"),
                e.organisation() == null
                        ? Cell.text(e.unitName())
                        : Cell.link(e.unitName(), "/organisations/" + e.organisation())));
        details.add(detail(locale, "region", labels.region(locale, e.region())));
        details.add(detail(locale, "title", labels.title(locale, e.title())));
        details.add(detail(locale, "position", e.position()));
        details.add(detail(locale, "education", labels.education(locale, e.education())));
        details.add(detail(
                locale, "birthYear", e.birthYear() == null ? "" : e.birthYear().toString()));
        details.add(detail(locale, "fields", labels.fields(locale, e.fields())));
        details.add(detail(locale, "specialty", e.specialty()));
        details.add(detail(locale, "phone", e.phone()));
        details.add(detail(locale, "email", e.email()));
        details.add(detail(locale, "loadLimit", Integer.toString(e.loadLimit())));
        details.add(detail(
                locale, "bank", store.bank(e.id()).map(ExpertStore.Bank::shown).orElse("")));
        details.add(detail(locale, "account", e.account() == null ? "" : labels.text(locale, "expert.account.yes")));
        if (e.joinedOn() != null)
            details.add(detail(locale, "joinedOn", e.joinedOn().toString()));
        if (e.leftOn() != null) details.add(detail(locale, "leftOn", e.leftOn().toString()));
        if (!e.statusReason().isEmpty()) details.add(detail(locale, "reason", e.statusReason()));
        return details;
    }

    private Detail detail(Locale locale, String field, String value) {
        return Detail.of(labels.text(locale, "expert.field." + field), value);
    }

    private Table ties(Expert expert, boolean may, Locale locale) {
        var columns = new ArrayList<Column<TieStore.Declared>>();
        columns.add(Column.text(
                labels.text(locale, "expert.tie.kind"),
                tie -> Cell.text(labels.text(locale, "expert.tie.kind." + tie.kind()))));
        columns.add(Column.title(
                labels.text(locale, "expert.tie.whom"),
                tie -> new Cell.Lines(
                        tie.unitName().isEmpty() ? tie.person() : tie.unitName(),
                        "",
                        tie.unitName().isEmpty() ? tie.note() : (tie.person() + " " + tie.note()).strip())));
        columns.add(Column.text(
                labels.text(locale, "expert.field.since"),
                tie -> Cell.text(tie.since().toString())));
        columns.add(Column.text(
                labels.text(locale, "expert.field.until"),
                tie -> Cell.text(tie.until() == null ? "" : tie.until().toString())));
        columns.add(Column.text(labels.text(locale, "expert.tie.by"), tie -> Cell.text(tie.declaredBy())));
        columns.add(Column.actions(
                labels.text(locale, "expert.actions"),
                tie -> tie.withdrawn()
                        ? new Tag(labels.text(locale, "expert.tie.withdrawn"), Tone.DRAFT)
                        : may
                                ? Cell.actions(open(
                                        locale,
                                        "expert.do.withdraw",
                                        ExpertForms.path(expert) + "/ties/" + tie.id() + "/withdraw"))
                                : Cell.NONE));
        return Table.of(labels.text(locale, "expert.tab.ties"), columns, ties.of(expert.id()));
    }

    private Table assignments(Expert expert, boolean may, Locale locale) {
        LocalDate today = LocalDate.now(clock);
        return Table.of(
                labels.text(locale, "expert.tab.assignments"),
                List.of(
                        Column.<AssignmentStore.Assignment>text(
                                labels.text(locale, "expert.field.servesAs"),
                                a -> Cell.text(labels.service(locale, a.as()))),
                        Column.title(
                                labels.text(locale, "expert.field.where"),
                                a -> new Cell.Lines(
                                        a.where(),
                                        a.organisation() == null ? "" : "/organisations/" + a.organisation(),
                                        a.task())),
                        Column.text(
                                labels.text(locale, "expert.field.region"),
                                a -> Cell.text(labels.region(locale, a.region()))),
                        Column.text(
                                labels.text(locale, "expert.field.since"),
                                a -> Cell.text(a.since().toString())),
                        Column.text(
                                labels.text(locale, "expert.field.until"),
                                a -> Cell.text(
                                        a.until() == null ? "" : a.until().toString())),
                        Column.actions(
                                labels.text(locale, "expert.actions"),
                                a -> may && (a.until() == null || a.until().isAfter(today))
                                        ? Cell.actions(open(
                                                locale,
                                                "expert.assignment.end",
                                                ExpertForms.path(expert) + "/assignments/" + a.id() + "/end"))
                                        : Cell.NONE)),
                assignments.of(expert.id()));
    }

    private Table scores(Expert expert, Locale locale) {
        return Table.of(
                labels.text(locale, "expert.tab.scores"),
                List.of(
                        Column.<ExpertStore.Scored>title(
                                labels.text(locale, "expert.score.label"), s -> Cell.text(s.label())),
                        Column.text(
                                labels.text(locale, "expert.score.day"),
                                s -> Cell.text(s.day().toString())),
                        Column.figure(labels.text(locale, "expert.score.reviews"), "", s -> Cell.count(s.reviews())),
                        Column.figure(
                                labels.text(locale, "expert.score.deviation"),
                                "",
                                s -> new Cell.Figure(s.deviation(), "", "")),
                        Column.text(
                                labels.text(locale, "expert.score.timeliness"),
                                s -> Cell.text(labels.text(locale, "expert.timeliness." + s.timeliness())))),
                store.scores(expert.id()));
    }

    private List<TimelineEntry> history(Expert expert, Locale locale) {
        return store.history(expert.id()).stream()
                .map(change -> new TimelineEntry(
                        MINUTE.format(change.at()),
                        change.actor(),
                        labels.text(locale, "audit.action." + change.action()),
                        note(change, locale),
                        Tone.IN_PROGRESS))
                .toList();
    }

    private String note(ExpertStore.Change change, Locale locale) {
        var parts = new ArrayList<String>();
        if (!change.reason().isEmpty()) parts.add(change.reason());
        if (change.version() > 1) {
            parts.add(change.changes().entrySet().stream()
                    .map(field -> labels.text(locale, "expert.field." + field.getKey()) + "："
                            + labels.value(
                                    locale, field.getKey(), field.getValue().getFirst()) + " → "
                            + labels.value(
                                    locale, field.getKey(), field.getValue().getLast()))
                    .collect(Collectors.joining("；")));
        }
        return String.join("；", parts);
    }

    // New and changed

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/experts/new")
    String create(Viewer viewer, Locale locale, Model model) {
        var form = Form.of(Map.of("serves", "reviewer", "loadLimit", "20"));
        return form(forms.person(null, form, false, viewer, locale), model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/experts/new")
    String created(
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var typed = ExpertForms.typed(posted);
        return switch (experts.create(viewer, typed)) {
            case Outcome.Done<Expert>(var made) -> done(made, "", redirect);
            case Outcome.Refused<Expert>(var errors) -> {
                response.setStatus(422);
                yield form(forms.person(null, ExpertForms.wrong(typed, errors), false, viewer, locale), model);
            }
        };
    }

    @GetMapping("/experts/{id}/edit")
    String edit(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Expert expert = changeable(id, viewer);
        return form(forms.person(expert, ExpertForms.filled(expert), !mayKeep(expert, viewer), viewer, locale), model);
    }

    @PostMapping("/experts/{id}/edit")
    String edited(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = changeable(id, viewer);
        var typed = ExpertForms.typed(posted);
        var outcome = experts.update(viewer, id, version(typed), typed, typed.getOrDefault("reason", ""));
        return answered(
                outcome,
                "",
                form -> forms.person(expert, form, !mayKeep(expert, viewer), viewer, locale),
                typed,
                model,
                response,
                redirect);
    }

    // Ties

    @GetMapping("/experts/{id}/ties/new")
    String declaring(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Expert expert = changeable(id, viewer);
        return form(forms.tie(expert, Form.EMPTY, own(expert, viewer), locale), model);
    }

    @PostMapping("/experts/{id}/ties/new")
    String declared(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = changeable(id, viewer);
        var typed = ExpertForms.typed(posted);
        return answered(
                experts.declare(viewer, id, version(typed), typed),
                "?tab=ties",
                form -> forms.tie(expert, form, own(expert, viewer), locale),
                typed,
                model,
                response,
                redirect);
    }

    @GetMapping("/experts/{id}/ties/{tie}/withdraw")
    String withdrawing(@PathVariable UUID id, @PathVariable UUID tie, Viewer viewer, Locale locale, Model model) {
        Expert expert = changeable(id, viewer);
        return ask(
                expert,
                "expert.do.withdraw",
                "/ties/" + tie + "/withdraw",
                "?tab=ties",
                true,
                Form.EMPTY,
                locale,
                model);
    }

    @PostMapping("/experts/{id}/ties/{tie}/withdraw")
    String withdrawn(
            @PathVariable UUID id,
            @PathVariable UUID tie,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = changeable(id, viewer);
        var outcome = experts.withdraw(viewer, id, version(posted), tie, posted.getOrDefault("reason", ""));
        return asked(
                outcome,
                expert,
                "expert.do.withdraw",
                "/ties/" + tie + "/withdraw",
                "?tab=ties",
                posted,
                locale,
                model,
                response,
                redirect);
    }

    // Bank

    @GetMapping("/experts/{id}/bank")
    String bank(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Expert expert = changeable(id, viewer);
        return form(forms.bank(expert, Form.EMPTY, own(expert, viewer), locale), model);
    }

    @PostMapping("/experts/{id}/bank")
    String banked(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = changeable(id, viewer);
        var typed = ExpertForms.typed(posted);
        return answered(
                experts.keepBank(viewer, id, version(typed), typed),
                "",
                form -> forms.bank(expert, form, own(expert, viewer), locale),
                typed,
                model,
                response,
                redirect);
    }

    // Status

    @Allow(Role.BUREAU_OFFICER)
    @GetMapping({"/experts/{id}/activate", "/experts/{id}/suspend", "/experts/{id}/leave"})
    String moving(@PathVariable UUID id, HttpServletRequest request, Viewer viewer, Locale locale, Model model) {
        Expert expert = visible(id, viewer);
        String move = last(request);
        return ask(expert, "expert.do." + move, "/" + move, "", !move.equals("activate"), Form.EMPTY, locale, model);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping({"/experts/{id}/activate", "/experts/{id}/suspend", "/experts/{id}/leave"})
    String moved(
            @PathVariable UUID id,
            HttpServletRequest request,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = visible(id, viewer);
        String move = last(request);
        String reason = posted.getOrDefault("reason", "");
        int version = version(posted);
        var outcome = switch (move) {
            case "activate" -> experts.activate(viewer, id, version);
            case "suspend" -> experts.suspend(viewer, id, version, reason);
            default -> experts.leave(viewer, id, version, reason);
        };
        return asked(outcome, expert, "expert.do." + move, "/" + move, "", posted, locale, model, response, redirect);
    }

    private static String last(HttpServletRequest request) {
        String path = request.getRequestURI();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    // Where they serve

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/experts/{id}/assignments/new")
    String assigning(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Expert expert = changeable(id, viewer);
        var form = Form.of(Map.of("since", LocalDate.now(clock).toString(), "region", expert.region()));
        return form(forms.assignment(expert, form, viewer, locale), model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/experts/{id}/assignments/new")
    String assigned(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = changeable(id, viewer);
        var typed = ExpertForms.typed(posted);
        return answered(
                experts.assign(viewer, id, version(typed), typed),
                "?tab=assignments",
                form -> forms.assignment(expert, form, viewer, locale),
                typed,
                model,
                response,
                redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/experts/{id}/assignments/{assignment}/end")
    String ending(@PathVariable UUID id, @PathVariable UUID assignment, Viewer viewer, Locale locale, Model model) {
        Expert expert = changeable(id, viewer);
        var form = Form.of(Map.of("until", LocalDate.now(clock).toString()));
        return form(forms.ending(expert, assignment.toString(), where(expert, assignment), form, locale), model);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/experts/{id}/assignments/{assignment}/end")
    String ended(
            @PathVariable UUID id,
            @PathVariable UUID assignment,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = changeable(id, viewer);
        var typed = ExpertForms.typed(posted);
        var outcome = experts.endAssignment(
                viewer,
                id,
                version(typed),
                assignment,
                typed.getOrDefault("until", ""),
                typed.getOrDefault("reason", ""));
        return answered(
                outcome,
                "?tab=assignments",
                form -> forms.ending(expert, assignment.toString(), where(expert, assignment), form, locale),
                typed,
                model,
                response,
                redirect);
    }

    private String where(Expert expert, UUID assignment) {
        return assignments.of(expert.id()).stream()
                .filter(each -> each.id().equals(assignment))
                .map(AssignmentStore.Assignment::where)
                .findFirst()
                .orElseThrow(() -> new NotFound("assignment"));
    }

    // Account

    @Allow(Role.BUREAU_OFFICER)
    @GetMapping("/experts/{id}/invite")
    String inviting(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Expert expert = visible(id, viewer);
        return form(forms.invitation(expert, Form.EMPTY, locale), model);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/experts/{id}/invite")
    String invited(
            @PathVariable UUID id,
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Expert expert = visible(id, viewer);
        var typed = ExpertForms.typed(posted);
        return switch (experts.invite(viewer, id, version(typed), typed.getOrDefault("login", ""))) {
            case Outcome.Done<Invited>(var invitation) -> {
                String base =
                        ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
                redirect.addFlashAttribute(LINK, base + invitation.path());
                redirect.addFlashAttribute(
                        Notice.FLASH, Notice.done("expert.invited", MINUTE.format(invitation.expires())));
                yield "redirect:" + ExpertForms.path(expert);
            }
            case Outcome.Refused<Invited>(var errors) -> {
                response.setStatus(422);
                yield form(forms.invitation(expert, ExpertForms.wrong(typed, errors), locale), model);
            }
        };
    }

    // Alike

    private String answered(
            Outcome<Expert> outcome,
            String back,
            Function<Form, FormPage> page,
            Map<String, String> typed,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (outcome) {
            case Outcome.Done<Expert>(var after) -> done(after, back, redirect);
            case Outcome.Refused<Expert>(var errors) -> {
                response.setStatus(422);
                yield form(page.apply(ExpertForms.wrong(typed, errors)), model);
            }
        };
    }

    private static String done(Expert expert, String back, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("registry.done.saved"));
        return "redirect:" + ExpertForms.path(expert) + back;
    }

    private static String form(FormPage page, Model model) {
        model.addAttribute("model", page);
        return "registry/expert/form";
    }

    private String ask(
            Expert expert,
            String key,
            String action,
            String back,
            boolean reason,
            Form form,
            Locale locale,
            Model model) {
        var confirm = Confirm.of(
                        labels.text(locale, key + ".ask", expert.name()),
                        labels.text(locale, key + ".text"),
                        ExpertForms.path(expert) + action,
                        labels.text(locale, key),
                        ExpertForms.path(expert) + back)
                .with(Map.of("version", Integer.toString(expert.version())));
        model.addAttribute(
                "confirm", reason ? confirm.withReason(labels.text(locale, "expert.field.reason")) : confirm);
        model.addAttribute("form", form);
        return "shared/confirmPage";
    }

    private String asked(
            Outcome<Expert> outcome,
            Expert expert,
            String key,
            String action,
            String back,
            Map<String, String> posted,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (outcome) {
            case Outcome.Done<Expert>(var after) -> done(after, back, redirect);
            case Outcome.Refused<Expert>(var errors) -> {
                response.setStatus(422);
                boolean reason = !action.equals("/activate");
                yield ask(expert, key, action, back, reason, Form.of(posted).with(errors), locale, model);
            }
        };
    }

    private Expert visible(UUID id, Viewer viewer) {
        return experts.find(viewer, id).orElseThrow(() -> new NotFound("expert"));
    }

    private Expert changeable(UUID id, Viewer viewer) {
        Expert expert = visible(id, viewer);
        if (!own(expert, viewer) && !mayKeep(expert, viewer)) throw new NotFound("expert");
        return expert;
    }

    private static boolean own(Expert expert, Viewer viewer) {
        return !viewer.isOfficer()
                && viewer.account() != null
                && viewer.account().equals(expert.account());
    }

    private static boolean mayKeep(Expert expert, Viewer viewer) {
        return ExpertService.mayKeep(viewer, expert.region());
    }

    private static int version(Map<String, String> posted) {
        return Pages.number(posted.getOrDefault("version", ""));
    }
}
