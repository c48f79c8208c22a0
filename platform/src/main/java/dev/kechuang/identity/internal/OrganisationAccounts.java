package dev.kechuang.identity.internal;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.identity.ExpertInvitations;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Accounts as the modules above need them. */
@Service
public class OrganisationAccounts implements Accounts, ExpertInvitations {

    private final AccountStore accounts;
    private final Passwords passwords;
    private final LiveSessions sessions;
    private final Links links;
    private final Regions regions;
    private final AuditLog audit;
    private final Clock clock;

    public OrganisationAccounts(
            AccountStore accounts,
            Passwords passwords,
            LiveSessions sessions,
            Links links,
            Regions regions,
            AuditLog audit,
            Clock clock) {
        this.accounts = accounts;
        this.passwords = passwords;
        this.sessions = sessions;
        this.links = links;
        this.regions = regions;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional
    public Outcome<UUID> registerApplicant(NewApplicant applicant, UUID organisation) {
        var errors = new ArrayList<FieldError>();
        errors.addAll(PersonRules.login(applicant.login()));
        errors.addAll(PersonRules.person(applicant.name(), applicant.phone(), applicant.email()));
        errors.addAll(PasswordRules.check(
                "password", applicant.password(), applicant.login(), applicant.name(), password -> false));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        String hash = passwords.hash(applicant.password());
        Optional<UUID> account = accounts.insert(
                applicant.login(),
                applicant.name().strip(),
                applicant.phone().strip(),
                applicant.email().strip(),
                null,
                organisation,
                hash,
                clock.instant(),
                null);
        if (account.isEmpty()) return Outcome.refused(FieldError.of("login", "identity.person.loginTaken"));
        accounts.grant(account.get(), Role.APPLICANT, "REGISTRATION", null, clock.instant());
        audit.appendSystem(
                "registration",
                AuditEvent.of("identity.register", "account", account.get(), applicant.name())
                        .with(Map.of("login", AccountStore.normalise(applicant.login()))));
        return Outcome.done(account.get());
    }

    @Override
    @Transactional
    public Outcome<Invited> inviteExpert(Viewer officer, NewExpert expert) {
        if (!officer.is(Role.BUREAU_OFFICER)) throw new IllegalStateException("not an officer of the bureau");
        var errors = new ArrayList<FieldError>();
        errors.addAll(PersonRules.login(expert.login()));
        errors.addAll(PersonRules.person(expert.name(), expert.phone(), expert.email()));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        Optional<UUID> account = accounts.insert(
                expert.login(),
                expert.name().strip(),
                expert.phone().strip(),
                expert.email().strip(),
                null,
                null,
                null,
                clock.instant(),
                officer.requireAccount());
        if (account.isEmpty()) return Outcome.refused(FieldError.of("login", "identity.person.loginTaken"));
        accounts.grant(account.get(), Role.EXPERT, "INVITATION", null, clock.instant());
        var link = links.forAccount(account.get(), Links.Purpose.INVITATION, officer.requireAccount());
        audit.append(
                officer,
                AuditEvent.of("identity.inviteExpert", "account", account.get(), expert.name())
                        .with(Map.of("login", AccountStore.normalise(expert.login()))));
        return Outcome.done(new Invited(account.get(), link.path(), link.expires()));
    }

    @Override
    public Optional<Person> find(UUID account) {
        return accounts.find(account).map(OrganisationAccounts::person);
    }

    @Override
    public List<Person> ofOrganisation(UUID organisation) {
        return accounts.ofOrganisation(organisation).stream()
                .map(OrganisationAccounts::person)
                .toList();
    }

    @Override
    public Map<UUID, List<Person>> ofOrganisations(Collection<UUID> organisations) {
        var people = new HashMap<UUID, List<Person>>();
        for (var account : accounts.ofOrganisations(organisations)) {
            people.computeIfAbsent(java.util.Objects.requireNonNull(account.organisation()), id -> new ArrayList<>())
                    .add(person(account));
        }
        return people;
    }

    @Override
    public List<Person> officers(Role role, String region) {
        return accounts.officers(role, upwards(region)).stream()
                .map(OrganisationAccounts::person)
                .toList();
    }

    /** The region and every one above it: whoever works for one of them works for this one. */
    private List<String> upwards(String region) {
        var codes = new ArrayList<String>();
        Optional<Region> at = regions.find(region);
        codes.add(region);
        while (at.isPresent()) {
            String parent = at.get().parent();
            if (parent == null || codes.contains(parent)) break;
            codes.add(parent);
            at = regions.find(parent);
        }
        return codes;
    }

    @Override
    @Transactional
    public void moveOrganisation(Viewer actor, UUID from, UUID to) {
        for (UUID account : accounts.moveOrganisation(from, to)) {
            sessions.refresh(account);
            accounts.find(account)
                    .ifPresent(moved -> audit.append(
                            actor,
                            AuditEvent.of("identity.moveOrganisation", "account", account, moved.name())
                                    .with(Map.of("from", from.toString(), "to", to.toString()))));
        }
    }

    private static Person person(Account account) {
        return new Person(
                account.id(), account.name(), account.login(), account.email(), account.phone(), account.roles());
    }
}
