package dev.kechuang.registry.internal;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.FactDictionary;
import dev.kechuang.registry.FactStatements;
import dev.kechuang.registry.OrganisationFacts.Fact;
import dev.kechuang.registry.OrganisationFacts.Value;
import dev.kechuang.registry.internal.FactBatchStore.NewVersion;
import dev.kechuang.registry.internal.FactBatchStore.SheetKey;
import dev.kechuang.registry.internal.FactStore.Sheet;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Facts stated and confirmed by a case of another module: of a year only these, whatever its form holds besides. */
@Service
public class CaseFacts implements FactStatements {

    /** Cases of the past are entered too, earlier than a year's form can be opened for. */
    private static final int FIRST_YEAR = 1990;

    private final FactStore facts;
    private final FactBatchStore batch;
    private final FactRules rules;
    private final FactDictionary dictionary;
    private final OrganisationStore organisations;
    private final AuditLog audit;
    private final Clock clock;

    public CaseFacts(
            FactStore facts,
            FactBatchStore batch,
            FactRules rules,
            FactDictionary dictionary,
            OrganisationStore organisations,
            AuditLog audit,
            Clock clock) {
        this.facts = facts;
        this.batch = batch;
        this.rules = rules;
        this.dictionary = dictionary;
        this.organisations = organisations;
        this.audit = audit;
        this.clock = clock;
    }

    @Override
    @Transactional
    public Outcome<Integer> confirm(Viewer officer, Statement statement) {
        UUID id = statement.organisation();
        int year = statement.year();
        Instant now = clock.instant();
        if (statement.values().isEmpty()) throw new IllegalArgumentException("nothing is stated");
        var organisation = organisations.lock(id);
        if (organisation.isEmpty()) return Outcome.refused(FieldError.of("", "registry.error.gone"));
        var errors = check(id, year, statement.values());
        if (!errors.isEmpty()) return Outcome.refused(errors);
        Sheet sheet = facts.openSheet(id, year, now);

        var key = new SheetKey(id, year);
        var newest = batch.newest(List.of(key)).getOrDefault(key, Map.of());
        var differing = FactStore.differing(newest, statement.values());
        var versions = new ArrayList<NewVersion>();
        differing.forEach((code, value) -> {
            var last = newest.get(code);
            versions.add(new NewVersion(key, code, last == null ? 1 : last.version() + 1, sheet.revision(), value));
        });
        var stating = new Viewer(statement.enteredBy(), statement.enteredName(), Set.of(), null, null, "", List.of());
        batch.append(versions, "case", stating, statement.enteredAt());
        takeOver(sheet, statement.values(), now);
        facts.decideCase(sheet, statement.values().keySet(), statement.subject(), officer, now);
        facts.moveSheet(sheet, sheet.status(), sheet.revision(), sheet.reason(), now);
        audit.append(
                officer,
                FactService.event("registry.factsOfCaseConfirmed", organisation.get(), year)
                        .with(Map.of("year", year, "changed", differing.size(), "subject", statement.subject())));
        return Outcome.done(differing.size());
    }

    @Override
    public List<FieldError> check(UUID organisation, int year, Map<String, Value> values) {
        var errors = new ArrayList<FieldError>();
        values.forEach((code, value) -> check(code, value, errors));
        int last = LocalDate.now(clock).getYear();
        if (year < FIRST_YEAR || year > last) {
            errors.add(FieldError.of("", "registry.fact.error.year", String.valueOf(FIRST_YEAR), String.valueOf(last)));
        }
        if (errors.isEmpty()) errors.addAll(contradictions(organisation, year, values));
        return errors;
    }

    /** A form somebody is filling in shows what was confirmed meanwhile. */
    private void takeOver(Sheet sheet, Map<String, Value> values, Instant now) {
        var typed = facts.typed(sheet.organisation(), sheet.year());
        if (typed.isEmpty()) return;
        var merged = new HashMap<>(typed);
        values.forEach((code, value) -> merged.put(code, FactRules.typed(value)));
        facts.keepTyped(sheet.organisation(), sheet.year(), merged, now);
    }

    private void check(String code, Value value, List<FieldError> errors) {
        var found = dictionary.byCode(code);
        if (found.isEmpty()) {
            errors.add(FieldError.of(code, "registry.fact.error.unknown", code));
            return;
        }
        FactDefinition fact = found.get();
        boolean fits = switch (value) {
            case Value.Sum(var money) -> fact.type() == FactDefinition.Type.MONEY && within(fact, money.inYuan());
            case Value.Number(var number) ->
                switch (fact.type()) {
                    case INTEGER -> number.stripTrailingZeros().scale() <= 0 && within(fact, number);
                    case DECIMAL, RATIO -> within(fact, number);
                    default -> false;
                };
            case Value.Text(var text) ->
                switch (fact.type()) {
                    case BOOLEAN, ENUM -> FactRules.choices(fact).contains(text);
                    case DATE -> OrganisationRules.day(text).isPresent();
                    case TEXT -> text.length() <= 500;
                    default -> false;
                };
        };
        if (!fits) errors.add(FieldError.of(code, "registry.fact.error.unfit", fact.name(), FactRules.typed(value)));
    }

    private static boolean within(FactDefinition fact, BigDecimal number) {
        return (fact.min().isEmpty() || number.compareTo(new BigDecimal(fact.min())) >= 0)
                && (fact.max().isEmpty() || number.compareTo(new BigDecimal(fact.max())) <= 0);
    }

    /** With what else is confirmed of the year; what contradicted itself before is not the case's fault. */
    private List<FieldError> contradictions(UUID id, int year, Map<String, Value> stated) {
        var before = new LinkedHashMap<String, Value>();
        for (Fact fact : facts.confirmed(id, year, year)) before.put(fact.code(), fact.value());
        var after = new LinkedHashMap<>(before);
        after.putAll(stated);
        var errors = new ArrayList<>(rules.contradictions(after));
        errors.removeAll(rules.contradictions(before));
        return errors;
    }
}
