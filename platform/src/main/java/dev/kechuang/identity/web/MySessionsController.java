package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.LiveSession;
import dev.kechuang.identity.internal.MyAccount;
import dev.kechuang.identity.internal.SessionStore;
import dev.kechuang.identity.internal.Tokens;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
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
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 我的账号: where I am logged in, and the tokens my programs use. */
@Controller
@Allow(anyRole = true)
class MySessionsController {

    private final SessionStore rows;
    private final MyAccount mine;
    private final Tokens tokens;
    private final Words words;
    private final Clock clock;

    MySessionsController(SessionStore rows, MyAccount mine, Tokens tokens, Words words, Clock clock) {
        this.rows = rows;
        this.mine = mine;
        this.tokens = tokens;
        this.words = words;
        this.clock = clock;
    }

    @GetMapping("/account/sessions")
    String sessions(Viewer viewer, Locale locale, Model model) {
        LiveSession live = MyAccountController.live();
        UUID current = live == null ? null : live.id();
        var table = Table.of(
                words.t(locale, "identity.session.mine"),
                List.<Column<SessionStore.Session>>of(
                        Column.text(
                                words.t(locale, "identity.session.startedAt"),
                                s -> Cell.text(Words.time(s.startedAt()))),
                        Column.text(
                                words.t(locale, "identity.session.lastSeen"), s -> Cell.text(Words.time(s.lastSeen()))),
                        Column.text(words.t(locale, "identity.session.address"), s -> Cell.text(s.address())),
                        Column.title(words.t(locale, "identity.session.agent"), s -> Cell.text(Words.agent(s.agent()))),
                        Column.text(
                                words.t(locale, "identity.session.state"),
                                s -> words.sessionState(locale, s, s.id().equals(current))),
                        Column.actions(
                                words.t(locale, "identity.actions"),
                                s -> s.endedAt() == null && !s.id().equals(current)
                                        ? Cell.actions(Action.post(
                                                words.t(locale, "identity.session.end"),
                                                "/account/sessions/" + s.id() + "/end"))
                                        : Cell.NONE)),
                rows.ofAccount(viewer.requireAccount(), 50));
        model.addAttribute("page", new Pages.Sessions(AccountTabs.of(words, "/account/sessions", locale), table));
        return "identity/sessions";
    }

    @PostMapping("/account/sessions/{id}/end")
    String end(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        boolean ended = mine.endSession(viewer, id) instanceof Outcome.Done<UUID>;
        redirect.addFlashAttribute(
                Notice.FLASH, ended ? Notice.done("identity.session.endedNow") : Notice.info("identity.session.over"));
        return "redirect:/account/sessions";
    }

    @GetMapping("/account/tokens")
    String tokens(Viewer viewer, Locale locale, Model model) {
        return tokens(viewer, Form.of(Map.of("days", "90")), null, locale, model);
    }

    private String tokens(Viewer viewer, Form form, Tokens.@Nullable Created created, Locale locale, Model model) {
        var table = Table.of(
                words.t(locale, "identity.token.title"),
                List.<Column<Tokens.Token>>of(
                        Column.title(words.t(locale, "identity.token.label"), t -> Cell.text(t.name())),
                        Column.text(
                                words.t(locale, "identity.token.createdAt"), t -> Cell.text(Words.time(t.createdAt()))),
                        Column.text(
                                words.t(locale, "identity.token.expiresAt"), t -> Cell.text(Words.time(t.expiresAt()))),
                        Column.text(
                                words.t(locale, "identity.token.lastUsed"), t -> Cell.text(Words.time(t.lastUsed()))),
                        Column.text(words.t(locale, "identity.session.state"), t -> tokenState(locale, t)),
                        Column.actions(
                                words.t(locale, "identity.actions"),
                                t -> t.good(clock.instant())
                                        ? Cell.actions(Action.post(
                                                words.t(locale, "identity.token.revoke"),
                                                "/account/tokens/" + t.id() + "/revoke"))
                                        : Cell.NONE)),
                tokens.of(viewer.requireAccount()));
        model.addAttribute(
                "page",
                new Pages.TokenList(
                        AccountTabs.of(words, "/account/tokens", locale),
                        form,
                        table,
                        created,
                        viewer.roles().stream().noneMatch(Role::isAdministrator)));
        return "identity/tokens";
    }

    private Cell tokenState(Locale locale, Tokens.Token token) {
        if (token.revokedAt() != null) return new Tag(words.t(locale, "identity.token.revoked"), Tone.DRAFT);
        return token.good(clock.instant())
                ? new Tag(words.t(locale, "identity.token.good"), Tone.PASSED)
                : new Tag(words.t(locale, "identity.token.expired"), Tone.DRAFT);
    }

    @PostMapping("/account/tokens")
    String createToken(
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String days,
            Viewer viewer,
            Locale locale,
            HttpServletResponse response,
            Model model) {
        int number = days.strip().matches("[0-9]{1,4}") ? Integer.parseInt(days.strip()) : 0;
        return switch (tokens.create(viewer, name, number)) {
            case Outcome.Done<Tokens.Created>(var created) ->
                tokens(viewer, Form.of(Map.of("days", "90")), created, locale, model);
            case Outcome.Refused<Tokens.Created>(var errors) -> {
                MyAccountController.unprocessable(response);
                yield tokens(viewer, Form.of(Map.of("name", name, "days", days)).with(errors), null, locale, model);
            }
        };
    }

    @PostMapping("/account/tokens/{id}/revoke")
    String revokeToken(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        if (!tokens.revoke(viewer, id)) throw new NotFound("token");
        return MyAccountController.done(redirect, "identity.token.revokedNow", "/account/tokens");
    }
}
