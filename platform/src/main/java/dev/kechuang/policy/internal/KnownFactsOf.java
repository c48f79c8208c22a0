package dev.kechuang.policy.internal;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.policy.DatedFacts;
import dev.kechuang.policy.FactSource;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.OrganisationFacts.Value;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The confirmed facts of an organisation as the engine reads them. What is not confirmed is unknown. A fact without year
 * is the one stated last up to the day.
 */
@Component
public class KnownFactsOf {

    /** Yearly forms begin in 1990. */
    private static final int FIRST_YEAR = 1990;

    private static final int LAST_YEAR = 2100;

    private final OrganisationFacts registry;
    private final List<FactSource> sources;
    private final PolicyBook book;

    public KnownFactsOf(OrganisationFacts registry, List<FactSource> sources, PolicyBook book) {
        this.registry = registry;
        this.sources = List.copyOf(sources);
        this.book = book;
    }

    public Facts on(UUID organisation, LocalDate day) {
        var facts = Facts.builder();
        var newest = new HashMap<String, Integer>();
        for (var stated : registry.confirmed(organisation, FIRST_YEAR, day.getYear())) {
            Fact fact = book.fact(stated.code());
            Val value = fact == null ? null : value(fact, stated.value());
            if (fact == null || value == null) continue;
            if (fact.period() == Fact.Period.YEAR) {
                facts.set(fact, stated.year(), value);
            } else if (counts(stated, day)) {
                Integer before = newest.put(fact.name(), stated.year());
                if (before == null || before <= stated.year()) facts.set(fact, 0, value);
                else newest.put(fact.name(), before);
            }
        }
        sources.forEach(source -> source.add(organisation, day, facts));
        return facts.build();
    }

    /** The same for many at once, a few statements in all. */
    public Map<UUID, DatedFacts> on(Collection<UUID> organisations, LocalDate day) {
        var all = new LinkedHashMap<UUID, Facts.Builder>();
        var newest = new HashMap<UUID, Map<String, Integer>>();
        var changes = new HashMap<UUID, LocalDate>();
        for (UUID organisation : organisations) all.put(organisation, Facts.builder());
        FactSource.Later later = (organisation, on) -> {
            if (on.isAfter(day)) changes.merge(organisation, on, (a, b) -> a.isBefore(b) ? a : b);
        };
        registry.values(all.keySet(), FIRST_YEAR, LAST_YEAR, stated -> {
            Fact fact = book.fact(stated.code());
            Val value = fact == null ? null : value(fact, stated.value());
            if (fact == null || value == null) return;
            var facts = Objects.requireNonNull(all.get(stated.organisation()));
            if (stated.registered()) {
                facts.set(fact, day.getYear(), value);
                return;
            }
            LocalDate counts = LocalDate.of(stated.year(), 1, 1);
            if (fact.period() != Fact.Period.YEAR
                    && stated.asOf() != null
                    && stated.asOf().isAfter(counts)) {
                counts = stated.asOf();
            }
            if (counts.isAfter(day)) {
                later.changes(stated.organisation(), counts);
            } else if (fact.period() == Fact.Period.YEAR) {
                facts.set(fact, stated.year(), value);
            } else {
                int year = newest.computeIfAbsent(stated.organisation(), of -> new HashMap<>())
                        .merge(fact.name(), stated.year(), Math::max);
                if (year == stated.year()) facts.set(fact, 0, value);
            }
        });
        sources.forEach(source -> source.addAll(all, day, later));
        var dated = new LinkedHashMap<UUID, DatedFacts>();
        all.forEach((organisation, facts) ->
                dated.put(organisation, new DatedFacts(facts.build(), changes.get(organisation))));
        return dated;
    }

    /** What the register itself states holds whenever it was entered. */
    private static boolean counts(OrganisationFacts.Fact stated, LocalDate day) {
        return stated.source().equals("registry")
                || stated.asOf() == null
                || !stated.asOf().isAfter(day);
    }

    /** Null where the dictionary no longer has the fact as it was stated: then it is not known. */
    private static @Nullable Val value(Fact fact, Value value) {
        return switch (value) {
            case Value.Sum(var money) -> fact.kind() == Fact.Kind.MONEY ? Val.of(money.fen()) : null;
            case Value.Number(var number) ->
                switch (fact.kind()) {
                    case INTEGER, DECIMAL, RATIO -> new Val.Num(Rational.of(number));
                    default -> null;
                };
            case Value.Text(var text) ->
                switch (fact.kind()) {
                    case BOOLEAN -> text.equals("是") ? Val.TRUE : text.equals("否") ? Val.FALSE : null;
                    case DATE -> day(text);
                    case ENUM -> fact.values().contains(text) ? new Val.Text(text) : null;
                    case TEXT -> new Val.Text(text);
                    case EVENTS -> text.equals(OrganisationFacts.NO_ENTRY) ? new Val.Items(List.of()) : null;
                    default -> null;
                };
        };
    }

    private static @Nullable Val day(String text) {
        try {
            return new Val.Day(LocalDate.parse(text));
        } catch (DateTimeException e) {
            return null;
        }
    }
}
