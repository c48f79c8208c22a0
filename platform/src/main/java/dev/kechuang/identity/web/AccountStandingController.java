package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.Administration;
import dev.kechuang.identity.internal.Links;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What administrators do to an account: system locks, closes and resets, security grants, revokes and takes second factors. */
@Controller
@RequestMapping("/identity/accounts")
class AccountStandingController {

    private final Administration administration;
    private final AccountPages pages;

    AccountStandingController(Administration administration, AccountPages pages) {
        this.administration = administration;
        this.pages = pages;
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
        return pages.finish(
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
        return pages.finish(
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
        return AccountPages.say(administration.unlock(viewer, id), id, "identity.account.unlocked", redirect);
    }

    @PostMapping("/{id}/reset")
    @Allow(Role.SYSTEM_ADMIN)
    String reset(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        var outcome = administration.resetPassword(viewer, id);
        if (outcome instanceof Outcome.Done<Links.Issued>(var link)) AccountPages.issued(redirect, link);
        return AccountPages.say(outcome, id, "identity.account.linkMade", redirect);
    }

    @PostMapping("/{id}/sessions/end")
    @Allow({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN})
    String endSessions(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        return AccountPages.say(administration.endSessions(viewer, id), id, "identity.session.endedNow", redirect);
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
        return pages.finish(
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
        return AccountPages.say(outcome, id, "identity.role.revoked", redirect);
    }

    @PostMapping("/{id}/second-factor/reset")
    @Allow(Role.SECURITY_ADMIN)
    String resetSecondFactor(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        return AccountPages.say(administration.resetSecondFactor(viewer, id), id, "identity.second.removed", redirect);
    }

    private static Optional<Role> role(String name) {
        return Arrays.stream(Role.values())
                .filter(role -> role.name().equals(name))
                .findFirst();
    }
}
