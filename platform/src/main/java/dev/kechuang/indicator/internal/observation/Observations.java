package dev.kechuang.indicator.internal.observation;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.observation.Observation.Cell;
import dev.kechuang.indicator.internal.observation.Observation.Origin;
import dev.kechuang.indicator.internal.observation.Observation.State;
import dev.kechuang.indicator.internal.observation.ObservationRules.Checked;
import dev.kechuang.indicator.internal.observation.ObservationRules.Typed;
import dev.kechuang.indicator.internal.observation.ObservationStore.Standing;
import dev.kechuang.indicator.internal.observation.Statement.From;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * States, confirms, returns and locks observations. Who states a value names the last revision they saw: of two at once
 * one is told that the other was first.
 */
@Service
public class Observations {

    private final ObservationStore store;
    private final ObservationRules rules;
    private final Dictionary dictionary;
    private final Regions regions;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final AfterConfirmation after;

    public Observations(
            ObservationStore store,
            ObservationRules rules,
            Dictionary dictionary,
            Regions regions,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock,
            AfterConfirmation after) {
        this.store = store;
        this.rules = rules;
        this.dictionary = dictionary;
        this.regions = regions;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
        this.after = after;
    }

    /**
     * States a value that was typed.
     *
     * @param after sequence of the last revision the form showed, 0 for none
     */
    public Outcome<Observation> state(Viewer viewer, Map<String, String> typed, int after, Origin origin) {
        Checked checked = rules.check(viewer, typed(typed), false);
        String reason = typed.getOrDefault("reason", "").strip();
        if (!checked.errors().isEmpty() || checked.cell() == null) {
            return Outcome.refused(wrong(viewer, checked, reason));
        }
        return write(
                viewer,
                new Statement(
                        checked.cell(),
                        after,
                        checked.value(),
                        checked.unit(),
                        typed.getOrDefault("source", "").strip(),
                        reason,
                        From.of(origin)));
    }

    /** Everything that is wrong with a value as it was typed, each at its field; nothing is written. */
    public List<FieldError> wrong(Viewer viewer, Map<String, String> typed) {
        return wrong(
                viewer,
                rules.check(viewer, typed(typed), false),
                typed.getOrDefault("reason", "").strip());
    }

    private List<FieldError> wrong(Viewer viewer, Checked checked, String reason) {
        var errors = new ArrayList<>(checked.errors());
        Cell cell = checked.cell();
        if (cell == null) return errors;
        var standing = store.standing(List.of(cell)).getOrDefault(cell, Standing.NONE);
        for (FieldError error : rules.against(viewer, cell, checked.value(), reason, standing, store.locks())) {
            if (errors.stream().noneMatch(one -> one.field().equals(error.field()))) errors.add(error);
        }
        return errors;
    }

    /** Takes a confirmed value back (撤回), with a reason; another person confirms that too. */
    public Outcome<Observation> takeBack(Viewer viewer, Cell cell, int after, String reason) {
        if (!viewer.is(Role.BUREAU_OFFICER)) return refused("", "indicator.observation.error.bureau");
        if (reason.isBlank()) return refused("reason", "indicator.observation.error.reason");
        var standing = store.standing(List.of(cell)).getOrDefault(cell, Standing.NONE);
        if (!standing.confirmed() || standing.value() == null)
            return refused("", "indicator.observation.error.nothing");
        return write(
                viewer,
                new Statement(
                        cell,
                        after,
                        null,
                        dictionary.get(cell.indicator()).unit(),
                        "",
                        reason.strip(),
                        From.of(Origin.FORM)));
    }

    /** A figure of a document as a value; the caller has checked its indicator, unit and place. */
    public Outcome<Observation> fromDocument(
            Viewer viewer, Map<String, String> typed, UUID document, int start, int end) {
        Checked checked = rules.check(viewer, typed(typed), false);
        String reason = typed.getOrDefault("reason", "").strip();
        if (!checked.errors().isEmpty() || checked.cell() == null) {
            return Outcome.refused(wrong(viewer, checked, reason));
        }
        var standing = store.standing(List.of(checked.cell())).getOrDefault(checked.cell(), Standing.NONE);
        return write(
                viewer,
                new Statement(
                        checked.cell(),
                        standing.sequence(),
                        checked.value(),
                        checked.unit(),
                        typed.getOrDefault("source", "").strip(),
                        reason,
                        From.document(document, start, end)));
    }

    static Typed typed(Map<String, String> values) {
        return new Typed(
                values.getOrDefault("indicator", ""),
                values.getOrDefault("region", ""),
                values.getOrDefault("period", ""),
                values.getOrDefault("value", ""),
                values.getOrDefault("unit", ""),
                values.getOrDefault("source", "").strip(),
                values.getOrDefault("reason", "").strip());
    }

    private Outcome<Observation> write(Viewer viewer, Statement statement) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> written(viewer, statement)));
        } catch (DataIntegrityViolationException e) {
            return refusal(e, statement.cell());
        }
    }

    /** In the running transaction. */
    Outcome<Observation> written(Viewer viewer, Statement statement) {
        Cell cell = statement.cell();
        var standing = store.standing(List.of(cell)).getOrDefault(cell, Standing.NONE);
        if (standing.sequence() != statement.after()) return meanwhile(cell);
        var errors = rules.against(viewer, cell, statement.value(), statement.reason(), standing, store.locks());
        if (!errors.isEmpty()) return Outcome.refused(errors);
        UUID id = store.insert(viewer, statement, clock.instant());
        audit.append(
                viewer,
                AuditEvent.of("indicator.state", "observation", id, label(cell))
                        .changed("value", text(standing.value()), text(statement.value()))
                        .with(details(statement)));
        return Outcome.done(store.find(id).orElseThrow());
    }

    private static Map<String, Object> details(Statement statement) {
        var details = new LinkedHashMap<String, Object>();
        details.put("value", text(statement.value()));
        details.put("origin", statement.from().origin().code());
        if (!statement.source().isEmpty()) details.put("source", statement.source());
        if (!statement.reason().isEmpty()) details.put("reason", statement.reason());
        return details;
    }

    private Outcome<Observation> meanwhile(Cell cell) {
        var last = store.history(cell).getFirst();
        return refused(
                "",
                "indicator.observation.error.meanwhile",
                last.enteredName(),
                last.value() == null ? "—" : text(last.value()));
    }

    private Outcome<Observation> refusal(DataIntegrityViolationException e, Cell cell) {
        String message = String.valueOf(e.getMostSpecificCause().getMessage());
        if (message.contains("locked")) {
            return refused(
                    "reason",
                    "indicator.observation.error.lockedReason",
                    cell.period().toString());
        }
        if (message.contains("revision_indicator_region") || message.contains("does not follow")) {
            return meanwhile(cell);
        }
        throw e;
    }

    private static <T> Outcome<T> refused(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }

    /** Confirms what others stated: all of them or none, with what is wrong of each. */
    public Outcome<Integer> confirm(Viewer viewer, Collection<UUID> revisions) {
        if (!ObservationRules.bureau(viewer)) return refused("", "indicator.observation.error.bureau");
        if (revisions.isEmpty()) return refused("", "indicator.observation.error.choose");
        Outcome<List<Cell>> outcome = confirmed(viewer, revisions);
        if (outcome instanceof Outcome.Done<List<Cell>>(var cells)) after.confirmed(cells);
        return outcome.fold(cells -> Outcome.done(cells.size()), Outcome::refused);
    }

    private Outcome<List<Cell>> confirmed(Viewer viewer, Collection<UUID> revisions) {
        try {
            return Objects.requireNonNull(transactions.execute(status -> {
                var errors = new ArrayList<FieldError>();
                var found = store.find(revisions);
                for (Observation one : found) {
                    if (one.state() != State.WAITING) {
                        errors.add(FieldError.of("", "indicator.observation.error.decided", label(one.cell())));
                    } else if (one.enteredBy().equals(viewer.account())) {
                        errors.add(FieldError.of("", "indicator.observation.error.own", label(one.cell())));
                    }
                }
                if (found.size() < revisions.size()) errors.add(FieldError.of("", "indicator.observation.error.gone"));
                if (!errors.isEmpty()) return Outcome.refused(errors);
                for (Observation one : found) {
                    store.decide(viewer, one.id(), State.CONFIRMED, "", clock.instant());
                    audit.append(
                            viewer,
                            AuditEvent.of("indicator.confirm", "observation", one.id(), label(one.cell()))
                                    .with(Map.of("value", text(one.value()))));
                }
                return Outcome.done(found.stream().map(Observation::cell).toList());
            }));
        } catch (DataIntegrityViolationException e) {
            // Somebody else decided about one of them in the same moment.
            return refused("", "indicator.observation.error.gone");
        }
    }

    /** Sends a stated value back to who stated it. */
    public Outcome<Observation> returnBack(Viewer viewer, UUID revision, String reason) {
        if (!ObservationRules.bureau(viewer)) return refused("", "indicator.observation.error.bureau");
        if (reason.isBlank()) return refused("reason", "indicator.observation.error.returnReason");
        if (reason.length() > 500) return refused("reason", "indicator.observation.error.long", 500);
        try {
            return Objects.requireNonNull(transactions.execute(status -> {
                var one = store.find(revision);
                if (one.isEmpty() || one.get().state() != State.WAITING) {
                    return refused("", "indicator.observation.error.gone");
                }
                store.decide(viewer, revision, State.RETURNED, reason.strip(), clock.instant());
                audit.append(
                        viewer,
                        AuditEvent.of(
                                        "indicator.return",
                                        "observation",
                                        revision,
                                        label(one.get().cell()))
                                .with(Map.of("reason", reason.strip())));
                return Outcome.done(store.find(revision).orElseThrow());
            }));
        } catch (DataIntegrityViolationException e) {
            return refused("", "indicator.observation.error.gone");
        }
    }

    /** Locks a period that is over; from then on values change only with a reason. */
    public Outcome<Period> lock(Viewer viewer, String text) {
        if (!ObservationRules.bureau(viewer)) return refused("", "indicator.observation.error.bureau");
        Period period = PeriodText.read(text).orElse(null);
        if (period == null) return refused("period", "indicator.observation.error.period", text.strip());
        if (!period.last().isBefore(LocalDate.now(clock))) {
            return refused("period", "indicator.observation.error.notOver", period.toString());
        }
        return Objects.requireNonNull(transactions.execute(status -> {
            if (!store.lock(viewer, period, clock.instant())) {
                return refused("period", "indicator.observation.error.lockedAlready", period.toString());
            }
            audit.append(viewer, AuditEvent.of("indicator.lock", "period", period, period.toString()));
            return Outcome.done(period);
        }));
    }

    /** Indicator, region and period in words. */
    public String label(Cell cell) {
        return dictionary.find(cell.indicator()).map(one -> one.name()).orElse(cell.indicator()) + " "
                + regions.find(cell.region()).map(Region::name).orElse(cell.region()) + " " + cell.period();
    }

    private static String text(@Nullable BigDecimal value) {
        return value == null ? "" : value.toPlainString();
    }
}
