package dev.kechuang.registry;

import dev.kechuang.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Confirmed yearly facts of organisations (年度数据指标), for policies and figures. Not scoped: the caller decides who asks. */
public interface OrganisationFacts {

    /**
     * Codes of the lists of events that the register keeps itself: titles, institutions, intellectual property. Of any
     * other list an organisation can state one thing, that it has no entry ({@link #NO_ENTRY}).
     */
    Set<String> LISTS_KEPT = Set.of("titles", "rd-institutions", "intellectual-property");

    /** What a form states of a list that has no entry (无此类记录). */
    String NO_ENTRY = "无";

    /** Confirmed facts of one organisation in a span of years, both included, by year and code. */
    List<Fact> confirmed(UUID organisation, int fromYear, int toYear);

    /** The same for many organisations and the named facts. */
    List<Fact> confirmed(Collection<UUID> organisations, Collection<String> codes, int fromYear, int toYear);

    /**
     * The same values of many organisations without who stated them, for whoever computes over a city; in no order.
     *
     * @param toYear the last year of interest; what the register itself states has this year
     */
    default void values(Collection<UUID> organisations, int fromYear, int toYear, Consumer<Stated> use) {
        for (UUID organisation : organisations) {
            for (Fact fact : confirmed(organisation, fromYear, toYear)) {
                use.accept(new Stated(
                        organisation,
                        fact.year(),
                        fact.code(),
                        fact.value(),
                        fact.asOf(),
                        fact.source().equals("registry")));
            }
        }
    }

    /** @param registered whether the organisation's own entry states it: it holds now, whatever the year */
    record Stated(
            UUID organisation,
            int year,
            String code,
            Value value,
            @Nullable LocalDate asOf,
            boolean registered) {}

    /**
     * @param code as in the fact dictionary
     * @param asOf the day it was stated for, null for facts of a whole year
     * @param source {@code firm}, {@code import}, {@code officer}, {@code demonstration}, {@code case} for what a confirmed
     *     case of another module stated, or {@code registry} for what the organisation's own entry states
     */
    record Fact(
            UUID organisation,
            int year,
            String code,
            Value value,
            @Nullable LocalDate asOf,
            String source,
            String enteredBy,
            Instant enteredAt,
            String confirmedBy,
            Instant confirmedAt) {}

    /** What is stated: money, a number (also counts and ratios), or a text (also choices, dates and yes or no). */
    sealed interface Value {
        record Sum(Money money) implements Value {}

        record Number(BigDecimal number) implements Value {}

        record Text(String text) implements Value {}
    }
}
