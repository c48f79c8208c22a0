package dev.kechuang.plan.internal.reading;

import dev.kechuang.plan.internal.plan.TextSpan;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A target or task that a document proposes (候选).
 *
 * @param target whether it is a target; else a task
 * @param place in the document's order
 * @param fields as in the forms of targets and tasks
 * @param mark number of the figure or task in the reading, null for one that was split off
 * @param task the candidate a target is stated in, null for none
 * @param sure whether everything was found without doubt
 * @param why how each of it was found, in Chinese
 */
public record Candidate(
        UUID id,
        boolean target,
        BigDecimal place,
        Map<String, String> fields,
        @Nullable Integer mark,
        @Nullable TextSpan span,
        @Nullable UUID task,
        boolean sure,
        String why,
        State state,
        int edits) {

    public Candidate {
        fields = Map.copyOf(fields);
    }

    public enum State {
        OPEN,
        ACCEPTED,
        REJECTED,
        MERGED;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public boolean open() {
        return state == State.OPEN;
    }

    public boolean accepted() {
        return state == State.ACCEPTED;
    }

    public String field(String name) {
        return fields.getOrDefault(name, "");
    }

    public String title() {
        return field(target ? "name" : "heading");
    }
}
