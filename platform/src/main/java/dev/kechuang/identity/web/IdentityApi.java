package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.LiveSession;
import dev.kechuang.identity.internal.MyAccount;
import dev.kechuang.identity.internal.OidcLinks;
import dev.kechuang.identity.internal.SecondFactor;
import dev.kechuang.identity.internal.SessionStore;
import dev.kechuang.identity.internal.Tokens;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
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
    private final SecondFactor secondFactor;
    private final OidcLinks links;
    private final Oidc oidc;
    private final ApiProblems problems;

    IdentityApi(
            MyAccount mine,
            SessionStore sessions,
            Tokens tokens,
            SecondFactor secondFactor,
            OidcLinks links,
            Oidc oidc,
            ApiProblems problems) {
        this.mine = mine;
        this.sessions = sessions;
        this.tokens = tokens;
        this.secondFactor = secondFactor;
        this.links = links;
        this.oidc = oidc;
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
        mustBeAPerson();
        return problems.answer(tokens.create(viewer, text(token.name()), token.days()), locale);
    }

    @DeleteMapping("/tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revokeToken(@PathVariable UUID id, Viewer viewer) {
        if (!tokens.revoke(viewer, id)) throw new NotFound("token");
    }

    /** @param secret in Base32, for an authenticator: six digits, thirty seconds, SHA-1 */
    record Secret(String secret) {}

    record Code(@Nullable String code) {}

    record Present(@Nullable String present) {}

    /** Each opens the account once in place of a code; they are nowhere to be read again. */
    record RecoveryCodes(List<String> recoveryCodes) {}

    /** The secret that the next {@code PUT} confirms; it waits in the session, the same as on the page. */
    @PostMapping("/second-factor/secret")
    Secret secondFactorSecret(HttpServletRequest request) {
        mustBeAPerson();
        return new Secret(MyAccountController.secret(request));
    }

    @PutMapping("/second-factor")
    ResponseEntity<?> setUpSecondFactor(
            @RequestBody Code body, Viewer viewer, Locale locale, HttpServletRequest request) {
        mustBeAPerson();
        var outcome = secondFactor.setUp(viewer, MyAccountController.secret(request), text(body.code()));
        if (outcome instanceof Outcome.Done<List<String>>) MyAccountController.forgetSecret(request);
        return codes(outcome, locale);
    }

    @PostMapping("/second-factor/codes")
    ResponseEntity<?> renewRecoveryCodes(@RequestBody Present body, Viewer viewer, Locale locale) {
        mustBeAPerson();
        return codes(mine.renewRecoveryCodes(viewer, text(body.present()).toCharArray()), locale);
    }

    @DeleteMapping("/second-factor")
    ResponseEntity<?> removeSecondFactor(@RequestBody Present body, Viewer viewer, Locale locale) {
        mustBeAPerson();
        return problems.answer(
                mine.removeSecondFactor(viewer, text(body.present()).toCharArray()), locale);
    }

    private ResponseEntity<?> codes(Outcome<List<String>> outcome, Locale locale) {
        return switch (outcome) {
            case Outcome.Done<List<String>>(var codes) -> ResponseEntity.ok(new RecoveryCodes(codes));
            case Outcome.Refused<List<String>> refused -> problems.answer(refused, locale);
        };
    }

    /** Linking needs the provider's pages; what was linked is taken away here as well. */
    @DeleteMapping("/oidc")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void unlink(Viewer viewer) {
        if (!oidc.on() || !links.unlink(viewer, oidc.issuer())) throw new NotFound("oidc");
    }

    /** With a session only: a token that leaked must not open the account for longer than it lives. */
    private static void mustBeAPerson() {
        if (MyAccountController.live() == null) throw new AccessDeniedException("this is done by people");
    }

    static String text(@Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
