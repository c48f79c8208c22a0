package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.Account;
import dev.kechuang.identity.internal.AccountStore;
import dev.kechuang.identity.internal.Administration;
import dev.kechuang.identity.internal.AdministratorLog;
import dev.kechuang.identity.internal.SessionStore;
import dev.kechuang.identity.internal.UnitStore;
import dev.kechuang.identity.internal.Units;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The administrators' commands as JSON, with their session: administrators have no tokens. */
@RestController
@RequestMapping("/api/identity")
@Allow({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN})
class AdministrationApi {

    private final AccountStore accounts;
    private final UnitStore unitStore;
    private final Units units;
    private final SessionStore sessions;
    private final Administration administration;
    private final AdministratorLog log;
    private final ApiProblems problems;

    AdministrationApi(
            AccountStore accounts,
            UnitStore unitStore,
            Units units,
            SessionStore sessions,
            Administration administration,
            AdministratorLog log,
            ApiProblems problems) {
        this.accounts = accounts;
        this.unitStore = unitStore;
        this.units = units;
        this.sessions = sessions;
        this.administration = administration;
        this.log = log;
        this.problems = problems;
    }

    /** An account without what is nobody's business. */
    record AccountView(
            UUID id,
            String login,
            String name,
            String phone,
            String email,
            @Nullable UUID unit,
            @Nullable String unitName,
            @Nullable UUID organisation,
            Account.Status status,
            String statusReason,
            boolean invited,
            boolean secondFactor,
            @Nullable Instant lastLogin,
            List<Role> roles) {
        static AccountView of(Account a) {
            return new AccountView(
                    a.id(),
                    a.login(),
                    a.name(),
                    a.phone(),
                    a.email(),
                    a.unit(),
                    a.unitName(),
                    a.organisation(),
                    a.status(),
                    a.statusReason(),
                    a.invited(),
                    a.secondFactor(),
                    a.lastLogin(),
                    a.roles());
        }
    }

    record AccountBody(
            @Nullable String login,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String email,
            @Nullable UUID unit) {}

    record Reason(@Nullable String reason) {}

    record NewUnit(
            @Nullable String code,
            @Nullable String name,
            @Nullable String en,
            UnitStore.@Nullable Kind kind,
            @Nullable String region,
            @Nullable UUID parent) {}

    record UnitBody(@Nullable String name, @Nullable String en, boolean active) {}

    @GetMapping("/accounts")
    KeyPage<AccountView> list(
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String role,
            @RequestParam(defaultValue = "") String status,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(required = false) @Nullable String after) {
        var page = accounts.page(AccountsController.filter(text, role, status, unit), after, AccountsController.PAGE);
        return new KeyPage<>(
                page.items().stream().map(AccountView::of).toList(), page.next(), page.previous(), page.total());
    }

    @GetMapping("/accounts/{id}")
    AccountView account(@PathVariable UUID id) {
        return accounts.find(id).map(AccountView::of).orElseThrow(() -> new NotFound("account"));
    }

    @PostMapping("/accounts")
    @Allow(Role.SYSTEM_ADMIN)
    ResponseEntity<?> create(@RequestBody AccountBody body, Viewer viewer, Locale locale) {
        return problems.answer(
                administration.createAccount(
                        viewer,
                        new Administration.NewAccount(
                                IdentityApi.text(body.login()),
                                IdentityApi.text(body.name()),
                                IdentityApi.text(body.phone()),
                                IdentityApi.text(body.email()),
                                body.unit())),
                locale);
    }

    @PutMapping("/accounts/{id}")
    @Allow(Role.SYSTEM_ADMIN)
    ResponseEntity<?> update(@PathVariable UUID id, @RequestBody AccountBody body, Viewer viewer, Locale locale) {
        return problems.answer(
                administration.updateAccount(
                        viewer,
                        id,
                        IdentityApi.text(body.name()),
                        IdentityApi.text(body.phone()),
                        IdentityApi.text(body.email()),
                        body.unit()),
                locale);
    }

    @PostMapping("/accounts/{id}/lock")
    @Allow(Role.SYSTEM_ADMIN)
    ResponseEntity<?> lock(@PathVariable UUID id, @RequestBody Reason body, Viewer viewer, Locale locale) {
        return problems.answer(administration.lock(viewer, id, IdentityApi.text(body.reason())), locale);
    }

    @PostMapping("/accounts/{id}/close")
    @Allow(Role.SYSTEM_ADMIN)
    ResponseEntity<?> close(@PathVariable UUID id, @RequestBody Reason body, Viewer viewer, Locale locale) {
        return problems.answer(administration.close(viewer, id, IdentityApi.text(body.reason())), locale);
    }

    @PostMapping("/accounts/{id}/unlock")
    @Allow(Role.SYSTEM_ADMIN)
    ResponseEntity<?> unlock(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(administration.unlock(viewer, id), locale);
    }

    @PostMapping("/accounts/{id}/reset")
    @Allow(Role.SYSTEM_ADMIN)
    ResponseEntity<?> reset(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(administration.resetPassword(viewer, id), locale);
    }

    @DeleteMapping("/accounts/{id}/sessions")
    @Allow({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})
    ResponseEntity<?> endSessions(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(administration.endSessions(viewer, id), locale);
    }

    @PutMapping("/accounts/{id}/roles/{role}")
    @Allow(Role.SECURITY_ADMIN)
    ResponseEntity<?> grant(@PathVariable UUID id, @PathVariable Role role, Viewer viewer, Locale locale) {
        return problems.answer(administration.grant(viewer, id, role), locale);
    }

    @DeleteMapping("/accounts/{id}/roles/{role}")
    @Allow(Role.SECURITY_ADMIN)
    ResponseEntity<?> revoke(@PathVariable UUID id, @PathVariable Role role, Viewer viewer, Locale locale) {
        return problems.answer(administration.revoke(viewer, id, role), locale);
    }

    @DeleteMapping("/accounts/{id}/second-factor")
    @Allow(Role.SECURITY_ADMIN)
    ResponseEntity<?> resetSecondFactor(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(administration.resetSecondFactor(viewer, id), locale);
    }

    @GetMapping("/units")
    List<UnitStore.Unit> units() {
        return unitStore.all();
    }

    @PostMapping("/units")
    @Allow(Role.SYSTEM_ADMIN)
    ResponseEntity<?> createUnit(@RequestBody NewUnit body, Viewer viewer, Locale locale) {
        return problems.answer(
                units.create(
                        viewer,
                        new Units.NewUnit(
                                IdentityApi.text(body.code()),
                                IdentityApi.text(body.name()),
                                IdentityApi.text(body.en()),
                                Objects.requireNonNullElse(body.kind(), UnitStore.Kind.DIVISION),
                                IdentityApi.text(body.region()),
                                body.parent())),
                locale);
    }

    @PutMapping("/units/{id}")
    @Allow(Role.SYSTEM_ADMIN)
    ResponseEntity<?> updateUnit(@PathVariable UUID id, @RequestBody UnitBody body, Viewer viewer, Locale locale) {
        return problems.answer(
                units.update(viewer, id, IdentityApi.text(body.name()), IdentityApi.text(body.en()), body.active()),
                locale);
    }

    @GetMapping("/sessions")
    KeyPage<SessionStore.Session> sessions(@RequestParam(required = false) @Nullable String after) {
        return sessions.open(after, 50);
    }

    @DeleteMapping("/sessions/{id}")
    @Allow({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})
    ResponseEntity<?> endSession(@PathVariable UUID id, Viewer viewer, Locale locale) {
        return problems.answer(administration.endSession(viewer, id), locale);
    }

    @GetMapping("/actions")
    KeyPage<AdministratorLog.Entry> actions(@RequestParam(required = false) @Nullable String after) {
        return log.page(null, after, 50);
    }
}
