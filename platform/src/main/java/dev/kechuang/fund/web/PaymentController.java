package dev.kechuang.fund.web;

import dev.kechuang.fund.internal.BatchService;
import dev.kechuang.fund.internal.PaymentOrder;
import dev.kechuang.fund.internal.PaymentOrder.State;
import dev.kechuang.fund.internal.PaymentService;
import dev.kechuang.fund.internal.PaymentStore;
import dev.kechuang.fund.web.FormPage.Field;
import dev.kechuang.fund.web.FormPage.Kind;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.Sheets;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import jakarta.servlet.http.HttpServletResponse;
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

/** Payment orders, and their approval. */
@Controller
@RequestMapping("/funds")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class PaymentController {

    private static final int ROWS = 50;

    private final PaymentStore store;
    private final PaymentService payments;
    private final BatchService batches;
    private final FundLabels labels;
    private final Sheets sheets;

    PaymentController(
            PaymentStore store, PaymentService payments, BatchService batches, FundLabels labels, Sheets sheets) {
        this.store = store;
        this.payments = payments;
        this.batches = batches;
        this.labels = labels;
        this.sheets = sheets;
    }

    /** @param command what can be done with the chosen ones: {@code approve}, {@code send}, or empty for nothing */
    public record ListPage(
            Form filter, Form form, Table table, KeyPage<PaymentOrder> page, List<Option> states, String command) {}

    @GetMapping("/payments")
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", listPage(parameters, viewer, locale, Form.EMPTY));
        return "fund/payments";
    }

    private ListPage listPage(Map<String, String> parameters, Viewer viewer, Locale locale, Form form) {
        String state = parameters.getOrDefault("state", "");
        var page = store.list(
                viewer, state, null, parameters.getOrDefault("q", ""), BudgetController.at(parameters), ROWS);
        String command = switch (state) {
            case "made" -> "approve";
            case "approved" -> viewer.isAny(Role.BUREAU_OFFICER, Role.COUNTY_OFFICER) ? "send" : "";
            default -> "";
        };
        var table = table(locale, page.items());
        if (!command.isEmpty()) {
            table = table.chosenBy(
                    "choice",
                    page.items().stream().map(order -> order.id().toString()).toList());
        }
        return new ListPage(Form.of(parameters), form, table, page, labels.payments(locale), command);
    }

    private Table table(Locale locale, List<PaymentOrder> orders) {
        return Table.of(
                labels.text(locale, "fund.payments"),
                List.of(
                        Column.<PaymentOrder>text(
                                labels.text(locale, "fund.payment.number"),
                                order -> Cell.link(order.number(), "/funds/payments/" + order.id())),
                        Column.<PaymentOrder>title(
                                labels.text(locale, "fund.allocation.title"),
                                order -> new Cell.Lines(order.title(), "", order.instalmentName())),
                        Column.text(labels.text(locale, "fund.payee"), order -> Cell.text(order.payee())),
                        Column.figure(
                                labels.text(locale, "fund.amount"),
                                labels.text(locale, "shared.wan"),
                                order -> Cell.money(order.amount())),
                        Column.text(labels.text(locale, "fund.bankAccount"), order -> Cell.text(order.account())),
                        Column.text(labels.text(locale, "fund.state"), order -> labels.payment(locale, order.state())),
                        Column.text(labels.text(locale, "fund.payment.maker"), order -> Cell.text(order.madeName()))),
                orders);
    }

    @GetMapping("/payments/export")
    void export(
            @RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, HttpServletResponse response) {
        sheets.<PaymentOrder>write(
                response,
                locale,
                "fund.payments",
                List.of(
                        new Sheets.Column<>("fund.payment.number", PaymentOrder::number),
                        new Sheets.Column<>("fund.allocation.title", PaymentOrder::title),
                        new Sheets.Column<>("fund.instalment", PaymentOrder::instalmentName),
                        new Sheets.Column<>("fund.payee", PaymentOrder::payee),
                        new Sheets.Column<>("fund.amount.yuan", PaymentOrder::amount),
                        new Sheets.Column<>("fund.bankAccount", PaymentOrder::account),
                        new Sheets.Column<>(
                                "fund.state",
                                order -> labels.payment(locale, order.state()).label()),
                        new Sheets.Column<>("fund.payment.maker", PaymentOrder::madeName),
                        new Sheets.Column<>("fund.payment.approver", PaymentOrder::approvedName),
                        new Sheets.Column<>("fund.batch", PaymentOrder::batch),
                        new Sheets.Column<>("fund.paidOn", order -> FundLabels.day(order.settledOn())),
                        new Sheets.Column<>("fund.bankReference", PaymentOrder::bankReference),
                        new Sheets.Column<>("fund.reason", PaymentOrder::reason)),
                at -> store.list(
                        viewer,
                        parameters.getOrDefault("state", ""),
                        null,
                        parameters.getOrDefault("q", ""),
                        at,
                        Sheets.page()));
    }

    @PostMapping("/payments/approve")
    String approve(
            @RequestParam(required = false) @Nullable List<UUID> choice,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var outcome = payments.approve(viewer, choice == null ? List.of() : choice);
        return answered(outcome, "made", "fund.done.approved", viewer, locale, model, response, redirect);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/payments/send")
    String send(
            @RequestParam(required = false) @Nullable List<UUID> choice,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return batches.send(viewer, choice == null ? List.of() : choice)
                .fold(
                        batch -> {
                            redirect.addFlashAttribute(Notice.FLASH, Notice.done("fund.done.sent", batch.orders()));
                            return "redirect:/funds/batches/" + batch.id();
                        },
                        errors -> refused(errors, "approved", viewer, locale, model, response));
    }

    private String answered(
            Outcome<List<PaymentOrder>> outcome,
            String state,
            String done,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return outcome.fold(
                orders -> {
                    redirect.addFlashAttribute(Notice.FLASH, Notice.done(done, orders.size()));
                    return "redirect:/funds/payments?state=" + state;
                },
                errors -> refused(errors, state, viewer, locale, model, response));
    }

    private String refused(
            List<FieldError> errors,
            String state,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response) {
        response.setStatus(422);
        model.addAttribute("model", listPage(Map.of("state", state), viewer, locale, Form.EMPTY.with(errors)));
        return "fund/payments";
    }

    public record DetailPage(
            PaymentOrder order, Tag state, List<Detail> details, boolean mayApprove, boolean mayWithdraw) {}

    @GetMapping("/payments/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        PaymentOrder order = find(viewer, id);
        var details = new ArrayList<Detail>();
        details.add(Detail.of(
                labels.text(locale, "fund.allocation"),
                Cell.link(order.title(), "/funds/allocations/" + order.allocation())));
        details.add(Detail.of(labels.text(locale, "fund.instalment"), order.instalmentName()));
        details.add(Detail.of(labels.text(locale, "fund.payee"), order.payee()));
        details.add(Detail.of(labels.text(locale, "fund.amount.wan"), Cell.money(order.amount())));
        details.add(Detail.of(labels.text(locale, "fund.bankAccount"), order.bank() + " " + order.account()));
        details.add(Detail.of(
                labels.text(locale, "fund.payment.maker"), order.madeName() + " " + FundLabels.minute(order.madeAt())));
        details.add(Detail.of(labels.text(locale, "fund.payment.approver"), order.approvedName()));
        if (order.batchId() != null) {
            details.add(Detail.of(
                    labels.text(locale, "fund.batch"), Cell.link(order.batch(), "/funds/batches/" + order.batchId())));
        }
        details.add(Detail.of(labels.text(locale, "fund.paidOn"), FundLabels.day(order.settledOn())));
        details.add(Detail.of(labels.text(locale, "fund.bankReference"), order.bankReference()));
        details.add(Detail.of(labels.text(locale, "fund.reason"), order.reason()));
        if (order.orderPosting() != null) {
            details.add(Detail.of(
                    labels.text(locale, "fund.posting.order"),
                    Cell.link(labels.text(locale, "fund.posting.open"), "/funds/journal/" + order.orderPosting())));
        }
        if (order.closePosting() != null) {
            details.add(Detail.of(
                    labels.text(locale, order.state() == State.SETTLED ? "fund.posting.settle" : "fund.posting.return"),
                    Cell.link(labels.text(locale, "fund.posting.open"), "/funds/journal/" + order.closePosting())));
        }
        boolean inRegion = viewer.regions().contains(order.region());
        boolean own = order.madeBy().equals(viewer.account());
        model.addAttribute(
                "model",
                new DetailPage(
                        order,
                        labels.payment(locale, order.state()),
                        details,
                        inRegion && order.state() == State.MADE && !own,
                        inRegion && (order.state() == State.MADE || order.state() == State.APPROVED)));
        return "fund/payment";
    }

    @GetMapping("/payments/{id}/refuse")
    String askRefuse(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", reasonPage(find(viewer, id), "refuse", locale));
        return FormPage.VIEW;
    }

    @PostMapping("/payments/{id}/refuse")
    String refuse(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        PaymentOrder order = find(viewer, id);
        var outcome = payments.refuse(viewer, List.of(id), posted.getOrDefault("reason", ""));
        return reasonPage(order, "refuse", locale)
                .answer(
                        outcome,
                        posted,
                        orders -> "/funds/payments/" + id,
                        "fund.done.refused",
                        model,
                        response,
                        redirect);
    }

    @GetMapping("/payments/{id}/withdraw")
    String askWithdraw(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", reasonPage(find(viewer, id), "withdraw", locale));
        return FormPage.VIEW;
    }

    @PostMapping("/payments/{id}/withdraw")
    String withdraw(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        PaymentOrder order = find(viewer, id);
        var outcome = payments.withdraw(viewer, List.of(id), posted.getOrDefault("reason", ""));
        return reasonPage(order, "withdraw", locale)
                .answer(
                        outcome,
                        posted,
                        orders -> "/funds/payments/" + id,
                        "fund.done.withdrawn",
                        model,
                        response,
                        redirect);
    }

    private FormPage reasonPage(PaymentOrder order, String command, Locale locale) {
        String title = labels.text(locale, "fund.payment." + command);
        return new FormPage(
                title,
                "/funds/payments/" + order.id() + "/" + command,
                "/funds/payments/" + order.id(),
                title,
                List.of(
                        new Crumb(labels.text(locale, "fund.payments"), "/funds/payments"),
                        new Crumb(order.number(), "/funds/payments/" + order.id())),
                List.of(
                        Detail.of(labels.text(locale, "fund.payee"), order.payee()),
                        Detail.of(labels.text(locale, "fund.amount.wan"), Cell.money(order.amount()))),
                List.of(Field.of(Kind.LONG, "reason", labels.text(locale, "fund.reason"))),
                Form.EMPTY);
    }

    private PaymentOrder find(Viewer viewer, UUID id) {
        return store.find(viewer, id).orElseThrow(() -> new NotFound("payment order"));
    }
}
