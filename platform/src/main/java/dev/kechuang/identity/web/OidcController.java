package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.LiveSession;
import dev.kechuang.identity.internal.OidcLinks;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Links the own account with the identity provider, and takes the link away. */
@Controller
@Allow(anyRole = true)
class OidcController {

    private final Oidc oidc;
    private final OidcLogin login;
    private final OidcLinks links;

    OidcController(Oidc oidc, OidcLogin login, OidcLinks links) {
        this.oidc = oidc;
        this.login = login;
        this.links = links;
    }

    @PostMapping("/account/oidc/link")
    String link(HttpServletRequest request) {
        LiveSession live = MyAccountController.live();
        if (!oidc.on() || live == null) throw new NotFound("oidc");
        login.startLinking(request, live);
        return "redirect:" + OidcLogin.START;
    }

    @PostMapping("/account/oidc/unlink")
    String unlink(Viewer viewer, RedirectAttributes redirect) {
        if (!links.unlink(viewer, oidc.issuer())) throw new NotFound("oidc");
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("identity.oidc.unlinked"));
        return "redirect:/account";
    }

    /** Where the way back from the provider ends. */
    @GetMapping("/account/oidc/{result}")
    String result(@PathVariable String result, RedirectAttributes redirect) {
        Notice notice = switch (result) {
            case "linked" -> Notice.done("identity.oidc.linkedNow");
            case "taken" -> Notice.error("identity.oidc.taken");
            case "failed" -> Notice.error("identity.oidc.failed");
            default -> throw new NotFound("oidc");
        };
        redirect.addFlashAttribute(Notice.FLASH, notice);
        return "redirect:/account";
    }
}
