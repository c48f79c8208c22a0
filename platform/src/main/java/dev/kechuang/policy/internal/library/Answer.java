package dev.kechuang.policy.internal.library;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What somebody said to one of the six questions: seldom a figure, mostly as much of it as tells policies apart. */
public sealed interface Answer {

    /** Stands in an address. */
    String code();

    /** Asked, and not known. */
    record Skipped() implements Answer {
        @Override
        public String code() {
            return "x";
        }
    }

    /** A number within bounds, both included, in inner units (money in fen); null where there is no bound. */
    record Range(@Nullable Rational low, @Nullable Rational high) implements Answer {
        @Override
        public String code() {
            return (low == null ? "" : low) + ".." + (high == null ? "" : high);
        }
    }

    /** A day within bounds, both included. */
    record Days(LocalDate from, LocalDate until) implements Answer {
        @Override
        public String code() {
            return from + ".." + until;
        }
    }

    record Truth(boolean value) implements Answer {
        @Override
        public String code() {
            return Boolean.toString(value);
        }
    }

    /** One of a list; {@code other} is any of those that no policy names, for which the value stands. */
    record Choice(String value, boolean other) implements Answer {
        @Override
        public String code() {
            return other ? "~" : value;
        }
    }

    /** The entries held now, by name. */
    record Holds(Set<String> names) implements Answer {
        @Override
        public String code() {
            return names.isEmpty() ? "none" : String.join("|", new TreeSet<>(names));
        }
    }

    /** There are entries, or there are none. */
    record Exists(boolean some) implements Answer {
        @Override
        public String code() {
            return some ? "some" : "none";
        }
    }

    /** Far beyond any sum of money or head count, and small enough to compute with. */
    BigInteger FAR = BigInteger.ONE.shiftLeft(50);

    /** The values it stands for: one, or the two ends of a span of days. Empty where nothing is known. */
    default List<Val> values(Fact fact, String key, LocalDate day) {
        return switch (this) {
            case Skipped s -> List.of();
            case Range(var low, var high) -> List.of(interval(fact, key, low, high));
            case Days(var from, var until) -> List.of(new Val.Day(from), new Val.Day(until));
            case Truth(boolean value) -> List.of(Val.of(value));
            case Choice(String value, boolean other) -> List.of(new Val.Text(value));
            case Holds(Set<String> names) ->
                List.of(new Val.Items(names.stream()
                        .sorted()
                        .map(name -> held(fact, name, day))
                        .toList()));
            case Exists(boolean some) -> some ? List.of() : List.of(new Val.Items(List.of()));
        };
    }

    /** A number of which only the bounds are known, as the engine reads it. */
    static Val interval(Fact fact, String key, @Nullable Rational low, @Nullable Rational high) {
        Rational far = Rational.of(FAR, BigInteger.ONE);
        Rational min = fact.min();
        Rational max = fact.max();
        Rational from = low != null ? low : min != null ? min : far.negate();
        Rational to = high != null ? high : max != null ? max : far;
        if (from.equals(to)) return new Val.Num(from);
        return new Val.Interval(from, to, Val.unknown(key).missing());
    }

    /** An entry in force on the day and for some time: what a title that somebody holds now looks like. */
    private static Val held(Fact fact, String name, LocalDate day) {
        var fields = new java.util.HashMap<String, Val>();
        for (Fact field : fact.fields()) {
            if (field.kind() == Fact.Kind.ENUM && field.values().contains(name))
                fields.put(field.name(), new Val.Text(name));
            if (field.kind() == Fact.Kind.DATE) {
                fields.put(
                        field.name(), new Val.Day(field.code().equals("until") ? day.plusYears(1) : day.minusYears(1)));
            }
        }
        return new Val.Event(java.util.Map.copyOf(fields));
    }

    /** Null for what is no answer to the question. */
    static @Nullable Answer parse(Question question, String code) {
        if (code.equals("x")) return new Skipped();
        try {
            return switch (question.kind()) {
                case NUMBER -> range(code);
                case DAY -> {
                    String[] ends = code.split("\\.\\.", -1);
                    yield ends.length == 2 ? new Days(LocalDate.parse(ends[0]), LocalDate.parse(ends[1])) : null;
                }
                case TRUTH -> code.equals("true") || code.equals("false") ? new Truth(code.equals("true")) : null;
                case CHOICE ->
                    question.answers().stream()
                            .filter(answer -> answer.code().equals(code))
                            .findFirst()
                            .orElse(null);
                case HELD -> {
                    var names = code.equals("none") ? Set.<String>of() : Set.of(code.split("\\|"));
                    yield question.names().containsAll(names) ? new Holds(names) : null;
                }
                case EXISTS -> code.equals("some") || code.equals("none") ? new Exists(code.equals("some")) : null;
            };
        } catch (DateTimeParseException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Answer range(String code) {
        String[] ends = code.split("\\.\\.", -1);
        if (ends.length != 2) return null;
        for (String end : ends) if (!end.matches("(-?[0-9]{1,18}(/[0-9]{1,9})?)?")) return null;
        Rational low = rational(ends[0]);
        Rational high = rational(ends[1]);
        return low != null && high != null && low.compareTo(high) > 0 ? null : new Range(low, high);
    }

    private static @Nullable Rational rational(String text) {
        if (text.isEmpty()) return null;
        int slash = text.indexOf('/');
        return slash < 0
                ? Rational.of(Long.parseLong(text))
                : Rational.of(
                        Long.parseLong(text.substring(0, slash)),
                        Math.max(1, Long.parseLong(text.substring(slash + 1))));
    }
}
