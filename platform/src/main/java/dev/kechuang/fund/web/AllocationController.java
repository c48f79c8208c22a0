package dev.kechuang.fund.web;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Allocations;
import dev.kechuang.fund.BudgetLine;
import dev.kechuang.fund.Contribution;
import dev.kechuang.fund.Instalment;
import dev.kechuang.fund.internal.LineSearch;
import dev.kechuang.fund.internal.LineStore;
import dev.kechuang.fund.internal.PaymentOrder;
import dev.kechuang.fund.internal.PaymentStore;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Money set aside for somebody: the list, one with its instalments, and entering what others add or pay back. */
@Controller
@RequestMapping("/funds/allocations")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class AllocationController {

    private static final int ROWS = 20;

    private final Allocations allocations;
    private final LineStore lines;
    private final LineSearch search;
    private final PaymentStore payments;
    private final FundLabels labels;
    private final Sheets sheets;

    AllocationController(
            Allocations allocations,
            LineStore lines,
            LineSearch search,
            PaymentStore payments,
            FundLabels labels,
            Sheets sheets) {
        this.allocations = allocations;
        this.lines = lines;
        this.search = search;
        this.payments = payments;
        this.labels = labels;
        this.sheets = sheets;
    }

    public record ListPage(Form filter, Table table, KeyPage<LineSearch.Row> page) {}

    @GetMapping
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var page = search.allocations(
                viewer, null, parameters.getOrDefault("q", ""), BudgetController.at(parameters), ROWS);
        model.addAttribute("model", new ListPage(Form.of(parameters), table(labels, locale, page.items()), page));
        return "fund/allocations";
    }

    @GetMapping("/export")
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        UUID line = Optional.ofNullable(parameters.get("line"))
                .filter(text -> text.length() == 36)
                .map(UUID::fromString)
                .orElse(null);
        sheets.<LineSearch.Row>write(
                response,
                locale,
                "fund.allocations",
                List.of(
                        new Sheets.Column<>("fund.line.year", LineSearch.Row::year),
                        new Sheets.Column<>("fund.line.name", LineSearch.Row::lineName),
                        new Sheets.Column<>("fund.allocation.title", LineSearch.Row::title),
                        new Sheets.Column<>("fund.payee", LineSearch.Row::payee),
                        new Sheets.Column<>("fund.line.region", row -> labels.region(locale, row.region())),
                        new Sheets.Column<>("fund.reserved", LineSearch.Row::reserved),
                        new Sheets.Column<>("fund.contracted", LineSearch.Row::contracted),
                        new Sheets.Column<>("fund.transit", LineSearch.Row::transit),
                        new Sheets.Column<>("fund.paid", LineSearch.Row::paid)),
                at -> search.allocations(viewer, line, parameters.getOrDefault("q", ""), at, Sheets.page()));
    }

    static Table table(FundLabels labels, Locale locale, List<LineSearch.Row> rows) {
        String wan = labels.text(locale, "shared.wan");
        return Table.of(
                labels.text(locale, "fund.allocations"),
                List.of(
                        Column.<LineSearch.Row>title(
                                labels.text(locale, "fund.allocation.title"),
                                a -> new Cell.Lines(
                                        a.title(), "/funds/allocations/" + a.id(), a.year() + " " + a.lineName())),
                        Column.text(labels.text(locale, "fund.payee"), a -> Cell.text(a.payee())),
                        Column.text(
                                labels.text(locale, "fund.line.region"),
                                a -> Cell.text(labels.region(locale, a.region()))),
                        Column.figure(labels.text(locale, "fund.reserved"), wan, a -> Cell.money(a.reserved())),
                        Column.figure(labels.text(locale, "fund.contracted"), wan, a -> Cell.money(a.contracted())),
                        Column.figure(labels.text(locale, "fund.paid"), wan, a -> Cell.money(a.paid()))),
                rows);
    }

    /** @param recovered whether demanded money is still to come back */
    public record DetailPage(
            Allocation allocation,
            String lineName,
            List<Kpi> kpis,
            List<Detail> details,
            Table instalments,
            Table contributions,
            Table orders,
            boolean mayContribute,
            boolean mayRecover) {}

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Allocation allocation = find(viewer, id);
        BudgetLine line = lines.find(viewer, allocation.line()).orElse(null);
        String journal = "/funds/journal?allocation=" + id;
        var kpis = List.of(
                labels.kpi(locale, "fund.reserved", allocation.reserved(), journal),
                labels.kpi(locale, "fund.contracted", allocation.contracted(), journal),
                labels.kpi(locale, "fund.transit", allocation.transit(), journal),
                labels.kpi(locale, "fund.paid", allocation.paid(), allocation.contracted(), journal));
        var details = new ArrayList<Detail>();
        if (line != null) {
            details.add(Detail.of(
                    labels.text(locale, "fund.line"),
                    Cell.link(line.year() + " " + line.name(), "/funds/lines/" + line.id())));
        }
        details.add(Detail.of(
                labels.text(locale, "fund.behind"),
                labels.reference(locale, allocation.reference(), allocation.title())));
        details.add(Detail.of(
                labels.text(locale, "fund.payee"),
                Cell.link(labels.text(locale, "fund.payee.open"), "/organisations/" + allocation.beneficiary())));
        details.add(Detail.of(labels.text(locale, "fund.line.region"), labels.region(locale, allocation.region())));
        details.addAll(stops(labels, locale, allocation));
        var recovery = allocation.recovery();
        boolean officer = viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER);
        model.addAttribute(
                "model",
                new DetailPage(
                        allocation,
                        line == null ? "" : line.name(),
                        kpis,
                        details,
                        instalments(labels, locale, allocation.instalments()),
                        contributions(locale, allocation.contributions()),
                        orders(labels, locale, payments.of(id), true),
                        officer,
                        officer
                                && line != null
                                && recovery != null
                                && recovery.received().compareTo(recovery.demanded()) < 0));
        return "fund/allocation";
    }

    /** What keeps money from being paid, and what is to come back. */
    static List<Detail> stops(FundLabels labels, Locale locale, Allocation allocation) {
        var details = new ArrayList<Detail>();
        if (allocation.endedOn() != null) {
            details.add(Detail.of(
                    labels.text(locale, "fund.ended"), allocation.endedOn().toString()));
        } else if (allocation.heldOn() != null) {
            details.add(Detail.of(
                    labels.text(locale, "fund.held"),
                    new Cell.Lines(allocation.heldOn().toString(), "", allocation.heldReason())));
        }
        var recovery = allocation.recovery();
        if (recovery != null) {
            details.add(Detail.of(labels.text(locale, "fund.demanded.wan"), Cell.money(recovery.demanded())));
            details.add(Detail.of(labels.text(locale, "fund.received.wan"), Cell.money(recovery.received())));
            details.add(Detail.of(labels.text(locale, "fund.reason"), recovery.reason()));
        }
        return details;
    }

    static Table instalments(FundLabels labels, Locale locale, List<Instalment> instalments) {
        return Table.of(
                labels.text(locale, "fund.instalments"),
                List.of(
                        Column.<Instalment>text(
                                labels.text(locale, "fund.instalment"),
                                one -> new Cell.Lines(one.name(), "", one.returned())),
                        Column.figure(
                                labels.text(locale, "fund.amount"),
                                labels.text(locale, "shared.wan"),
                                one -> Cell.money(one.amount())),
                        Column.<Instalment>title(
                                labels.text(locale, "fund.instalment.condition"),
                                one -> one.evidence().isEmpty()
                                        ? Cell.text(one.condition())
                                        : new Cell.Lines(one.condition(), "", one.evidence())),
                        Column.text(labels.text(locale, "fund.state"), one -> labels.instalment(locale, one)),
                        Column.text(
                                labels.text(locale, "fund.paidOn"), one -> Cell.text(FundLabels.day(one.paidOn())))),
                instalments);
    }

    private Table contributions(Locale locale, List<Contribution> contributions) {
        String wan = labels.text(locale, "shared.wan");
        return Table.of(
                labels.text(locale, "fund.contributions"),
                List.of(
                        Column.<Contribution>text(
                                labels.text(locale, "fund.contribution"),
                                one -> Cell.text(labels.contribution(locale, one.from()))),
                        Column.figure(labels.text(locale, "fund.pledged"), wan, one -> Cell.money(one.pledged())),
                        Column.figure(labels.text(locale, "fund.arrived"), wan, one -> Cell.money(one.arrived()))),
                contributions);
    }

    static Table orders(FundLabels labels, Locale locale, List<PaymentOrder> orders, boolean links) {
        return Table.of(
                labels.text(locale, "fund.payments"),
                List.of(
                        Column.<PaymentOrder>text(
                                labels.text(locale, "fund.payment.number"),
                                order -> links
                                        ? Cell.link(order.number(), "/funds/payments/" + order.id())
                                        : Cell.text(order.number())),
                        Column.text(labels.text(locale, "fund.instalment"), order -> Cell.text(order.instalmentName())),
                        Column.figure(
                                labels.text(locale, "fund.amount"),
                                labels.text(locale, "shared.wan"),
                                order -> Cell.money(order.amount())),
                        Column.text(labels.text(locale, "fund.bankAccount"), order -> Cell.text(order.account())),
                        Column.text(labels.text(locale, "fund.state"), order -> labels.payment(locale, order.state())),
                        Column.<PaymentOrder>title(
                                labels.text(locale, "fund.payment.result"),
                                order -> Cell.text(
                                        order.settledOn() == null
                                                ? order.reason()
                                                : order.settledOn() + " " + order.bankReference()))),
                orders);
    }

    private Allocation find(Viewer viewer, UUID id) {
        return allocations.find(viewer, id).orElseThrow(() -> new NotFound("allocation"));
    }
}
