package dev.kechuang.registry.web.talent;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.registry.internal.talent.Performance;
import dev.kechuang.registry.internal.talent.Performance.Period;
import dev.kechuang.registry.internal.talent.Performance.State;
import dev.kechuang.registry.internal.talent.PerformanceService;
import dev.kechuang.registry.internal.talent.PerformanceStore;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.math.BigDecimal;
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

/** One talent-led firm's half-year: handed in, confirmed, given back. */
@Controller
@RequestMapping("/talent-firms")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
public class TalentFirmController {

    private final PerformanceStore store;
    private final PerformanceService service;
    private final Organisations organisations;
    private final TalentLabels labels;

    TalentFirmController(
            PerformanceStore store, PerformanceService service, Organisations organisations, TalentLabels labels) {
        this.store = store;
        this.service = service;
        this.organisations = organisations;
        this.labels = labels;
    }

    /**
     * One firm's half-year.
     *
     * @param enters whether the viewer may hand in or change the half-year
     * @param earlier the firm's other half-years
     */
    public record FirmPage(
            String firm,
            String name,
            String path,
            String period,
            int version,
            List<Detail> details,
            String reason,
            Form form,
            boolean enters,
            boolean confirms,
            boolean returns,
            Table earlier,
            boolean anyEarlier,
            Confirm giveBack) {}

    @GetMapping("/{organisation}/{period}")
    String one(
            @PathVariable UUID organisation, @PathVariable String period, Viewer viewer, Locale locale, Model model) {
        Organisation firm = firm(viewer, organisation);
        return page(firm, period(period), null, viewer, locale, model);
    }

    private Organisation firm(Viewer viewer, UUID id) {
        return organisations.find(viewer, id).orElseThrow(() -> new NotFound("organisation"));
    }

    private static Period period(String text) {
        return Period.of(text).orElseThrow(() -> new NotFound("half-year"));
    }

    private String page(
            Organisation firm, Period period, @Nullable Form form, Viewer viewer, Locale locale, Model model) {
        var found = store.find(firm.id(), period);
        String path = "/talent-firms/" + firm.id() + "/" + period;
        boolean confirmed = found.isPresent() && found.get().state() == State.CONFIRMED;
        boolean county = viewer.is(Role.COUNTY_OFFICER);
        var details = new ArrayList<Detail>();
        details.add(Detail.of(
                labels.text(locale, "talent.field.firm"), Cell.link(firm.name(), "/organisations/" + firm.id())));
        details.add(Detail.of(labels.text(locale, "talent.period"), labels.period(locale, period)));
        details.add(Detail.of(
                labels.text(locale, "talent.state"),
                found.isEmpty()
                        ? Cell.text(labels.text(locale, "talent.state.none"))
                        : labels.state(locale, found.get().state())));
        found.ifPresent(p -> {
            details.add(Detail.of(
                    labels.text(locale, "talent.field.revenue.wan"),
                    Cell.money(p.figures().revenue())));
            details.add(Detail.of(
                    labels.text(locale, "talent.field.tax.wan"),
                    Cell.money(p.figures().tax())));
            details.add(Detail.of(
                    labels.text(locale, "talent.field.staff"),
                    Cell.count(p.figures().staff())));
            details.add(Detail.of(
                    labels.text(locale, "talent.field.financing.wan"),
                    Cell.money(p.figures().financing())));
            details.add(Detail.of(labels.text(locale, "talent.entered"), p.enteredName()));
            if (confirmed) details.add(Detail.of(labels.text(locale, "talent.confirmedBy"), p.confirmedName()));
        });
        var earlier = store.of(firm.id()).stream()
                .filter(p -> !p.period().equals(period))
                .toList();
        String wan = labels.text(locale, "shared.wan");
        var table = Table.of(
                labels.text(locale, "talent.earlier"),
                List.of(
                        Column.<Performance>title(
                                labels.text(locale, "talent.period"),
                                p -> Cell.link(
                                        labels.period(locale, p.period()),
                                        "/talent-firms/" + firm.id() + "/" + p.period())),
                        Column.figure(
                                labels.text(locale, "talent.field.revenue"),
                                wan,
                                p -> Cell.money(p.figures().revenue())),
                        Column.figure(
                                labels.text(locale, "talent.field.staff"),
                                "",
                                p -> Cell.count(p.figures().staff())),
                        Column.text(labels.text(locale, "talent.state"), p -> labels.state(locale, p.state()))),
                earlier);
        int version = found.map(Performance::version).orElse(0);
        model.addAttribute(
                "model",
                new FirmPage(
                        firm.id().toString(),
                        firm.name(),
                        path,
                        labels.period(locale, period),
                        version,
                        details,
                        found.filter(p -> p.state() == State.RETURNED)
                                .map(Performance::reason)
                                .orElse(""),
                        form != null
                                ? form
                                : Form.of(found.map(p -> typed(p.figures())).orElse(Map.of())),
                        !confirmed && viewer.isAny(Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER),
                        county && found.isPresent() && found.get().state() == State.SUBMITTED,
                        county && found.isPresent() && found.get().state() != State.RETURNED,
                        table,
                        !earlier.isEmpty(),
                        question(locale, path, version)));
        return "registry/talent/firm";
    }

    private Confirm question(Locale locale, String path, int version) {
        return Confirm.of(
                        labels.text(locale, "talent.giveBack.title"),
                        labels.text(locale, "talent.giveBack.text"),
                        path + "/return",
                        labels.text(locale, "talent.giveBack"),
                        path)
                .withReason(labels.text(locale, "talent.field.reason"))
                .with(Map.of("version", String.valueOf(version)));
    }

    private static Map<String, String> typed(Performance.Figures figures) {
        return Map.of(
                "revenue", wan(figures.revenue()),
                "tax", wan(figures.tax()),
                "staff", String.valueOf(figures.staff()),
                "financing", wan(figures.financing()));
    }

    private static String wan(Money money) {
        return money.fen() == 0
                ? "0"
                : BigDecimal.valueOf(money.fen(), 6).stripTrailingZeros().toPlainString();
    }

    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/{organisation}/{period}")
    String handIn(
            @PathVariable UUID organisation,
            @PathVariable String period,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Organisation firm = firm(viewer, organisation);
        Period of = period(period);
        return answer(
                service.handIn(viewer, organisation, of, posted),
                firm,
                of,
                Form.of(posted),
                "talent.done.handedIn",
                viewer,
                locale,
                model,
                response,
                redirect);
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/{organisation}/{period}/confirm")
    String confirm(
            @PathVariable UUID organisation,
            @PathVariable String period,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Organisation firm = firm(viewer, organisation);
        Period of = period(period);
        return answer(
                service.confirm(viewer, organisation, of, TalentForms.version(posted)),
                firm,
                of,
                Form.EMPTY,
                "talent.done.confirmed",
                viewer,
                locale,
                model,
                response,
                redirect);
    }

    @Allow(Role.COUNTY_OFFICER)
    @GetMapping("/{organisation}/{period}/return")
    String askReturn(
            @PathVariable UUID organisation, @PathVariable String period, Viewer viewer, Locale locale, Model model) {
        firm(viewer, organisation);
        int version = store.find(organisation, period(period))
                .orElseThrow(() -> new NotFound("half-year"))
                .version();
        model.addAttribute("confirm", question(locale, "/talent-firms/" + organisation + "/" + period, version));
        model.addAttribute("form", Form.EMPTY);
        return "shared/confirmPage";
    }

    @Allow(Role.COUNTY_OFFICER)
    @PostMapping("/{organisation}/{period}/return")
    String giveBack(
            @PathVariable UUID organisation,
            @PathVariable String period,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        firm(viewer, organisation);
        int version = TalentForms.version(posted);
        var outcome =
                service.giveBack(viewer, organisation, period(period), version, posted.getOrDefault("reason", ""));
        return switch (outcome) {
            case Outcome.Done<Performance> done -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("talent.done.returned"));
                yield "redirect:/talent-firms/" + organisation + "/" + period;
            }
            case Outcome.Refused<Performance>(var errors) -> {
                response.setStatus(422);
                model.addAttribute(
                        "confirm", question(locale, "/talent-firms/" + organisation + "/" + period, version));
                model.addAttribute("form", Form.of(posted).with(errors));
                yield "shared/confirmPage";
            }
        };
    }

    private String answer(
            Outcome<Performance> outcome,
            Organisation firm,
            Period period,
            Form form,
            String done,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return switch (outcome) {
            case Outcome.Done<Performance> right -> {
                redirect.addFlashAttribute(Notice.FLASH, Notice.done(done));
                yield "redirect:/talent-firms/" + firm.id() + "/" + period;
            }
            case Outcome.Refused<Performance>(var errors) -> {
                response.setStatus(422);
                yield page(firm, period, form.with(errors), viewer, locale, model);
            }
        };
    }
}
