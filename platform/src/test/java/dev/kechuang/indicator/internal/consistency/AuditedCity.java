package dev.kechuang.indicator.internal.consistency;

import dev.kechuang.indicator.SourceDocument;
import dev.kechuang.indicator.internal.consistency.FindingStore.Finding;
import dev.kechuang.indicator.internal.document.DocumentStore;
import dev.kechuang.indicator.internal.document.Documents;
import dev.kechuang.indicator.internal.figure.Fakes;
import dev.kechuang.indicator.internal.figure.FigureFixture;
import dev.kechuang.indicator.internal.observation.ObservationDesk;
import dev.kechuang.indicator.internal.observation.ObservationStore;
import dev.kechuang.indicator.internal.observation.Observations;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.Viewers;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A city with its audit; what is confirmed by command is checked at once. */
final class AuditedCity implements AutoCloseable {

    static final Viewer BUREAU = Viewers.bureauOfficer();

    final FigureFixture base = new FigureFixture();
    final DocumentStore documentStore = new DocumentStore(base.jdbc);
    final Documents documents = new Documents(
            documentStore, new Fakes.Files(), new Fakes.NoAudit(), base.transactions, FigureFixture.CLOCK);
    final FindingStore store = new FindingStore(base.jdbc);
    final Findings findings = new Findings(
            new DocumentAudit(documentStore, documents, new DocumentCorrections(base.jdbc)),
            new RuleAudit(
                    FigureFixture.DICTIONARY,
                    FigureFixture.PACKS.regions(),
                    new KnownValues(FigureFixture.DICTIONARY, FigureFixture.PACKS.regions(), base.figures, base.jdbc)),
            store,
            new Fakes.NoAudit(),
            base.transactions,
            FigureFixture.CLOCK);
    final Observations observations = ObservationDesk.of(base, findings);
    final Corrections corrections = new Corrections(
            findings,
            store,
            observations,
            new ObservationStore(base.jdbc),
            documents,
            documentStore,
            FigureFixture.DICTIONARY);

    final PendingCorrections pending = new PendingCorrections(base.jdbc);

    List<Finding> open() {
        return store.page("open", "contradicts", "", KeyPage.At.START, 200).items();
    }

    SourceDocument take(String name, String text) {
        return documents
                .take(BUREAU, name, text.getBytes(StandardCharsets.UTF_8))
                .fold(done -> done, errors -> {
                    throw new AssertionError(errors.toString());
                });
    }

    @Override
    public void close() {
        base.close();
    }
}
