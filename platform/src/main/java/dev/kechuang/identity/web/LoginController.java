package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.LiveSession.EndReason;
import dev.kechuang.identity.internal.SessionStore.Method;
import dev.kechuang.identity.internal.SignIn;
import dev.kechuang.identity.internal.SignIn.Result;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.LocalPath;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The login page (登录) and the page for the code of the second factor. */
@Controller
@Allow(everyone = true)
class LoginController {

    private final SignIn signIn;
    private final Sessions sessions;
    private final Oidc oidc;

    LoginController(SignIn signIn, Sessions sessions, Oidc oidc) {
        this.signIn = signIn;
        this.sessions = sessions;
        this.oidc = oidc;
    }

    @GetMapping("/login")
    String login(
            @RequestParam(defaultValue = "/") String back,
            @RequestParam(required = false) @Nullable String ended,
            @RequestParam(required = false) @Nullable String out,
            @RequestParam(name = "oidc", defaultValue = "") String provider,
            Viewer viewer,
            Model model) {
        if (!viewer.isPublic()) return "redirect:" + target(back);
        String notice = out != null ? "identity.login.out" : ended == null ? "" : notice(ended);
        if (provider.equals("unknown") || provider.equals("failed")) notice = "identity.oidc." + provider;
        model.addAttribute("page", new Pages.Login(Form.EMPTY, LocalPath.orHome(back), notice, oidc.label()));
        return "identity/login";
    }

    @PostMapping("/login")
    String login(
            @RequestParam(defaultValue = "") String login,
            @RequestParam(defaultValue = "") char[] password,
            @RequestParam(defaultValue = "/") String back,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        String to = target(back);
        FieldError error;
        if (login.isBlank() || password.length == 0) {
            error = login.isBlank()
                    ? FieldError.of("login", "identity.login.loginMissing")
                    : FieldError.of("password", "identity.login.passwordMissing");
        } else {
            Result result = signIn.password(login, password, request.getRemoteAddr());
            Arrays.fill(password, '\0');
            switch (result) {
                case Result.Proved(var account) -> {
                    if (sessions.begin(request, response, account, Method.PASSWORD)) return "redirect:" + to;
                    error = FieldError.of("", "identity.login.wrong");
                }
                case Result.CodeNeeded(var account) -> {
                    sessions.pend(request, account, Method.PASSWORD, to);
                    return "redirect:/login/code";
                }
                default -> error = error(result, "identity.login.wrong");
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        Form form = Form.of(Map.of("login", login)).with(List.of(error));
        model.addAttribute("page", new Pages.Login(form, to, "", oidc.label()));
        return "identity/login";
    }

    @GetMapping("/login/code")
    String code(HttpServletRequest request, Model model) {
        if (sessions.pending(request).isEmpty()) return "redirect:/login";
        model.addAttribute("page", new Pages.Code(Form.EMPTY));
        return "identity/code";
    }

    @PostMapping("/login/code")
    String code(
            @RequestParam(defaultValue = "") String code,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        var pending = sessions.pending(request);
        if (pending.isEmpty()) return "redirect:/login?ended=IDLE";
        Result result = signIn.code(pending.get().account(), code, request.getRemoteAddr());
        if (result instanceof Result.Proved(var account)
                && sessions.begin(request, response, account, Method.SECOND_FACTOR)) {
            return "redirect:" + pending.get().back();
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
        model.addAttribute("page", new Pages.Code(Form.EMPTY.with(List.of(error(result, "identity.second.wrong")))));
        return "identity/code";
    }

    private static FieldError error(Result result, String wrong) {
        return switch (result) {
            case Result.Wait(var wait) ->
                wait.toMinutes() < 1
                        ? FieldError.of("", "identity.login.waitSeconds", wait.toSeconds())
                        : FieldError.of("", "identity.login.waitMinutes", wait.toMinutes() + 1);
            case Result.Locked(var reason) ->
                reason.isEmpty()
                        ? FieldError.of("", "identity.login.locked")
                        : FieldError.of("", "identity.login.lockedBecause", reason);
            case Result.Wrong _, Result.Proved _, Result.CodeNeeded _ -> FieldError.of("", wrong);
        };
    }

    private static String notice(String ended) {
        return Arrays.stream(EndReason.values())
                        .anyMatch(reason -> reason.name().equals(ended))
                ? "identity.login.ended." + ended.toLowerCase(Locale.ROOT)
                : "";
    }

    /** The public page is no place to return to: whoever logs in wants the own one. */
    static String target(String back) {
        String path = LocalPath.orHome(back);
        return path.equals("/") ? "/home" : path;
    }
}
