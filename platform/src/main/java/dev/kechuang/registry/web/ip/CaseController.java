package dev.kechuang.registry.web.ip;

import dev.kechuang.record.RecordFilter;
import dev.kechuang.registry.internal.OrganisationWorkbook;
import dev.kechuang.registry.internal.ip.CaseRecords;
import dev.kechuang.registry.internal.ip.CaseService;
import dev.kechuang.registry.internal.ip.CaseStore;
import dev.kechuang.registry.internal.ip.CaseStore.Query;
import dev.kechuang.registry.internal.ip.IpCase;
import dev.kechuang.registry.web.Pages;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.dhatim.fastexcel.Workbook;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Cases of enforcement and rights protection. */
@Controller
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
public class CaseController {

    private static final int ROWS = 20;
    private static final int MOST = 20_000;

    private final CaseService cases;
    private final CaseStore store;
    private final RightForms forms;
    private final RightTables tables;
    private final RightLabels labels;

    CaseController(CaseService cases, CaseStore store, RightForms forms, RightTables tables, RightLabels labels) {
        this.cases = cases;
        this.store = store;
        this.forms = forms;
        this.tables = tables;
        this.labels = labels;
    }

    public record ListPage(
            Form filter,
            boolean open,
            Table table,
            KeyPage<IpCase> page,
            List<Option> kinds,
            List<Option> districts,
            List<Option> states,
            boolean filtered,
            boolean mayEnter) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/ip/cases")
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var query = Query.of(parameters);
        var page = store.find(viewer, query, KeyPage.At.of(parameters.get("after"), parameters.get("before")), ROWS);
        model.addAttribute(
                "model",
                new ListPage(
                        Form.of(parameters),
                        !query.state().isEmpty() || query.year() > 0,
                        tables.cases(page.items(), locale),
                        page,
                        labels.caseKinds(locale),
                        labels.districts(locale, viewer),
                        List.of(
                                new Option("open", labels.text(locale, "ip.case.open")),
                                new Option("closed", labels.text(locale, "ip.case.done"))),
                        !query.empty(),
                        viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER)));
        return "registry/ip/cases";
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping({"/ip/cases/export", "/api/registry/ip/cases/export"})
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response)
            throws IOException {
        Pages.download(response, labels.text(locale, "ip.cases") + labels.today() + ".xlsx");
        try (var book = new Workbook(response.getOutputStream(), "Kechuang", "1.0")) {
            var sheet = book.newWorksheet(labels.text(locale, "ip.cases"));
            for (int c = 0; c < IpCase.FIELDS.size(); c++) {
                String field = IpCase.FIELDS.get(c);
                sheet.value(0, c, label(field, locale));
                sheet.style(0, c).bold().fillColor("F0F3F7").set();
                sheet.width(c, 20);
            }
            sheet.freezePane(0, 1);
            int row = 1;
            for (IpCase each : store.all(viewer, Query.of(parameters), MOST)) {
                var texts = each.texts();
                for (int c = 0; c < IpCase.FIELDS.size(); c++) {
                    String field = IpCase.FIELDS.get(c);
                    String text = texts.getOrDefault(field, "");
                    if ((field.equals("filed") || field.equals("closed")) && !text.isEmpty()) {
                        sheet.value(row, c, LocalDate.parse(text));
                        sheet.style(row, c).format("yyyy-mm-dd").set();
                    } else {
                        sheet.value(row, c, OrganisationWorkbook.harmless(shown(field, text, locale)));
                    }
                }
                row++;
            }
            var about = book.newWorksheet(labels.text(locale, "registry.excel.filter"));
            about.value(
                    0,
                    0,
                    labels.text(
                            locale, "ip.exported", viewer.name(), labels.today().toString(), MOST));
            int line = 1;
            for (var parameter : parameters.entrySet()) {
                if (!parameter.getValue().isBlank()
                        && List.of("q", "kind", "region", "state", "year").contains(parameter.getKey())) {
                    about.value(
                            line++,
                            0,
                            OrganisationWorkbook.harmless(labels.text(locale, "ip.filter." + parameter.getKey()) + "："
                                    + shown(parameter.getKey(), parameter.getValue(), locale)));
                }
            }
        }
    }

    private String label(String field, Locale locale) {
        return labels.text(locale, field.equals("region") || field.equals("zone") ? "ip." + field : "ip.case." + field);
    }

    private String shown(String field, String text, Locale locale) {
        if (text.isEmpty()) return "";
        return switch (field) {
            case "kind" -> IpCase.KINDS.contains(text) ? labels.text(locale, "ip.case.kind." + text) : "";
            case "result" -> IpCase.RESULTS.contains(text) ? labels.text(locale, "ip.case.result." + text) : "";
            case "region", "zone" -> labels.region(locale, text);
            case "state" -> labels.text(locale, text.equals("open") ? "ip.case.open" : "ip.case.done");
            default -> text;
        };
    }

    public record DetailPage(IpCase known, Cell state, List<Crumb> crumbs, List<Detail> details, boolean mayChange) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
    @GetMapping("/ip/cases/{id}")
    String detail(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        IpCase known = visible(viewer, id);
        var details = new ArrayList<Detail>();
        known.texts().forEach((field, text) -> {
            if (text.isEmpty()) return;
            UUID party = field.equals("petitioner")
                    ? known.petitionerId()
                    : field.equals("respondent") ? known.respondentId() : null;
            Cell cell = party != null && viewer.isOfficer()
                    ? Cell.link(text, "/organisations/" + party)
                    : field.equals("rightNumber") && known.right() != null && viewer.isOfficer()
                            ? Cell.link(text, "/ip/" + known.right())
                            : Cell.text(shown(field, text, locale));
            details.add(Detail.of(label(field, locale), cell));
        });
        if (viewer.isOfficer()) {
            details.add(Detail.of(
                    labels.text(locale, "ip.records"),
                    Cell.link(
                            labels.text(locale, "ip.records.open"),
                            RecordFilter.of(CaseRecords.FILED)
                                    .in(List.of(known.region()))
                                    .with("case", known.kind())
                                    .path())));
        }
        model.addAttribute(
                "model",
                new DetailPage(
                        known,
                        tables.result(known, locale),
                        viewer.isOfficer()
                                ? List.of(new Crumb(labels.text(locale, "ip.cases"), "/ip/cases"))
                                : List.of(),
                        details,
                        !known.cancelled() && CaseService.mayKeep(viewer, known.region(), known.zone())));
        return "registry/ip/caseDetail";
    }

    @GetMapping("/ip/cases/new")
    String start(Viewer viewer, Locale locale, Model model) {
        var form = Form.of(Map.of("filed", labels.today().toString()));
        return RightController.form(forms.caseForm(null, form, viewer, locale), model);
    }

    @PostMapping("/ip/cases/new")
    String create(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return answered(cases.create(viewer, posted), null, posted, viewer, locale, model, response, redirect);
    }

    @GetMapping("/ip/cases/{id}/edit")
    String edit(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        IpCase known = kept(viewer, id);
        var values = new LinkedHashMap<>(known.texts());
        values.put("version", String.valueOf(known.version()));
        return RightController.form(forms.caseForm(known, Form.of(values), viewer, locale), model);
    }

    @PostMapping("/ip/cases/{id}/edit")
    String change(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        IpCase known = kept(viewer, id);
        var outcome = cases.change(viewer, id, RightController.version(posted), posted);
        return answered(outcome, known, posted, viewer, locale, model, response, redirect);
    }

    private String answered(
            Outcome<IpCase> outcome,
            @Nullable IpCase known,
            Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (outcome) {
            case Outcome.Done<IpCase>(var done) -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("registry.done.saved"));
                yield "redirect:/ip/cases/" + done.id();
            }
            case Outcome.Refused<IpCase>(var errors) -> {
                response.setStatus(422);
                yield RightController.form(forms.caseForm(known, Form.of(posted).with(errors), viewer, locale), model);
            }
        };
    }

    @GetMapping("/ip/cases/{id}/withdraw")
    String askWithdraw(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        return ask(kept(viewer, id), Form.EMPTY, locale, model);
    }

    private String ask(IpCase known, Form form, Locale locale, Model model) {
        model.addAttribute(
                "confirm",
                Confirm.of(
                                labels.text(locale, "ip.do.withdraw") + "：" + known.number(),
                                labels.text(locale, "ip.case.withdraw"),
                                "/ip/cases/" + known.id() + "/withdraw",
                                labels.text(locale, "ip.do.withdraw"),
                                "/ip/cases/" + known.id())
                        .withReason(labels.text(locale, "ip.field.reason"))
                        .with(Map.of("version", String.valueOf(known.version()))));
        model.addAttribute("form", form);
        return "shared/confirmPage";
    }

    @PostMapping("/ip/cases/{id}/withdraw")
    String withdraw(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = cases.cancel(viewer, id, RightController.version(posted), posted.getOrDefault("reason", ""));
        if (outcome instanceof Outcome.Refused<IpCase>(var errors)) {
            response.setStatus(422);
            return ask(visible(viewer, id), Form.of(posted).with(errors), locale, model);
        }
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("registry.done.saved"));
        return "redirect:/ip/cases/" + id;
    }

    private IpCase visible(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("case"));
    }

    private IpCase kept(Viewer viewer, UUID id) {
        IpCase known = visible(viewer, id);
        if (known.cancelled() || !CaseService.mayKeep(viewer, known.region(), known.zone())) throw new NotFound("case");
        return known;
    }
}
