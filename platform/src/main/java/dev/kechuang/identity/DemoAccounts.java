package dev.kechuang.identity;

import dev.kechuang.shared.access.Role;
import java.util.List;
import java.util.UUID;

/** The accounts of demonstration mode; only there do they exist. */
public interface DemoAccounts {

    /** The password of every demonstration account. */
    String PASSWORD = "Kechuang-2026";

    /** One account for each role that has one, in the order of the roles: what the launcher prints. */
    List<Entry> entries();

    /**
     * Makes a demonstration account that acts for an organisation, with {@link #PASSWORD}; for the demonstration data of
     * modules above. Joins the running transaction.
     *
     * @param role {@code APPLICANT}, {@code BANK_OFFICER} or {@code INSTRUMENT_OWNER}
     */
    UUID add(String login, String name, String phone, Role role, UUID organisation);

    /** @param place name of the unit, empty for people without one */
    record Entry(Role role, String login, String name, String place) {}
}
