package dev.kechuang.engine.columns;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Uses;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which facts of which years some policies read on a day, each at its column: laid out once, for chunks of rows that are
 * filled and decided again and again while compiled code stays valid. Immutable once the first chunk is made.
 */
public final class Layout {
    /** The date of founding, before which nothing of a year is missing. */
    public static final String FOUNDING = "注册成立日期";

    private final Columns columns;
    private final List<Slot> slots = new ArrayList<>();
    private final List<EventList> lists = new ArrayList<>();
    private final int founding;

    /** One value of a row. {@code year} is 0 for facts without year. */
    public record Slot(Fact fact, int year, int column) {}

    /** A list of events of a row: {@code column} names the list, {@code fields} the columns of an entry. */
    public record EventList(Fact fact, int column, List<Slot> fields) {}

    /** @param also facts without year that are read besides, such as the region for totals */
    Layout(FactDictionary dictionary, List<Policy> policies, LocalDate day, List<Fact> also) {
        columns = new Columns(dictionary, 0);
        also.forEach(fact -> declare(fact, 0));
        for (Policy policy : policies) {
            for (Policy.FactUse use : uses(policy)) {
                declare(use.fact(), policy.baseYear(day) - use.yearsBack());
            }
        }
        Fact fact = dictionary.find(FOUNDING);
        if (fact != null) {
            declare(fact, 0);
        }
        founding = fact == null ? -1 : columns.column(fact, 0);
    }

    /** Everything that conditions, amounts and their caps read. */
    static Set<Policy.FactUse> uses(Policy policy) {
        Uses uses = new Uses(policy.definitions(), policy.scores());
        Set<Policy.FactUse> all = new LinkedHashSet<>();
        policy.conditions().forEach(c -> all.addAll(c.uses()));
        for (Policy.Benefit benefit : policy.benefits()) {
            Node amount = benefit.amount();
            if (amount != null) {
                all.addAll(uses.facts(amount));
            }
            benefit.caps().forEach(cap -> all.addAll(uses.facts(cap.amount())));
        }
        return all;
    }

    /**
     * A fact that a condition reads in a year (0 without year).
     *
     * @param series whether it is only read as a year of a series, which has no years before the founding
     */
    public record Read(Fact fact, int year, boolean series) {}

    /** What a condition reads that can be stated, each fact and year once: points that reviewers give are nobody's to enter. */
    public static List<Read> reads(Policy policy, Policy.Condition condition, LocalDate day) {
        Uses uses = new Uses(policy.definitions(), policy.scores());
        Set<Policy.FactUse> single = uses.single(condition.expr());
        Set<Fact> given = given(policy, uses);
        return condition.uses().stream()
                .filter(use -> !given.contains(use.fact()))
                .map(use -> {
                    boolean yearly = use.fact().period() == Fact.Period.YEAR;
                    int year = yearly ? policy.baseYear(day) - use.yearsBack() : 0;
                    return new Read(use.fact(), year, !single.contains(use));
                })
                .distinct()
                .toList();
    }

    /** Facts that scores take as points given by reviewers. */
    private static Set<Fact> given(Policy policy, Uses uses) {
        Set<Fact> given = new LinkedHashSet<>();
        for (Policy.Score score : policy.scores()) {
            Node node = score.given();
            if (node != null) {
                uses.facts(node).forEach(use -> given.add(use.fact()));
            }
        }
        return given;
    }

    private void declare(Fact fact, int year) {
        fact.values().forEach(columns::code);
        if (fact.kind() == Fact.Kind.EVENTS) {
            if (list(fact.name()) == null) {
                columns.list(fact);
                List<Slot> fields = fact.fields().stream()
                        .map(field -> new Slot(field, 0, columns.field(fact, field.name())))
                        .toList();
                fact.fields().forEach(field -> field.values().forEach(columns::code));
                lists.add(new EventList(fact, columns.column(fact, 0), fields));
            }
            return;
        }
        int of = fact.period() == Fact.Period.YEAR ? year : 0;
        if (column(fact.name(), of) < 0) {
            slots.add(new Slot(fact, of, columns.column(fact, of)));
        }
    }

    Columns columns() {
        return columns;
    }

    /** The column of the founding date, or −1. */
    int founding() {
        return founding;
    }

    /** The values of a row that are read, in the order they were met. */
    public List<Slot> slots() {
        return List.copyOf(slots);
    }

    /** The lists of events of a row that are read. */
    public List<EventList> lists() {
        return List.copyOf(lists);
    }

    /** The column of a fact in a year (0 without year), or −1 when no policy reads it. */
    public int column(String fact, int year) {
        for (Slot slot : slots) {
            if (slot.year() == year && slot.fact().name().equals(fact)) {
                return slot.column();
            }
        }
        return -1;
    }

    /** The list of events of a fact, or null when no policy reads it. */
    public @Nullable EventList list(String fact) {
        for (EventList list : lists) {
            if (list.fact().name().equals(fact)) {
                return list;
            }
        }
        return null;
    }

    /** How many units of a cell one unit of the fact is: a million for decimals and shares, one for all others. */
    public static long scale(Fact fact) {
        return Columns.scale(fact);
    }

    /** Empty columns for up to so many rows; several chunks of one layout may be filled and decided side by side. */
    public Chunk chunk(int capacity) {
        return new Chunk(this, capacity);
    }
}
