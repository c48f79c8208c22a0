package dev.kechuang.registry.internal.title;

import dev.kechuang.file.FileStore;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.TitleDocument;
import dev.kechuang.registry.Titles;
import dev.kechuang.registry.Titles.Certificate;
import dev.kechuang.registry.Titles.Grant;
import dev.kechuang.registry.Titles.NewDocument;
import dev.kechuang.registry.internal.OrganisationStore;
import dev.kechuang.registry.internal.title.OrganisationMatcher.Match;
import dev.kechuang.registry.internal.title.TitleBatchStore.Batch;
import dev.kechuang.registry.internal.title.TitleBatchStore.Done;
import dev.kechuang.registry.internal.title.TitleBatchStore.Typed;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.excel.FilledSheet;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Enters a granting document with its whole list: the names are matched to organisations, what is doubtful is chosen by
 * hand, and then everything is granted in one transaction or nothing. What was typed and chosen stays until then. The
 * same list again finds everything granted and changes nothing.
 */
@Service
public class TitleBatch {

    private final TitleBatchStore store;
    private final TitleSheet sheet;
    private final TitleRules rules;
    private final TitleKinds kinds;
    private final TitleBatchPlan plan;
    private final Titles titles;
    private final OrganisationStore organisations;
    private final FileStore files;
    private final TransactionOperations transactions;
    private final Clock clock;

    public TitleBatch(
            TitleBatchStore store,
            TitleSheet sheet,
            TitleRules rules,
            TitleKinds kinds,
            OrganisationMatcher matcher,
            Titles titles,
            OrganisationStore organisations,
            FileStore files,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.sheet = sheet;
        this.rules = rules;
        this.kinds = kinds;
        this.plan = new TitleBatchPlan(store, rules, matcher);
        this.titles = titles;
        this.organisations = organisations;
        this.files = files;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What all lines have in common. */
    public record Head(String kind, String level, NewDocument document, LocalDate from) {}

    /** What will become of a line. */
    public enum Fate {
        /** 新认定. */
        GRANT,
        /** 重新认定. */
        RENEW,
        /** 已录入. */
        UNCHANGED,
        /** 不录入: left out by hand. */
        SKIP,
        /** 待确认单位. */
        DOUBTFUL,
        /** 有错误. */
        WRONG
    }

    /**
     * A line with what will become of it.
     *
     * @param organisation who is meant, null while nobody is
     * @param renews the title that is renewed, null for none
     */
    public record Line(
            Typed typed,
            Fate fate,
            Match match,
            @Nullable UUID organisation,
            @Nullable Title renews,
            Certificate certificate,
            List<FieldError> errors) {}

    public record Preview(Batch batch, TitleKind kind, List<Line> lines) {
        public int count(Fate fate) {
            return (int) lines.stream().filter(line -> line.fate() == fate).count();
        }

        /** Whether everything can be granted. */
        public boolean ready() {
            return batch.done() == null && count(Fate.DOUBTFUL) == 0 && count(Fate.WRONG) == 0;
        }
    }

    /** Keeps the lines of a workbook. */
    public Outcome<UUID> start(Viewer officer, Head head, InputStream workbook) throws IOException {
        var kind = kinds.byCode(head.kind());
        if (kind.isEmpty()) return Outcome.refused(FieldError.of("kind", "title.error.kind", head.kind()));
        try {
            var lines = sheet.read(kind.get(), workbook);
            for (var line : lines) {
                if (line.errors().isEmpty()) continue;
                String column = sheet.label(kind.get(), line.errors().getFirst().field());
                return Outcome.refused(FieldError.of("list", "title.error.formula", line.number(), column));
            }
            return start(
                    officer, head, lines.stream().map(FilledSheet.Line::fields).toList());
        } catch (FilledSheet.Unreadable e) {
            return Outcome.refused(e.error());
        }
    }

    /** Keeps lines that were typed or pasted. */
    public Outcome<UUID> start(Viewer officer, Head head, String text) {
        var kind = kinds.byCode(head.kind());
        if (kind.isEmpty()) return Outcome.refused(FieldError.of("kind", "title.error.kind", head.kind()));
        return start(officer, head, sheet.typed(kind.get(), text));
    }

    /** Keeps lines by field. */
    public Outcome<UUID> start(Viewer officer, Head head, List<Map<String, String>> lines) {
        var errors = new ArrayList<>(rules.document(head.document()));
        TitleKind kind = kinds.byCode(head.kind()).orElse(null);
        TitleKind.Level level = TitleKind.Level.of(head.level()).orElse(null);
        if (kind == null) errors.add(FieldError.of("kind", "title.error.kind", head.kind()));
        else if (kind.holder() == TitleKind.Holder.REGION) {
            errors.add(FieldError.of("kind", "title.error.noBatch", kind.name()));
        } else if (level == null || !kind.levels().contains(level)) {
            errors.add(FieldError.of("level", "title.error.level", kind.name()));
        } else if (!TitleDesk.mayEnter(officer, level)) {
            errors.add(FieldError.of("level", "title.error.notYours"));
        }
        if (lines.isEmpty()) errors.add(FieldError.of("lines", "title.error.noLines"));
        if (lines.size() > TitleSheet.MOST_ROWS) {
            errors.add(FieldError.of("lines", "title.error.manyLines", TitleSheet.MOST_ROWS));
        }
        UUID file = head.document().file();
        if (file != null && files.find(officer, file).isEmpty()) {
            errors.add(FieldError.of("file", "title.error.file"));
        }
        if (!errors.isEmpty() || level == null) return Outcome.refused(errors);
        var document = head.document();
        var stripped = new NewDocument(
                document.number().strip(),
                document.title().strip(),
                document.body().strip(),
                document.issuedOn(),
                document.file());
        return Outcome.done(transactions.execute(
                status -> store.start(officer, head.kind(), level, stripped, head.from(), lines, clock.instant())));
    }

    /** Empty for one of somebody else. */
    public Optional<Preview> preview(Viewer officer, UUID id) {
        return store.find(officer, id, false)
                .flatMap(batch -> kinds.byCode(batch.kind()).map(kind -> plan.of(officer, batch, kind)));
    }

    /** Keeps what was corrected, chosen and left out, right or wrong; lines that are not named stay as they are. */
    public Outcome<UUID> keep(Viewer officer, UUID id, Collection<Typed> lines) {
        return transactions.execute(status -> {
            var batch = store.find(officer, id, true);
            if (batch.isEmpty()) return Outcome.refused(FieldError.of("", "title.error.noBatchThere"));
            if (batch.get().done() != null) return Outcome.refused(FieldError.of("", "title.error.batchDone"));
            for (Typed line : lines) {
                if (line.organisation() != null
                        && organisations.find(officer, line.organisation()).isEmpty()) {
                    return Outcome.refused(FieldError.of("choice." + line.line(), "title.error.organisation"));
                }
            }
            store.keep(id, lines);
            return Outcome.done(id);
        });
    }

    /** Grants everything or nothing; the second time it only says what the first did. */
    public Outcome<Done> confirm(Viewer officer, UUID id) {
        return transactions.execute(status -> {
            var found = store.find(officer, id, true);
            if (found.isEmpty()) return Outcome.refused(FieldError.of("", "title.error.noBatchThere"));
            Batch batch = found.get();
            if (batch.done() != null) return Outcome.done(batch.done());
            var kind = kinds.byCode(batch.kind());
            if (kind.isEmpty()) return Outcome.refused(FieldError.of("kind", "title.error.kind", batch.kind()));
            var preview = plan.of(officer, batch, kind.get());
            if (!preview.ready()) {
                int open = preview.count(Fate.DOUBTFUL) + preview.count(Fate.WRONG);
                return Outcome.refused(FieldError.of("", "title.error.openLines", open));
            }
            var outcome = granted(officer, preview);
            if (outcome instanceof Outcome.Refused<Done>) status.setRollbackOnly();
            return outcome;
        });
    }

    private Outcome<Done> granted(Viewer officer, Preview plan) {
        Batch batch = plan.batch();
        UUID document;
        switch (titles.document(officer, batch.document())) {
            case Outcome.Refused<TitleDocument>(var errors) -> {
                return Outcome.refused(errors);
            }
            case Outcome.Done<TitleDocument>(var entered) -> document = entered.id();
        }
        for (Line line : plan.lines()) {
            if (line.fate() != Fate.GRANT && line.fate() != Fate.RENEW) continue;
            Certificate typed = line.certificate();
            var certificate = new Certificate(
                    typed.number(), document, typed.grantedBy(), typed.from(), typed.until(), typed.details());
            Title renews = line.renews();
            var outcome = renews == null
                    ? titles.grant(
                            officer,
                            new Grant(
                                    batch.kind(),
                                    batch.level().code(),
                                    line.organisation(),
                                    "",
                                    line.typed().fields().getOrDefault("name", ""),
                                    certificate))
                    : titles.renew(officer, renews.id(), renews.version(), certificate);
            if (outcome instanceof Outcome.Refused<Title>(var errors)) {
                var all = new ArrayList<FieldError>();
                String name = line.typed().fields().getOrDefault("organisation", "");
                all.add(FieldError.of("", "title.error.atLine", line.typed().line(), name));
                all.addAll(errors);
                return Outcome.refused(all);
            }
        }
        var done = new Done(
                clock.instant(),
                plan.count(Fate.GRANT),
                plan.count(Fate.RENEW),
                plan.count(Fate.UNCHANGED),
                plan.count(Fate.SKIP));
        store.done(batch.id(), done);
        return Outcome.done(done);
    }

    /** The list as a workbook with the lines that are open marked. */
    public void errors(Preview preview, OutputStream out) throws IOException {
        var lines = preview.lines().stream()
                .map(line -> new FilledSheet.Line(
                        line.typed().line(), line.typed().fields(), line.typed().fields(), List.of()))
                .toList();
        Map<Integer, List<FieldError>> errors = preview.lines().stream()
                .collect(Collectors.toMap(
                        line -> line.typed().line(),
                        line -> line.fate() == Fate.DOUBTFUL && line.errors().isEmpty()
                                ? List.of(FieldError.of(
                                        "organisation",
                                        "title.error.which",
                                        line.typed().fields().getOrDefault("organisation", "")))
                                : line.errors()));
        sheet.errors(preview.kind(), lines, errors, out);
    }
}
