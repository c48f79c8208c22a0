package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.Account;
import dev.kechuang.identity.internal.AccountStore;
import dev.kechuang.identity.internal.Administration;
import dev.kechuang.identity.internal.AdministratorLog;
import dev.kechuang.identity.internal.Links;
import dev.kechuang.identity.internal.SessionStore;
import dev.kechuang.identity.internal.UnitStore;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Accounts as the three administrators see them: all read, system makes and locks, security grants. */
@Controller
@RequestMapping("/identity/accounts")
@Allow({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
class AccountsController {

    static final int PAGE = 20;
    private static final String LINK = "identity.link";

    private final AccountStore accounts;
    private final UnitStore units;
    private final SessionStore sessions;
    private final Administration administration;
    private final AdministratorLog log;
    private final Words words;

    AccountsController(
            AccountStore accounts,
            UnitStore units,
            SessionStore sessions,
            Administration administration,
            AdministratorLog log,
            Words words) {
        this.accounts = accounts;
        this.units = units;
        this.sessions = sessions;
        this.administration = administration;
        this.log = log;
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
                        Column.text(words.t(locale, "identity.person.place"), a -> Cell.text(place(locale, a))),
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
                        roleOptions(locale, Arrays.asList(Role.values())),
                        Arrays.stream(Account.Status.values())
                                .map(s -> new Option(s.name(), words.t(locale, "identity.status." + s)))
                                .toList(),
                        unitOptions(locale, true),
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

    private String place(Locale locale, Account account) {
        if (account.unitName() != null) return account.unitName();
        return account.organisation() == null ? "" : words.t(locale, "identity.person.organisation");
    }

    @GetMapping("/new")
    @Allow(Role.SYSTEM_ADMIN)
    String fresh(Locale locale, Model model) {
        model.addAttribute("page", new Pages.AccountForm(Form.EMPTY, unitOptions(locale, false)));
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
                issued(redirect, invited.link());
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("identity.account.created"));
                yield "redirect:/identity/accounts/" + invited.account();
            }
            case Outcome.Refused<Administration.Invited>(var errors) -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                var form = Form.of(Map.of("login", login, "name", name, "phone", phone, "email", email, "unit", unit));
                model.addAttribute("page", new Pages.AccountForm(form.with(errors), unitOptions(locale, false)));
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
        return detail(account, form, viewer, locale, model);
    }

    private String detail(Account account, Form form, Viewer viewer, Locale locale, Model model) {
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
        return finish(outcome, id, form, "identity.account.saved", viewer, locale, response, model, redirect);
    }

    @PostMapping("/{id}/lock")
    @Allow(Role.SYSTEM_ADMIN)
    String lock(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        var form = Form.of(Map.of("reason", reason));
        return finish(
                administration.lock(viewer, id, reason),
                id,
                form,
                "identity.account.locked",
                viewer,
                locale,
                response,
                model,
                redirect);
    }

    @PostMapping("/{id}/close")
    @Allow(Role.SYSTEM_ADMIN)
    String close(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String reason,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        var form = Form.of(Map.of("reason", reason));
        return finish(
                administration.close(viewer, id, reason),
                id,
                form,
                "identity.account.closed",
                viewer,
                locale,
                response,
                model,
                redirect);
    }

    @PostMapping("/{id}/unlock")
    @Allow(Role.SYSTEM_ADMIN)
    String unlock(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        return say(administration.unlock(viewer, id), id, "identity.account.unlocked", redirect);
    }

    @PostMapping("/{id}/reset")
    @Allow(Role.SYSTEM_ADMIN)
    String reset(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        var outcome = administration.resetPassword(viewer, id);
        if (outcome instanceof Outcome.Done<Links.Issued>(var link)) issued(redirect, link);
        return say(outcome, id, "identity.account.linkMade", redirect);
    }

    @PostMapping("/{id}/sessions/end")
    @Allow({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})
    String endSessions(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        return say(administration.endSessions(viewer, id), id, "identity.session.endedNow", redirect);
    }

    @PostMapping("/{id}/grant")
    @Allow(Role.SECURITY_ADMIN)
    String grant(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String role,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        return finish(
                role(role)
                        .map(wanted -> administration.grant(viewer, id, wanted))
                        .orElseGet(() -> Outcome.refused(FieldError.of("role", "identity.role.choose"))),
                id,
                Form.of(Map.of("role", role)),
                "identity.role.granted",
                viewer,
                locale,
                response,
                model,
                redirect);
    }

    @PostMapping("/{id}/revoke")
    @Allow(Role.SECURITY_ADMIN)
    String revoke(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String role,
            Viewer viewer,
            RedirectAttributes redirect) {
        Outcome<UUID> outcome = role(role)
                .map(taken -> administration.revoke(viewer, id, taken))
                .orElseGet(() -> Outcome.refused(FieldError.of("role", "identity.role.choose")));
        return say(outcome, id, "identity.role.revoked", redirect);
    }

    @PostMapping("/{id}/second-factor/reset")
    @Allow(Role.SECURITY_ADMIN)
    String resetSecondFactor(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        return say(administration.resetSecondFactor(viewer, id), id, "identity.second.removed", redirect);
    }

    private String finish(
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

    private static <T> String say(Outcome<T> outcome, UUID id, String key, RedirectAttributes redirect) {
        Notice notice = outcome.fold(
                done -> Notice.done(key),
                errors -> Notice.error(
                        errors.getFirst().key(),
                        errors.getFirst().args().stream().map(String::valueOf).toArray(String[]::new)));
        redirect.addFlashAttribute(Notice.FLASH, notice);
        return "redirect:/identity/accounts/" + id;
    }

    private static void issued(RedirectAttributes redirect, Links.Issued link) {
        String base =
                ServletUriComponentsBuilder.fromCurrentContextPath().build().toUriString();
        redirect.addFlashAttribute(LINK, base + link.path());
        redirect.addFlashAttribute(LINK + ".until", Words.time(link.expires()));
    }

    private List<Option> roleOptions(Locale locale, List<Role> roles) {
        return roles.stream()
                .map(role -> new Option(role.name(), words.role(locale, role)))
                .toList();
    }

    private List<Option> unitOptions(Locale locale, boolean all) {
        boolean english = locale.getLanguage().equals("en");
        return units.all().stream()
                .filter(unit -> all || unit.active())
                .map(unit ->
                        new Option(unit.id().toString(), english && !unit.en().isEmpty() ? unit.en() : unit.name()))
                .toList();
    }

    private static Optional<Role> role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(name))
                .findFirst();
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
