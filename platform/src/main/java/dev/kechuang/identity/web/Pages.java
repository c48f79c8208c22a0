package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.Account;
import dev.kechuang.identity.internal.Links;
import dev.kechuang.identity.internal.SecondFactor;
import dev.kechuang.identity.internal.Tokens;
import dev.kechuang.identity.internal.UnitStore;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /**
     * @param open null when the link is not good (any more)
     * @param qr what the device reads, where a second factor is set up at once
     * @param role name of the role for the first administrators, else empty
     */
    public record Link(
            Form form,
            String action,
            Links.@Nullable Open open,
            SecondFactor.@Nullable Qr qr,
            String secret,
            String role) {}

    /** @param next where to go after the codes were kept */
    public record RecoveryCodes(List<String> codes, String next) {}

    /** @param oidc label of the identity provider, empty where none is set */
    public record Profile(List<Tab> tabs, List<Detail> details, Form form, String oidc, boolean linked) {}

    /** @param forced the password has to be changed before anything else */
    public record Password(List<Tab> tabs, Form form, boolean forced) {}

    /**
     * @param enabled whether there is one
     * @param codesLeft recovery codes not used yet
     * @param optional whether the person may do without
     * @param forced one has to be set up before anything else
     * @param qr for setting up, null when there is one
     */
    public record Second(
            List<Tab> tabs,
            Form form,
            boolean enabled,
            int codesLeft,
            boolean optional,
            boolean forced,
            SecondFactor.@Nullable Qr qr,
            String secret) {}

    public record Sessions(List<Tab> tabs, Table table) {}

    /** @param created shown once, null otherwise */
    public record TokenList(
            List<Tab> tabs, Form form, Table table, Tokens.@Nullable Created created, boolean allowed) {}

    /** @param create whether the viewer makes accounts */
    public record AccountList(
            Form filter,
            List<Option> roles,
            List<Option> statuses,
            List<Option> units,
            Table table,
            KeyPage<?> page,
            boolean create) {}

    public record AccountForm(Form form, List<Option> units) {}

    /**
     * @param link a one-time link that was just made, shown once; empty otherwise
     * @param grantable roles that can still be granted
     * @param system whether the viewer is a system administrator
     * @param security whether the viewer is a security administrator
     * @param self whether it is the viewer's own account
     */
    public record AccountDetail(
            Account account,
            List<Detail> details,
            Form form,
            List<Option> units,
            List<Option> roles,
            List<Option> grantable,
            Table actions,
            Table sessions,
            String link,
            String linkUntil,
            boolean system,
            boolean security,
            boolean self) {}

    public record UnitTree(Table table, boolean create) {}

    /** @param unit null for a new one */
    public record UnitForm(
            Form form, UnitStore.@Nullable Unit unit, List<Option> kinds, List<Option> parents, List<Option> regions) {}

    public record PagedTable(Table table, KeyPage<?> page) {}
}
