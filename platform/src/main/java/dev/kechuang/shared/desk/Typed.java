package dev.kechuang.shared.desk;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.math.BigDecimal;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Reads what somebody typed into a form, field by field, and gathers everything that is wrong with it. A wrong value reads
 * as a harmless one, so that reading goes on; nothing of it may be used unless {@link #clean}.
 */
public final class Typed {

    private final Map<String, String> values;
    private final List<FieldError> errors = new ArrayList<>();

    public Typed(Map<String, String> values) {
        this.values = values;
    }

    private String raw(String field) {
        String text = values.get(field);
        return text == null ? "" : text.strip();
    }

    /** Codes, days and numbers, in whatever width they were typed; names stay as they are. */
    private String value(String field) {
        return Normalizer.normalize(raw(field), Normalizer.Form.NFKC).strip();
    }

    public String text(String field, int least, int most) {
        String text = raw(field);
        if (text.length() < least || text.length() > most) wrong(field, "desk.error.length", least, most);
        return text;
    }

    /** Empty when nothing was typed. */
    public String optional(String field, int most) {
        String text = raw(field);
        if (text.length() > most) wrong(field, "desk.error.long", most);
        return text;
    }

    public Optional<LocalDate> optionalDay(String field) {
        String text = value(field);
        if (text.isEmpty()) return Optional.empty();
        try {
            LocalDate day = LocalDate.parse(text.replace('/', '-').replace('.', '-'));
            if (day.getYear() >= 1990 && day.getYear() <= 2199) return Optional.of(day);
        } catch (DateTimeParseException e) {
            // Told below.
        }
        wrong(field, "desk.error.day");
        return Optional.empty();
    }

    /** {@link LocalDate#EPOCH} when it is missing or wrong. */
    public LocalDate day(String field) {
        if (raw(field).isEmpty()) wrong(field, "desk.error.day");
        return optionalDay(field).orElse(LocalDate.EPOCH);
    }

    /** The fallback when it is missing or wrong; missing is wrong. */
    public <E extends Enum<E> & Coded> E choice(String field, Class<E> type, E fallback) {
        var found = Coded.find(type, value(field));
        if (found.isEmpty()) wrong(field, "desk.error.choice");
        return found.orElse(fallback);
    }

    /** One of the words; empty when it is none of them, which is wrong. */
    public String oneOf(String field, Collection<String> words) {
        String text = value(field);
        if (words.contains(text)) return text;
        wrong(field, "desk.error.choice");
        return "";
    }

    public int whole(String field, int low, int high) {
        String text = value(field);
        if (text.matches("[0-9]{1,9}")) {
            int number = Integer.parseInt(text);
            if (number >= low && number <= high) return number;
        }
        wrong(field, "desk.error.whole", low, high);
        return low;
    }

    /** @param decimals most digits after the point */
    public Optional<BigDecimal> optionalDecimal(String field, BigDecimal low, BigDecimal high, int decimals) {
        String text = value(field).replace(",", "");
        if (text.isEmpty()) return Optional.empty();
        if (text.matches("[+-]?[0-9]{1,15}(\\.[0-9]{1," + Math.max(1, decimals) + "})?")) {
            var number = new BigDecimal(text);
            if (number.stripTrailingZeros().scale() <= decimals
                    && number.compareTo(low) >= 0
                    && number.compareTo(high) <= 0) return Optional.of(number);
        }
        wrong(field, "desk.error.decimal", low.toPlainString(), high.toPlainString(), decimals);
        return Optional.empty();
    }

    public BigDecimal decimal(String field, BigDecimal low, BigDecimal high, int decimals) {
        if (raw(field).isEmpty())
            wrong(field, "desk.error.decimal", low.toPlainString(), high.toPlainString(), decimals);
        return optionalDecimal(field, low, high, decimals).orElse(low);
    }

    public Optional<UUID> optionalId(String field) {
        String text = value(field);
        if (text.isEmpty()) return Optional.empty();
        var id = id(text);
        if (id.isEmpty()) wrong(field, "desk.error.choice");
        return id;
    }

    /** Several, as check boxes or a list with commas give them. */
    public List<UUID> ids(String field) {
        var found = new ArrayList<UUID>();
        for (String part : value(field).split(",")) {
            if (part.isBlank()) continue;
            var id = id(part.strip());
            if (id.isEmpty()) wrong(field, "desk.error.choice");
            else if (!found.contains(id.get())) found.add(id.get());
        }
        return found;
    }

    /** Words of a list with commas, in whatever width they were typed. */
    public List<String> words(String field) {
        var found = new ArrayList<String>();
        for (String part : value(field).split("[,、;\\s]+")) if (!part.isBlank()) found.add(part.strip());
        return found;
    }

    public boolean flag(String field) {
        String text = value(field);
        return text.equals("true") || text.equals("on");
    }

    public static Optional<UUID> id(String text) {
        try {
            return text.length() == 36 ? Optional.of(UUID.fromString(text)) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public void wrong(String field, String key, Object... args) {
        errors.add(FieldError.of(field, key, args));
    }

    public void unless(boolean right, String field, String key, Object... args) {
        if (!right) wrong(field, key, args);
    }

    public boolean clean() {
        return errors.isEmpty();
    }

    public <T> Outcome<T> refused() {
        return Outcome.refused(errors);
    }

    /** What was typed, as numbers of versions: −1 for anything else, which no version is. */
    public static int version(@Nullable String text) {
        return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : -1;
    }
}
