package dev.kechuang.plan.internal.track;

import dev.kechuang.file.FileAccess;
import dev.kechuang.shared.access.Viewer;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Evidence of a report: read by whoever sees the report. */
@Component
public class ReportFiles implements FileAccess {

    static final String OWNER = "plan.report";

    private final ReportStore reports;

    public ReportFiles(ReportStore reports) {
        this.reports = reports;
    }

    @Override
    public String owner() {
        return OWNER;
    }

    @Override
    public boolean mayRead(Viewer viewer, String reference) {
        UUID id = UUID.fromString(reference);
        return reports.find(id)
                .map(report -> reports.of(report.item(), viewer).stream()
                        .anyMatch(seen -> seen.id().equals(id)))
                .orElse(false);
    }
}
