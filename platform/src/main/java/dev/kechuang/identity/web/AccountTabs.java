package dev.kechuang.identity.web;

import dev.kechuang.shared.web.ui.Tab;
import java.util.List;
import java.util.Locale;

/** The tabs of 我的账号. */
final class AccountTabs {

    private AccountTabs() {}

    static List<Tab> of(Words words, String current, Locale locale) {
        return List.of(
                        "/account",
                        "/account/password",
                        "/account/second-factor",
                        "/account/sessions",
                        "/account/tokens")
                .stream()
                .map(path -> Tab.of(
                        words.t(
                                locale,
                                path.equals("/account")
                                        ? "identity.tab"
                                        : "identity.tab." + path.substring("/account/".length())),
                        path,
                        path.equals(current)))
                .toList();
    }
}
