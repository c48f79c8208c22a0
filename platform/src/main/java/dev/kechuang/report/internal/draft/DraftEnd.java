package dev.kechuang.report.internal.draft;

import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** What a freeze does to the draft, inside its transaction. */
@Component
public class DraftEnd {

    private final ReportStore store;
    private final Clock clock;

    public DraftEnd(ReportStore store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    public Optional<Report> lock(Viewer viewer, UUID report) {
        return store.lock(viewer, report);
    }

    public void frozen(Viewer viewer, Report report, String title, int version) {
        store.move(report.id(), Report.State.FROZEN, title, version, "");
        store.event(report.id(), "frozen", viewer, report.reason(), clock.instant());
    }
}
