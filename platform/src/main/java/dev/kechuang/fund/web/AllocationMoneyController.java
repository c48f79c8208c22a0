package dev.kechuang.fund.web;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Allocations;
import dev.kechuang.fund.Contribution;
import dev.kechuang.fund.internal.LineStore;
import dev.kechuang.fund.web.FormPage.Field;
import dev.kechuang.fund.web.FormPage.Kind;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Money of others that arrives for an allocation, and money that comes back of one that has ended. */
@Controller
@RequestMapping("/funds/allocations")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
public class AllocationMoneyController {

    private final Allocations allocations;
    private final LineStore lines;
    private final FundLabels labels;
    private final Clock clock;

    AllocationMoneyController(Allocations allocations, LineStore lines, FundLabels labels, Clock clock) {
        this.allocations = allocations;
        this.lines = lines;
        this.labels = labels;
        this.clock = clock;
    }

    @GetMapping("/{id}/contributions/new")
    String contribution(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Allocation allocation = find(viewer, id);
        var values = Typed.fresh("day", LocalDate.now(clock).toString(), "from", "district");
        model.addAttribute("model", contributionPage(allocation, locale).filled(values));
        return FormPage.VIEW;
    }

    private FormPage contributionPage(Allocation allocation, Locale locale) {
        return new FormPage(
                labels.text(locale, "fund.contribution.new"),
                path(allocation) + "/contributions/new",
                path(allocation),
                labels.text(locale, "fund.contribution.do"),
                crumbs(allocation, locale),
                List.of(),
                List.of(
                        Field.choice("from", labels.text(locale, "fund.contribution"), labels.contributions(locale)),
                        Field.of(Kind.MONEY, "amount", labels.text(locale, "fund.amount")),
                        Field.of(Kind.DAY, "day", labels.text(locale, "fund.contribution.day")),
                        Field.of(Kind.LONG, "evidence", labels.text(locale, "fund.evidence"))
                                .hint(labels.text(locale, "fund.contribution.evidence"))),
                Form.EMPTY);
    }

    @PostMapping("/{id}/contributions/new")
    String contributed(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Allocation allocation = find(viewer, id);
        var typed = new Typed(posted);
        var from = Contribution.From.of(typed.text("from"));
        if (from.isEmpty()) typed.wrong("from", "fund.error.source");
        var amount = typed.wan("amount");
        LocalDate day = typed.day("day");
        var outcome = typed.then(() -> allocations.contributed(
                viewer, typed.key(), id, from.orElseThrow(), amount, day, typed.text("evidence")));
        return contributionPage(allocation, locale)
                .answer(
                        outcome,
                        posted,
                        AllocationMoneyController::path,
                        "fund.done.contributed",
                        model,
                        response,
                        redirect);
    }

    @GetMapping("/{id}/recoveries/new")
    String recovery(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Allocation allocation = recoverable(viewer, id);
        var values = Typed.fresh("day", LocalDate.now(clock).toString(), "to", "treasury");
        model.addAttribute("model", recoveryPage(allocation, locale).filled(values));
        return FormPage.VIEW;
    }

    private FormPage recoveryPage(Allocation allocation, Locale locale) {
        var recovery = java.util.Objects.requireNonNull(allocation.recovery());
        return new FormPage(
                labels.text(locale, "fund.recovery.new"),
                path(allocation) + "/recoveries/new",
                path(allocation),
                labels.text(locale, "fund.recovery.do"),
                crumbs(allocation, locale),
                List.of(
                        Detail.of(labels.text(locale, "fund.demanded.wan"), Cell.money(recovery.demanded())),
                        Detail.of(labels.text(locale, "fund.received.wan"), Cell.money(recovery.received()))),
                List.of(
                        Field.of(Kind.MONEY, "amount", labels.text(locale, "fund.amount")),
                        Field.of(Kind.DAY, "day", labels.text(locale, "fund.recovery.day")),
                        Field.choice(
                                "to",
                                labels.text(locale, "fund.recovery.to"),
                                List.of(
                                        new Option("treasury", labels.text(locale, "fund.recovery.treasury")),
                                        new Option("budget", labels.text(locale, "fund.recovery.budget"))))),
                Form.EMPTY);
    }

    @PostMapping("/{id}/recoveries/new")
    String recovered(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Allocation allocation = recoverable(viewer, id);
        var typed = new Typed(posted);
        var amount = typed.wan("amount");
        LocalDate day = typed.day("day");
        boolean toTreasury = typed.text("to").equals("treasury");
        var outcome = typed.then(() -> allocations.recovered(viewer, typed.key(), id, amount, day, toTreasury));
        return recoveryPage(allocation, locale)
                .answer(
                        outcome,
                        posted,
                        AllocationMoneyController::path,
                        "fund.done.recovered",
                        model,
                        response,
                        redirect);
    }

    private static String path(Allocation allocation) {
        return "/funds/allocations/" + allocation.id();
    }

    private List<Crumb> crumbs(Allocation allocation, Locale locale) {
        return List.of(
                new Crumb(labels.text(locale, "fund.allocations"), "/funds/allocations"),
                new Crumb(allocation.title(), path(allocation)));
    }

    private Allocation find(Viewer viewer, UUID id) {
        return allocations.find(viewer, id).orElseThrow(() -> new NotFound("allocation"));
    }

    /** Of a line the viewer handles. */
    private Allocation recoverable(Viewer viewer, UUID id) {
        Allocation allocation = find(viewer, id);
        if (allocation.recovery() == null
                || lines.find(viewer, allocation.line()).isEmpty()) {
            throw new NotFound("recovery");
        }
        return allocation;
    }
}
