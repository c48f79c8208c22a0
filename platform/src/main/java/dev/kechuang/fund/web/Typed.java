package dev.kechuang.fund.web;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads what people typed into a form and remembers what cannot be read, so that all of it is said at once. */
final class Typed {

    private final Map<String, String> values;
    private final List<FieldError> errors = new ArrayList<>();

    Typed(Map<String, String> values) {
        this.values = values;
    }

    String text(String field) {
        return values.getOrDefault(field, "").strip();
    }

    /** 万元 with up to six decimals, so down to one fen; zero is allowed for what may be nothing. */
    Money wan(String field) {
        try {
            return Money.wan(new BigDecimal(text(field).replace(",", "").replace("，", "")));
        } catch (ArithmeticException | NumberFormatException e) {
            errors.add(FieldError.of(field, "fund.error.wan"));
            return Money.ZERO;
        }
    }

    LocalDate day(String field) {
        try {
            return LocalDate.parse(text(field));
        } catch (DateTimeParseException e) {
            errors.add(FieldError.of(field, "fund.error.day"));
            return LocalDate.EPOCH;
        }
    }

    int number(String field, String error) {
        String text = text(field);
        if (text.matches("[0-9]{1,9}")) return Integer.parseInt(text);
        errors.add(FieldError.of(field, error));
        return 0;
    }

    @Nullable UUID id(String field, String error) {
        try {
            return UUID.fromString(text(field));
        } catch (IllegalArgumentException e) {
            errors.add(FieldError.of(field, error));
            return null;
        }
    }

    void wrong(String field, String key) {
        errors.add(FieldError.of(field, key));
    }

    /** What a form sends so that the same click twice is one command. */
    String key() {
        String key = text("key");
        return "page/" + (key.isEmpty() ? UUID.randomUUID() : key.substring(0, Math.min(key.length(), 80)));
    }

    /** The command, unless something could not be read. */
    <T> Outcome<T> then(Supplier<Outcome<T>> command) {
        return errors.isEmpty() ? command.get() : Outcome.refused(errors);
    }

    /** Values of a new form with its key. */
    static Map<String, String> fresh(String... pairs) {
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) values.put(pairs[i], pairs[i + 1]);
        values.put("key", UUID.randomUUID().toString());
        return values;
    }
}
