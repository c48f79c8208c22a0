package dev.kechuang.match.internal.whatif;

import dev.kechuang.engine.Policy;
import dev.kechuang.engine.PolicyException;
import dev.kechuang.engine.Problem;
import dev.kechuang.engine.document.Documents;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * A policy with other values of its parameters.
 *
 * @param policy with the values that can be read
 * @param problems by parameter, those whose value cannot
 * @param changed parameters with another value than the policy's own
 */
public record Tried(Policy policy, Map<String, Problem> problems, List<String> changed) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The text of a parameter's value on a day; empty where it has none. */
    public static String text(Policy.Parameter parameter, LocalDate day) {
        return parameter.values().stream()
                .filter(dated -> !day.isBefore(dated.from()) && (dated.until() == null || !day.isAfter(dated.until())))
                .map(Policy.Dated::text)
                .findFirst()
                .orElse("");
    }

    /** @param values as typed, by name of the parameter; blank ones and those that are the policy's own change nothing */
    public static Tried of(Policy policy, Map<String, String> values, LocalDate day) {
        Policy tried = policy;
        var problems = new LinkedHashMap<String, Problem>();
        var changed = new ArrayList<String>();
        for (Policy.Parameter parameter : policy.parameters()) {
            String typed = values.getOrDefault(parameter.name(), "").strip();
            if (typed.isEmpty() || typed.equals(text(parameter, day).strip())) continue;
            String patch = JSON.writeValueAsString(Map.of("parameters", Map.of(parameter.name(), typed)));
            try {
                tried = Documents.patched(tried, "what-if", patch);
                changed.add(parameter.name());
            } catch (PolicyException e) {
                problems.put(parameter.name(), e.problems().getFirst());
            }
        }
        return new Tried(tried, problems, List.copyOf(changed));
    }
}
