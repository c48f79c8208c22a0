package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.Account;
import dev.kechuang.identity.internal.SessionStore;
import dev.kechuang.shared.web.Form;
import java.util.List;

/** What the templates of identity show. */
public final class Pages {

    private Pages() {}

    /**
     * @param back local path to return to
     * @param notice message key of what brought the reader here, empty for nothing
     * @param oidc label of the identity provider's login, empty where none is set
     */
    public record Login(Form form, String back, String notice, String oidc) {}

    public record Code(Form form) {}

    public record MyAccount(Account account, List<SessionStore.Session> sessions) {}
}
