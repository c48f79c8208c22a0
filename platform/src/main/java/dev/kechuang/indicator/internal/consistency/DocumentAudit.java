package dev.kechuang.indicator.internal.consistency;

import dev.kechuang.indicator.internal.consistency.Found.Operand;
import dev.kechuang.indicator.internal.document.DocumentStore;
import dev.kechuang.indicator.internal.document.Documents;
import dev.kechuang.reader.Audit;
import dev.kechuang.reader.Finding;
import dev.kechuang.reader.Finding.Verdict;
import dev.kechuang.reader.Reading;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The document reader's audit over all documents of a place together. */
@Component
class DocumentAudit {

    /** Documents audited together; more would compare what is decades apart. */
    private static final int MOST = 60;

    private final DocumentStore store;
    private final Documents documents;

    DocumentAudit(DocumentStore store, Documents documents) {
        this.store = store;
        this.documents = documents;
    }

    List<Found> run() {
        Map<String, List<Reading>> byPlace = new LinkedHashMap<>();
        Map<Reading, DocumentStore.Row> rows = new IdentityHashMap<>();
        store.all().stream().limit(MOST).forEach(row -> {
            Reading reading = documents.reading(row.id(), row.name());
            rows.put(reading, row);
            byPlace.computeIfAbsent(reading.front().region(), place -> new ArrayList<>())
                    .add(reading);
        });
        var found = new ArrayList<Found>();
        for (var readings : byPlace.values()) {
            // In the order in which they were taken in, so that what is said first stays first.
            for (Finding finding : Audit.of(readings.reversed()).findings()) {
                if (finding.verdict() == Verdict.CONTRADICTS || finding.verdict() == Verdict.DOUBTFUL) {
                    found.add(found(finding, rows));
                }
            }
        }
        return found;
    }

    private static Found found(Finding finding, Map<Reading, DocumentStore.Row> rows) {
        var key = new StringBuilder("document ")
                .append(finding.kind())
                .append(' ')
                .append(place(finding.stated(), rows));
        var operands = new ArrayList<Operand>();
        for (Finding.Operand operand : finding.operands()) {
            key.append(' ').append(place(operand, rows));
            operands.add(operand(operand, rows));
        }
        operands.add(operand(finding.stated(), rows));
        var figure = finding.stated().figure();
        return new Found(
                key.toString(),
                "document",
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

    private static String place(Finding.Operand operand, Map<Reading, DocumentStore.Row> rows) {
        var span = operand.figure().span();
        return row(operand, rows).digest().substring(0, 16) + ":" + span.start() + "-" + span.end();
    }

    private static DocumentStore.Row row(Finding.Operand operand, Map<Reading, DocumentStore.Row> rows) {
        return java.util.Objects.requireNonNull(rows.get(operand.reading()));
    }

    private static Operand operand(Finding.Operand operand, Map<Reading, DocumentStore.Row> rows) {
        var row = row(operand, rows);
        var figure = operand.figure();
        String label = row.name() + "：" + (figure.period().isEmpty() ? "" : figure.period() + "年") + figure.measure();
        return new Operand(
                label,
                figure.text(),
                "/indicators/documents/" + row.id() + "#figure-"
                        + (operand.reading().figures().indexOf(figure) + 1));
    }
}
