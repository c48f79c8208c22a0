package dev.kechuang.registry.internal;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** The first person of an organisation registers it together with the own account. */
@Service
public class RegistrationService {

    private final OrganisationStore store;
    private final ChangeStore changes;
    private final OrganisationRules rules;
    private final OrganisationService organisations;
    private final PersonStore people;
    private final Accounts accounts;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public RegistrationService(
            OrganisationStore store,
            ChangeStore changes,
            OrganisationRules rules,
            OrganisationService organisations,
            PersonStore people,
            Accounts accounts,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.changes = changes;
        this.rules = rules;
        this.organisations = organisations;
        this.people = people;
        this.accounts = accounts;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Whether somebody can still register the code: asked at the first step, decided by the database at the last. */
    public Outcome<String> free(String creditCode) {
        return store.live(creditCode).isPresent()
                ? Outcome.refused(organisations.taken(creditCode))
                : Outcome.done(creditCode);
    }

    /** Checks the organisation's part alone, for the wizard's steps. */
    public Outcome<OrganisationData> check(Map<String, String> typed) {
        return rules.read(typed);
    }

    /** What of the account is not filled in, under {@code account.login}, {@code account.name} …. */
    public static List<FieldError> missing(Accounts.NewApplicant applicant) {
        var given = new LinkedHashMap<String, Boolean>();
        given.put("login", !applicant.login().isBlank());
        given.put("name", !applicant.name().isBlank());
        given.put("phone", !applicant.phone().isBlank());
        given.put("email", !applicant.email().isBlank());
        given.put("password", applicant.password().length > 0);
        return given.entrySet().stream()
                .filter(field -> !field.getValue())
                .map(field ->
                        FieldError.of("account." + field.getKey(), "registry.error.required.account." + field.getKey()))
                .toList();
    }

    /**
     * Registers both or neither.
     *
     * @param typed the fields of {@link OrganisationData}
     * @param applicant the account; errors come back under {@code account.login}, {@code account.name} …
     */
    public Outcome<Organisation> register(Map<String, String> typed, Accounts.NewApplicant applicant) {
        var missing = missing(applicant);
        if (!missing.isEmpty()) return Outcome.refused(missing);
        return rules.read(typed)
                .fold(
                        data -> transactions.execute(status -> {
                            Outcome<Organisation> outcome = registered(data, applicant);
                            if (outcome instanceof Outcome.Refused) status.setRollbackOnly();
                            return outcome;
                        }),
                        Outcome::refused);
    }

    private Outcome<Organisation> registered(OrganisationData data, Accounts.NewApplicant applicant) {
        Instant now = clock.instant();
        var id = store.insert(data, OrganisationStatus.PENDING, null, now);
        if (id.isEmpty()) return Outcome.refused(organisations.taken(data.creditCode()));
        return switch (accounts.registerApplicant(applicant, id.get())) {
            case Outcome.Refused<UUID>(var errors) ->
                Outcome.refused(errors.stream()
                        .map(error -> new FieldError("account." + error.field(), error.key(), error.args()))
                        .toList());
            case Outcome.Done<UUID>(var account) -> {
                Organisation made = store.lock(id.get()).orElseThrow();
                var actor = new Viewer(
                        account, applicant.name(), Set.of(Role.APPLICANT), made.id(), null, made.name(), List.of());
                var all = new LinkedHashMap<String, List<String>>();
                data.texts().forEach((field, value) -> {
                    if (!value.isEmpty()) all.put(field, List.of("", value));
                });
                changes.append(made.id(), made.version(), "registry.register", actor, "", all, now);
                people.add(
                        made.id(),
                        new PersonStore.NewPerson(
                                applicant.name(),
                                "contact",
                                "",
                                applicant.phone(),
                                applicant.email(),
                                LocalDate.now(clock)));
                audit.append(
                        actor,
                        OrganisationService.event("registry.register", made)
                                .with(Map.of("creditCode", made.creditCode())));
                organisations.tellOfficers(made);
                yield Outcome.done(made);
            }
        };
    }
}
