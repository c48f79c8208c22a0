package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import dev.kechuang.programme.internal.definition.FormDefinition.NumberField;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.registry.OrganisationFacts;
import dev.kechuang.registry.OrganisationFacts.Fact;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.shared.Money;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Fills fields that are bound to a yearly fact with what the register has confirmed. */
@Component
public class FormFacts {

    private final OrganisationFacts facts;

    public FormFacts(OrganisationFacts facts) {
        this.facts = facts;
    }

    /**
     * What the register knows for a field.
     *
     * @param value in the field's unit, null where no confirmed value is there
     */
    public record Known(
            String path,
            String fact,
            int year,
            @Nullable String value,
            @Nullable Instant confirmedAt) {}

    /** By path, for every field of the form that is bound to a fact. */
    Map<String, Known> of(Application application, FormDefinition form) {
        var bound = new LinkedHashMap<String, NumberField>();
        var codes = new TreeSet<String>();
        int first = Integer.MAX_VALUE;
        int last = 0;
        for (var section : form.sections()) {
            for (Field field : section.fields()) {
                if (!(field instanceof NumberField number)) continue;
                String code = number.fact();
                if (code == null) continue;
                bound.put(Paths.field(section.id(), field.id()), number);
                codes.add(code);
                int year = application.year() - number.yearsBack();
                first = Math.min(first, year);
                last = Math.max(last, year);
            }
        }
        if (bound.isEmpty()) return Map.of();
        var confirmed = facts.confirmed(List.of(application.organisation()), codes, first, last);
        var known = new LinkedHashMap<String, Known>();
        bound.forEach((path, field) -> {
            int year = application.year() - field.yearsBack();
            String code = java.util.Objects.requireNonNull(field.fact());
            Fact found = confirmed.stream()
                    .filter(fact -> fact.code().equals(code) && fact.year() == year)
                    .findFirst()
                    .orElse(null);
            known.put(
                    path,
                    new Known(
                            path,
                            code,
                            year,
                            found == null ? null : text(field, found.value()),
                            found == null ? null : found.confirmedAt()));
        });
        return known;
    }

    private static @Nullable String text(NumberField field, Value value) {
        BigDecimal number = switch (value) {
            case Value.Sum(Money money) ->
                field.unit().equals("万元") ? BigDecimal.valueOf(money.fen(), 6) : money.inYuan();
            case Value.Number(BigDecimal plain) -> field.unit().equals("%") ? plain.movePointRight(2) : plain;
            case Value.Text ignored -> null;
        };
        if (number == null) return null;
        BigDecimal shown = number.setScale(Math.min(number.scale(), field.decimals()), RoundingMode.HALF_UP);
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }

    /** Answers with the register's values under those that nobody typed; such have version 0. */
    static Map<String, Answer> under(Map<String, Known> known, Map<String, Answer> typed) {
        if (known.isEmpty()) return typed;
        var all = new LinkedHashMap<>(typed);
        known.forEach((path, fact) -> {
            String value = fact.value();
            Instant at = fact.confirmedAt();
            if (value != null && at != null) {
                all.putIfAbsent(path, new Answer(path, value, 0, "", at, List.of()));
            }
        });
        return all;
    }
}
