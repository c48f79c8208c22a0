package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.Links;
import dev.kechuang.identity.internal.Links.Accepted;
import dev.kechuang.identity.internal.Links.NewAdministrator;
import dev.kechuang.identity.internal.SecondFactor;
import dev.kechuang.identity.internal.SessionStore.Method;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages one-time links lead to. */
@Controller
@Allow(everyone = true)
class LinkController {

    /** Where the secret of a second factor waits while its person types the first code. */
    private static final String SECRET = "kc.link.totp";

    private final Links links;
    private final Sessions sessions;
    private final Words words;

    LinkController(Links links, Sessions sessions, Words words) {
        this.links = links;
        this.sessions = sessions;
        this.words = words;
    }

    @GetMapping("/link/{secret}")
    String open(@PathVariable String secret, Locale locale, HttpServletRequest request, Model model) {
        return page(secret, Form.EMPTY, "", locale, request, model);
    }

    @PostMapping("/link/{secret}")
    String use(
            @PathVariable String secret,
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") char[] password,
            @RequestParam(defaultValue = "") String repeat,
            @RequestParam(defaultValue = "") String code,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        Optional<Links.Open> open = links.open(secret);
        Outcome<Accepted> outcome;
        if (!new String(password).equals(repeat)) {
            outcome = Outcome.refused(FieldError.of("repeat", "identity.password.differ"));
        } else if (open.isPresent() && open.get().role() != null) {
            outcome =
                    links.becomeAdministrator(secret, new NewAdministrator(login, name, password, totp(request), code));
        } else {
            outcome = links.setPassword(secret, password, code);
        }
        Arrays.fill(password, '\0');
        return switch (outcome) {
            case Outcome.Refused<Accepted>(var errors) -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                Form form = Form.of(Map.of("login", login, "name", name)).with(errors);
                yield page(secret, form, login, locale, request, model);
            }
            case Outcome.Done<Accepted>(var accepted) -> {
                if (accepted.recoveryCodes().isEmpty()
                        && open.isPresent()
                        && open.get().role() == null) {
                    redirect.addFlashAttribute(Notice.FLASH, Notice.done("identity.link.passwordSet"));
                    yield "redirect:/login";
                }
                sessions.begin(
                        request,
                        response,
                        accepted.account(),
                        accepted.recoveryCodes().isEmpty() ? Method.PASSWORD : Method.SECOND_FACTOR);
                if (accepted.recoveryCodes().isEmpty()) yield "redirect:/home";
                model.addAttribute("page", new Pages.RecoveryCodes(accepted.recoveryCodes(), "/home"));
                yield "identity/recovery";
            }
        };
    }

    private String page(
            String secret, Form form, String login, Locale locale, HttpServletRequest request, Model model) {
        Optional<Links.Open> open = links.open(secret);
        SecondFactor.Qr qr = null;
        String totp = "";
        String role = "";
        if (open.isPresent() && open.get().role() != null) {
            role = words.role(locale, open.get().role());
            if (links.secondFactorAtOnce()) {
                totp = totp(request);
                qr = SecondFactor.qr(
                        totp, login.isBlank() ? open.get().role().name() : login, words.t(locale, "shared.product"));
            }
        }
        model.addAttribute("page", new Pages.Link(form, "/link/" + secret, open.orElse(null), qr, totp, role));
        return "identity/link";
    }

    private static String totp(HttpServletRequest request) {
        var session = request.getSession();
        if (session.getAttribute(SECRET) instanceof String known) return known;
        String fresh = SecondFactor.newSecret();
        session.setAttribute(SECRET, fresh);
        return fresh;
    }
}
