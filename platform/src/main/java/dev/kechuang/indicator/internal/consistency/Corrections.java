package dev.kechuang.indicator.internal.consistency;

import dev.kechuang.indicator.internal.consistency.FindingStore.Finding;
import dev.kechuang.indicator.internal.consistency.FindingStore.State;
import dev.kechuang.indicator.internal.consistency.Operand.Printed;
import dev.kechuang.indicator.internal.consistency.Operand.Stated;
import dev.kechuang.indicator.internal.dictionary.Dictionary;
import dev.kechuang.indicator.internal.document.DocumentStore;
import dev.kechuang.indicator.internal.document.Documents;
import dev.kechuang.indicator.internal.document.Proposals;
import dev.kechuang.indicator.internal.observation.Observation;
import dev.kechuang.indicator.internal.observation.Observation.Cell;
import dev.kechuang.indicator.internal.observation.Observation.Origin;
import dev.kechuang.indicator.internal.observation.ObservationStore;
import dev.kechuang.indicator.internal.observation.Observations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Corrects what a finding compared, from the finding itself: by the same command as the observation's own page, so with
 * its history, its four eyes and its audit entry. What can't be corrected here says where it can.
 */
@Service
public class Corrections {

    private final Findings findings;
    private final FindingStore store;
    private final Observations observations;
    private final ObservationStore observationStore;
    private final Documents documents;
    private final DocumentStore documentStore;
    private final Dictionary dictionary;

    Corrections(
            Findings findings,
            FindingStore store,
            Observations observations,
            ObservationStore observationStore,
            Documents documents,
            DocumentStore documentStore,
            Dictionary dictionary) {
        this.findings = findings;
        this.store = store;
        this.observations = observations;
        this.observationStore = observationStore;
        this.documents = documents;
        this.documentStore = documentStore;
        this.dictionary = dictionary;
    }

    /** What can be done about one figure of a finding. */
    public sealed interface Way {

        /**
         * It is an observation, which is corrected here.
         *
         * @param operand place among the finding's figures, from 0
         * @param history everything that was ever stated for the cell, the last first; never empty
         */
        record InPlace(int operand, Cell cell, List<Observation> history) implements Way {

            /** What a correction names as the last it saw. */
            public int after() {
                return history.getFirst().sequence();
            }

            /** What waits for another person's confirmation. */
            public Optional<Observation> waiting() {
                return history.stream()
                        .filter(one -> one.state() == Observation.State.WAITING)
                        .findFirst();
            }

            public Optional<Observation> confirmed() {
                return history.stream()
                        .filter(one -> one.state() == Observation.State.CONFIRMED)
                        .findFirst();
            }
        }

        /**
         * A document prints it and nobody took it as an observation.
         *
         * @param takeable whether it can be taken there with the right value; a growth, a place or a target can't
         */
        record InDocument(int operand, String path, boolean takeable) implements Way {}

        /** Records or other indicators give it: what is wrong there is put right there. */
        record InEvidence(int operand, String path) implements Way {}
    }

    /** One way for each figure, in their order. */
    public List<Way> ways(Finding finding) {
        var found = new ArrayList<Way>();
        var seen = new ArrayList<Cell>();
        for (int i = 0; i < finding.operands().size(); i++) {
            Operand operand = finding.operands().get(i);
            Printed printed = operand.printed();
            Cell cell = cell(operand);
            var history = cell == null ? List.<Observation>of() : observationStore.history(cell);
            if (cell != null && !history.isEmpty()) {
                // A value that counts twice is corrected once.
                if (!seen.contains(cell)) found.add(new Way.InPlace(i, cell, history));
                seen.add(cell);
            } else if (printed != null) {
                found.add(new Way.InDocument(i, operand.path(), takeable(printed)));
            } else {
                found.add(new Way.InEvidence(i, operand.path()));
            }
        }
        return found;
    }

    /**
     * A correction that somebody else proposed and that waits: until it is decided, nobody but who proposed it states
     * another.
     */
    public static Optional<Observation> waitingOfOthers(Viewer viewer, List<Way> ways) {
        return ways.stream()
                .filter(Way.InPlace.class::isInstance)
                .flatMap(way -> ((Way.InPlace) way).waiting().stream())
                .filter(one -> !one.enteredBy().equals(viewer.account()))
                .findFirst();
    }

    private boolean takeable(Printed printed) {
        return documentStore.find(printed.document()).map(row -> documents.reading(row.id(), row.name())).stream()
                .flatMap(reading -> reading.figures().stream())
                .anyMatch(figure -> figure.span().start() == printed.start()
                        && figure.span().end() == printed.end()
                        && Proposals.fits(figure));
    }

    private @Nullable Cell cell(Operand operand) {
        Printed printed = operand.printed();
        if (printed != null) {
            return observationStore
                    .taken(printed.document(), printed.start(), printed.end())
                    .map(Observation::cell)
                    .orElse(null);
        }
        Stated stated = operand.stated();
        return stated == null ? null : RuleAudit.cell(stated);
    }

    /**
     * A correction that was stated.
     *
     * @param left what the finding will say once the value is confirmed; empty when it will hold no more
     */
    public record Corrected(Observation observation, String left) {}

    /**
     * States the right value of one of the figures.
     *
     * @param after sequence of the last revision the form showed
     * @param typed value, reason, source
     */
    public Outcome<Corrected> correct(Viewer viewer, UUID id, int operand, int after, Map<String, String> typed) {
        var found = store.find(id);
        if (found.isEmpty()) return refused("", "indicator.finding.error.gone");
        Finding finding = found.get();
        if (finding.state() == State.CLOSED) return refused("", "indicator.finding.error.meanwhile");
        var ways = ways(finding);
        var way = ways.stream()
                .filter(one -> one instanceof Way.InPlace place && place.operand() == operand)
                .map(Way.InPlace.class::cast)
                .findFirst();
        if (way.isEmpty()) return refused("", "indicator.finding.error.notHere");
        var others = waitingOfOthers(viewer, ways);
        if (others.isPresent() && way.get().after() == after) {
            return Outcome.refused(FieldError.of(
                    "", "indicator.finding.error.waits", others.get().enteredName()));
        }
        Cell cell = way.get().cell();
        var values = new HashMap<String, String>();
        values.put("indicator", cell.indicator());
        values.put("region", cell.region());
        values.put("period", cell.period().toString());
        values.put("value", typed.getOrDefault("value", ""));
        values.put("source", typed.getOrDefault("source", ""));
        values.put("reason", typed.getOrDefault("reason", ""));
        if (values.get("reason").isBlank()) {
            var errors = new ArrayList<>(observations.wrong(viewer, values).stream()
                    .map(Corrections::here)
                    .filter(error -> !error.field().equals("reason"))
                    .toList());
            // Whatever the cell itself asks for, a correction says why.
            errors.add(FieldError.of("reason", "indicator.observation.error.reason"));
            return Outcome.refused(errors);
        }
        return observations
                .state(viewer, values, after, Origin.FORM)
                .fold(
                        stated -> Outcome.done(new Corrected(stated, left(finding, operand, stated))),
                        errors -> Outcome.refused(
                                errors.stream().map(Corrections::here).toList()));
    }

    private String left(Finding finding, int operand, Observation stated) {
        var cell =
                new Stated(stated.indicator(), stated.region(), stated.period().toString());
        return findings.leftWith(
                        finding,
                        finding.operands().get(operand),
                        cell,
                        Objects.requireNonNull(stated.value()),
                        dictionary.get(stated.indicator()).unit())
                .orElse("");
    }

    /** What is wrong with the cell has no field here. */
    private static FieldError here(FieldError error) {
        boolean field = switch (error.field()) {
            case "value", "reason", "source" -> true;
            default -> false;
        };
        return field ? error : new FieldError(error.field().equals("unit") ? "value" : "", error.key(), error.args());
    }

    /** Confirms what waits for one of the figures; the finding is checked again at once. */
    public Outcome<Finding> confirm(Viewer viewer, UUID id, UUID revision) {
        var found = store.find(id);
        if (found.isEmpty()) return refused("", "indicator.finding.error.gone");
        boolean waits = ways(found.get()).stream()
                .anyMatch(way -> way instanceof Way.InPlace place
                        && place.waiting().map(one -> one.id().equals(revision)).orElse(false));
        if (!waits) return refused("", "indicator.observation.error.gone");
        return observations
                .confirm(viewer, List.of(revision))
                .fold(count -> Outcome.done(store.find(id).orElseThrow()), Outcome::refused);
    }

    private static <T> Outcome<T> refused(String field, String key) {
        return Outcome.refused(FieldError.of(field, key));
    }
}
