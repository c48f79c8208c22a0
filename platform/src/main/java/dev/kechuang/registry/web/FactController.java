package dev.kechuang.registry.web;

import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.FactDictionary;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.registry.internal.FactRules;
import dev.kechuang.registry.internal.FactService;
import dev.kechuang.registry.internal.FactStore;
import dev.kechuang.registry.internal.FactStore.Sheet;
import dev.kechuang.registry.internal.KnownFacts;
import dev.kechuang.registry.internal.OrganisationService;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Figures;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Yearly facts: the matrix of years, and the form of one year. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
public class FactController {

    private static final int YEARS = 5;

    /** Before the code of a fact: a value that is to stand in its field. */
    private static final String FILL = "fill.";

    private final OrganisationService organisations;
    private final FactStore facts;
    private final FactService service;
    private final FactRules rules;
    private final KnownFacts known;
    private final FactDictionary dictionary;
    private final Labels labels;
    private final Clock clock;

    FactController(
            OrganisationService organisations,
            FactStore facts,
            FactService service,
            FactRules rules,
            KnownFacts known,
            FactDictionary dictionary,
            Labels labels,
            Clock clock) {
        this.organisations = organisations;
        this.facts = facts;
        this.service = service;
        this.rules = rules;
        this.known = known;
        this.dictionary = dictionary;
        this.labels = labels;
        this.clock = clock;
    }

    /** A year in the matrix: where it stands and what can be done with it. */
    public record Year(int year, @Nullable Tag status, String path) {}

    public record MatrixPage(Organisation organisation, List<Year> years, Table table) {}

    @GetMapping("/organisations/{id}/facts")
    String matrix(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Organisation o = organisation(viewer, id);
        var sheets = new HashMap<Integer, Sheet>();
        facts.sheets(id).forEach(sheet -> sheets.put(sheet.year(), sheet));
        int last = LocalDate.now(clock).getYear();
        var years = new ArrayList<Year>();
        for (int year = last; year > last - YEARS - 1; year--) {
            Sheet sheet = sheets.get(year);
            years.add(new Year(
                    year, sheet == null ? null : status(locale, sheet), "/organisations/" + id + "/facts/" + year));
        }
        var values = new LinkedHashMap<String, Map<Integer, FactStore.Version>>();
        for (var version : facts.newest(id)) {
            if (version.value() == null) continue;
            values.computeIfAbsent(version.code(), code -> new HashMap<>()).put(version.year(), version);
        }
        var columns = new ArrayList<Column<FactDefinition>>();
        columns.add(Column.title(labels.text(locale, "registry.fact.name"), fact -> Cell.text(name(locale, fact))));
        columns.add(Column.text(labels.text(locale, "registry.fact.unit"), fact -> Cell.text(FactRules.unit(fact))));
        for (int year = last - YEARS; year <= last; year++) {
            int column = year;
            columns.add(Column.figure(String.valueOf(year), "", fact -> {
                var version = values.getOrDefault(fact.code(), Map.of()).get(column);
                return version == null || version.value() == null ? Cell.NONE : cell(version);
            }));
        }
        var rows = rules.form().stream()
                .filter(fact -> values.containsKey(fact.code()))
                .toList();
        model.addAttribute(
                "model", new MatrixPage(o, years, Table.of(labels.text(locale, "registry.tab.facts"), columns, rows)));
        return "registry/facts";
    }

    private static Cell cell(FactStore.Version version) {
        String who = version.enteredName() + " " + Pages.day(version.enteredAt());
        return switch (java.util.Objects.requireNonNull(version.value())) {
            case Value.Sum(var money) -> new Cell.Figure(Figures.wan(money), Figures.yuan(money) + " 元 · " + who, "");
            case Value.Number(var number) -> new Cell.Figure(Figures.exact(number), who, "");
            case Value.Text(var text) -> new Cell.Figure(text, who, "");
        };
    }

    /** One heading of the dictionary with its facts. */
    public record Group(String name, List<Field> fields) {}

    /** @param control money, number, select, date or text */
    public record Field(
            String code, String label, String control, String unit, String hint, String source, List<Option> choices) {}

    /**
     * The form of one year.
     *
     * @param filled values that came with the address, e.g. tried out before; they are not stated until they are handed in
     */
    public record FormPage(
            Organisation organisation,
            int year,
            @Nullable Tag status,
            int version,
            String reason,
            boolean open,
            boolean decides,
            int filled,
            List<Detail> known,
            Form form,
            List<Group> groups) {}

    @GetMapping("/organisations/{id}/facts/{year}")
    String year(
            @PathVariable UUID id,
            @PathVariable int year,
            @RequestParam Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model) {
        return form(organisation(viewer, id), year, null, asked, viewer, locale, model);
    }

    /** Keeps the form as it is typed; answers nothing. */
    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER})
    @PostMapping("/organisations/{id}/facts/{year}/draft")
    ResponseEntity<Void> draft(
            @PathVariable UUID id, @PathVariable int year, @RequestParam Map<String, String> posted, Viewer viewer) {
        return service.keep(viewer, id, year, posted)
                .fold(
                        sheet -> ResponseEntity.noContent().build(),
                        errors -> ResponseEntity.status(HttpStatus.CONFLICT).build());
    }

    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER})
    @PostMapping("/organisations/{id}/facts/{year}")
    String submit(
            @PathVariable UUID id,
            @PathVariable int year,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Organisation o = organisation(viewer, id);
        boolean keep = posted.containsKey("keep");
        var outcome = keep ? service.keep(viewer, id, year, posted) : service.submit(viewer, id, year, posted);
        return switch (outcome) {
            case Outcome.Done<Sheet>(var sheet) -> {
                redirect.addFlashAttribute(
                        Notice.FLASH, Notice.done(keep ? "registry.fact.done.kept" : "registry.fact.done.submitted"));
                yield "redirect:/organisations/" + id + "/facts/" + year;
            }
            case Outcome.Refused<Sheet>(var errors) -> {
                response.setStatus(422);
                yield form(o, year, Form.of(posted).with(errors), Map.of(), viewer, locale, model);
            }
        };
    }

    private String form(
            Organisation o,
            int year,
            @Nullable Form form,
            Map<String, String> asked,
            Viewer viewer,
            Locale locale,
            Model model) {
        int last = LocalDate.now(clock).getYear();
        if (year < FactService.FIRST_YEAR || year > last) throw new NotFound("year");
        Sheet sheet = sheet(o.id(), year);
        var newest = new HashMap<String, FactStore.Version>();
        for (var version : facts.newest(o.id())) {
            if (version.year() == year && version.value() != null) newest.put(version.code(), version);
        }
        var values = new HashMap<String, String>();
        newest.forEach((code, version) ->
                values.put(code, FactRules.typed(java.util.Objects.requireNonNull(version.value()))));
        var typed = facts.typed(o.id(), year);
        if (!typed.isEmpty()) {
            values.clear();
            values.putAll(typed);
        }
        boolean states = viewer.is(Role.APPLICANT) || viewer.is(Role.COUNTY_OFFICER);
        boolean submitted = sheet != null && sheet.status().equals("submitted");
        boolean open = states && !submitted && o.status() == dev.kechuang.registry.OrganisationStatus.CONFIRMED;
        int filled = 0;
        var groups = new LinkedHashMap<String, List<Field>>();
        for (FactDefinition fact : rules.form(o)) {
            var version = newest.get(fact.code());
            String given = open ? asked.getOrDefault(FILL + fact.code(), "") : "";
            if (!given.isBlank() && given.length() <= 1_000) {
                values.put(fact.code(), given);
                filled++;
            }
            groups.computeIfAbsent(fact.group(), key -> new ArrayList<>())
                    .add(new Field(
                            fact.code(),
                            name(locale, fact),
                            control(fact),
                            FactRules.unit(fact),
                            fact.note(),
                            version == null ? "" : source(locale, version),
                            choices(fact)));
        }
        model.addAttribute(
                "model",
                new FormPage(
                        o,
                        year,
                        sheet == null ? null : status(locale, sheet),
                        sheet == null ? 0 : sheet.version(),
                        sheet == null ? "" : sheet.reason(),
                        open,
                        viewer.is(Role.COUNTY_OFFICER) && submitted,
                        filled,
                        known(o, locale),
                        form == null ? Form.of(values) : form,
                        groups.entrySet().stream()
                                .map(group -> new Group(group.getKey(), group.getValue()))
                                .toList()));
        return "registry/factForm";
    }

    /** What nobody is asked for again, as the register has it. */
    private List<Detail> known(Organisation o, Locale locale) {
        var details = new ArrayList<Detail>();
        known.of(o)
                .forEach((code, value) -> dictionary.byCode(code).ifPresent(fact -> {
                    String shown = switch (code) {
                        case "region" -> labels.region(locale, value);
                        case "industry-code" -> labels.industry(locale, value);
                        default -> value;
                    };
                    details.add(new Detail(
                            name(locale, fact),
                            Cell.text(shown),
                            labels.text(locale, "registry.fact.source.registry")));
                }));
        return details;
    }

    private String source(Locale locale, FactStore.Version version) {
        return labels.text(
                locale,
                "registry.fact.source",
                labels.text(locale, "registry.fact.source." + version.source()),
                version.enteredName(),
                Pages.day(version.enteredAt()));
    }

    private Organisation organisation(Viewer viewer, UUID id) {
        return organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
    }

    private @Nullable Sheet sheet(UUID id, int year) {
        return facts.sheet(id, year).orElse(null);
    }

    private Tag status(Locale locale, Sheet sheet) {
        return new Tag(
                labels.text(locale, "registry.fact.status." + sheet.status()),
                switch (sheet.status()) {
                    case "submitted" -> Tone.IN_PROGRESS;
                    case "returned" -> Tone.RETURNED;
                    case "confirmed" -> Tone.PASSED;
                    default -> Tone.DRAFT;
                });
    }

    private static String name(Locale locale, FactDefinition fact) {
        return locale.getLanguage().equals("en") && !fact.en().isEmpty() ? fact.en() : fact.name();
    }

    private static String control(FactDefinition fact) {
        return switch (fact.type()) {
            case MONEY -> "money";
            case INTEGER, DECIMAL, RATIO -> "number";
            case BOOLEAN, ENUM, EVENTS -> "select";
            case DATE -> "date";
            case TEXT -> "text";
        };
    }

    private static List<Option> choices(FactDefinition fact) {
        return FactRules.choices(fact).stream()
                .map(value -> new Option(value, value))
                .toList();
    }
}
