package dev.kechuang.identity.internal;

import dev.kechuang.shared.access.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An account (账号) as its rows say.
 *
 * @param passwordHash null until the person has used the invitation
 * @param roles in the order of {@link Role}
 */
public record Account(
        UUID id,
        String login,
        String name,
        String phone,
        String email,
        @Nullable UUID unit,
        @Nullable String unitName,
        @Nullable UUID organisation,
        Status status,
        String statusReason,
        @Nullable String passwordHash,
        @Nullable Instant passwordSetAt,
        boolean mustChange,
        boolean secondFactor,
        Instant createdAt,
        @Nullable Instant lastLogin,
        List<Role> roles) {

    public boolean active() {
        return status == Status.ACTIVE;
    }

    /** Nobody has set a password yet. */
    public boolean invited() {
        return passwordHash == null;
    }

    public boolean administrator() {
        return roles.stream().anyMatch(Role::isAdministrator);
    }

    @Override
    public String toString() {
        return "Account[" + id + "]";
    }

    /** Locked accounts may be opened again, closed ones stay closed (销号). */
    public enum Status {
        ACTIVE,
        LOCKED,
        CLOSED
    }
}
