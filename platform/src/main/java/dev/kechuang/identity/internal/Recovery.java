package dev.kechuang.identity.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.AdministratorRecovery;
import dev.kechuang.shared.access.Role;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Makes the link; {@link Links} lets its person in. */
@Service
public class Recovery implements AdministratorRecovery {

    private final JdbcClient jdbc;
    private final AccountStore accounts;
    private final Links links;
    private final AuditLog audit;

    public Recovery(JdbcClient jdbc, AccountStore accounts, Links links, AuditLog audit) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.links = links;
        this.audit = audit;
    }

    @Override
    @Transactional
    public Result link(Role kind, String login) {
        if (!kind.isAdministrator()) throw new IllegalArgumentException(kind + " is no administrator");
        List<Account> there = jdbc
                .sql("""
                        SELECT a.id FROM identity.account a JOIN identity.account_role r ON r.account = a.id
                        WHERE r.role = :kind AND a.status = 'ACTIVE' AND (:login = '' OR a.login = :login) ORDER BY a.login
                        """)
                .param("kind", kind.name())
                .param("login", AccountStore.normalise(login))
                .query((row, number) -> Rows.uuid(row, "id"))
                .list()
                .stream()
                .flatMap(id -> accounts.find(id).stream())
                .toList();
        if (there.isEmpty()) return new NobodyThere();
        if (there.size() > 1)
            return new Several(there.stream().map(Account::login).toList());
        Account account = there.getFirst();
        var issued = links.forAccount(account.id(), Links.Purpose.RECOVERY, null);
        audit.appendSystem(
                "kc admin-link",
                AuditEvent.of("identity.recoveryLinkIssued", "account", account.id(), account.name())
                        .with(Map.of("role", kind.name())));
        return new Made(account.id(), account.login(), account.name(), issued.path(), issued.expires());
    }
}
