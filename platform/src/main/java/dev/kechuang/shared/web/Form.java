package dev.kechuang.shared.web;

import dev.kechuang.shared.FieldError;
import java.util.List;
import java.util.Map;

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

    public Form with(List<FieldError> found) {
        return new Form(values, List.copyOf(found));
    }

    /** What stands in a field; empty when nothing does. */
    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    public List<FieldError> errors(String field) {
        return errors.stream().filter(error -> error.field().equals(field)).toList();
    }

    public boolean wrong(String field) {
        return errors.stream().anyMatch(error -> error.field().equals(field));
    }
}
