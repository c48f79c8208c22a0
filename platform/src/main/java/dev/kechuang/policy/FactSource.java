package dev.kechuang.policy;

import dev.kechuang.engine.Facts;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;

/**
 * Facts of an organisation that a module knows better than the yearly forms: titles, intellectual property, credit
 * grade. Modules contribute beans; what a source sets wins over what a form stated.
 *
 * <p>A module whose facts change notes it in {@code registry.changed} in the same transaction, by a trigger on its tables.
 */
public interface FactSource {

    /**
     * @param day the day decided for; what came later is not known yet
     */
    void add(UUID organisation, LocalDate day, Facts.Builder facts);

    /**
     * The same for many organisations at once, in as few statements as it takes.
     *
     * @param later is told when what it says of an organisation changes by itself
     */
    default void addAll(Map<UUID, Facts.Builder> organisations, LocalDate day, Later later) {
        organisations.forEach((organisation, facts) -> add(organisation, day, facts));
    }

    /** Facts that change without anybody changing them: known now, of a later day. */
    @FunctionalInterface
    interface Later {
        /** @param on a day after the one asked for; the earliest told counts */
        void changes(UUID organisation, LocalDate on);
    }
}
