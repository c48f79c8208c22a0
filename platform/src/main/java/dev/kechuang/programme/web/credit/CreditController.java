package dev.kechuang.programme.web.credit;

import dev.kechuang.programme.internal.credit.Credit;
import dev.kechuang.programme.internal.credit.Credit.Standing;
import dev.kechuang.programme.internal.credit.CreditEntry;
import dev.kechuang.programme.internal.credit.CreditRules;
import dev.kechuang.programme.internal.credit.CreditStore;
import dev.kechuang.programme.internal.credit.CreditStore.Query;
import dev.kechuang.programme.web.form.ApplicationLabels;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.time.LocalDate;
import java.util.ArrayList;
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

/** The credit record: its entries as a list and a workbook, the rules, and how an organisation stands. */
@Controller
@RequestMapping("/credit")
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class CreditController {

    private static final int SIZE = 50;

    private final Credit credit;
    private final CreditStore store;
    private final Organisations organisations;
    private final ApplicationLabels labels;
    private final CreditWords words;
    private final Sheets sheets;

    CreditController(
            Credit credit,
            CreditStore store,
            Organisations organisations,
            ApplicationLabels labels,
            CreditWords words,
            Sheets sheets) {
        this.credit = credit;
        this.store = store;
        this.organisations = organisations;
        this.labels = labels;
        this.words = words;
        this.sheets = sheets;
    }

    private String text(Locale locale, String key, Object... args) {
        return words.text(locale, key, args);
    }

    public record ListPage(
            Form filter,
            List<Option> events,
            List<Option> states,
            Table table,
            KeyPage<CreditEntry> page,
            boolean confirms) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping
    String list(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, Model model) {
        var query = query(asked);
        var page = store.page(viewer, query, KeyPage.At.of(asked.get("after"), asked.get("before")), SIZE);
        var states = List.of("proposed", "objected").stream()
                .map(code -> new Option(code, text(locale, "credit.state." + code)))
                .toList();
        boolean confirms = query.state().equals("proposed") && viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER);
        Table table = words.table(locale, page.items());
        if (confirms) {
            // Nobody confirms what the same person entered: no box there.
            table = table.chosenBy(
                    "choice",
                    page.items().stream()
                            .map(entry -> viewer.requireAccount().equals(entry.enteredBy())
                                    ? ""
                                    : entry.id().toString())
                            .toList());
        }
        model.addAttribute("model", new ListPage(Form.of(asked), words.events(locale), states, table, page, confirms));
        return "programme/creditList";
    }

    /** Confirms several at once; each stands for itself, and of those that are refused the first tells why. */
    @Allow({Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @PostMapping("/confirm")
    String confirm(
            @RequestParam(required = false) @Nullable List<UUID> choice, Viewer viewer, RedirectAttributes redirect) {
        var refused = new ArrayList<FieldError>();
        int done = 0;
        for (UUID id : choice == null ? List.<UUID>of() : choice) {
            if (credit.confirm(viewer, id).fold(entry -> true, errors -> !refused.addAll(errors))) done++;
        }
        if (refused.isEmpty()) {
            redirect.addFlashAttribute(
                    Notice.FLASH,
                    done == 0 ? Notice.warning("credit.error.noChoice") : Notice.done("credit.done.several", done));
        } else {
            FieldError first = refused.getFirst();
            redirect.addFlashAttribute(
                    Notice.FLASH,
                    Notice.warning(
                            first.key(),
                            first.args().stream().map(String::valueOf).toArray(String[]::new)));
        }
        return "redirect:/credit?state=proposed";
    }

    private static Query query(Map<String, String> asked) {
        return new Query(
                asked.getOrDefault("q", "").strip(),
                asked.getOrDefault("event", ""),
                asked.getOrDefault("state", ""),
                null);
    }

    /** For an applicant what counts for or against its own organisation. */
    @GetMapping("/export")
    void export(@RequestParam Map<String, String> asked, Viewer viewer, Locale locale, HttpServletResponse response) {
        Query query = query(asked);
        sheets.<CreditEntry>write(
                response,
                viewer,
                locale,
                text(locale, "credit.list"),
                asked,
                List.of(
                        new Sheets.Column<>("credit.on", CreditEntry::on),
                        new Sheets.Column<>("credit.organisation", CreditEntry::organisationName),
                        new Sheets.Column<>("credit.person", CreditEntry::personName),
                        new Sheets.Column<>("credit.event", e -> words.event(locale, e.event())),
                        new Sheets.Column<>("credit.points", CreditEntry::points),
                        new Sheets.Column<>("credit.until", e -> e.until().minusDays(1)),
                        new Sheets.Column<>("credit.blockedUntil", CreditEntry::blocksUntil),
                        new Sheets.Column<>(
                                "credit.state", e -> words.state(locale, e).label()),
                        new Sheets.Column<>("credit.application", CreditEntry::applicationNumber),
                        new Sheets.Column<>("credit.text", CreditEntry::text),
                        new Sheets.Column<>("credit.entered", CreditEntry::enteredName),
                        new Sheets.Column<>("credit.confirmed", CreditEntry::confirmedName)),
                at -> store.page(viewer, query, at, Sheets.page()));
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
        LocalDate on = CreditWords.day(day);
        if (on == null) on = labels.today();
        Standing standing = credit.ofOrganisation(id, on);
        var details = new ArrayList<Detail>();
        details.add(Detail.of(text(locale, "credit.day"), on.toString()));
        details.add(Detail.of(text(locale, "credit.grade"), words.grade(locale, standing)));
        details.add(Detail.of(text(locale, "credit.points"), Cell.count(standing.points())));
        details.add(
                Detail.of(text(locale, "credit.effect"), standing.grade().text().in(locale)));
        var until = standing.blockedUntil();
        if (until != null) details.add(Detail.of(text(locale, "credit.blockedUntil"), until.toString()));
        var page = store.page(viewer, new Query("", "", "", id), KeyPage.At.of(after, before), SIZE);
        model.addAttribute(
                "model",
                new StandingPage(id.toString(), firm.name(), details, words.table(locale, page.items()), page));
        return "programme/creditStanding";
    }

    @Allow(Role.APPLICANT)
    @GetMapping("/own")
    String own(Viewer viewer) {
        if (viewer.organisation() == null) throw new NotFound("organisation");
        return "redirect:/credit/organisations/" + viewer.organisation();
    }
}
