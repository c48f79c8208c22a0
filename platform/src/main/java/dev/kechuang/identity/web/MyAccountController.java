package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.AccountStore;
import dev.kechuang.identity.internal.SessionStore;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 我的账号. */
@Controller
@Allow(anyRole = true)
class MyAccountController {

    private final AccountStore accounts;
    private final SessionStore sessions;

    MyAccountController(AccountStore accounts, SessionStore sessions) {
        this.accounts = accounts;
        this.sessions = sessions;
    }

    @GetMapping("/account")
    String account(Viewer viewer, Model model) {
        var account = accounts.find(viewer.requireAccount()).orElseThrow(() -> new NotFound("account"));
        model.addAttribute("page", new Pages.MyAccount(account, sessions.ofAccount(account.id(), 20)));
        return "identity/account";
    }
}
