package dev.kechuang.fund.web;

import dev.kechuang.fund.Allocation;
import dev.kechuang.fund.Allocations;
import dev.kechuang.fund.internal.BankAccount;
import dev.kechuang.fund.internal.BankAccountService;
import dev.kechuang.fund.internal.BankAccountStore;
import dev.kechuang.fund.internal.LineSearch;
import dev.kechuang.fund.internal.PaymentOrder;
import dev.kechuang.fund.internal.PaymentStore;
import dev.kechuang.fund.web.FormPage.Field;
import dev.kechuang.fund.web.FormPage.Kind;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.KeyPage;
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
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What an organisation sees of the money: what is coming, what was paid, and to which account. */
@Controller
@RequestMapping("/my/funds")
@Allow(Role.APPLICANT)
public class MyFundsController {

    private static final int ROWS = 20;

    private final Allocations allocations;
    private final LineSearch search;
    private final PaymentStore payments;
    private final BankAccountStore accounts;
    private final BankAccountService accountService;
    private final Organisations organisations;
    private final FundLabels labels;
    private final Sheets sheets;

    MyFundsController(
            Allocations allocations,
            LineSearch search,
            PaymentStore payments,
            BankAccountStore accounts,
            BankAccountService accountService,
            Organisations organisations,
            FundLabels labels,
            Sheets sheets) {
        this.allocations = allocations;
        this.search = search;
        this.payments = payments;
        this.accounts = accounts;
        this.accountService = accountService;
        this.organisations = organisations;
        this.labels = labels;
        this.sheets = sheets;
    }

    /** @param warning what keeps money from being paid now; empty for nothing */
    public record Page(Table table, KeyPage<LineSearch.Row> page, Table accounts, String warning) {}

    @GetMapping
    String list(@RequestParam Map<String, String> parameters, Viewer viewer, Locale locale, Model model) {
        var page = search.allocations(
                viewer, null, parameters.getOrDefault("q", ""), BudgetController.at(parameters), ROWS);
        String wan = labels.text(locale, "shared.wan");
        var table = Table.of(
                labels.text(locale, "fund.my"),
                List.of(
                        Column.<LineSearch.Row>title(
                                labels.text(locale, "fund.allocation.title"),
                                a -> Cell.link(a.title(), "/my/funds/" + a.id())),
                        Column.text(labels.text(locale, "fund.line"), a -> Cell.text(a.year() + " " + a.lineName())),
                        Column.figure(labels.text(locale, "fund.contracted"), wan, a -> Cell.money(a.contracted())),
                        Column.figure(labels.text(locale, "fund.transit"), wan, a -> Cell.money(a.transit())),
                        Column.figure(labels.text(locale, "fund.paid"), wan, a -> Cell.money(a.paid()))),
                page.items());
        List<BankAccount> own = viewer.organisation() == null ? List.of() : accounts.of(viewer.organisation());
        var accountTable = Table.of(
                labels.text(locale, "fund.accounts.own"),
                List.of(
                        Column.<BankAccount>title(
                                labels.text(locale, "fund.account.bank"), one -> Cell.text(one.bank())),
                        Column.text(labels.text(locale, "fund.account.number"), one -> Cell.text(one.masked())),
                        Column.text(labels.text(locale, "fund.state"), one -> labels.bankAccount(locale, one.state())),
                        Column.text(
                                labels.text(locale, "fund.account.entered"),
                                one -> new Cell.Lines(FundLabels.minute(one.enteredAt()), "", one.enteredName())),
                        Column.text(labels.text(locale, "fund.reason"), one -> Cell.text(one.reason()))),
                own);
        model.addAttribute("model", new Page(table, page, accountTable, warning(locale, own)));
        return "fund/my";
    }

    /** What the account waits for: entered and not checked yet, sent back by the bank, refused, or not there. */
    private String warning(Locale locale, List<BankAccount> own) {
        for (var state : List.of(
                BankAccount.State.CONFIRMED,
                BankAccount.State.ENTERED,
                BankAccount.State.DOUBTFUL,
                BankAccount.State.REFUSED)) {
            for (BankAccount one : own) {
                if (one.state() != state) continue;
                return switch (state) {
                    case CONFIRMED, REPLACED -> "";
                    case ENTERED ->
                        labels.text(locale, "fund.account.waits", one.masked(), FundLabels.minute(one.enteredAt()));
                    case DOUBTFUL -> labels.text(locale, "fund.account.doubtful", one.masked(), one.reason());
                    case REFUSED -> labels.text(locale, "fund.account.refused", one.masked(), one.reason());
                };
            }
        }
        return labels.text(locale, "fund.account.missing");
    }

    @GetMapping("/export")
    void export(Viewer viewer, Locale locale, HttpServletResponse response) {
        sheets.<PaymentOrder>write(
                response,
                locale,
                "fund.my",
                List.of(
                        new Sheets.Column<>("fund.payment.number", PaymentOrder::number),
                        new Sheets.Column<>("fund.allocation.title", PaymentOrder::title),
                        new Sheets.Column<>("fund.instalment", PaymentOrder::instalmentName),
                        new Sheets.Column<>("fund.amount.yuan", PaymentOrder::amount),
                        new Sheets.Column<>("fund.bankAccount", PaymentOrder::account),
                        new Sheets.Column<>(
                                "fund.state",
                                order -> labels.payment(locale, order.state()).label()),
                        new Sheets.Column<>("fund.paidOn", order -> FundLabels.day(order.settledOn()))),
                at -> payments.list(viewer, "", null, "", at, Sheets.page()));
    }

    /** @param stops what keeps money from being paid, and what is to be paid back; empty for nothing */
    public record OnePage(Allocation allocation, List<Detail> stops, Table instalments, Table orders) {}

    @GetMapping("/{id}")
    String one(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Allocation allocation = allocations.find(viewer, id).orElseThrow(() -> new NotFound("allocation"));
        model.addAttribute(
                "model",
                new OnePage(
                        allocation,
                        AllocationController.stops(labels, locale, allocation),
                        AllocationController.instalments(labels, locale, allocation.instalments()),
                        AllocationController.orders(labels, locale, payments.of(id), false)));
        return "fund/myOne";
    }

    @GetMapping("/account")
    String account(Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", accountPage(locale).filled(Map.of("holder", name(viewer))));
        return FormPage.VIEW;
    }

    private String name(Viewer viewer) {
        return Optional.ofNullable(viewer.organisation())
                .flatMap(id -> organisations.find(viewer, id))
                .map(Organisation::name)
                .orElse("");
    }

    private FormPage accountPage(Locale locale) {
        return new FormPage(
                labels.text(locale, "fund.account.new"),
                "/my/funds/account",
                "/my/funds",
                labels.text(locale, "fund.account.do"),
                List.of(new Crumb(labels.text(locale, "fund.my"), "/my/funds")),
                List.of(),
                List.of(
                        Field.of(Kind.TEXT, "holder", labels.text(locale, "fund.account.holder"))
                                .hint(labels.text(locale, "fund.account.holder.hint")),
                        Field.of(Kind.TEXT, "number", labels.text(locale, "fund.account.number"))
                                .hint(labels.text(locale, "fund.account.number.hint")),
                        Field.of(Kind.TEXT, "bank", labels.text(locale, "fund.account.bank"))
                                .hint(labels.text(locale, "fund.account.bank.hint")),
                        Field.of(Kind.TEXT, "bankCode", labels.text(locale, "fund.account.bankCode"))
                                .hint(labels.text(locale, "fund.account.bankCode.hint"))),
                Form.EMPTY);
    }

    @PostMapping("/account")
    String entered(
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return accountService
                .enter(viewer, posted)
                .fold(
                        account -> {
                            redirect.addFlashAttribute(Notice.FLASH, Notice.done("fund.done.accountEntered"));
                            return "redirect:/my/funds";
                        },
                        errors -> {
                            response.setStatus(422);
                            model.addAttribute(
                                    "model",
                                    accountPage(locale).with(Form.of(posted).with(errors)));
                            return FormPage.VIEW;
                        });
    }
}
