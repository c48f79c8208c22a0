package dev.kechuang.shared.web;

import dev.kechuang.shared.FieldError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/**
 * What somebody entered into a form, as entered, with what is wrong with it: so that nothing typed is lost when a form
 * comes back.
 *
 * @param values field name to text as entered
 * @param errors empty before the first check and when all is right
 */
public record Form(Map<String, String> values, List<FieldError> errors) {

    public static final Form EMPTY = new Form(Map.of(), List.of());

    public static Form of(Map<String, String> values) {
        return new Form(Map.copyOf(values), List.of());
    }

    /** From the parameters of a request; several values of one field (check boxes) are joined by commas. */
    public static Form of(MultiValueMap<String, String> parameters) {
        var values = new LinkedHashMap<String, String>();
        parameters.forEach((name, given) -> values.put(name, String.join(",", given)));
        return new Form(values, List.of());
    }

    public Form with(List<FieldError> found) {
        return new Form(values, List.copyOf(found));
    }

    /** What stands in a field; empty when nothing does. */
    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** Whether a choice of a field that takes several (check boxes) is taken. */
    public boolean chosen(String field, String choice) {
        return ("," + value(field) + ",").contains("," + choice + ",");
    }

    public List<FieldError> errors(String field) {
        return errors.stream().filter(error -> error.field().equals(field)).toList();
    }

    /** Ids of the hint and the error under a field, for {@code aria-describedby}; null when there is neither. */
    public @Nullable String described(String field, boolean hint) {
        boolean wrong = wrong(field);
        if (hint) return wrong ? "f-" + field + "-error f-" + field + "-hint" : "f-" + field + "-hint";
        return wrong ? "f-" + field + "-error" : null;
    }

    public boolean wrong(String field) {
        return errors.stream().anyMatch(error -> error.field().equals(field));
    }
}
