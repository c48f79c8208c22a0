package dev.kechuang.policy.internal;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.policy.FactSource;
import dev.kechuang.registry.Talents;
import dev.kechuang.registry.Talents.DatedAward;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * How many awarded talents (高层次人才) an organisation has, where the register knows of any. Of an organisation it knows
 * none for, what the yearly form states stands: not every plan's awards are entered.
 */
@Component
class TalentFacts implements FactSource {

    private static final String FACT = "talents";

    private final Talents talents;
    private final PolicyBook book;

    TalentFacts(Talents talents, PolicyBook book) {
        this.talents = talents;
        this.book = book;
    }

    @Override
    public void add(UUID organisation, LocalDate day, Facts.Builder facts) {
        addAll(Map.of(organisation, facts), day, (of, on) -> {});
    }

    @Override
    public void addAll(Map<UUID, Facts.Builder> organisations, LocalDate day, Later later) {
        Fact fact = book.fact(FACT);
        if (fact == null || fact.kind() != Fact.Kind.INTEGER) return;
        var known = new HashMap<UUID, Set<UUID>>();
        for (DatedAward award : talents.dated(organisations.keySet())) {
            if (award.from().isAfter(day)) {
                later.changes(award.organisation(), award.from());
                continue;
            }
            var people = known.computeIfAbsent(award.organisation(), of -> new HashSet<>());
            if (!award.holdsOn(day)) continue;
            people.add(award.talent());
            LocalDate until = award.until();
            if (until != null) later.changes(award.organisation(), until.plusDays(1));
        }
        known.forEach((organisation, people) -> {
            var facts = organisations.get(organisation);
            if (facts != null) facts.set(fact, 0, Val.of(people.size()));
        });
    }
}
