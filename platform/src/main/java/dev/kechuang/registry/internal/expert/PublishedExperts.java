package dev.kechuang.registry.internal.expert;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.pack.CodeLists;
import dev.kechuang.registry.Experts;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The pool for other modules. */
@Service
public class PublishedExperts implements Experts {

    private final ExpertStore store;
    private final TieStore ties;
    private final CodeLists codes;
    private final AuditLog audit;

    public PublishedExperts(ExpertStore store, TieStore ties, CodeLists codes, AuditLog audit) {
        this.store = store;
        this.ties = ties;
        this.codes = codes;
        this.audit = audit;
    }

    @Override
    public Optional<Expert> find(UUID id) {
        return Optional.ofNullable(store.all(List.of(id)).get(id));
    }

    @Override
    public Map<UUID, Expert> find(Collection<UUID> ids) {
        return store.all(ids);
    }

    @Override
    public Optional<Expert> ofAccount(UUID account) {
        return store.ofAccount(account);
    }

    @Override
    public List<Expert> reviewers(Collection<String> fields) {
        var all = store.activeReviewers();
        if (fields.isEmpty()) return all;
        var wanted = new HashSet<String>();
        for (String field : fields) {
            wanted.add(field);
            codes.technicalFieldsBelow(field).forEach(below -> wanted.add(below.code()));
            above(field).ifPresent(wanted::add);
        }
        return all.stream()
                .filter(expert -> expert.fields().stream().anyMatch(wanted::contains))
                .toList();
    }

    private Optional<String> above(String field) {
        return codes.technicalFields().stream()
                .map(CodeLists.Entry::code)
                .filter(code -> codes.technicalFieldsBelow(code).stream()
                        .anyMatch(below -> below.code().equals(field)))
                .findFirst();
    }

    @Override
    public <K> List<Tie<K>> ties(Collection<UUID> experts, Map<K, Party> parties, LocalDate day, int years) {
        if (experts.isEmpty() || parties.isEmpty()) return List.of();
        LocalDate oldest = day.minusYears(years);
        var people = store.all(experts);
        var organisations = new HashSet<UUID>();
        parties.values().forEach(party -> organisations.addAll(party.organisations()));
        var names = ties.names(organisations);
        var byOrganisation = new HashMap<UUID, List<K>>();
        var byUnit = new HashMap<String, Set<K>>();
        var byPerson = new HashMap<String, List<K>>();
        parties.forEach((key, party) -> {
            for (UUID organisation : party.organisations()) {
                byOrganisation
                        .computeIfAbsent(organisation, id -> new ArrayList<>())
                        .add(key);
                for (String name : names.getOrDefault(organisation, List.of())) {
                    byUnit.computeIfAbsent(UnitNames.key(name), id -> new HashSet<>())
                            .add(key);
                }
            }
            for (String unit : party.units()) {
                byUnit.computeIfAbsent(UnitNames.key(unit), id -> new HashSet<>())
                        .add(key);
            }
            for (String person : party.people()) {
                byPerson.computeIfAbsent(person.strip(), id -> new ArrayList<>())
                        .add(key);
            }
        });
        var found = new ArrayList<Tie<K>>();
        for (Expert expert : people.values()) {
            for (K key : concerned(expert.organisation(), expert.unitName(), byOrganisation, byUnit)) {
                found.add(new Tie<>(expert.id(), key, TieKind.SAME_UNIT, expert.unitName(), null));
            }
            for (K key : byPerson.getOrDefault(expert.name(), List.of())) {
                found.add(new Tie<>(expert.id(), key, TieKind.ONESELF, expert.name(), null));
            }
        }
        for (var declared : ties.standing(experts)) {
            if (!declared.kind().equals("kinship")
                    && declared.until() != null
                    && declared.until().isBefore(oldest)) continue;
            TieKind kind = switch (declared.kind()) {
                case "project" -> TieKind.PROJECT;
                case "paper" -> TieKind.PAPER;
                case "employment" -> TieKind.EMPLOYMENT;
                default -> TieKind.KINSHIP;
            };
            // Kinship is with a person: with a whole unit only where it says so and no person is named there.
            var keys = new HashSet<K>();
            if (kind != TieKind.KINSHIP) {
                keys.addAll(concerned(declared.organisation(), declared.unitName(), byOrganisation, byUnit));
            }
            if (!declared.person().isEmpty()) keys.addAll(byPerson.getOrDefault(declared.person(), List.of()));
            for (K key : keys) {
                found.add(new Tie<>(declared.expert(), key, kind, declared.evidence(), declared.until()));
            }
        }
        return found;
    }

    private static <K> Set<K> concerned(
            @Nullable UUID organisation, String unit, Map<UUID, List<K>> byOrganisation, Map<String, Set<K>> byUnit) {
        var keys = new HashSet<K>();
        if (organisation != null) keys.addAll(byOrganisation.getOrDefault(organisation, List.of()));
        if (!unit.isEmpty()) keys.addAll(byUnit.getOrDefault(UnitNames.key(unit), Set.of()));
        return keys;
    }

    @Override
    @Transactional
    public void score(Viewer actor, UUID expert, Score score) {
        if (!store.score(expert, score)) return;
        String name = find(expert).map(Expert::name).orElse("");
        audit.append(
                actor,
                AuditEvent.of("registry.expertScored", "expert", expert, name)
                        .with(Map.of(
                                "source",
                                score.source(),
                                "deviation",
                                score.deviation().toPlainString(),
                                "timeliness",
                                score.timeliness().code())));
    }
}
