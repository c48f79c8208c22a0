package dev.kechuang.plan.internal.plan;

import dev.kechuang.shared.FieldError;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fields as somebody typed them; what is wrong is added to the errors and read as null. */
public record Typed(Map<String, String> values, List<FieldError> errors) {

    public String text(String field) {
        return values.getOrDefault(field, "").strip();
    }

    /** Of a length; an error where it is not. */
    public String text(String field, int least, int most) {
        String text = text(field);
        if (text.length() < least || text.length() > most)
            errors.add(FieldError.of(field, "plan.error.length", least, most));
        return text;
    }

    public @Nullable BigDecimal number(String field, boolean required) {
        String text = text(field).replace(",", "").replace("，", "");
        if (text.isEmpty()) {
            if (required) errors.add(FieldError.of(field, "plan.error.required"));
            return null;
        }
        if (!text.matches("-?\\d{1,15}(\\.\\d{1,6})?")) {
            errors.add(FieldError.of(field, "plan.error.number", text(field)));
            return null;
        }
        return new BigDecimal(text);
    }

    public @Nullable LocalDate day(String field) {
        String text = text(field);
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            errors.add(FieldError.of(field, text.isEmpty() ? "plan.error.required" : "plan.error.day", text));
            return null;
        }
    }

    public int whole(String field, int least, int most, int otherwise) {
        String text = text(field);
        if (text.isEmpty()) return otherwise;
        int number = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
        if (number >= least && number <= most) return number;
        errors.add(FieldError.of(field, "plan.error.whole", least, most));
        return otherwise;
    }

    public void wrong(String field, String key, Object... args) {
        errors.add(FieldError.of(field, key, args));
    }
}
