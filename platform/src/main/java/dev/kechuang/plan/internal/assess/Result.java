package dev.kechuang.plan.internal.assess;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * What a unit got (得分).
 *
 * @param rank within its group; equal ones share a place
 */
public record Result(UUID unit, String group, BigDecimal total, int rank, boolean vetoed, List<Scored> items) {

    /**
     * One item with everything it was computed from.
     *
     * @param inputs what the arithmetic takes, by name
     */
    public record Scored(String item, BigDecimal points, Map<String, BigDecimal> inputs, List<Step> steps) {}

    /**
     * One step of the way to the points, in words of the reader's language.
     *
     * @param key message key
     * @param args what the message is filled with
     * @param path where the evidence is, empty for none
     */
    public record Step(String key, List<String> args, String path) {
        static Step of(String key, String... args) {
            return new Step(key, List.of(args), "");
        }

        Step to(String where) {
            return new Step(key, args, where);
        }
    }

    Result at(int place) {
        return new Result(unit, group, total, place, vetoed, items);
    }
}
