package dev.kechuang.report.internal.freeze;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.indicator.IndicatorFigures;
import dev.kechuang.indicator.Snapshot;
import dev.kechuang.record.Records;
import dev.kechuang.report.internal.draft.DraftEnd;
import dev.kechuang.report.internal.draft.Report;
import dev.kechuang.report.internal.draft.ReportMessages;
import dev.kechuang.report.internal.draft.ReportService;
import dev.kechuang.report.internal.draft.ReportStore;
import dev.kechuang.report.internal.reading.Content;
import dev.kechuang.report.internal.reading.ContentJson;
import dev.kechuang.report.internal.reading.ReportReader;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Freezes a report that was handed in by somebody else: read at one state of the evidence, kept as read. */
@Service
public class FreezeService {

    private final ReportStore reports;
    private final DraftEnd drafts;
    private final VersionStore versions;
    private final ReportReader reader;
    private final IndicatorFigures figures;
    private final Records records;
    private final ReportMessages messages;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public FreezeService(
            ReportStore reports,
            DraftEnd drafts,
            VersionStore versions,
            ReportReader reader,
            IndicatorFigures figures,
            Records records,
            ReportMessages messages,
            AuditLog audit,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.reports = reports;
        this.drafts = drafts;
        this.versions = versions;
        this.reader = reader;
        this.figures = figures;
        this.records = records;
        this.messages = messages;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Frozen by a second person; the state of the evidence is taken first, so that all figures are of one moment. */
    public Outcome<Version> freeze(Viewer viewer, UUID id) {
        var found = reports.find(viewer, id);
        if (found.isEmpty() || !ReportService.writes(viewer)) return refused("report.error.gone");
        Report seen = found.get();
        if (seen.state() != Report.State.REVIEW) return refused("report.error.notReview");
        if (viewer.requireAccount().equals(seen.submittedBy())) return refused("report.error.fourEyes");
        if (!seen.period().last().isBefore(today()))
            return Outcome.refused(FieldError.of(
                    "", "report.error.unfinished", seen.period().last().toString()));
        Snapshot snapshot = figures.snapshot();
        Content content = reader.read(
                seen.titleText(),
                seen.region(),
                seen.period(),
                reports.sections(id).stream()
                        .map(section -> new ReportReader.Source(section.id(), section.heading(), section.text()))
                        .toList(),
                snapshot,
                viewer);
        String json = ContentJson.write(content);
        String digest = ContentJson.digest(json);
        return Objects.requireNonNull(transaction.execute(status -> {
            var locked = drafts.lock(viewer, id);
            if (locked.isEmpty()) return refused("report.error.gone");
            if (locked.get().moves() != seen.moves()) return refused("report.error.moved");
            int number = seen.version() + 1;
            UUID version = versions.insert(
                    seen,
                    number,
                    content.title(),
                    seen.issuer(),
                    json,
                    digest,
                    content.figures().size(),
                    snapshot,
                    viewer,
                    clock.instant());
            drafts.frozen(viewer, seen, content.title(), number);
            records.append(FrozenRecord.of(seen, version, number, today()));
            audit.append(
                    viewer,
                    AuditEvent.of("report.freeze", "report", id, content.title())
                            .with(Map.of(
                                    "version", number,
                                    "digest", digest,
                                    "figures", content.figures().size())));
            messages.frozen(seen, viewer, number);
            return Outcome.done(versions.find(id, number).orElseThrow());
        }));
    }

    private LocalDate today() {
        return clock.instant().atZone(clock.getZone()).toLocalDate();
    }

    private static Outcome<Version> refused(String key) {
        return Outcome.refused(FieldError.of("", key));
    }
}
