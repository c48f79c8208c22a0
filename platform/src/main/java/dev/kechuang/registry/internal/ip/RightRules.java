package dev.kechuang.registry.internal.ip;

import dev.kechuang.registry.IntellectualProperties.Obtained;
import dev.kechuang.registry.RightKind;
import dev.kechuang.registry.internal.OrganisationRules;
import dev.kechuang.registry.internal.ip.Right.End;
import dev.kechuang.registry.internal.ip.RightNumbers.Numbers;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What must hold of a right that is stated, field by field, before the database is asked. */
@Component
public class RightRules {

    static final int MOST_INVENTORS = 50;

    private static final LocalDate EARLIEST = LocalDate.of(1980, 1, 1);

    private final Clock clock;

    public RightRules(Clock clock) {
        this.clock = clock;
    }

    /**
     * How its owner has it.
     *
     * @param since null for from the beginning
     */
    public record Holding(
            @Nullable LocalDate since,
            @Nullable BigDecimal share,
            Obtained obtained,
            @Nullable Boolean supportsProduct) {}

    /** A right and how the owner who is asked about has it. */
    public record Stated(RightData data, Holding holding) {}

    /** Reads texts by the fields of {@link RightData#FIELDS}, and since, share, obtained, supportsProduct of the owner. */
    public Outcome<Stated> read(Map<String, String> typed) {
        var errors = new ArrayList<FieldError>();
        var kind = RightKind.of(value(typed, "kind"));
        if (kind.isEmpty()) {
            errors.add(FieldError.of("kind", value(typed, "kind").isEmpty() ? "ip.error.required" : "ip.error.kind"));
        }
        String title = value(typed, "title");
        if (title.isEmpty()) errors.add(FieldError.of("title", "ip.error.required"));
        if (title.length() > 200) errors.add(FieldError.of("title", "ip.error.long", 200));
        LocalDate applied = day(typed, "applied", errors);
        LocalDate granted = day(typed, "granted", errors);
        LocalDate term = day(typed, "termUntil", errors);
        LocalDate ended = day(typed, "endedOn", errors);
        Holding holding = holding(typed, errors);
        End end = end(typed, errors);
        List<String> inventors = inventors(typed, errors);
        String others = value(typed, "otherOwners");
        if (others.length() > 300) errors.add(FieldError.of("otherOwners", "ip.error.long", 300));
        boolean used = truth(typed, "usedForHnte", errors).orElse(false);
        if (kind.isEmpty()) return Outcome.refused(errors);
        Numbers numbers = RightNumbers.read(kind.get(), value(typed, "applicationNumber"), value(typed, "grantNumber"))
                .fold(read -> read, wrong -> {
                    errors.addAll(wrong);
                    return new Numbers("", "");
                });
        if (granted != null && term == null && errors.isEmpty())
            term = kind.get().term(applied, granted);
        order(kind.get(), numbers, applied, granted, term, errors);
        ending(granted, applied, term, ended, end, errors);
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return Outcome.done(new Stated(
                new RightData(
                        kind.get(),
                        title,
                        numbers.application(),
                        numbers.grant(),
                        applied,
                        granted,
                        term,
                        ended,
                        end,
                        used,
                        inventors,
                        others),
                holding));
    }

    /** How an owner has it, by the fields {@code since}, {@code share}, {@code obtained}, {@code supportsProduct}. */
    Holding holding(Map<String, String> typed, List<FieldError> errors) {
        return new Holding(
                day(typed, "since", errors),
                share(value(typed, "share"), "share", errors),
                obtained(typed, errors),
                truth(typed, "supportsProduct", errors).orElse(null));
    }

    private void order(
            RightKind kind,
            Numbers numbers,
            @Nullable LocalDate applied,
            @Nullable LocalDate granted,
            @Nullable LocalDate term,
            List<FieldError> errors) {
        LocalDate today = LocalDate.now(clock);
        if (applied == null && kind.patent() && free(errors, "applied")) {
            errors.add(FieldError.of("applied", "ip.error.required"));
        }
        if (applied == null && granted == null && free(errors, "granted") && !kind.patent()) {
            errors.add(FieldError.of("granted", "ip.error.required"));
        }
        if (applied != null && applied.isAfter(today)) errors.add(FieldError.of("applied", "ip.error.ahead"));
        if (granted != null && granted.isAfter(today)) errors.add(FieldError.of("granted", "ip.error.ahead"));
        if (applied != null && granted != null && granted.isBefore(applied)) {
            errors.add(FieldError.of("granted", "ip.error.order", applied.toString()));
        }
        int year = numbers.application().isEmpty() ? 0 : RightNumbers.year(kind, numbers.application());
        if (year > 0 && applied != null && applied.getYear() > year) {
            errors.add(FieldError.of("applied", "ip.error.year", String.valueOf(year)));
        }
        if (granted != null && !kind.patent() && numbers.grant().isEmpty() && free(errors, "grantNumber")) {
            errors.add(FieldError.of("grantNumber", "ip.error.required"));
        }
        if (term != null && granted == null && free(errors, "granted")) {
            errors.add(FieldError.of("termUntil", "ip.error.termOfGrant"));
        }
        if (term != null && granted != null && term.isBefore(granted)) {
            errors.add(FieldError.of("termUntil", "ip.error.order", granted.toString()));
        }
    }

    private void ending(
            @Nullable LocalDate granted,
            @Nullable LocalDate applied,
            @Nullable LocalDate term,
            @Nullable LocalDate ended,
            @Nullable End end,
            List<FieldError> errors) {
        if (ended == null && end != null && free(errors, "endedOn")) {
            errors.add(FieldError.of("endedOn", "ip.error.required"));
        }
        if (ended == null) return;
        if (end == null && free(errors, "endReason")) errors.add(FieldError.of("endReason", "ip.error.required"));
        if (ended.isAfter(LocalDate.now(clock))) errors.add(FieldError.of("endedOn", "ip.error.ahead"));
        LocalDate began = granted == null ? applied : granted;
        if (began != null && ended.isBefore(began)) {
            errors.add(FieldError.of("endedOn", "ip.error.order", began.toString()));
        }
        if (term != null && ended.isAfter(term)) {
            errors.add(FieldError.of("endedOn", "ip.error.endedAfterTerm", term.toString()));
        }
        if (granted != null && (end == End.REFUSED || end == End.DROPPED)) {
            errors.add(FieldError.of("endReason", "ip.error.endOfApplication"));
        }
        if (granted == null && (end == End.FEE || end == End.INVALID)) {
            errors.add(FieldError.of("endReason", "ip.error.endOfRight"));
        }
    }

    private static boolean free(List<FieldError> errors, String field) {
        return errors.stream().noneMatch(error -> error.field().equals(field));
    }

    static String value(Map<String, String> typed, String field) {
        return typed.getOrDefault(field, "").strip();
    }

    static @Nullable LocalDate day(Map<String, String> typed, String field, List<FieldError> errors) {
        String text = value(typed, field);
        if (text.isEmpty()) return null;
        Optional<LocalDate> day = OrganisationRules.day(text);
        if (day.isEmpty() || day.get().isBefore(EARLIEST) || day.get().getYear() > 2150) {
            errors.add(FieldError.of(field, "ip.error.day", text));
            return null;
        }
        return day.get();
    }

    private static @Nullable End end(Map<String, String> typed, List<FieldError> errors) {
        String text = value(typed, "endReason");
        if (text.isEmpty()) return null;
        var end = End.of(text);
        if (end.isEmpty()) errors.add(FieldError.of("endReason", "ip.error.choice", text));
        return end.orElse(null);
    }

    private static Obtained obtained(Map<String, String> typed, List<FieldError> errors) {
        String text = value(typed, "obtained");
        if (text.isEmpty()) return Obtained.SELF;
        var obtained = Obtained.of(text);
        if (obtained.isEmpty()) errors.add(FieldError.of("obtained", "ip.error.choice", text));
        return obtained.orElse(Obtained.SELF);
    }

    private static Optional<Boolean> truth(Map<String, String> typed, String field, List<FieldError> errors) {
        String text = value(typed, field);
        return switch (text) {
            case "" -> Optional.empty();
            case "yes", "true", "是" -> Optional.of(true);
            case "no", "false", "否" -> Optional.of(false);
            default -> {
                errors.add(FieldError.of(field, "ip.error.yesNo", text));
                yield Optional.empty();
            }
        };
    }

    static @Nullable BigDecimal share(String text, String field, List<FieldError> errors) {
        if (text.isEmpty()) return null;
        String number = text.endsWith("%") ? text.substring(0, text.length() - 1) : text;
        if (number.matches("\\d{1,3}(\\.\\d{1,2})?")) {
            var share = new BigDecimal(number);
            if (share.signum() > 0 && share.compareTo(BigDecimal.valueOf(100)) <= 0) return share.setScale(2);
        }
        errors.add(FieldError.of(field, "ip.error.share", text));
        return null;
    }

    private static List<String> inventors(Map<String, String> typed, List<FieldError> errors) {
        var names = Arrays.stream(value(typed, "inventors").split("[,，、;；\\n]"))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        if (names.size() > MOST_INVENTORS || names.stream().anyMatch(name -> name.length() > 60)) {
            errors.add(FieldError.of("inventors", "ip.error.inventors", MOST_INVENTORS));
        }
        return names;
    }
}
