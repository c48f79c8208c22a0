package dev.kechuang.registry;

import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Yearly facts that come out of a case of another module (备案、核查), stated by the firm and confirmed by the officer who
 * confirmed the case. Which officer may, the caller has checked.
 */
public interface FactStatements {

    /**
     * States and confirms single facts of a year. They stand beside what the year's form holds, which keeps its state; a
     * form that is open takes the values over, so that handing it in does not undo them. Joins the running transaction.
     *
     * @return how many values were new; refused with the code of the fact that the dictionary does not take, and where a
     *     part exceeds its whole with what else is confirmed of the year
     */
    Outcome<Integer> confirm(Viewer officer, Statement statement);

    /** Why {@link #confirm} would refuse the values now; empty when it would not. */
    List<FieldError> check(UUID organisation, int year, Map<String, Value> values);

    /**
     * @param values by code of the fact dictionary
     * @param enteredBy account of who stated them, null for none
     * @param subject the case, e.g. {@code policy/deduction/<id>}
     */
    record Statement(
            UUID organisation,
            int year,
            Map<String, Value> values,
            @Nullable UUID enteredBy,
            String enteredName,
            Instant enteredAt,
            String subject) {}
}
