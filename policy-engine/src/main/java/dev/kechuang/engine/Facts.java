package dev.kechuang.engine;

import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one organisation (事实). A fact that was never set is unknown; one set to absent is known not to
 * exist. Immutable.
 */
public final class Facts {
    private final Map<String, Val> asOf;
    private final Map<String, Map<Integer, Val>> yearly;
    private final @Nullable Changed changed;

    /** One fact laid over the others. */
    private record Changed(Facts base, Fact fact, int year, Val value) {}

    private Facts(Map<String, Val> asOf, Map<String, Map<Integer, Val>> yearly) {
        this.asOf = asOf;
        this.yearly = yearly;
        this.changed = null;
    }

    private Facts(Changed changed) {
        this.asOf = changed.base().asOf;
        this.yearly = changed.base().yearly;
        this.changed = changed;
    }

    /** These facts with one value changed; cheap, for trying values out. */
    public Facts with(Fact fact, int year, Val value) {
        return new Facts(new Changed(this, fact, year, value));
    }

    public static Builder builder() {
        return new Builder(new HashMap<>(), new HashMap<>());
    }

    /** A builder that starts from these facts. */
    public Builder change() {
        Builder builder = changed == null
                ? new Builder(new HashMap<>(asOf), new HashMap<>())
                : changed.base().change();
        if (changed == null) {
            yearly.forEach((name, values) -> builder.yearly.put(name, new HashMap<>(values)));
            return builder;
        }
        return builder.set(changed.fact(), changed.year(), changed.value());
    }

    /** The value of a fact; for a yearly one in that year. Unknown when it was never set. */
    public Val get(Fact fact, int year) {
        if (changed != null) {
            boolean same = fact.name().equals(changed.fact().name());
            return same && (fact.period() != Fact.Period.YEAR || year == changed.year())
                    ? changed.value()
                    : changed.base().get(fact, year);
        }
        if (fact.period() == Fact.Period.YEAR) {
            Map<Integer, Val> values = yearly.get(fact.name());
            Val value = values == null ? null : values.get(year);
            return value == null ? Val.unknown(fact.name() + "@" + year) : value;
        }
        Val value = asOf.get(fact.name());
        return value == null ? Val.unknown(fact.name()) : value;
    }

    public Map<String, Val> asOf() {
        return Map.copyOf(asOf);
    }

    public Map<String, Map<Integer, Val>> yearly() {
        return Map.copyOf(yearly);
    }

    public static final class Builder {
        private final Map<String, Val> asOf;
        private final Map<String, Map<Integer, Val>> yearly;

        private Builder(Map<String, Val> asOf, Map<String, Map<Integer, Val>> yearly) {
            this.asOf = asOf;
            this.yearly = yearly;
        }

        public Builder set(String name, Val value) {
            asOf.put(name, value);
            return this;
        }

        public Builder set(String name, int year, Val value) {
            yearly.computeIfAbsent(name, n -> new HashMap<>()).put(year, value);
            return this;
        }

        /** Sets a fact as its period wants it. */
        public Builder set(Fact fact, int year, Val value) {
            return fact.period() == Fact.Period.YEAR ? set(fact.name(), year, value) : set(fact.name(), value);
        }

        /** Money in fen, other numbers in their unit. */
        public Builder number(String name, int year, long value) {
            return set(name, year, Val.of(value));
        }

        public Builder yuan(String name, int year, long yuan) {
            return set(name, year, new Val.Num(Rational.of(yuan).multiply(Rational.of(100))));
        }

        public Builder truth(String name, boolean value) {
            return set(name, Val.of(value));
        }

        public Builder text(String name, String value) {
            return set(name, new Val.Text(value));
        }

        public Builder day(String name, LocalDate value) {
            return set(name, new Val.Day(value));
        }

        public Builder events(String name, List<Map<String, Val>> events) {
            return set(
                    name,
                    new Val.Items(
                            events.stream().map(e -> (Val) new Val.Event(e)).toList()));
        }

        /** Makes a fact unknown again. */
        public Builder forget(String name) {
            asOf.remove(name);
            yearly.remove(name);
            return this;
        }

        public Facts build() {
            Map<String, Map<Integer, Val>> copy = new HashMap<>();
            yearly.forEach((name, values) -> copy.put(name, Map.copyOf(values)));
            return new Facts(Map.copyOf(asOf), copy);
        }
    }
}
