package dev.kechuang.programme.web.contract;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was typed into a form, read field by field; what cannot be read is kept as an error at its field. */
final class Typed {

    private static final int MOST_ROWS = 60;

    private final Map<String, String> values;
    private final List<FieldError> errors = new ArrayList<>();

    Typed(Map<String, String> values) {
        this.values = values;
    }

    List<FieldError> errors() {
        return errors;
    }

    void wrong(String field, String key, Object... args) {
        errors.add(FieldError.of(field, key, args));
    }

    String text(String name) {
        return values.getOrDefault(name, "").strip();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    @Nullable LocalDate day(String name) {
        String text = text(name);
        if (text.isEmpty()) return null;
        try {
            LocalDate day = LocalDate.parse(text);
            if (day.getYear() >= 1990 && day.getYear() <= 2199) return day;
        } catch (DateTimeParseException e) {
            // Told below.
        }
        wrong(name, "contract.error.day");
        return null;
    }

    /** A day that has to be there; today in place of a missing one, with the error. */
    LocalDate requiredDay(String name, LocalDate otherwise) {
        LocalDate day = day(name);
        if (day == null && text(name).isEmpty()) wrong(name, "contract.error.day");
        return day == null ? otherwise : day;
    }

    /** A sum in 万元, in fen; 0 for nothing typed. */
    long fen(String name) {
        String text = text(name).replace(",", "").replace("，", "");
        if (text.isEmpty()) return 0;
        try {
            if (text.matches("\\d{1,9}(\\.\\d{1,6})?")) {
                return Money.wan(new BigDecimal(text)).fen();
            }
        } catch (ArithmeticException e) {
            // Told below.
        }
        wrong(name, "contract.error.money");
        return 0;
    }

    @Nullable BigDecimal number(String name) {
        String text = text(name).replace(",", "").replace("，", "");
        if (text.isEmpty()) return null;
        if (text.matches("\\d{1,12}(\\.\\d{1,6})?")) return new BigDecimal(text);
        wrong(name, "contract.error.number");
        return null;
    }

    /** A whole number; −1 for nothing typed. */
    long whole(String name) {
        String text = text(name).replace(",", "").replace("，", "");
        if (text.isEmpty()) return -1;
        if (text.matches("\\d{1,9}")) return Long.parseLong(text);
        wrong(name, "contract.error.whole");
        return -1;
    }

    int version(String name) {
        String text = text(name);
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
    }

    /** Numbers of the rows that were on the form, filled or not: {@code prefix-<n>-…}. */
    int rows(String prefix) {
        int most = 0;
        for (String name : values.keySet()) {
            String[] parts = name.split("-", 3);
            if (parts.length == 3 && parts[0].equals(prefix) && parts[1].matches("\\d{1,2}")) {
                most = Math.max(most, Integer.parseInt(parts[1]) + 1);
            }
        }
        return Math.min(most, MOST_ROWS);
    }

    boolean empty(String... names) {
        for (String name : names) if (!text(name).isEmpty()) return false;
        return true;
    }

    static String wan(long fen) {
        BigDecimal wan = BigDecimal.valueOf(fen, 6).stripTrailingZeros();
        return (wan.scale() < 0 ? wan.setScale(0) : wan).toPlainString();
    }
}
