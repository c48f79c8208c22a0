package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.Account;
import dev.kechuang.identity.internal.AccountStore;
import dev.kechuang.identity.internal.AdministratorLog;
import dev.kechuang.identity.internal.Links;
import dev.kechuang.identity.internal.SessionStore;
import dev.kechuang.identity.internal.UnitStore;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What the pages about one account share: the account as it stands, the choices of its forms, the ways back to it. */
@Component
class AccountPages {

    private static final String LINK = "identity.link";

    private final AccountStore accounts;
    private final UnitStore units;
    private final SessionStore sessions;
    private final AdministratorLog log;
    private final Words words;

    AccountPages(AccountStore accounts, UnitStore units, SessionStore sessions, AdministratorLog log, Words words) {
        this.accounts = accounts;
        this.units = units;
        this.sessions = sessions;
        this.log = log;
        this.words = words;
    }

    String place(Locale locale, Account account) {
        if (account.unitName() != null) return account.unitName();
        return account.organisation() == null ? "" : words.t(locale, "identity.person.organisation");
    }

    String detail(Account account, Form form, Viewer viewer, Locale locale, Model model) {
        var details = new ArrayList<Detail>(List.of(
                Detail.of(words.t(locale, "identity.person.login"), account.login()),
                Detail.of(words.t(locale, "identity.person.place"), place(locale, account)),
                Detail.of(words.t(locale, "identity.person.status"), words.status(locale, account)),
                Detail.of(words.t(locale, "identity.person.roles"), words.roles(locale, account.roles())),
                Detail.of(
                        words.t(locale, "identity.second.name"),
                        words.t(locale, account.secondFactor() ? "identity.second.on" : "identity.second.off")),
                Detail.of(words.t(locale, "identity.person.createdAt"), Words.time(account.createdAt())),
                Detail.of(words.t(locale, "identity.person.lastLogin"), Words.time(account.lastLogin()))));
        if (!account.statusReason().isEmpty())
            details.add(3, Detail.of(words.t(locale, "identity.person.reason"), account.statusReason()));
        var actions = Table.of(
                account.name() + " · " + words.t(locale, "identity.log.title"),
                LogController.columns(words, locale, false),
                log.page(account.id(), null, 10).items());
        var open = Table.of(
                account.name() + " · " + words.t(locale, "identity.session.title"),
                List.<Column<SessionStore.Session>>of(
                        Column.text(
                                words.t(locale, "identity.session.startedAt"),
                                s -> Cell.text(Words.time(s.startedAt()))),
                        Column.text(words.t(locale, "identity.session.address"), s -> Cell.text(s.address())),
                        Column.title(words.t(locale, "identity.session.agent"), s -> Cell.text(Words.agent(s.agent()))),
                        Column.text(
                                words.t(locale, "identity.session.state"), s -> words.sessionState(locale, s, false))),
                sessions.ofAccount(account.id(), 10));
        boolean self = account.id().equals(viewer.account());
        Object link = model.getAttribute(LINK);
        Object until = model.getAttribute(LINK + ".until");
        model.addAttribute(
                "page",
                new Pages.AccountDetail(
                        account,
                        details,
                        form,
                        unitOptions(locale, false),
                        roleOptions(locale, account.roles()),
                        roleOptions(
                                locale,
                                Arrays.stream(Role.values())
                                        .filter(role -> !account.roles().contains(role))
                                        .toList()),
                        actions,
                        open,
                        link == null ? "" : link.toString(),
                        until == null ? "" : until.toString(),
                        viewer.is(Role.SYSTEM_ADMIN),
                        viewer.is(Role.SECURITY_ADMIN),
                        self));
        return "identity/accountDetail";
    }

    /** Back to the account, or the page again with what was typed and the errors. */
    String finish(
            Outcome<UUID> outcome,
            UUID id,
            Form form,
            String key,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        if (outcome instanceof Outcome.Refused<UUID>(var errors)) {
            Account account = accounts.find(id).orElseThrow(() -> new NotFound("account"));
            response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
            return detail(account, form.with(errors), viewer, locale, model);
        }
        return say(outcome, id, key, redirect);
    }

    static <T> String say(Outcome<T> outcome, UUID id, String key, RedirectAttributes redirect) {
        Notice notice = outcome.fold(
                done -> Notice.done(key),
                errors -> Notice.error(
                        errors.getFirst().key(),
                        errors.getFirst().args().stream().map(String::valueOf).toArray(String[]::new)));
        redirect.addFlashAttribute(Notice.FLASH, notice);
        return "redirect:/identity/accounts/" + id;
    }

    static void issued(RedirectAttributes redirect, Links.Issued link) {
        String base =
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
        redirect.addFlashAttribute(LINK, base + link.path());
        redirect.addFlashAttribute(LINK + ".until", Words.time(link.expires()));
    }

    List<Option> roleOptions(Locale locale, List<Role> roles) {
        return roles.stream()
                .map(role -> new Option(role.name(), words.role(locale, role)))
                .toList();
    }

    List<Option> unitOptions(Locale locale, boolean all) {
        boolean english = locale.getLanguage().equals("en");
        return units.all().stream()
                .filter(unit -> all || unit.active())
                .map(unit ->
                        new Option(unit.id().toString(), english && !unit.en().isEmpty() ? unit.en() : unit.name()))
                .toList();
    }
}
