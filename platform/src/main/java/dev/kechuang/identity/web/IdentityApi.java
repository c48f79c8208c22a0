package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.LiveSession;
import dev.kechuang.identity.internal.MyAccount;
import dev.kechuang.identity.internal.SessionStore;
import dev.kechuang.identity.internal.Tokens;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The commands on one's own account, for programs. */
@RestController
@RequestMapping("/api/identity/me")
@Allow(anyRole = true)
class IdentityApi {

    private final MyAccount mine;
    private final SessionStore sessions;
    private final Tokens tokens;
    private final ApiProblems problems;

    IdentityApi(MyAccount mine, SessionStore sessions, Tokens tokens, ApiProblems problems) {
        this.mine = mine;
        this.sessions = sessions;
        this.tokens = tokens;
        this.problems = problems;
    }

    /** @param regions codes of the regions the person works for */
    record Me(
            UUID account,
            String name,
            Set<Role> roles,
            @Nullable UUID organisation,
            @Nullable UUID unit,
            String place,
            List<String> regions) {}

    record Contact(@Nullable String phone, @Nullable String email) {}

    record PasswordChange(
            @Nullable String present, @Nullable String password) {}

    /** @param days how long it is good, 1 to 366 */
    record NewToken(@Nullable String name, int days) {}

    @GetMapping
    Me me(Viewer viewer) {
        return new Me(
                viewer.requireAccount(),
                viewer.name(),
                viewer.roles(),
                viewer.organisation(),
                viewer.unit(),
                viewer.unitName(),
                viewer.regions());
    }

    @PutMapping("/contact")
    ResponseEntity<?> contact(@RequestBody Contact contact, Viewer viewer, Locale locale) {
        return problems.answer(mine.contact(viewer, text(contact.phone()), text(contact.email())), locale);
    }

    @PutMapping("/password")
    ResponseEntity<?> password(@RequestBody PasswordChange change, Viewer viewer, Locale locale) {
        LiveSession live = MyAccountController.live();
        return problems.answer(
                mine.changePassword(
                        viewer,
                        text(change.present()).toCharArray(),
                        text(change.password()).toCharArray(),
                        live == null ? null : live.id()),
                locale);
    }

    @GetMapping("/sessions")
    List<SessionStore.Session> sessions(Viewer viewer) {
        return sessions.ofAccount(viewer.requireAccount(), 50);
    }

    @DeleteMapping("/sessions/{id}")
    ResponseEntity<?> endSession(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(mine.endSession(viewer, id), locale);
    }

    @GetMapping("/tokens")
    List<Tokens.Token> tokens(Viewer viewer) {
        return tokens.of(viewer.requireAccount());
    }

    /** With the session only: a token that leaked must not make others that outlive it. */
    @PostMapping("/tokens")
    ResponseEntity<?> createToken(@RequestBody NewToken token, Viewer viewer, Locale locale) {
        if (MyAccountController.live() == null)
            throw new org.springframework.security.access.AccessDeniedException("tokens are made by people");
        return problems.answer(tokens.create(viewer, text(token.name()), token.days()), locale);
    }

    @DeleteMapping("/tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeToken(@PathVariable UUID id, Viewer viewer) {
        if (!tokens.revoke(viewer, id)) throw new NotFound("token");
    }

    static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
