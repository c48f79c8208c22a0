package dev.kechuang.registry.internal;

import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.internal.OrganisationStore.Entered;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Confirmed facts for other modules: those of the yearly forms, and those the register itself states. The latter hold
 * now, so they are given once, under the last year asked for, and win over what a form may have said earlier.
 */
@Service
public class PublishedFacts implements OrganisationFacts {

    private final FactStore facts;
    private final OrganisationStore organisations;
    private final KnownFacts known;

    public PublishedFacts(FactStore facts, OrganisationStore organisations, KnownFacts known) {
        this.facts = facts;
        this.organisations = organisations;
        this.known = known;
    }

    @Override
    public List<Fact> confirmed(UUID organisation, int fromYear, int toYear) {
        return joined(facts.confirmed(organisation, fromYear, toYear), List.of(organisation), null, toYear);
    }

    @Override
    public List<Fact> confirmed(Collection<UUID> ids, Collection<String> codes, int fromYear, int toYear) {
        return joined(facts.confirmed(ids, codes, fromYear, toYear), ids, codes, toYear);
    }

    private List<Fact> joined(List<Fact> stated, Collection<UUID> ids, @Nullable Collection<String> codes, int toYear) {
        var all = new ArrayList<>(stated);
        for (Entered entry : organisations.entered(ids)) {
            known.of(entry.organisation()).forEach((code, text) -> {
                if (codes != null && !codes.contains(code)) return;
                UUID id = entry.organisation().id();
                all.removeIf(
                        fact -> fact.organisation().equals(id) && fact.code().equals(code));
                all.add(new Fact(
                        id,
                        toYear,
                        code,
                        new Value.Text(text),
                        entry.organisation().confirmedOn(),
                        "registry",
                        entry.enteredBy(),
                        entry.enteredAt(),
                        entry.confirmedBy(),
                        entry.confirmedAt()));
            });
        }
        all.sort(Comparator.comparing(Fact::organisation)
                .thenComparing(Fact::year)
                .thenComparing(Fact::code));
        return all;
    }
}
