package dev.kechuang.registry.internal;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.internal.OrganisationStore.Entered;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
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

    @Override
    public void values(Collection<UUID> ids, int fromYear, int toYear, Consumer<Stated> use) {
        var registered = new HashMap<UUID, Map<String, String>>();
        for (Organisation one : organisations.confirmed(ids)) registered.put(one.id(), known.of(one));
        facts.values(ids, fromYear, toYear, stated -> {
            var own = registered.get(stated.organisation());
            if (own == null || !own.containsKey(stated.code())) use.accept(stated);
        });
        registered.forEach((id, texts) -> texts.forEach(
                (code, text) -> use.accept(new Stated(id, toYear, code, new Value.Text(text), null, true))));
    }

    private List<Fact> joined(List<Fact> stated, Collection<UUID> ids, @Nullable Collection<String> codes, int toYear) {
        var all = new ArrayList<Fact>();
        var registered = new HashMap<UUID, Set<String>>();
        for (Entered entry : organisations.entered(ids)) {
            UUID id = entry.organisation().id();
            known.of(entry.organisation()).forEach((code, text) -> {
                if (codes != null && !codes.contains(code)) return;
                registered.computeIfAbsent(id, of -> new HashSet<>()).add(code);
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
        for (Fact fact : stated) {
            if (!registered.getOrDefault(fact.organisation(), Set.of()).contains(fact.code())) all.add(fact);
        }
        all.sort(Comparator.comparing(Fact::organisation)
                .thenComparing(Fact::year)
                .thenComparing(Fact::code));
        return all;
    }
}
