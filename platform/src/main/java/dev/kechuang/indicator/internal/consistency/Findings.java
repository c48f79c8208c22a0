package dev.kechuang.indicator.internal.consistency;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.indicator.internal.consistency.DocumentCorrections.Correction;
import dev.kechuang.indicator.internal.consistency.FindingStore.Finding;
import dev.kechuang.indicator.internal.consistency.FindingStore.State;
import dev.kechuang.indicator.internal.consistency.Operand.Stated;
import dev.kechuang.indicator.internal.document.Documents;
import dev.kechuang.indicator.internal.observation.AfterConfirmation;
import dev.kechuang.indicator.internal.observation.Observation.Cell;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The inbox of the consistency audit. Each run says what it finds now: what is new is opened, what is known is left as it
 * was decided, unless its values changed; what it no longer finds closes itself. What a confirmed observation concerns is
 * checked again at once.
 */
@Service
public class Findings implements AfterConfirmation {

    private final DocumentAudit documents;
    private final RuleAudit rules;
    private final FindingStore store;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    Findings(
            DocumentAudit documents,
            RuleAudit rules,
            FindingStore store,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.documents = documents;
        this.rules = rules;
        this.store = store;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What a run did. */
    public record Run(int opened, int changed, int closed, int open) {}

    /** Audits everything; runs at the same time wait for one another. */
    public Run run() {
        return Objects.requireNonNull(transactions.execute(status -> {
            store.alone();
            var found = new ArrayList<>(documents.run());
            found.addAll(rules.run(LocalDate.now(clock)));
            return settle(found, store.all());
        }));
    }

    @Override
    public void confirmed(Collection<Cell> cells) {
        var unused = transactions.execute(status -> {
            store.alone();
            var near = rules.around(LocalDate.now(clock), cells, Map.of());
            var found = new ArrayList<>(near.found());
            boolean printed = documents.taken(cells);
            if (printed) found.addAll(documents.run());
            return settle(
                    found,
                    store.all().stream()
                            .filter(one -> one.rule().equals(DocumentAudit.RULE)
                                    ? printed
                                    : near.covers(one.region(), one.period()))
                            .toList());
        });
    }

    /** Brings what is known up to what was found; both of the same extent. */
    private Run settle(List<Found> found, List<Finding> before) {
        var known = new HashMap<String, Finding>();
        before.forEach(one -> known.put(one.key(), one));
        int opened = 0;
        int changed = 0;
        int closed = 0;
        for (Found one : found) {
            Finding old = known.remove(one.key());
            if (old == null) {
                store.open(one, clock.instant());
                opened++;
            } else if (old.state() == State.CLOSED || !old.same(one)) {
                // What was said about other values does not hold for these.
                store.change(old, one, State.OPEN, "changed", clock.instant());
                changed++;
            } else if (old.toldOtherwise(one)) {
                store.tell(old, one);
            }
        }
        for (Finding gone : known.values()) {
            if (gone.state() == State.CLOSED) continue;
            store.step(gone, State.CLOSED, "closed", "", null, "系统", clock.instant());
            closed++;
        }
        int open = store.open();
        if (opened + changed + closed > 0) {
            audit.appendSystem(
                    "consistency audit",
                    AuditEvent.of("indicator.audited", "finding", "", "")
                            .with(Map.of("opened", opened, "changed", changed, "closed", closed)));
        }
        return new Run(opened, changed, closed, open);
    }

    /**
     * What would be left of a finding if one of its figures had another value.
     *
     * @param stated the observation, which counts where the figure is not a document's
     * @param value in {@code unit}, that of the observation
     * @return its sentence with that value; empty when it would hold no more
     */
    Optional<String> leftWith(Finding finding, Operand operand, Stated stated, BigDecimal value, String unit) {
        List<Found> found = operand.printed() != null
                ? documents.run(Map.of(operand.printed(), new Correction(value, unit)))
                : rules.around(LocalDate.now(clock), List.of(RuleAudit.cell(stated)), Map.of(stated, value))
                        .found();
        return found.stream()
                .filter(one -> one.key().equals(finding.key()))
                .map(Found::sentence)
                .findFirst();
    }

    /** Says why it is so; it leaves the inbox until its values change. */
    public Outcome<Finding> explain(Viewer viewer, UUID id, int version, String reason) {
        return decided(viewer, id, version, reason, State.EXPLAINED, "explained");
    }

    /** Leaves it as it is, with a reason. */
    public Outcome<Finding> accept(Viewer viewer, UUID id, int version, String reason) {
        return decided(viewer, id, version, reason, State.ACCEPTED, "accepted");
    }

    /** Puts it back into the inbox. */
    public Outcome<Finding> reopen(Viewer viewer, UUID id, int version, String reason) {
        return decided(viewer, id, version, reason, State.OPEN, "reopened");
    }

    private Outcome<Finding> decided(Viewer viewer, UUID id, int version, String reason, State state, String what) {
        if (!Documents.may(viewer)) return refused("", "indicator.observation.error.bureau");
        if (reason.isBlank()) return refused("reason", "indicator.finding.error.reason");
        if (reason.length() > 1000) return refused("reason", "indicator.observation.error.long", 1000);
        return Objects.requireNonNull(transactions.execute(status -> {
            var found = store.lock(id);
            if (found.isEmpty()) return refused("", "indicator.finding.error.gone");
            Finding before = found.get();
            if (before.version() != version || before.state() == State.CLOSED) {
                return refused("", "indicator.finding.error.meanwhile");
            }
            boolean open = before.state() == State.OPEN;
            if (open == (state == State.OPEN)) return refused("", "indicator.finding.error.meanwhile");
            store.step(before, state, what, reason.strip(), viewer.requireAccount(), viewer.name(), clock.instant());
            audit.append(
                    viewer,
                    AuditEvent.of("indicator.finding." + what, "finding", id, before.title())
                            .with(Map.of("reason", reason.strip())));
            return Outcome.done(store.find(id).orElseThrow());
        }));
    }

    private static Outcome<Finding> refused(String field, String key, Object... args) {
        return Outcome.refused(List.of(FieldError.of(field, key, args)));
    }
}
