package dev.kechuang.programme.web.credit;

import dev.kechuang.programme.internal.credit.Credit;
import dev.kechuang.programme.internal.credit.Credit.NewByHand;
import dev.kechuang.programme.internal.credit.Credit.Standing;
import dev.kechuang.programme.internal.credit.CreditEntry;
import dev.kechuang.programme.internal.credit.CreditRules;
import dev.kechuang.programme.internal.credit.CreditStore;
import dev.kechuang.programme.internal.credit.CreditStore.Query;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.TimelineEntry;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The credit record: rules, entries, an organisation's standing, objections. */
@Controller
@RequestMapping("/credit")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class CreditController {

    private static final int SIZE = 50;

    private final Credit credit;
    private final CreditStore store;
    private final Organisations organisations;
    private final ApplicationLabels labels;

    CreditController(Credit credit, CreditStore store, Organisations organisations, ApplicationLabels labels) {
        this.credit = credit;
        this.store = store;
        this.organisations = organisations;
        this.labels = labels;
    }

    private String text(Locale locale, String key, Object... args) {
        return labels.text(locale, key, args);
    }

    public record ListPage(
            Form filter, List<Option> events, List<Option> states, Table table, KeyPage<CreditEntry> page) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping
    String list(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        var query = new Query(
                asked.getOrDefault("q", "").strip(),
                asked.getOrDefault("event", ""),
                asked.getOrDefault("state", ""),
                null);
        var page = store.page(viewer, query, KeyPage.At.of(asked.get("after"), asked.get("before")), SIZE);
        var states = List.of("proposed", "objected").stream()
                .map(code -> new Option(code, text(locale, "credit.state." + code)))
                .toList();
        model.addAttribute(
                "model", new ListPage(Form.of(asked), events(locale), states, table(locale, page.items()), page));
        return "programme/creditList";
    }

    private List<Option> events(Locale locale) {
        return credit.rules().events().stream()
                .map(event -> new Option(event.code(), event.name().in(locale)))
                .toList();
    }

    private Table table(Locale locale, List<CreditEntry> entries) {
        List<Column<CreditEntry>> columns = List.of(
                Column.text(text(locale, "credit.on"), e -> Cell.text(e.on().toString())),
                Column.title(
                        text(locale, "credit.organisation"),
                        e -> Cell.link(e.organisationName(), "/credit/organisations/" + e.organisation())),
                Column.text(
                        text(locale, "credit.event"),
                        e -> Cell.link(event(locale, e.event()), "/credit/entries/" + e.id())),
                Column.figure(text(locale, "credit.points"), "", e -> points(e)),
                Column.text(text(locale, "credit.person"), e -> Cell.text(e.personName())),
                Column.text(
                        text(locale, "credit.until"),
                        e -> Cell.text(e.until().minusDays(1).toString())),
                Column.text(text(locale, "credit.state"), e -> state(locale, e)));
        return Table.of(text(locale, "credit.list"), columns, entries);
    }

    private static Cell points(CreditEntry entry) {
        return new Cell.Figure((entry.points() > 0 ? "+" : "−") + Math.abs(entry.points()), "", "");
    }

    private String event(Locale locale, String code) {
        return credit.rules().event(code).map(rule -> rule.name().in(locale)).orElse(code);
    }

    private Tag state(Locale locale, CreditEntry entry) {
        var state = entry.state(labels.today());
        return new Tag(
                text(locale, "credit.state." + state.name().toLowerCase(Locale.ROOT)),
                switch (state) {
                    case PROPOSED -> Tone.IN_PROGRESS;
                    case OBJECTED -> Tone.RETURNED;
                    case REVOKED, EXPIRED -> Tone.DRAFT;
                    case COUNTING -> entry.points() < 0 ? Tone.FAILED : Tone.PASSED;
                });
    }

    private Tag grade(Locale locale, Standing standing) {
        String name = standing.grade().code() + " " + standing.grade().name().in(locale);
        return new Tag(
                name,
                switch (standing.grade().effect()) {
                    case BONUS, NONE -> Tone.PASSED;
                    case WARNED -> Tone.RETURNED;
                    case BLOCKED -> Tone.FAILED;
                });
    }

    public record RulesPage(String name, String basis, Table events, Table grades, int base, int objectionDays) {}

    @GetMapping("/rules")
    String rules(Locale locale, Model model) {
        CreditRules rules = credit.rules();
        List<Column<CreditRules.EventRule>> events = List.of(
                Column.title(
                        text(locale, "credit.event"), e -> Cell.text(e.name().in(locale))),
                Column.figure(text(locale, "credit.points"), "", e -> Cell.count(e.points())),
                Column.figure(
                        text(locale, "credit.months"), text(locale, "credit.unit.month"), e -> Cell.count(e.months())),
                Column.figure(
                        text(locale, "credit.blocks"), text(locale, "credit.unit.month"), e -> Cell.count(e.blocks())),
                Column.text(text(locale, "credit.clause"), e -> Cell.text(e.clause())));
        List<Column<CreditRules.Grade>> grades = List.of(
                Column.text(
                        text(locale, "credit.grade"),
                        g -> Cell.text(g.code() + " " + g.name().in(locale))),
                Column.text(
                        text(locale, "credit.least"),
                        g -> Cell.text(
                                g == rules.grades().getLast()
                                        ? text(locale, "credit.below")
                                        : text(locale, "credit.atLeast", g.least()))),
                Column.title(
                        text(locale, "credit.effect"), g -> Cell.text(g.text().in(locale))));
        model.addAttribute(
                "model",
                new RulesPage(
                        rules.name().in(locale),
                        rules.basis(),
                        Table.of(text(locale, "credit.events"), events, rules.events()),
                        Table.of(text(locale, "credit.grades"), grades, rules.grades()),
                        rules.base(),
                        rules.objectionDays()));
        return "programme/creditRules";
    }

    public record StandingPage(String id, String name, List<Detail> details, Table table, KeyPage<CreditEntry> page) {}

    @GetMapping("/organisations/{id}")
    String standing(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String after,
            @RequestParam(defaultValue = "") String before,
            Viewer viewer,
            Locale locale,
            Model model) {
        Organisation firm = organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
        LocalDate on = day(day);
        if (on == null) on = labels.today();
        Standing standing = credit.ofOrganisation(id, on);
        var details = new ArrayList<Detail>();
        details.add(Detail.of(text(locale, "credit.day"), on.toString()));
        details.add(Detail.of(text(locale, "credit.grade"), grade(locale, standing)));
        details.add(Detail.of(text(locale, "credit.points"), Cell.count(standing.points())));
        details.add(
                Detail.of(text(locale, "credit.effect"), standing.grade().text().in(locale)));
        var until = standing.blockedUntil();
        if (until != null) details.add(Detail.of(text(locale, "credit.blockedUntil"), until.toString()));
        var page = store.page(viewer, new Query("", "", "", id), KeyPage.At.of(after, before), SIZE);
        model.addAttribute(
                "model", new StandingPage(id.toString(), firm.name(), details, table(locale, page.items()), page));
        return "programme/creditStanding";
    }

    @Allow(Role.APPLICANT)
    @GetMapping("/own")
    String own(Viewer viewer) {
        if (viewer.organisation() == null) throw new NotFound("organisation");
        return "redirect:/credit/organisations/" + viewer.organisation();
    }

    /** @param mayConfirm a second person, not who entered it */
    public record EntryPage(
            CreditEntry entry,
            String event,
            Tag state,
            List<Detail> details,
            List<TimelineEntry> objections,
            boolean mayConfirm,
            boolean mayObject,
            boolean mayRule,
            Form form) {}

    @GetMapping("/entries/{id}")
    String entry(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return page(viewer, found(viewer, id), Form.EMPTY, locale, model);
    }

    private CreditEntry found(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("credit"));
    }

    private String page(Viewer viewer, CreditEntry entry, Form form, Locale locale, Model model) {
        var details = new ArrayList<Detail>();
        details.add(Detail.of(
                text(locale, "credit.organisation"),
                Cell.link(entry.organisationName(), "/credit/organisations/" + entry.organisation())));
        if (!entry.personName().isEmpty()) {
            details.add(Detail.of(text(locale, "credit.person"), entry.personName()));
        }
        if (entry.application() != null) {
            details.add(Detail.of(
                    text(locale, "credit.application"),
                    Cell.link(entry.applicationNumber(), "/applications/" + entry.application())));
        }
        details.add(Detail.of(text(locale, "credit.points"), points(entry)));
        details.add(Detail.of(text(locale, "credit.on"), entry.on().toString()));
        details.add(Detail.of(
                text(locale, "credit.until"), entry.until().minusDays(1).toString()));
        var blocks = entry.blocksUntil();
        if (blocks != null) details.add(Detail.of(text(locale, "credit.blockedUntil"), blocks.toString()));
        details.add(Detail.of(text(locale, "credit.text"), entry.text()));
        details.add(Detail.of(
                text(locale, "credit.entered"),
                entry.enteredName() + " " + ApplicationLabels.minute(entry.enteredAt())));
        var confirmed = entry.confirmedAt();
        if (confirmed != null) {
            details.add(Detail.of(
                    text(locale, "credit.confirmed"),
                    entry.confirmedName() + " " + ApplicationLabels.minute(confirmed)));
        }
        var timeline = new ArrayList<TimelineEntry>();
        for (var objection : store.objections(entry.id())) {
            var ruled = objection.ruledAt();
            Boolean upheld = objection.upheld();
            if (ruled != null && upheld != null) {
                timeline.addFirst(new TimelineEntry(
                        ApplicationLabels.minute(ruled),
                        objection.ruledName(),
                        text(locale, upheld ? "credit.upheld" : "credit.notUpheld"),
                        objection.ruling(),
                        upheld ? Tone.PASSED : Tone.FAILED));
            }
            timeline.add(new TimelineEntry(
                    ApplicationLabels.minute(objection.raisedAt()),
                    objection.actor(),
                    text(locale, "credit.objection"),
                    objection.text(),
                    Tone.RETURNED));
        }
        boolean officer = viewer.is(Role.BUREAU_OFFICER);
        boolean other = !viewer.requireAccount().equals(entry.enteredBy());
        model.addAttribute(
                "model",
                new EntryPage(
                        entry,
                        event(locale, entry.event()),
                        state(locale, entry),
                        details,
                        timeline,
                        (officer || viewer.is(Role.BUREAU_LEADER)) && other && confirmed == null,
                        viewer.is(Role.APPLICANT)
                                && entry.organisation().equals(viewer.organisation())
                                && confirmed != null
                                && timeline.isEmpty(),
                        officer && other && entry.objected(),
                        form));
        return "programme/creditEntry";
    }

    public record NewPage(Form form, List<Option> events) {}

    @Allow(Role.BUREAU_OFFICER)
    @GetMapping("/new")
    String create(@RequestParam Map<String, String> asked, Locale locale, Model model) {
        var values = new LinkedHashMap<>(asked);
        values.putIfAbsent("on", labels.today().toString());
        model.addAttribute("model", new NewPage(Form.of(values), events(locale)));
        return "programme/creditNew";
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/new")
    String created(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var wanted = new NewByHand(
                posted.getOrDefault("creditCode", ""),
                posted.getOrDefault("event", ""),
                day(posted.getOrDefault("on", "")),
                null,
                posted.getOrDefault("text", ""));
        return credit.enter(viewer, wanted)
                .fold(
                        entry -> {
                            redirect.addFlashAttribute(Notice.FLASH, Notice.done("credit.done.entered"));
                            return "redirect:/credit/entries/" + entry.id();
                        },
                        errors -> {
                            response.setStatus(422);
                            model.addAttribute(
                                    "model", new NewPage(Form.of(posted).with(errors), events(locale)));
                            return "programme/creditNew";
                        });
    }

    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/entries/{id}/confirm")
    String confirm(
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        CreditEntry entry = found(viewer, id);
        return answered(
                credit.confirm(viewer, id),
                "credit.done.confirmed",
                viewer,
                entry,
                Form.EMPTY,
                locale,
                model,
                response,
                redirect);
    }

    @Allow(Role.APPLICANT)
    @PostMapping("/entries/{id}/objection")
    String object(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        CreditEntry entry = found(viewer, id);
        var outcome = credit.object(viewer, id, posted.getOrDefault("text", ""));
        return answered(
                outcome, "credit.done.objected", viewer, entry, Form.of(posted), locale, model, response, redirect);
    }

    @Allow(Role.BUREAU_OFFICER)
    @PostMapping("/entries/{id}/ruling")
    String rule(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        CreditEntry entry = found(viewer, id);
        boolean upheld = posted.getOrDefault("upheld", "").equals("true");
        var outcome = credit.rule(viewer, id, upheld, posted.getOrDefault("ruling", ""));
        return answered(
                outcome, "credit.done.ruled", viewer, entry, Form.of(posted), locale, model, response, redirect);
    }

    private String answered(
            Outcome<CreditEntry> outcome,
            String done,
            Viewer viewer,
            CreditEntry entry,
            Form form,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return outcome.fold(
                after -> {
                    redirect.addFlashAttribute(Notice.FLASH, Notice.done(done));
                    return "redirect:/credit/entries/" + entry.id();
                },
                errors -> {
                    response.setStatus(422);
                    return page(viewer, entry, form.with(errors), locale, model);
                });
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
