package dev.kechuang.fund.web;

import dev.kechuang.fund.internal.BankAccount;
import dev.kechuang.fund.internal.BankAccountService;
import dev.kechuang.fund.internal.BankAccountStore;
import dev.kechuang.fund.internal.BankAccountStore.Waiting;
import dev.kechuang.fund.web.FormPage.Field;
import dev.kechuang.fund.web.FormPage.Kind;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Tag;
import jakarta.servlet.http.HttpServletResponse;
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

/** Bank accounts that wait for an officer: compared with the proof, confirmed or refused. */
@Controller
@RequestMapping("/funds/accounts")
@Allow({Role.COUNTY_OFFICER, Role.BUREAU_OFFICER})
public class BankAccountController {

    private static final int MOST = 100;

    private final BankAccountStore store;
    private final BankAccountService service;
    private final FundLabels labels;

    BankAccountController(BankAccountStore store, BankAccountService service, FundLabels labels) {
        this.store = store;
        this.service = service;
        this.labels = labels;
    }

    /** @param details what stands on the proof; the number in full, as it is compared digit by digit */
    public record Item(UUID id, String title, Tag state, List<Detail> details, boolean own, boolean refusable) {}

    public record ListPage(List<Item> items, Form form) {}

    @GetMapping
    String list(Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", page(viewer, locale, Form.EMPTY));
        return "fund/accounts";
    }

    private ListPage page(Viewer viewer, Locale locale, Form form) {
        return new ListPage(
                store.waiting(viewer, MOST).stream()
                        .map(waiting -> item(waiting, viewer, locale))
                        .toList(),
                form);
    }

    private Item item(Waiting waiting, Viewer viewer, Locale locale) {
        BankAccount account = waiting.account();
        return new Item(
                account.id(),
                waiting.organisation(),
                labels.bankAccount(locale, account.state()),
                List.of(
                        Detail.of(labels.text(locale, "fund.line.region"), labels.region(locale, waiting.region())),
                        Detail.of(labels.text(locale, "fund.account.holder"), account.holder()),
                        Detail.of(labels.text(locale, "fund.account.number"), account.number()),
                        Detail.of(labels.text(locale, "fund.account.bank"), account.bank()),
                        Detail.of(labels.text(locale, "fund.account.bankCode"), account.bankCode()),
                        Detail.of(
                                labels.text(locale, "fund.account.entered"),
                                account.enteredName() + " " + FundLabels.minute(account.enteredAt())),
                        Detail.of(labels.text(locale, "fund.reason"), account.reason())),
                account.enteredBy().equals(viewer.account()),
                account.state() == BankAccount.State.ENTERED);
    }

    @PostMapping("/{id}/confirm")
    String confirm(
            @PathVariable UUID id,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return service.confirm(viewer, id).fold(account -> done(redirect, "fund.done.accountConfirmed"), errors -> {
            response.setStatus(422);
            model.addAttribute("model", page(viewer, locale, Form.EMPTY.with(errors)));
            return "fund/accounts";
        });
    }

    @GetMapping("/{id}/refuse")
    String askRefuse(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        model.addAttribute("model", refusePage(waiting(viewer, id), viewer, locale));
        return FormPage.VIEW;
    }

    private FormPage refusePage(Waiting waiting, Viewer viewer, Locale locale) {
        String title = labels.text(locale, "fund.account.refuse");
        return new FormPage(
                title,
                "/funds/accounts/" + waiting.account().id() + "/refuse",
                "/funds/accounts",
                title,
                List.of(new Crumb(labels.text(locale, "fund.accounts"), "/funds/accounts")),
                item(waiting, viewer, locale).details(),
                List.of(Field.of(Kind.LONG, "reason", labels.text(locale, "fund.reason"))),
                Form.EMPTY);
    }

    @PostMapping("/{id}/refuse")
    String refuse(
            @PathVariable UUID id,
            @RequestParam Map<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        Waiting waiting = waiting(viewer, id);
        Outcome<BankAccount> outcome = service.refuse(viewer, id, posted.getOrDefault("reason", ""));
        return refusePage(waiting, viewer, locale)
                .answer(
                        outcome,
                        posted,
                        account -> "/funds/accounts",
                        "fund.done.accountRefused",
                        model,
                        response,
                        redirect);
    }

    private static String done(RedirectAttributes redirect, String key) {
        redirect.addFlashAttribute(Notice.FLASH, Notice.done(key));
        return "redirect:/funds/accounts";
    }

    private Waiting waiting(Viewer viewer, UUID id) {
        return store.waiting(viewer, id).orElseThrow(() -> new NotFound("bank account"));
    }
}
