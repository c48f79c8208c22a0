package dev.kechuang.indicator.internal.consistency;

import dev.kechuang.indicator.internal.consistency.DocumentCorrections.Correction;
import dev.kechuang.indicator.internal.consistency.Operand.Printed;
import dev.kechuang.indicator.internal.document.DocumentStore;
import dev.kechuang.indicator.internal.document.Documents;
import dev.kechuang.indicator.internal.observation.Observation.Cell;
import dev.kechuang.reader.Audit;
import dev.kechuang.reader.Figure;
import dev.kechuang.reader.Finding;
import dev.kechuang.reader.Finding.Verdict;
import dev.kechuang.reader.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * The document reader's audit over all documents of a place together. A figure that was taken as an observation and
 * corrected there counts with its confirmed value: what then holds is found no more, and a correction finds nothing new,
 * since the document still prints what it printed.
 */
@Component
class DocumentAudit {

    /** Rule of its findings. */
    static final String RULE = "document";

    /** Documents audited together; more would compare what is decades apart. */
    private static final int MOST = 60;

    private final DocumentStore store;
    private final Documents documents;
    private final DocumentCorrections corrections;

    DocumentAudit(DocumentStore store, Documents documents, DocumentCorrections corrections) {
        this.store = store;
        this.documents = documents;
        this.corrections = corrections;
    }

    List<Found> run() {
        return run(Map.of());
    }

    /** Whether the values of these cells count here. */
    boolean taken(Collection<Cell> cells) {
        return corrections.taken(cells);
    }

    /** @param assumed values of figures, in place of those that are confirmed */
    List<Found> run(Map<Printed, Correction> assumed) {
        var corrected = corrections.confirmed();
        corrected.putAll(assumed);
        Map<String, List<Read>> byPlace = new LinkedHashMap<>();
        store.all().stream().limit(MOST).forEach(row -> {
            Reading reading = documents.reading(row.id(), row.name());
            byPlace.computeIfAbsent(reading.front().region(), place -> new ArrayList<>())
                    .add(new Read(row, reading, altered(row, reading, corrected)));
        });
        var found = new ArrayList<Found>();
        // In the order in which they were taken in, so that what is said first stays first.
        byPlace.values().forEach(place -> found.addAll(found(place.reversed())));
        return found;
    }

    /** A document with the figures of it that count with another value. */
    private record Read(DocumentStore.Row row, Reading reading, Map<Figure, Correction> altered) {}

    private static Map<Figure, Correction> altered(
            DocumentStore.Row row, Reading reading, Map<Printed, Correction> corrected) {
        var altered = new HashMap<Figure, Correction>();
        if (corrected.isEmpty()) return altered;
        for (Figure figure : reading.figures()) {
            var correction = corrected.get(printed(row, figure));
            if (correction != null && correction.alters(figure)) altered.put(figure, correction);
        }
        return altered;
    }

    private static List<Found> found(List<Read> place) {
        var words = new Words(place);
        var found = new LinkedHashMap<String, Found>();
        for (Finding finding :
                Audit.of(place.stream().map(Read::reading).toList()).findings()) {
            if (wrong(finding)) found.put(words.key(finding), words.found(finding));
        }
        if (found.isEmpty() || place.stream().allMatch(one -> one.altered().isEmpty()))
            return List.copyOf(found.values());
        var again = place.stream()
                .map(one -> one.altered().isEmpty()
                        ? one
                        : new Read(
                                one.row(), DocumentCorrections.corrected(one.reading(), one.altered()), one.altered()))
                .toList();
        var wordsAgain = new Words(again);
        for (Finding finding :
                Audit.of(again.stream().map(Read::reading).toList()).findings()) {
            String key = wordsAgain.key(finding);
            if (wrong(finding)) found.replace(key, wordsAgain.found(finding));
            else found.remove(key);
        }
        return List.copyOf(found.values());
    }

    private static boolean wrong(Finding finding) {
        return finding.verdict() == Verdict.CONTRADICTS || finding.verdict() == Verdict.DOUBTFUL;
    }

    private static Printed printed(DocumentStore.Row row, Figure figure) {
        return new Printed(row.id(), figure.span().start(), figure.span().end());
    }

    /** Tells findings over some documents. */
    private static final class Words {

        private final Map<Reading, Read> documents = new IdentityHashMap<>();

        Words(List<Read> all) {
            all.forEach(one -> documents.put(one.reading(), one));
        }

        String key(Finding finding) {
            var key = new StringBuilder("document ")
                    .append(finding.kind())
                    .append(' ')
                    .append(place(finding.stated()));
            finding.operands().forEach(operand -> key.append(' ').append(place(operand)));
            return key.toString();
        }

        Found found(Finding finding) {
            var operands = new ArrayList<Operand>();
            finding.operands().forEach(operand -> operands.add(operand(operand)));
            operands.add(operand(finding.stated()));
            var figure = finding.stated().figure();
            return new Found(
                    key(finding),
                    RULE,
                    finding.verdict() == Verdict.CONTRADICTS,
                    finding.measure(),
                    finding.sentence(),
                    "",
                    figure.period(),
                    "",
                    finding.expected(),
                    finding.stated().value(),
                    figure.unit(),
                    operands);
        }

        private String place(Finding.Operand operand) {
            var span = operand.figure().span();
            return document(operand).row().digest().substring(0, 16) + ":" + span.start() + "-" + span.end();
        }

        private Read document(Finding.Operand operand) {
            return Objects.requireNonNull(documents.get(operand.reading()));
        }

        private Operand operand(Finding.Operand operand) {
            var document = document(operand);
            var row = document.row();
            var figure = operand.figure();
            String label =
                    row.name() + "：" + (figure.period().isEmpty() ? "" : figure.period() + "年") + figure.measure();
            int at = operand.reading().figures().indexOf(figure);
            String said = operand.reading()
                    .text()
                    .substring(figure.span().start(), figure.span().end());
            return new Operand(
                    label,
                    said.equals(figure.text()) ? said : "更正为" + figure.text() + "（原文" + said + "）",
                    "/indicators/documents/" + row.id() + "#figure-" + (at + 1),
                    null,
                    printed(row, figure));
        }
    }
}
