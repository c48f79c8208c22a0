package dev.kechuang.identity;

import dev.kechuang.shared.access.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * The way back in for an administrator (三员) who lost the device and the recovery codes and whom nobody else can help.
 * Whoever may run commands on the machine may ask for it; it is written into the audit log.
 */
public interface AdministratorRecovery {

    /**
     * A link with which the person sets a new password and loses the second factor, to be set up anew at the next login.
     * Nothing changes before it is used. Good once, for 72 hours; links given before stop working.
     *
     * @param kind one of the three kinds of administrator
     * @param login which one where there are several, else empty
     */
    Result link(Role kind, String login);

    sealed interface Result {}

    /** @param path local path with the secret in it, to be put behind the address of the platform */
    record Made(UUID account, String login, String name, String path, Instant expires) implements Result {}

    /** Nobody is an active administrator of this kind, or not by this login name. */
    record NobodyThere() implements Result {}

    /** There are several and none was named. */
    record Several(List<String> logins) implements Result {}
}
