package dev.kechuang.identity;

import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Instant;
import java.util.UUID;

/** Accounts for people of the expert pool, who are invited one by one (docs/decisions/0007). */
public interface ExpertInvitations {

    /**
     * An officer of the bureau invites an expert: the account has the role {@link Role#EXPERT} and no other, and waits for
     * its person to set a password by the link. Joins the running transaction.
     */
    Outcome<Invited> inviteExpert(Viewer officer, NewExpert expert);

    record NewExpert(String login, String name, String phone, String email) {}

    /** @param path of the one-time link, with the secret in it: shown once and kept nowhere */
    record Invited(UUID account, String path, Instant expires) {}
}
