package dev.kechuang.policy;

import dev.kechuang.engine.Facts;
import java.time.LocalDate;
import java.util.UUID;

/**
 * Facts of an organisation that a module knows better than the yearly forms: titles, intellectual property, credit
 * grade. Modules contribute beans; what a source sets wins over what a form stated.
 */
public interface FactSource {

    /**
     * @param day the day decided for; what came later is not known yet
     */
    void add(UUID organisation, LocalDate day, Facts.Builder facts);
}
