package dev.kechuang.programme.internal.review;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.programme.internal.blind.Identity;
import dev.kechuang.programme.internal.form.Submission;
import dev.kechuang.programme.internal.form.SubmissionStore;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.review.AttachmentStore.Check;
import dev.kechuang.programme.internal.review.AttachmentStore.State;
import dev.kechuang.programme.internal.review.SheetAccess.Work;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Who sees which attachment in a review, and what the officer decides about those that tell who applies. */
@Service
public class AttachmentService {

    /** So many are read while somebody waits for the page; the job reads the others. */
    private static final int AT_ONCE = 40;

    private final AttachmentStore store;
    private final AttachmentCheck check;
    private final ReviewStore reviews;
    private final ReviewDesk desk;
    private final SheetAccess access;
    private final SubmissionStore submissions;
    private final FileStore files;
    private final AuditLog audit;
    private final TransactionOperations transactions;
    private final Clock clock;

    public AttachmentService(
            AttachmentStore store,
            AttachmentCheck check,
            ReviewStore reviews,
            ReviewDesk desk,
            SheetAccess access,
            SubmissionStore submissions,
            FileStore files,
            AuditLog audit,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.check = check;
        this.reviews = reviews;
        this.desk = desk;
        this.access = access;
        this.submissions = submissions;
        this.files = files;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * An attachment as a reviewer sees it.
     *
     * @param name in a blind round without the applicant's own words: number and position
     */
    public record Paper(UUID file, String label, String name, long size, String contentType) {}

    /**
     * @param waiting how many are kept back until they are read, or decided about
     * @param hidden how many an officer hides
     */
    public record Papers(List<Paper> shown, int waiting, int hidden) {}

    public static final Papers NONE = new Papers(List.of(), 0, 0);

    /** Attachments of the application under review; none once the round is closed or before the review is accepted. */
    public Papers of(Work work, Locale locale) {
        if (!work.readable()) return NONE;
        return submissions
                .latest(work.application().id())
                .map(handedIn -> of(work, handedIn, locale))
                .orElse(NONE);
    }

    /**
     * The same where it is known already.
     *
     * @param handedIn what was handed in last
     */
    public Papers of(Work work, Submission handedIn, Locale locale) {
        if (!work.readable()) return NONE;
        boolean blind = work.review().blind();
        var checks = store.of(List.of(work.application().id()))
                .getOrDefault(work.application().id(), Map.of());
        var shown = new ArrayList<Paper>();
        int waiting = 0;
        int hidden = 0;
        var all = new Answers(handedIn.content()).files(locale);
        var kept = files.find(all.stream().map(file -> file.file().id()).toList());
        for (int i = 0; i < all.size(); i++) {
            var file = all.get(i);
            Check found = checks.get(file.file().id());
            if (blind && (found == null || !found.shown())) {
                if (found != null && found.decision().equals("hidden")) hidden++;
                else waiting++;
                continue;
            }
            StoredFile stored = kept.get(file.file().id());
            if (stored == null) continue;
            String name =
                    blind ? work.application().number() + "-" + (i + 1) + extension(stored.name()) : stored.name();
            shown.add(new Paper(stored.id(), file.label(), name, stored.size(), stored.contentType()));
        }
        return new Papers(shown, waiting, hidden);
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(dot);
    }

    /** A file to be handed out. */
    public record Handed(StoredFile file, String name) {}

    /** The file if it is shown to whoever may work on the review: nobody else, and nothing else. */
    public Optional<Handed> open(Viewer viewer, UUID assignment, UUID file) {
        return access.find(viewer, assignment)
                .flatMap(work -> of(work, Locale.SIMPLIFIED_CHINESE).shown().stream()
                        .filter(paper -> paper.file().equals(file))
                        .findFirst())
                .flatMap(paper -> files.find(file).map(stored -> new Handed(stored, paper.name())));
    }

    // For the officer

    /**
     * An attachment with what was found in it.
     *
     * @param check null where nobody has listed it yet
     */
    public record Checked(
            Application application,
            Answers.File file,
            @Nullable Check check) {
        public boolean waiting() {
            return check == null
                    || check.state() == State.WAITING && check.decision().isEmpty();
        }
    }

    /** @param clean how many more were read and tell nothing */
    public record Overview(List<Checked> files, int clean) {
        public int waiting() {
            return (int) files.stream().filter(Checked::waiting).count();
        }

        public int open() {
            return (int) files.stream()
                    .filter(each -> each.check() != null && each.check().open())
                    .count();
        }
    }

    public record Text(Application application, Identity.Finding finding) {}

    /**
     * What stands at a blind stage.
     *
     * @param all also what was read and tells nothing; applications with nothing else are not even opened otherwise
     */
    public Overview overview(UUID call, String stage, boolean all, Locale locale) {
        var waiting = reviews.waiting(call, stage);
        var checks = store.of(waiting.stream().map(Application::id).toList());
        var found = new ArrayList<Checked>();
        int clean = 0;
        for (Application application : waiting) {
            var own = checks.getOrDefault(application.id(), Map.of());
            boolean plain = !own.isEmpty() && own.values().stream().allMatch(Check::clean);
            if (plain && !all) {
                clean += own.size();
                continue;
            }
            var handedIn = submissions.latest(application.id());
            if (handedIn.isEmpty()) continue;
            for (var file : new Answers(handedIn.get().content()).files(locale)) {
                Check known = own.get(file.file().id());
                if (known != null && known.clean() && !all) clean++;
                else found.add(new Checked(application, file, known));
            }
        }
        return new Overview(found, clean);
    }

    /** What the texts of the forms tell; reviewers see it hidden. Reads every form of the stage. */
    public List<Text> texts(UUID call, String stage, Locale locale) {
        var texts = new ArrayList<Text>();
        for (Application application : reviews.waiting(call, stage)) {
            submissions
                    .latest(application.id())
                    .ifPresent(handedIn -> new Answers(handedIn.content())
                            .leaks(check.identity(application), locale)
                            .forEach(leak -> texts.add(new Text(application, leak))));
        }
        return texts;
    }

    /** How many attachments of a stage wait for an officer's decision; cheap. */
    public int open(Collection<UUID> applications) {
        return (int) store.of(applications).values().stream()
                .flatMap(own -> own.values().stream())
                .filter(Check::open)
                .count();
    }

    /**
     * Lists what is not listed yet and reads some of it now.
     *
     * @return how many were read
     */
    public Outcome<Integer> read(Viewer officer, UUID call, String stage) {
        if (!blind(officer, call, stage)) return gone();
        var here = reviews.waiting(call, stage).stream().map(Application::id).toList();
        transactions.executeWithoutResult(status -> here.forEach(check::enter));
        return Outcome.done(check.run(here, AT_ONCE));
    }

    private boolean blind(Viewer officer, UUID call, String stage) {
        return desk.run(officer, call, stage)
                .map(board -> desk.review(board.version(), stage).blind())
                .orElse(false);
    }

    public record Ref(UUID application, UUID file) {}

    /**
     * Lets attachments be shown though they tell something, or hides them; all or none.
     *
     * @param reason why, 2 to 400 characters
     */
    public Outcome<Integer> decide(
            Viewer officer, UUID call, String stage, Collection<Ref> chosen, boolean shown, String reason) {
        var errors = new ArrayList<FieldError>();
        if (chosen.isEmpty()) errors.add(FieldError.of("file", "review.error.noneChosen"));
        if (reason.strip().length() < 2) errors.add(FieldError.of("reason", "review.error.reason"));
        if (reason.length() > 400) errors.add(FieldError.of("reason", "review.error.long", 400));
        if (!errors.isEmpty()) return Outcome.refused(errors);
        return transactions.execute(status -> {
            if (!blind(officer, call, stage)) return gone();
            var here = reviews.waiting(call, stage).stream()
                    .collect(Collectors.toMap(Application::id, application -> application));
            for (Ref ref : new HashSet<>(chosen)) {
                Application application = here.get(ref.application());
                String name = files.find(ref.file()).map(StoredFile::name).orElse("");
                if (application == null
                        || !store.decide(
                                application.id(), ref.file(), shown, reason.strip(), officer.name(), clock.instant())) {
                    status.setRollbackOnly();
                    return Outcome.refused(FieldError.of("file", "review.error.unreadFile", name));
                }
                audit.append(
                        officer,
                        AuditEvent.of(
                                        shown ? "programme.reviewFileShown" : "programme.reviewFileHidden",
                                        "application",
                                        application.id(),
                                        application.label())
                                .with(Map.of("file", name, "stage", stage, "reason", reason.strip())));
            }
            return Outcome.done(chosen.size());
        });
    }

    private static <T> Outcome<T> gone() {
        return Outcome.refused(FieldError.of("", "review.error.gone"));
    }
}
