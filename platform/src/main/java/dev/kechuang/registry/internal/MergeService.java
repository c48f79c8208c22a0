package dev.kechuang.registry.internal;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Accounts;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Finds organisations that were entered twice and makes one of them: people, accounts, facts and titles move, histories stay. */
@Service
public class MergeService {

    private final JdbcClient jdbc;
    private final OrganisationStore store;
    private final OrganisationService organisations;
    private final PersonStore people;
    private final FactStore facts;
    private final ChangeStore changes;
    private final Accounts accounts;
    private final AuditLog audit;
    private final List<OrganisationFollower> followers;
    private final TransactionOperations transactions;
    private final Clock clock;

    public MergeService(
            JdbcClient jdbc,
            OrganisationStore store,
            OrganisationService organisations,
            PersonStore people,
            FactStore facts,
            ChangeStore changes,
            Accounts accounts,
            AuditLog audit,
            List<OrganisationFollower> followers,
            TransactionOperations transactions,
            Clock clock) {
        this.jdbc = jdbc;
        this.store = store;
        this.organisations = organisations;
        this.people = people;
        this.facts = facts;
        this.changes = changes;
        this.accounts = accounts;
        this.audit = audit;
        this.followers = List.copyOf(followers);
        this.transactions = transactions;
        this.clock = clock;
    }

    /** @param why {@code name}, {@code phone} or {@code address}: what the two have in common */
    public record Pair(UUID first, String firstName, UUID second, String secondName, String why) {}

    /** Pairs that may be one: the same name but for the legal form, the same phone, the same address. At most 100. */
    public List<Pair> candidates(Viewer officer) {
        var scope = Scope.of(officer);
        return jdbc.sql("""
                WITH mine AS MATERIALIZED (
                    SELECT o.id, o.name, o.phone, o.address,
                           regexp_replace(split_part(o.search_text, E'\\n', 1),
                                          '(股份有限公司|有限责任公司|有限公司)$', '') AS core
                    FROM registry.organisation o
                    WHERE o.status = 'confirmed' AND %s
                ), pair AS (
                    SELECT a.id AS first, a.name AS first_name, b.id AS second, b.name AS second_name, 'name' AS why
                    FROM mine a JOIN mine b ON a.core = b.core AND a.id < b.id
                    UNION ALL
                    SELECT a.id, a.name, b.id, b.name, 'phone'
                    FROM mine a JOIN mine b ON a.phone = b.phone AND a.id < b.id WHERE a.phone <> ''
                    UNION ALL
                    SELECT a.id, a.name, b.id, b.name, 'address'
                    FROM mine a JOIN mine b ON a.address = b.address AND a.id < b.id WHERE length(a.address) >= 10
                )
                SELECT DISTINCT ON (first_name, first, second) * FROM pair
                ORDER BY first_name, first, second, why LIMIT 100""".formatted(scope.sql()))
                .params(scope.parameters())
                .query((rows, number) -> new Pair(
                        rows.getObject("first", UUID.class),
                        rows.getString("first_name"),
                        rows.getObject("second", UUID.class),
                        rows.getString("second_name"),
                        rows.getString("why")))
                .list();
    }

    /**
     * What would move.
     *
     * @param years years of facts that the remaining one does not have
     */
    public record Preview(Organisation from, Organisation into, int people, int accounts, List<Integer> years) {}

    public Optional<Preview> preview(Viewer officer, UUID from, UUID into) {
        if (!officer.isOfficer() || from.equals(into)) return Optional.empty();
        var leaving = store.find(officer, from).filter(MergeService::mergeable);
        var remaining = store.find(officer, into).filter(MergeService::mergeable);
        if (leaving.isEmpty() || remaining.isEmpty()) return Optional.empty();
        return Optional.of(new Preview(
                leaving.get(),
                remaining.get(),
                people.of(from).size(),
                accounts.ofOrganisation(from).size(),
                years(from, into)));
    }

    private static boolean mergeable(Organisation o) {
        return o.status() == OrganisationStatus.CONFIRMED || o.status() == OrganisationStatus.PENDING;
    }

    private List<Integer> years(UUID from, UUID into) {
        var there = facts.sheets(into).stream().map(FactStore.Sheet::year).toList();
        return facts.sheets(from).stream()
                .map(FactStore.Sheet::year)
                .filter(year -> !there.contains(year))
                .sorted()
                .toList();
    }

    /** The first becomes part of the second; refused when either changed since the preview. */
    public Outcome<Organisation> merge(Viewer officer, UUID from, int fromVersion, UUID into, int intoVersion) {
        if (!officer.isOfficer() || from.equals(into)) return Outcome.refused(FieldError.of("", "registry.error.gone"));
        return transactions.execute(status -> {
            // Always in the same order, so that two merges crosswise cannot wait for one another.
            boolean fromFirst = from.compareTo(into) < 0;
            var one = store.lock(officer, fromFirst ? from : into);
            var two = store.lock(officer, fromFirst ? into : from);
            if (one.isEmpty() || two.isEmpty()) return Outcome.refused(FieldError.of("", "registry.error.gone"));
            Organisation leaving = fromFirst ? one.get() : two.get();
            Organisation remaining = fromFirst ? two.get() : one.get();
            if (leaving.version() != fromVersion
                    || remaining.version() != intoVersion
                    || !mergeable(leaving)
                    || remaining.status() != OrganisationStatus.CONFIRMED) {
                return Outcome.refused(FieldError.of("", "registry.error.changedMeanwhile"));
            }
            return Outcome.done(merged(officer, leaving, remaining));
        });
    }

    private Organisation merged(Viewer officer, Organisation leaving, Organisation remaining) {
        Instant now = clock.instant();
        LocalDate today = LocalDate.now(clock);
        moveFacts(leaving.id(), remaining.id(), now);
        people.endLegalRepresentative(leaving.id(), today);
        people.moveAll(leaving.id(), remaining.id());
        accounts.moveOrganisation(officer, leaving.id(), remaining.id());
        followers.forEach(follower -> follower.merged(officer, leaving, remaining, today));
        organisations.moved(
                officer, leaving, OrganisationStatus.MERGED, "registry.merge", remaining.name(), remaining.id());
        if (!leaving.name().equals(remaining.name())) store.addFormerName(remaining.id(), leaving.name(), today);
        // Written again, so that the search finds it under the other's name too.
        store.update(remaining, OrganisationData.of(remaining), remaining.status(), now);
        changes.append(
                remaining.id(), remaining.version() + 1, "registry.merged", officer, leaving.name(), Map.of(), now);
        audit.append(
                officer,
                OrganisationService.event("registry.merged", remaining)
                        .with(Map.of("from", leaving.id().toString(), "name", leaving.name())));
        return store.lock(remaining.id()).orElseThrow();
    }

    /** Values of years the remaining one does not have stand in its forms, to be looked at and handed in. */
    private void moveFacts(UUID from, UUID into, Instant now) {
        var typed = new TreeMap<Integer, Map<String, String>>();
        var years = years(from, into);
        for (var version : facts.newest(from)) {
            if (!years.contains(version.year()) || version.value() == null) continue;
            typed.computeIfAbsent(version.year(), year -> new HashMap<>())
                    .put(version.code(), FactRules.typed(version.value()));
        }
        typed.forEach((year, values) -> {
            facts.openSheet(into, year, now);
            facts.keepTyped(into, year, values, now);
        });
    }
}
