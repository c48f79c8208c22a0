package dev.kechuang.report.internal.draft;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.report.internal.template.ReportTemplate;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Adds sections to a draft, puts them in another order, takes them out and puts them back. What is taken out keeps its
 * text and everything it ever said.
 */
@Service
public class SectionService {

    /** More are several reports. */
    static final int MOST = 60;

    private final ReportStore reports;
    private final SectionStore sections;
    private final ReportService texts;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public SectionService(
            ReportStore reports,
            SectionStore sections,
            ReportService texts,
            AuditLog audit,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.reports = reports;
        this.sections = sections;
        this.texts = texts;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /**
     * Adds a section and answers its id.
     *
     * @param after id of the section it follows, empty for the first place
     */
    public Outcome<String> add(Viewer viewer, UUID id, String after, String heading, String text) {
        return inDraft(viewer, id, report -> {
            var order = order(id);
            if (order.size() >= MOST) return refused("", "report.error.sections", MOST);
            if (!after.isEmpty() && !order.contains(after)) return refused("after", "report.error.after");
            var errors = texts.check(report, heading.strip(), ReportService.normal(text));
            if (!errors.isEmpty()) return Outcome.refused(errors);
            String section = sections.fresh(id);
            // The others make room first: at the end of the transaction every place is held once.
            reports.insertSection(
                    id,
                    order.size() + 1,
                    new ReportTemplate.Section(section, heading.strip(), ReportService.normal(text)),
                    viewer,
                    clock.instant());
            order.add(after.isEmpty() ? 0 : order.indexOf(after) + 1, section);
            sections.arrange(id, order);
            note(report, viewer, "sectionAdded", heading.strip(), section);
            return Outcome.done(section);
        });
    }

    /**
     * Moves a section by one place.
     *
     * @param place it had on the page it was moved on, from 1: who looks at an older order is told
     * @param down towards the end
     */
    public Outcome<UUID> move(Viewer viewer, UUID id, String section, int place, boolean down) {
        return inDraft(viewer, id, report -> {
            var order = order(id);
            int at = order.indexOf(section);
            int to = down ? at + 1 : at - 1;
            if (at < 0 || at != place - 1) return refused("", "report.error.arranged");
            if (to < 0 || to >= order.size()) return refused("", "report.error.edge");
            order.remove(at);
            order.add(to, section);
            return arranged(report, viewer, order, section);
        });
    }

    /** Puts all sections into another order at once; each has to be named exactly once. */
    public Outcome<UUID> reorder(Viewer viewer, UUID id, List<String> wanted) {
        return inDraft(viewer, id, report -> {
            var order = order(id);
            if (wanted.size() != order.size() || !new HashSet<>(wanted).equals(new HashSet<>(order)))
                return refused("order", "report.error.order", String.join(", ", order));
            return wanted.equals(order) ? Outcome.done(id) : arranged(report, viewer, wanted, "");
        });
    }

    private Outcome<UUID> arranged(Report report, Viewer viewer, List<String> order, String section) {
        sections.arrange(report.id(), order);
        note(report, viewer, "sectionMoved", section.isEmpty() ? "" : heading(report.id(), section), section);
        return Outcome.done(report.id());
    }

    private String heading(UUID report, String section) {
        return reports.section(report, section).map(Report.Section::heading).orElse(section);
    }

    /** Takes a section out; it can be put back. */
    public Outcome<UUID> remove(Viewer viewer, UUID id, String section) {
        return inDraft(viewer, id, report -> {
            var order = order(id);
            if (!order.contains(section)) return refused("", "report.error.gone");
            if (order.size() == 1) return refused("", "report.error.lastSection");
            String heading = heading(id, section);
            order.remove(section);
            sections.arrange(id, order);
            note(report, viewer, "sectionRemoved", heading, section);
            return Outcome.done(id);
        });
    }

    /** Puts a section back, at the end. */
    public Outcome<UUID> restore(Viewer viewer, UUID id, String section) {
        return inDraft(viewer, id, report -> {
            var order = order(id);
            if (sections.removed(id).stream().noneMatch(one -> one.id().equals(section)))
                return refused("", "report.error.gone");
            if (order.size() >= MOST) return refused("", "report.error.sections", MOST);
            order.add(section);
            sections.arrange(id, order);
            note(report, viewer, "sectionRestored", heading(id, section), section);
            return Outcome.done(id);
        });
    }

    private List<String> order(UUID id) {
        return new ArrayList<>(
                reports.sections(id).stream().map(Report.Section::id).toList());
    }

    private void note(Report report, Viewer viewer, String what, String heading, String section) {
        reports.move(report.id(), Report.State.DRAFT, report.title(), report.version(), report.reason());
        reports.event(report.id(), what, viewer, heading, clock.instant());
        audit.append(
                viewer,
                AuditEvent.of("report.arrange", "report", report.id(), report.title())
                        .with(Map.of("change", what, "section", section, "heading", heading)));
    }

    private <T> Outcome<T> inDraft(Viewer viewer, UUID id, Function<Report, Outcome<T>> command) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var report = reports.lock(viewer, id);
            Outcome<T> outcome = report.isEmpty() || !ReportService.writes(viewer)
                    ? refused("", "report.error.gone")
                    : report.get().state() != Report.State.DRAFT
                            ? refused("", "report.error.notDraft")
                            : command.apply(report.get());
            if (outcome instanceof Outcome.Refused<T>) status.setRollbackOnly();
            return outcome;
        }));
    }

    private static <T> Outcome<T> refused(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }
}
