package dev.kechuang.fund.web;

import dev.kechuang.fund.internal.BankAccountService;
import dev.kechuang.fund.internal.BankAccountStore;
import dev.kechuang.fund.internal.BankReturn;
import dev.kechuang.fund.internal.BankReturnService;
import dev.kechuang.fund.internal.BankReturnStore;
import dev.kechuang.fund.internal.Batch;
import dev.kechuang.fund.internal.BatchService;
import dev.kechuang.fund.internal.BatchStore;
import dev.kechuang.fund.internal.PaymentOrder;
import dev.kechuang.fund.internal.PaymentService;
import dev.kechuang.fund.internal.PaymentStore;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Payments, batches, answers of the bank and bank accounts as JSON. */
@RestController
@RequestMapping("/api/fund")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
class PaymentApi {

    private final PaymentStore payments;
    private final PaymentService service;
    private final BatchStore batches;
    private final BatchService batchService;
    private final BankReturnStore returns;
    private final BankReturnService returnService;
    private final BankAccountStore accounts;
    private final BankAccountService accountService;
    private final ApiProblems problems;

    PaymentApi(
            PaymentStore payments,
            PaymentService service,
            BatchStore batches,
            BatchService batchService,
            BankReturnStore returns,
            BankReturnService returnService,
            BankAccountStore accounts,
            BankAccountService accountService,
            ApiProblems problems) {
        this.payments = payments;
        this.service = service;
        this.batches = batches;
        this.batchService = batchService;
        this.returns = returns;
        this.returnService = returnService;
        this.accounts = accounts;
        this.accountService = accountService;
        this.problems = problems;
    }

    /** What may be paid, those that wait longest first; at most {@code size}. */
    @GetMapping("/due")
    List<PaymentStore.Due> due(@RequestParam Map<String, String> parameters, Viewer viewer) {
        return payments.due(viewer, null, BudgetApi.size(parameters));
    }

    /** Filters as in the address of the list: state, q. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
    @GetMapping("/payments")
    KeyPage<PaymentOrder> list(@RequestParam Map<String, String> parameters, Viewer viewer) {
        return payments.list(
                viewer,
                parameters.getOrDefault("state", ""),
                null,
                parameters.getOrDefault("q", ""),
                BudgetController.at(parameters),
                BudgetApi.size(parameters));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER, Role.APPLICANT})
    @GetMapping("/payments/{id}")
    PaymentOrder one(@PathVariable UUID id, Viewer viewer) {
        return payments.find(viewer, id).orElseThrow(() -> new NotFound("payment order"));
    }

    record Make(List<PaymentService.Wanted> instalments) {}

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/payments")
    ResponseEntity<?> make(@RequestBody Make make, Viewer viewer, Locale locale) {
        return problems.answer(service.make(viewer, make.instalments()), locale);
    }

    /** @param reason required to refuse and to withdraw */
    record Chosen(List<UUID> payments, @Nullable String reason) {
        String given() {
            return reason == null ? "" : reason;
        }
    }

    @PostMapping("/payments/approve")
    ResponseEntity<?> approve(@RequestBody Chosen chosen, Viewer viewer, Locale locale) {
        return problems.answer(service.approve(viewer, chosen.payments()), locale);
    }

    @PostMapping("/payments/refuse")
    ResponseEntity<?> refuse(@RequestBody Chosen chosen, Viewer viewer, Locale locale) {
        return problems.answer(service.refuse(viewer, chosen.payments(), chosen.given()), locale);
    }

    @PostMapping("/payments/withdraw")
    ResponseEntity<?> withdraw(@RequestBody Chosen chosen, Viewer viewer, Locale locale) {
        return problems.answer(service.withdraw(viewer, chosen.payments(), chosen.given()), locale);
    }

    @GetMapping("/batches")
    KeyPage<Batch> batches(@RequestParam Map<String, String> parameters, Viewer viewer) {
        return batches.list(viewer, BudgetController.at(parameters), BudgetApi.size(parameters));
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/batches")
    ResponseEntity<?> send(@RequestBody Chosen chosen, Viewer viewer, Locale locale) {
        return problems.answer(batchService.send(viewer, chosen.payments()), locale);
    }

    @GetMapping("/reconciliation")
    BatchStore.Reconciliation reconciliation(Viewer viewer) {
        return batches.reconcile(viewer);
    }

    @GetMapping("/returns")
    KeyPage<BankReturn> returns(@RequestParam Map<String, String> parameters, Viewer viewer) {
        return returns.list(viewer, BudgetController.at(parameters), BudgetApi.size(parameters));
    }

    /** Multipart, part {@code file}: docs/bank-files.md. */
    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/returns")
    ResponseEntity<?> load(@RequestParam(required = false) @Nullable MultipartFile file, Viewer viewer, Locale locale)
            throws IOException {
        return problems.answer(BatchController.load(returnService, viewer, file), locale);
    }

    /** A bank account without its full number. */
    record Account(
            UUID id,
            UUID organisation,
            String holder,
            String bank,
            String bankCode,
            String number,
            String state,
            String reason) {
        static Account of(dev.kechuang.fund.internal.BankAccount one) {
            return new Account(
                    one.id(),
                    one.organisation(),
                    one.holder(),
                    one.bank(),
                    one.bankCode(),
                    one.masked(),
                    one.state().code(),
                    one.reason());
        }
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @GetMapping("/accounts/waiting")
    List<Account> waiting(@RequestParam Map<String, String> parameters, Viewer viewer) {
        return accounts.waiting(viewer, BudgetApi.size(parameters)).stream()
                .map(waiting -> Account.of(waiting.account()))
                .toList();
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/accounts/{id}/confirm")
    ResponseEntity<?> confirm(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return account(accountService.confirm(viewer, id), locale);
    }

    @Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
    @PostMapping("/accounts/{id}/refuse")
    ResponseEntity<?> refuse(
            @PathVariable UUID id, @RequestBody Map<String, String> body, Viewer viewer, Locale locale) {
        return account(accountService.refuse(viewer, id, body.getOrDefault("reason", "")), locale);
    }

    /** The own organisation's; fields holder, bank, bankCode, number. */
    @Allow(Role.APPLICANT)
    @PostMapping("/accounts")
    ResponseEntity<?> enter(@RequestBody Map<String, String> fields, Viewer viewer, Locale locale) {
        return account(accountService.enter(viewer, fields), locale);
    }

    private ResponseEntity<?> account(Outcome<dev.kechuang.fund.internal.BankAccount> outcome, Locale locale) {
        return problems.answer(
                outcome.fold(one -> Outcome.done(Account.of(one)), errors -> Outcome.<Account>refused(errors)), locale);
    }
}
