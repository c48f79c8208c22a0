package dev.kechuang.registry.internal;

import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.FactDictionary;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Reads the facts of a year as typed, by the type, bounds and choices of the dictionary, and compares those that cannot
 * contradict one another. Money is typed in 万元.
 */
@Component
public class FactRules {

    /** The left fact never exceeds the right one, as it is a part of it. */
    private static final List<List<String>> PARTS = List.of(
            List.of("rd-staff", "staff"),
            List.of("science-staff", "staff"),
            List.of("high-tech-income", "total-income"),
            List.of("main-product-income", "high-tech-income"),
            List.of("rd-expense-hnte-domestic", "rd-expense-hnte"),
            List.of("invention-patents-applied", "patents-applied"),
            List.of("net-assets", "total-assets"),
            List.of("revenue", "total-income"),
            List.of("exports", "revenue"));

    private static final List<String> YES_NO = List.of("是", "否");

    private final FactDictionary dictionary;
    private final KnownFacts known;

    public FactRules(FactDictionary dictionary, KnownFacts known) {
        this.dictionary = dictionary;
        this.known = known;
    }

    /**
     * Facts a firm states in a year's form: not what experts give, and of lists only those that the register does not keep,
     * which a firm states to have no entry in.
     */
    public List<FactDefinition> form() {
        return dictionary.all().stream()
                .filter(fact -> fact.type() != FactDefinition.Type.EVENTS
                        || !OrganisationFacts.LISTS_KEPT.contains(fact.code()))
                .filter(fact -> !fact.group().equals("专家评分"))
                .toList();
    }

    /** The same without what the register knows of the organisation. */
    public List<FactDefinition> form(Organisation o) {
        var codes = known.of(o).keySet();
        return form().stream().filter(fact -> !codes.contains(fact.code())).toList();
    }

    /** @param values by code; empty fields are left out */
    public record Reading(Map<String, Value> values, List<FieldError> errors) {}

    /** Reads every field and says all that is wrong; fields the form does not have are passed over. */
    public Reading read(Organisation o, Map<String, String> typed) {
        var values = new LinkedHashMap<String, Value>();
        var errors = new ArrayList<FieldError>();
        for (FactDefinition fact : form(o)) {
            String text = typed.getOrDefault(fact.code(), "").strip();
            if (text.isEmpty()) continue;
            Value value = value(fact, text, errors);
            if (value != null) values.put(fact.code(), value);
        }
        errors.addAll(contradictions(values));
        return new Reading(values, errors);
    }

    /** Parts that exceed their whole. */
    List<FieldError> contradictions(Map<String, Value> values) {
        var errors = new ArrayList<FieldError>();
        for (var pair : PARTS) compare(pair.getFirst(), pair.getLast(), values, errors);
        return errors;
    }

    private @Nullable Value value(FactDefinition fact, String text, List<FieldError> errors) {
        return switch (fact.type()) {
            case MONEY -> money(fact, text, errors);
            case INTEGER, DECIMAL, RATIO -> number(fact, text, errors);
            case BOOLEAN -> choice(fact, text, choices(fact), errors);
            case ENUM -> choice(fact, text, choices(fact), errors);
            case DATE -> date(fact, text, errors);
            case TEXT -> text(fact, text, errors);
            case EVENTS -> choice(fact, text, choices(fact), errors);
        };
    }

    private static @Nullable Value money(FactDefinition fact, String text, List<FieldError> errors) {
        BigDecimal wan = decimal(text);
        if (wan == null || wan.abs().compareTo(new BigDecimal("100000000")) > 0) {
            errors.add(FieldError.of(fact.code(), "registry.fact.error.money", fact.name()));
            return null;
        }
        if (wan.stripTrailingZeros().scale() > 6) {
            errors.add(FieldError.of(fact.code(), "registry.fact.error.fen", fact.name()));
            return null;
        }
        Money money = Money.wan(wan);
        if (!within(fact, money.inYuan(), errors)) return null;
        return new Value.Sum(money);
    }

    private static @Nullable Value number(FactDefinition fact, String text, List<FieldError> errors) {
        BigDecimal number = decimal(text.endsWith("%") ? text.substring(0, text.length() - 1) : text);
        if (number != null && text.endsWith("%")) number = number.movePointLeft(2);
        if (number == null) {
            errors.add(FieldError.of(fact.code(), "registry.fact.error.number", fact.name()));
            return null;
        }
        if (fact.type() == FactDefinition.Type.INTEGER
                && number.stripTrailingZeros().scale() > 0) {
            errors.add(FieldError.of(fact.code(), "registry.fact.error.whole", fact.name()));
            return null;
        }
        if (number.precision() > 20 || number.scale() > 8) {
            errors.add(FieldError.of(fact.code(), "registry.fact.error.number", fact.name()));
            return null;
        }
        if (!within(fact, number, errors)) return null;
        return new Value.Number(number.stripTrailingZeros());
    }

    private static boolean within(FactDefinition fact, BigDecimal number, List<FieldError> errors) {
        if (!fact.min().isEmpty() && number.compareTo(new BigDecimal(fact.min())) < 0) {
            errors.add(FieldError.of(fact.code(), "registry.fact.error.min", fact.name(), fact.min()));
            return false;
        }
        if (!fact.max().isEmpty() && number.compareTo(new BigDecimal(fact.max())) > 0) {
            errors.add(FieldError.of(fact.code(), "registry.fact.error.max", fact.name(), fact.max()));
            return false;
        }
        return true;
    }

    private static @Nullable Value choice(
            FactDefinition fact, String text, List<String> choices, List<FieldError> errors) {
        if (choices.contains(text)) return new Value.Text(text);
        errors.add(FieldError.of(fact.code(), "registry.fact.error.choice", fact.name(), String.join("、", choices)));
        return null;
    }

    private static @Nullable Value date(FactDefinition fact, String text, List<FieldError> errors) {
        var day = OrganisationRules.day(text);
        if (day.isEmpty()) {
            errors.add(FieldError.of(fact.code(), "registry.fact.error.date", fact.name()));
            return null;
        }
        return new Value.Text(day.get().toString());
    }

    private static @Nullable Value text(FactDefinition fact, String text, List<FieldError> errors) {
        if (text.length() > 500 || text.chars().anyMatch(c -> c < 0x20)) {
            errors.add(FieldError.of(fact.code(), "registry.fact.error.text", fact.name()));
            return null;
        }
        return new Value.Text(text);
    }

    private void compare(String part, String whole, Map<String, Value> values, List<FieldError> errors) {
        BigDecimal smaller = amount(values.get(part));
        BigDecimal larger = amount(values.get(whole));
        if (smaller == null || larger == null || smaller.compareTo(larger) <= 0) return;
        errors.add(FieldError.of(part, "registry.fact.error.part", name(part), name(whole)));
    }

    private String name(String code) {
        return dictionary.byCode(code).map(FactDefinition::name).orElse(code);
    }

    private static @Nullable BigDecimal amount(@Nullable Value value) {
        return switch (value) {
            case Value.Sum(var money) -> money.inYuan();
            case Value.Number(var number) -> number;
            case Value.Text text -> null;
            case null -> null;
        };
    }

    /** Digits with thousands separators, half or full width. */
    private static @Nullable BigDecimal decimal(String text) {
        String plain = java.text.Normalizer.normalize(text, java.text.Normalizer.Form.NFKC)
                .replace(",", "")
                .replace("−", "-")
                .strip();
        if (!plain.matches("-?[0-9]{1,15}(\\.[0-9]{1,10})?")) return null;
        return new BigDecimal(plain);
    }

    /** The unit people type a fact in. */
    public static String unit(FactDefinition fact) {
        return fact.type() == FactDefinition.Type.MONEY ? "万元" : fact.unit();
    }

    /** What a fact may be, where it is one of several; empty for anything else. */
    public static List<String> choices(FactDefinition fact) {
        return switch (fact.type()) {
            case BOOLEAN -> YES_NO;
            case EVENTS -> List.of(OrganisationFacts.NO_ENTRY);
            default -> fact.values();
        };
    }

    /** A value as a form shows it: money in 万元. */
    public static String typed(Value value) {
        return switch (value) {
            case Value.Sum(var money) ->
                BigDecimal.valueOf(money.fen(), 6).stripTrailingZeros().toPlainString();
            case Value.Number(var number) -> number.toPlainString();
            case Value.Text(var text) -> text;
        };
    }
}
