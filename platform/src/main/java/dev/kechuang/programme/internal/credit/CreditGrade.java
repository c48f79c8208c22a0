package dev.kechuang.programme.internal.credit;

import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.FactDictionary;
import dev.kechuang.policy.FactSource;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Policies may ask for the grade (科技信用等级). */
final class CreditGrade implements FactSource {

    private final Credit credit;
    private final Optional<FactDefinition> fact;

    CreditGrade(Credit credit, FactDictionary dictionary) {
        this.credit = credit;
        this.fact = dictionary.byCode("credit-grade");
    }

    @Override
    public void add(UUID organisation, LocalDate day, Facts.Builder facts) {
        fact.ifPresent(definition -> set(definition, facts, credit.ofOrganisation(organisation, day)));
    }

    @Override
    public void addAll(Map<UUID, Facts.Builder> organisations, LocalDate day, Later later) {
        if (fact.isEmpty()) return;
        var standings = credit.ofOrganisations(organisations.keySet(), day, later::changes);
        organisations.forEach(
                (organisation, facts) -> set(fact.get(), facts, Objects.requireNonNull(standings.get(organisation))));
    }

    private static void set(FactDefinition definition, Facts.Builder facts, Credit.Standing standing) {
        String grade = standing.grade().code();
        if (definition.values().contains(grade)) facts.set(definition.name(), new Val.Text(grade));
    }
}
