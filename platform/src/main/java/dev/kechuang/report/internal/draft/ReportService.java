package dev.kechuang.report.internal.draft;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.indicator.Period;
import dev.kechuang.pack.Regions;
import dev.kechuang.report.internal.draft.Report.State;
import dev.kechuang.report.internal.reading.Content;
import dev.kechuang.report.internal.reading.ContentJson;
import dev.kechuang.report.internal.reading.ReportReader;
import dev.kechuang.report.internal.template.ReportTemplate;
import dev.kechuang.report.internal.template.TemplateBook;
import dev.kechuang.report.internal.text.ReportText;
import dev.kechuang.report.internal.text.TextProblem;
import dev.kechuang.report.internal.text.Vocabulary;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Drafts reports: made from a template, written section by section by several people, handed in for review. */
@Service
public class ReportService {

    private static final int LONGEST = 20_000;

    private final ReportStore store;
    private final TemplateBook templates;
    private final ReportReader reader;
    private final Regions regions;
    private final ReportMessages messages;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public ReportService(
            ReportStore store,
            TemplateBook templates,
            ReportReader reader,
            Regions regions,
            ReportMessages messages,
            AuditLog audit,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.store = store;
        this.templates = templates;
        this.reader = reader;
        this.regions = regions;
        this.messages = messages;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Whether the viewer writes reports at all; which ones, the regions say. */
    public static boolean writes(Viewer viewer) {
        return viewer.isAny(Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER);
    }

    /**
     * Drafts a report and takes its first reading.
     *
     * @param period as typed, e.g. {@code 2025} or {@code 2026Q3}
     */
    public Outcome<UUID> create(Viewer viewer, String template, String region, String period) {
        var errors = new ArrayList<FieldError>();
        var chosen = templates.find(template);
        if (chosen.isEmpty()) errors.add(FieldError.of("template", "report.error.template"));
        boolean inScope =
                viewer.regions().contains(region) && regions.find(region).isPresent();
        if (!inScope) errors.add(FieldError.of("region", "report.error.region"));
        var read = Period.parse(period.strip());
        if (read.isEmpty()) errors.add(FieldError.of("period", "report.error.period"));
        else if (chosen.isPresent() && read.get().kind() != chosen.get().kind())
            errors.add(FieldError.of(
                    "period", "report.error.periodKind." + chosen.get().kind()));
        else if (read.get()
                .first()
                .isAfter(clock.instant().atZone(clock.getZone()).toLocalDate()))
            errors.add(FieldError.of("period", "report.error.future"));
        if (chosen.isPresent() && inScope && !templates.fits(chosen.get(), region))
            errors.add(FieldError.of("region", "report.error.templateRegion"));
        if (!errors.isEmpty() || !writes(viewer)) return refusedOr(errors, "report.error.gone");
        ReportTemplate made = chosen.get();
        var sources = made.sections().stream()
                .map(section -> new ReportReader.Source(section.id(), section.heading(), section.text()))
                .toList();
        Content content = reader.read(made.title(), region, read.get(), sources, null, viewer);
        String issuer = reader.words(made.issuer(), region, read.get());
        return run(() -> {
            var id = store.insert(made, content.title(), issuer, region, read.get(), viewer, clock.instant());
            if (id.isEmpty()) return Outcome.refused(FieldError.of("period", "report.error.exists"));
            for (int i = 0; i < made.sections().size(); i++)
                store.insertSection(id.get(), i + 1, made.sections().get(i), viewer, clock.instant());
            store.insertReading(id.get(), ContentJson.write(content), viewer, clock.instant());
            store.event(id.get(), "created", viewer, "", clock.instant());
            audit.append(
                    viewer,
                    AuditEvent.of("report.create", "report", id.get(), content.title())
                            .with(Map.of("template", made.id(), "region", region, "period", period.strip())));
            return Outcome.done(id.get());
        });
    }

    private static <T> Outcome<T> refusedOr(List<FieldError> errors, String otherwise) {
        return Outcome.refused(errors.isEmpty() ? List.of(FieldError.of("", otherwise)) : errors);
    }

    /** How the sections read at this moment. */
    public Content live(Viewer viewer, Report report, List<Report.Section> sections) {
        return reader.read(report.titleText(), report.region(), report.period(), sources(sections), null, viewer);
    }

    static List<ReportReader.Source> sources(List<Report.Section> sections) {
        return sections.stream()
                .map(section -> new ReportReader.Source(section.id(), section.heading(), section.text()))
                .toList();
    }

    public Vocabulary vocabulary(Report report) {
        return reader.vocabulary(report.period().kind());
    }

    /**
     * What came of saving a section.
     *
     * @param merged whether another's paragraphs, saved meanwhile, were brought together with it
     */
    public record Saved(int revision, boolean merged) {}

    /**
     * Saves a section. Paragraphs that another person saved since {@code base} are kept; where both changed the same one
     * it is refused with {@code report.error.conflict}, and what was typed stays with its author.
     *
     * @param base revision the writer started from
     */
    public Outcome<Saved> save(Viewer viewer, UUID id, String section, int base, String heading, String text) {
        String typedHeading = heading.strip();
        String typed = normal(text);
        var outcome = run(() -> {
            var report = store.lock(viewer, id);
            if (report.isEmpty() || !writes(viewer)) return refused("", "report.error.gone");
            if (report.get().state() != State.DRAFT) return refused("", "report.error.notDraft");
            var now = store.section(id, section).orElse(null);
            if (now == null) return refused("", "report.error.gone");
            var started = store.revision(id, section, base);
            if (started.isEmpty()) return refused("", "report.error.base");
            var errors = check(report.get(), typedHeading, typed);
            if (!errors.isEmpty()) return Outcome.<Saved>refused(errors);
            var merged = SectionMerge.of(started.get().text(), typed, now.text());
            var mergedHeading = SectionMerge.of(started.get().heading(), typedHeading, now.heading());
            if (merged.isEmpty() || mergedHeading.isEmpty())
                return refused(merged.isEmpty() ? "text" : "heading", "report.error.conflict", now.savedName());
            store.forgetTyping(id, section, viewer);
            if (merged.get().equals(now.text()) && mergedHeading.get().equals(now.heading()))
                return Outcome.done(new Saved(now.revision(), false));
            int revision = now.revision() + 1;
            store.saveSection(id, section, revision, base, mergedHeading.get(), merged.get(), viewer, clock.instant());
            store.move(
                    id,
                    State.DRAFT,
                    report.get().title(),
                    report.get().version(),
                    report.get().reason());
            audit.append(
                    viewer,
                    AuditEvent.of("report.save", "report", id, report.get().title())
                            .with(Map.of("section", section, "revision", revision, "base", base)));
            return Outcome.done(new Saved(revision, !merged.get().equals(typed)));
        });
        if (outcome instanceof Outcome.Refused<Saved>) keepTyping(viewer, id, section, base, heading, text);
        return outcome;
    }

    /** What is wrong with the text of a section, each error at its line and character. */
    List<FieldError> check(Report report, String heading, String text) {
        var errors = new ArrayList<FieldError>();
        if (heading.length() < 2 || heading.length() > 120)
            errors.add(FieldError.of("heading", "report.error.heading"));
        if (text.length() > LONGEST) errors.add(FieldError.of("text", "report.error.long", LONGEST));
        var vocabulary = vocabulary(report);
        for (TextProblem problem : ReportText.parse(heading, vocabulary).problems())
            errors.add(error("heading", problem));
        for (TextProblem problem : ReportText.parse(text, vocabulary).problems()) errors.add(error("text", problem));
        return errors;
    }

    private static FieldError error(String field, TextProblem problem) {
        return FieldError.of(
                field, "report.error.token", problem.line(), problem.column(), problem.chinese(), problem.english());
    }

    static String normal(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').stripTrailing();
    }

    /** Keeps what is typed as it is, right or wrong, for its author; false when there is nothing to keep it with. */
    public boolean keepTyping(Viewer viewer, UUID id, String section, int base, String heading, String text) {
        return Objects.requireNonNull(transaction.execute(status -> {
            var report = store.find(viewer, id);
            if (report.isEmpty() || !writes(viewer) || text.length() > 2 * LONGEST || heading.length() > 200)
                return false;
            if (store.section(id, section).isEmpty()) return false;
            store.keepTyping(id, section, base, heading, normal(text), viewer, clock.instant());
            return true;
        }));
    }

    /** Throws what the viewer typed into a section away; what is saved stays. */
    public Outcome<UUID> discardTyping(Viewer viewer, UUID id, String section) {
        return run(() -> {
            if (store.find(viewer, id).isEmpty()) return refused("", "report.error.gone");
            store.forgetTyping(id, section, viewer);
            return Outcome.done(id);
        });
    }

    /** Takes how the draft reads now as what later changes are marked against. */
    public Outcome<UUID> takeReading(Viewer viewer, UUID id) {
        return run(() -> {
            var report = store.lock(viewer, id);
            if (report.isEmpty() || !writes(viewer)) return refused("", "report.error.gone");
            if (report.get().state() == State.FROZEN) return refused("", "report.error.frozen");
            read(viewer, report.get());
            store.event(id, "read", viewer, "", clock.instant());
            audit.append(
                    viewer,
                    AuditEvent.of("report.read", "report", id, report.get().title()));
            return Outcome.done(id);
        });
    }

    private void read(Viewer viewer, Report report) {
        Content content = live(viewer, report, store.sections(report.id()));
        store.insertReading(report.id(), ContentJson.write(content), viewer, clock.instant());
    }

    /** Hands the draft in: it can only be read until a second person has frozen it or given it back. */
    public Outcome<UUID> submit(Viewer viewer, UUID id) {
        return run(() -> {
            var report = store.lock(viewer, id);
            if (report.isEmpty() || !writes(viewer)) return refused("", "report.error.gone");
            if (report.get().state() != State.DRAFT) return refused("", "report.error.notDraft");
            read(viewer, report.get());
            store.submit(id, viewer, clock.instant());
            store.event(id, "submitted", viewer, "", clock.instant());
            audit.append(
                    viewer,
                    AuditEvent.of("report.submit", "report", id, report.get().title()));
            messages.submitted(report.get(), viewer);
            return Outcome.done(id);
        });
    }

    /** Gives it back to be drafted further; who handed it in may take it back the same way. */
    public Outcome<UUID> giveBack(Viewer viewer, UUID id, String reason) {
        if (blank(reason)) return refused("reason", "report.error.reason");
        return run(() -> {
            var report = store.lock(viewer, id);
            if (report.isEmpty() || !writes(viewer)) return refused("", "report.error.gone");
            if (report.get().state() != State.REVIEW) return refused("", "report.error.notReview");
            store.move(
                    id,
                    State.DRAFT,
                    report.get().title(),
                    report.get().version(),
                    report.get().reason());
            store.event(id, "returned", viewer, reason.strip(), clock.instant());
            audit.append(
                    viewer,
                    AuditEvent.of("report.return", "report", id, report.get().title())
                            .with(Map.of("reason", reason.strip())));
            messages.returned(report.get(), viewer, reason.strip());
            return Outcome.done(id);
        });
    }

    /** Opens a frozen report again; its versions stay, and the next one says why there is one. */
    public Outcome<UUID> reopen(Viewer viewer, UUID id, String reason) {
        if (blank(reason)) return refused("reason", "report.error.reason");
        return run(() -> {
            var report = store.lock(viewer, id);
            if (report.isEmpty() || !writes(viewer)) return refused("", "report.error.gone");
            if (report.get().state() != State.FROZEN) return refused("", "report.error.notFrozen");
            store.move(id, State.DRAFT, report.get().title(), report.get().version(), reason.strip());
            store.event(id, "reopened", viewer, reason.strip(), clock.instant());
            audit.append(
                    viewer,
                    AuditEvent.of("report.reopen", "report", id, report.get().title())
                            .with(Map.of(
                                    "reason",
                                    reason.strip(),
                                    "version",
                                    report.get().version())));
            return Outcome.done(id);
        });
    }

    private static boolean blank(String reason) {
        return reason.strip().length() < 2 || reason.strip().length() > 500;
    }

    private <T> Outcome<T> run(Supplier<Outcome<T>> command) {
        return Objects.requireNonNull(transaction.execute(status -> {
            Outcome<T> outcome = command.get();
            if (outcome instanceof Outcome.Refused<T>) status.setRollbackOnly();
            return outcome;
        }));
    }

    private static <T> Outcome<T> refused(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }
}
