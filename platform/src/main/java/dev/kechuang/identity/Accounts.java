package dev.kechuang.identity;

import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Accounts of people (账号) as other modules need them. */
public interface Accounts {

    /**
     * A person registers for an organisation. The account can log in, has the role {@link Role#APPLICANT} and belongs
     * to the organisation; what it may do before the organisation is confirmed, the registry decides.
     */
    Outcome<UUID> registerApplicant(NewApplicant applicant, UUID organisation);

    Optional<Person> find(UUID account);

    /** Active people of an organisation. */
    List<Person> ofOrganisation(UUID organisation);

    /** Active people of many organisations; those without any are left out. */
    default Map<UUID, List<Person>> ofOrganisations(Collection<UUID> organisations) {
        var people = new HashMap<UUID, List<Person>>();
        for (UUID organisation : organisations) {
            var found = ofOrganisation(organisation);
            if (!found.isEmpty()) people.put(organisation, found);
        }
        return people;
    }

    /** Active officers with the role whose regions hold the given one: whom to tell about it. */
    List<Person> officers(Role role, String region);

    /** After two organisations became one. Joins the running transaction. */
    void moveOrganisation(Viewer actor, UUID from, UUID to);

    /** @param password in clear, checked against the password rules and hashed at once */
    record NewApplicant(String login, String name, String phone, String email, char[] password) {}

    record Person(UUID account, String name, String login, String email, String phone, List<Role> roles) {}
}
