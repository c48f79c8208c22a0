package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.Account;
import dev.kechuang.identity.internal.AccountStore;
import dev.kechuang.identity.internal.Administration;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Accounts as the three administrators see them: all read, system makes and corrects them. */
@Controller
@RequestMapping("/identity/accounts")
@Allow({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
class AccountsController {

    static final int PAGE = 20;

    private final AccountStore accounts;
    private final Administration administration;
    private final AccountPages pages;
    private final Words words;

    AccountsController(AccountStore accounts, Administration administration, AccountPages pages, Words words) {
        this.accounts = accounts;
        this.administration = administration;
        this.pages = pages;
        this.words = words;
    }

    @GetMapping
    String list(
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(required = false) @Nullable String after,
            Viewer viewer,
            Locale locale,
            Model model) {
        var page = accounts.page(filter(text, role, status, unit), after, PAGE);
        var table = Table.of(
                words.t(locale, "identity.accounts.title"),
                List.<Column<Account>>of(
                        Column.title(
                                words.t(locale, "identity.person.name"),
                                a -> new Cell.Lines(a.name(), "/identity/accounts/" + a.id(), a.login())),
                        Column.text(words.t(locale, "identity.person.place"), a -> Cell.text(pages.place(locale, a))),
                        Column.text(
                                words.t(locale, "identity.person.roles"),
                                a -> Cell.text(words.roles(locale, a.roles()))),
                        Column.text(
                                words.t(locale, "identity.person.lastLogin"),
                                a -> Cell.text(Words.time(a.lastLogin()))),
                        Column.text(words.t(locale, "identity.person.status"), a -> words.status(locale, a))),
                page.items());
        Form form = Form.of(Map.of("text", text, "role", role, "status", status, "unit", unit));
        model.addAttribute(
                "page",
                new Pages.AccountList(
                        form,
                        pages.roleOptions(locale, Arrays.asList(Role.values())),
                        Arrays.stream(Account.Status.values())
                                .map(s -> new Option(s.name(), words.t(locale, "identity.status." + s)))
                                .toList(),
                        pages.unitOptions(locale, true),
                        table,
                        page,
                        viewer.is(Role.SYSTEM_ADMIN)));
        return "identity/accounts";
    }

    static AccountStore.Filter filter(String text, String role, String status, String unit) {
        return new AccountStore.Filter(
                text,
                Arrays.stream(Role.values())
                        .filter(r -> r.name().equals(role))
                        .findFirst()
                        .orElse(null),
                Arrays.stream(Account.Status.values())
                        .filter(s -> s.name().equals(status))
                        .findFirst()
                        .orElse(null),
                uuid(unit));
    }

    @GetMapping("/new")
    @Allow(Role.SYSTEM_ADMIN)
    String fresh(Locale locale, Model model) {
        model.addAttribute("page", new Pages.AccountForm(Form.EMPTY, pages.unitOptions(locale, false)));
        return "identity/accountNew";
    }

    @PostMapping
    @Allow(Role.SYSTEM_ADMIN)
    String create(
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String unit,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        var account = new Administration.NewAccount(login, name, phone, email, uuid(unit));
        return switch (administration.createAccount(viewer, account)) {
            case Outcome.Done<Administration.Invited>(var invited) -> {
                AccountPages.issued(redirect, invited.link());
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("identity.account.created"));
                yield "redirect:/identity/accounts/" + invited.account();
            }
            case Outcome.Refused<Administration.Invited>(var errors) -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                var form = Form.of(Map.of("login", login, "name", name, "phone", phone, "email", email, "unit", unit));
                model.addAttribute("page", new Pages.AccountForm(form.with(errors), pages.unitOptions(locale, false)));
                yield "identity/accountNew";
            }
        };
    }

    @GetMapping("/{id}")
    String detail(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Account account = accounts.find(id).orElseThrow(() -> new NotFound("account"));
        var form = Form.of(Map.of(
                "name", account.name(),
                "phone", account.phone(),
                "email", account.email(),
                "unit", account.unit() == null ? "" : account.unit().toString()));
        return pages.detail(account, form, viewer, locale, model);
    }

    @PostMapping("/{id}")
    @Allow(Role.SYSTEM_ADMIN)
    String update(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String unit,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        var outcome = administration.updateAccount(viewer, id, name, phone, email, uuid(unit));
        var form = Form.of(Map.of("name", name, "phone", phone, "email", email, "unit", unit));
        return pages.finish(outcome, id, form, "identity.account.saved", viewer, locale, response, model, redirect);
    }

    static @Nullable UUID uuid(String text) {
        try {
            return text.isBlank()
                    ? null
                    : UUID.fromString(Objects.requireNonNull(text).strip());
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
