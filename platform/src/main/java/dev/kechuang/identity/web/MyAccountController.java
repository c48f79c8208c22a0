package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.Account;
import dev.kechuang.identity.internal.AccountStore;
import dev.kechuang.identity.internal.LiveSession;
import dev.kechuang.identity.internal.LiveSession.Restriction;
import dev.kechuang.identity.internal.MyAccount;
import dev.kechuang.identity.internal.SecondFactor;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 我的账号: profile, password, second factor. */
@Controller
@Allow(anyRole = true)
class MyAccountController {

    private static final String SECRET = "kc.totp";

    private final AccountStore accounts;
    private final MyAccount mine;
    private final SecondFactor secondFactor;
    private final Oidc oidc;
    private final Words words;

    MyAccountController(AccountStore accounts, MyAccount mine, SecondFactor secondFactor, Oidc oidc, Words words) {
        this.accounts = accounts;
        this.mine = mine;
        this.secondFactor = secondFactor;
        this.oidc = oidc;
        this.words = words;
    }

    @GetMapping("/account")
    String profile(Viewer viewer, Locale locale, Model model) {
        Account account = account(viewer);
        return profile(
                account, Form.of(Map.of("phone", account.phone(), "email", account.email())), viewer, locale, model);
    }

    private String profile(Account account, Form form, Viewer viewer, Locale locale, Model model) {
        var details = List.of(
                Detail.of(words.t(locale, "identity.person.login"), account.login()),
                Detail.of(words.t(locale, "identity.person.name"), account.name()),
                Detail.of(words.t(locale, "identity.person.place"), viewer.unitName()),
                Detail.of(words.t(locale, "identity.person.roles"), words.roles(locale, account.roles())),
                Detail.of(words.t(locale, "identity.person.lastLogin"), Words.time(account.lastLogin())));
        model.addAttribute(
                "page",
                new Pages.Profile(
                        AccountTabs.of(words, "/account", locale),
                        details,
                        form,
                        oidc.label(),
                        oidc.linked(account.id())));
        return "identity/account";
    }

    @PostMapping("/account/contact")
    String contact(
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String email,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        return switch (mine.contact(viewer, phone, email)) {
            case Outcome.Done<UUID> _ -> done(redirect, "identity.account.saved", "/account");
            case Outcome.Refused<UUID>(var errors) -> {
                unprocessable(response);
                yield profile(
                        account(viewer),
                        Form.of(Map.of("phone", phone, "email", email)).with(errors),
                        viewer,
                        locale,
                        model);
            }
        };
    }

    @GetMapping("/account/password")
    String password(Locale locale, Model model) {
        model.addAttribute(
                "page",
                new Pages.Password(
                        AccountTabs.of(words, "/account/password", locale),
                        Form.EMPTY,
                        restriction() == Restriction.CHANGE_PASSWORD));
        return "identity/password";
    }

    @PostMapping("/account/password")
    String password(
            @RequestParam(defaultValue = "") char[] present,
            @RequestParam(defaultValue = "") char[] password,
            @RequestParam(defaultValue = "") String repeat,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        LiveSession live = live();
        Outcome<UUID> outcome = new String(password).equals(repeat)
                ? mine.changePassword(viewer, present, password, live == null ? null : live.id())
                : Outcome.refused(FieldError.of("repeat", "identity.password.differ"));
        Arrays.fill(present, '\0');
        Arrays.fill(password, '\0');
        return switch (outcome) {
            case Outcome.Done<UUID> _ -> done(redirect, "identity.password.changed", "/account");
            case Outcome.Refused<UUID>(var errors) -> {
                unprocessable(response);
                model.addAttribute(
                        "page",
                        new Pages.Password(
                                AccountTabs.of(words, "/account/password", locale),
                                Form.EMPTY.with(errors),
                                restriction() == Restriction.CHANGE_PASSWORD));
                yield "identity/password";
            }
        };
    }

    @GetMapping("/account/second-factor")
    String second(Viewer viewer, Locale locale, HttpServletRequest request, Model model) {
        return second(viewer, Form.EMPTY, locale, request, model);
    }

    private String second(Viewer viewer, Form form, Locale locale, HttpServletRequest request, Model model) {
        Account account = account(viewer);
        SecondFactor.Qr qr = null;
        String secret = "";
        if (!account.secondFactor()) {
            secret = secret(request);
            qr = SecondFactor.qr(secret, account.login(), words.t(locale, "shared.product"));
        }
        model.addAttribute(
                "page",
                new Pages.Second(
                        AccountTabs.of(words, "/account/second-factor", locale),
                        form,
                        account.secondFactor(),
                        account.secondFactor() ? secondFactor.recoveryCodesLeft(account.id()) : 0,
                        mine.secondFactorOptional(viewer),
                        restriction() == Restriction.SET_UP_SECOND_FACTOR,
                        qr,
                        secret));
        return "identity/second";
    }

    @PostMapping("/account/second-factor")
    String setUp(
            @RequestParam(defaultValue = "") String code,
            Viewer viewer,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return codes(secondFactor.setUp(viewer, secret(request), code), viewer, locale, request, response, model);
    }

    @PostMapping("/account/second-factor/codes")
    String renew(
            @RequestParam(defaultValue = "") char[] present,
            Viewer viewer,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return codes(mine.renewRecoveryCodes(viewer, present), viewer, locale, request, response, model);
    }

    /** The codes are shown in answer to the post itself: they are nowhere to be read again. */
    private String codes(
            Outcome<List<String>> outcome,
            Viewer viewer,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return switch (outcome) {
            case Outcome.Done<List<String>>(var codes) -> {
                forgetSecret(request);
                model.addAttribute("page", new Pages.RecoveryCodes(codes, "/account/second-factor"));
                yield "identity/recovery";
            }
            case Outcome.Refused<List<String>>(var errors) -> {
                unprocessable(response);
                yield second(viewer, Form.EMPTY.with(errors), locale, request, model);
            }
        };
    }

    @PostMapping("/account/second-factor/remove")
    String remove(
            @RequestParam(defaultValue = "") char[] present,
            Viewer viewer,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        return switch (mine.removeSecondFactor(viewer, present)) {
            case Outcome.Done<UUID> _ -> done(redirect, "identity.second.removed", "/account/second-factor");
            case Outcome.Refused<UUID>(var errors) -> {
                unprocessable(response);
                yield second(viewer, Form.EMPTY.with(errors), locale, request, model);
            }
        };
    }

    private Account account(Viewer viewer) {
        return accounts.find(viewer.requireAccount()).orElseThrow(() -> new NotFound("account"));
    }

    /** The session of this request; null for a request with a token. */
    static @Nullable LiveSession live() {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof LiveSession live ? live : null;
    }

    private static Restriction restriction() {
        LiveSession live = live();
        return live == null ? Restriction.NONE : live.restriction();
    }

    static void forgetSecret(HttpServletRequest request) {
        request.getSession().removeAttribute(SECRET);
    }

    static String secret(HttpServletRequest request) {
        var session = request.getSession();
        if (session.getAttribute(SECRET) instanceof String known) return known;
        String fresh = SecondFactor.newSecret();
        session.setAttribute(SECRET, fresh);
        return fresh;
    }

    static String done(RedirectAttributes redirect, String key, String to) {
        redirect.addFlashAttribute(Notice.FLASH, Notice.done(key));
        return "redirect:" + to;
    }

    static void unprocessable(HttpServletResponse response) {
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
    }
}
