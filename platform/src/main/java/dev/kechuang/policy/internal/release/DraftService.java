package dev.kechuang.policy.internal.release;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.policy.PolicyRelease;
import dev.kechuang.policy.PolicyReleased;
import dev.kechuang.policy.internal.PolicyBook;
import dev.kechuang.policy.internal.PolicyBook.Entry;
import dev.kechuang.policy.internal.PolicyBook.Pack;
import dev.kechuang.policy.internal.PolicyVersionStore;
import dev.kechuang.policy.internal.ReleaseStore;
import dev.kechuang.policy.internal.ReleaseStore.By;
import dev.kechuang.policy.internal.ReleaseStore.NewRelease;
import dev.kechuang.policy.internal.release.Draft.State;
import dev.kechuang.policy.internal.release.Draft.Submission;
import dev.kechuang.policy.internal.release.Draft.Wish;
import dev.kechuang.policy.internal.release.DraftStore.NewDraft;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Writes, submits and releases drafts. Who wrote or submitted a text does not release it (四眼原则). Each command names
 * the revision it looked at; one that is no longer the newest is refused, so that nobody's work is overwritten and nobody
 * releases what was not read.
 */
@Service
public class DraftService {

    private static final int TEXT = 400_000;
    private static final int AHEAD = 731;

    private final DraftStore store;
    private final DraftCheck check;
    private final PolicyBook book;
    private final PolicyVersionStore versions;
    private final ReleaseStore releases;
    private final DraftNews news;
    private final AuditLog audit;
    private final ApplicationEventPublisher events;
    private final TransactionOperations transactions;
    private final Clock clock;

    public DraftService(
            DraftStore store,
            DraftCheck check,
            PolicyBook book,
            PolicyVersionStore versions,
            ReleaseStore releases,
            DraftNews news,
            AuditLog audit,
            ApplicationEventPublisher events,
            TransactionOperations transactions,
            Clock clock) {
        this.store = store;
        this.check = check;
        this.book = book;
        this.versions = versions;
        this.releases = releases;
        this.news = news;
        this.audit = audit;
        this.events = events;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** The bureau looks after every policy that concerns the city, a county after its own. */
    public static boolean mayChange(Viewer viewer, String region) {
        return viewer.isAny(Role.BUREAU_OFFICER, Role.BUREAU_LEADER)
                || viewer.is(Role.COUNTY_OFFICER)
                        && !region.isEmpty()
                        && viewer.regions().contains(region);
    }

    /** Packs in which the viewer may write a new policy. */
    public List<Pack> packs(Viewer viewer) {
        return book.packs().stream()
                .filter(pack -> mayChange(viewer, pack.region()))
                .toList();
    }

    /**
     * The draft of a policy that is there: the one at work, or a new one that begins with the newest text.
     *
     * @param fromPack begin with the pack's text, where it is another than the released one
     */
    public Outcome<Draft> begin(Viewer viewer, String policy, boolean fromPack) {
        Entry entry = (fromPack ? book.inPack(policy) : book.newest(policy)).orElse(null);
        if (entry == null) return refused("policy", "release.error.noPolicy", policy);
        if (!mayChange(viewer, entry.version().region())) return refused("", "release.error.region");
        var source = entry.sources().getFirst();
        return transactions.execute(status -> {
            versions.keep(entry, clock.instant());
            return begin(
                    viewer,
                    new NewDraft(
                            policy,
                            entry.version().policy().name(),
                            source.pack(),
                            source.region(),
                            source.path(),
                            entry.version().digest(),
                            source.text()));
        });
    }

    private Outcome<Draft> begin(Viewer viewer, NewDraft draft) {
        Optional<UUID> made = store.insert(draft, viewer, clock.instant());
        Draft begun =
                made.flatMap(store::find).or(() -> store.atWork(draft.policy())).orElseThrow();
        if (made.isPresent()) audit.append(viewer, event("policy.draftBegun", begun));
        return Outcome.done(begun);
    }

    /**
     * A draft of a policy that is not there yet.
     *
     * @param template id of a policy whose text it begins with; empty for a short one
     */
    public Outcome<Draft> beginNew(Viewer viewer, String pack, String policy, String name, String template) {
        String id = policy.strip();
        String title = name.strip();
        var errors = new ArrayList<FieldError>();
        Pack home = packs(viewer).stream()
                .filter(one -> one.id().equals(pack))
                .findFirst()
                .orElse(null);
        if (home == null) errors.add(FieldError.of("pack", "release.error.pack"));
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*") || id.length() > 100) {
            errors.add(FieldError.of("policy", "release.error.id"));
        } else if (home != null && !id.startsWith(home.id() + "-")) {
            errors.add(FieldError.of("policy", "release.error.idOfPack", home.id() + "-"));
        } else if (book.newest(id).isPresent()) {
            errors.add(FieldError.of("policy", "release.error.idTaken", id));
        }
        if (title.isEmpty() || title.length() > 200) errors.add(FieldError.of("name", "release.error.name"));
        Entry from = template.isEmpty() ? null : book.newest(template).orElse(null);
        if (!template.isEmpty() && from == null) {
            errors.add(FieldError.of("template", "release.error.noPolicy", template));
        }
        if (home == null || !errors.isEmpty()) return Outcome.refused(errors);
        String text = from == null
                ? PolicyTemplate.text(id, title, home.id(), LocalDate.now(clock))
                : PolicyTemplate.after(from.sources().getFirst().text(), id, title, home.id());
        var draft = new NewDraft(id, title, home.id(), home.region(), "policies/" + id + ".yaml", null, text);
        return transactions.execute(status -> {
            if (store.atWork(id).isPresent()) return refused("policy", "release.error.idTaken", id);
            return begin(viewer, draft);
        });
    }

    public Checked check(Draft draft, String text) {
        return check.check(draft, text);
    }

    /** The newest text of a draft and what there is to say about it. */
    public Checked check(Draft draft) {
        return check.check(draft, store.text(draft.id(), draft.revision()));
    }

    /**
     * Keeps a text, also one with errors.
     *
     * @param seen the revision it began from
     */
    public Outcome<Draft> save(Viewer viewer, UUID id, int seen, String text) {
        if (text.isBlank()) return refused("text", "release.error.empty");
        if (text.length() > TEXT) return refused("text", "release.error.long", TEXT);
        return change(viewer, id, (draft, now) -> {
            if (draft.state() != State.OPEN) return notOpen(draft);
            Checked checked = check.check(draft, text);
            if (checked.text().equals(store.text(id, draft.revision()))) return Outcome.done(draft);
            if (draft.revision() != seen) return otherRevision(draft);
            var policy = checked.policy();
            String name =
                    policy == null || policy.name().isBlank() || policy.name().length() > 200
                            ? draft.name()
                            : policy.name();
            store.save(draft, name, checked.text(), viewer, now);
            return done(viewer, "policy.draftSaved", id);
        });
    }

    /** First and last day from which a release of today may be in force. */
    public record Reach(LocalDate first, LocalDate last) {}

    public Reach reach() {
        LocalDate today = LocalDate.now(clock);
        return new Reach(today.withDayOfYear(1), today.plusDays(AHEAD));
    }

    /** Hands a draft to another person. */
    public Outcome<Draft> submit(Viewer viewer, UUID id, int seen, Wish wish) {
        var errors = new ArrayList<FieldError>();
        Reach reach = reach();
        if (wish.inForceFrom().isBefore(reach.first()) || wish.inForceFrom().isAfter(reach.last())) {
            errors.add(FieldError.of(
                    "inForceFrom",
                    "release.error.reach",
                    reach.first().toString(),
                    reach.last().toString()));
        }
        if (wish.document().isBlank() || wish.document().strip().length() > 200) {
            errors.add(FieldError.of("document", "release.error.document"));
        }
        if (wish.reason().isBlank() || wish.reason().strip().length() > 2000) {
            errors.add(FieldError.of("reason", "release.error.reason"));
        }
        if (!errors.isEmpty()) return Outcome.refused(errors);
        var kept = new Wish(
                wish.inForceFrom(), wish.document().strip(), wish.reason().strip());
        return change(viewer, id, (draft, now) -> {
            if (draft.state() != State.OPEN) return notOpen(draft);
            if (draft.revision() != seen) return otherRevision(draft);
            var wrong = wrong(draft);
            if (!wrong.isEmpty()) return Outcome.refused(wrong);
            store.submit(draft, kept, viewer, now);
            Outcome<Draft> submitted = done(viewer, "policy.draftSubmitted", id);
            news.submitted(viewer, store.find(id).orElseThrow());
            return submitted;
        });
    }

    /** Why its text cannot be released; empty when it can. */
    private List<FieldError> wrong(Draft draft) {
        Checked checked = check(draft);
        if (checked.entry() == null) {
            return List.of(FieldError.of(
                    "text",
                    "release.error.text",
                    checked.errors().size(),
                    checked.errors().getFirst().line()));
        }
        if (checked.cases().isEmpty()) return List.of(FieldError.of("text", "release.error.noCases"));
        if (checked.failing() > 0) {
            return List.of(FieldError.of(
                    "text",
                    "release.error.cases",
                    checked.failing(),
                    checked.cases().stream()
                            .filter(run -> !run.passes())
                            .findFirst()
                            .orElseThrow()
                            .test()
                            .name()));
        }
        String digest = checked.entry().version().digest();
        boolean same = book.newest(draft.policy())
                .map(newest -> newest.version().digest().equals(digest))
                .orElse(false);
        return same ? List.of(FieldError.of("text", "release.error.same")) : List.of();
    }

    /** Takes one's own submission back. */
    public Outcome<Draft> withdraw(Viewer viewer, UUID id) {
        return change(viewer, id, (draft, now) -> {
            Submission submission = draft.submission();
            if (submission == null || draft.state() != State.SUBMITTED) return notSubmitted(draft);
            if (!submission.by().equals(viewer.account())) return refused("", "release.error.notYours");
            store.reopen(draft, "withdrawn", "", viewer, now);
            return done(viewer, "policy.draftWithdrawn", id);
        });
    }

    /** Sends a submitted draft back to be mended. */
    public Outcome<Draft> giveBack(Viewer viewer, UUID id, int seen, String reason) {
        if (reason.isBlank() || reason.strip().length() > 2000) return refused("reason", "release.error.returnReason");
        return change(viewer, id, (draft, now) -> {
            Submission submission = draft.submission();
            if (submission == null || draft.state() != State.SUBMITTED) return notSubmitted(draft);
            if (draft.revision() != seen) return otherRevision(draft);
            if (submission.by().equals(viewer.account())) return refused("", "release.error.returnOwn");
            store.reopen(draft, "returned", reason.strip(), viewer, now);
            news.returned(viewer, draft, reason.strip());
            return done(viewer, "policy.draftReturned", id);
        });
    }

    /** Throws a draft away; its texts are kept. */
    public Outcome<Draft> discard(Viewer viewer, UUID id, String reason) {
        if (reason.isBlank() || reason.strip().length() > 2000) return refused("reason", "release.error.returnReason");
        return change(viewer, id, (draft, now) -> {
            if (draft.state() != State.OPEN) return notOpen(draft);
            store.discard(draft, reason.strip(), viewer, now);
            return done(viewer, "policy.draftDiscarded", id);
        });
    }

    /** Releases a submitted draft: it decides from its day on, on every node. */
    public Outcome<PolicyRelease> release(Viewer viewer, UUID id, int seen) {
        return change(viewer, id, (draft, now) -> {
            Submission submission = draft.submission();
            Wish wish = draft.wish();
            if (submission == null || wish == null || draft.state() != State.SUBMITTED) return notSubmitted(draft);
            if (draft.revision() != seen) return otherRevision(draft);
            if (submission.by().equals(viewer.account()) || draft.author().equals(viewer.account())) {
                return refused("", "release.error.fourEyes");
            }
            // Packs, dictionary and the calendar may have changed since it was submitted.
            var wrong = wrong(draft);
            if (!wrong.isEmpty()) return Outcome.refused(wrong);
            if (wish.inForceFrom().isBefore(reach().first())) {
                return refused("", "release.error.reachGone", reach().first().toString());
            }
            return Outcome.done(release(viewer, draft, wish, submission, now));
        });
    }

    private PolicyRelease release(Viewer viewer, Draft draft, Wish wish, Submission submission, Instant now) {
        Entry entry = Objects.requireNonNull(check(draft).entry());
        versions.keep(entry, now);
        PolicyRelease release = releases.insert(new NewRelease(
                draft.policy(),
                entry.version().digest(),
                draft.pack(),
                draft.path(),
                draft.region(),
                book.inPack(draft.policy())
                        .map(pack -> pack.sources().getFirst().digest())
                        .orElse(null),
                wish.inForceFrom(),
                wish.document(),
                wish.reason(),
                new By(draft.author(), draft.authorName()),
                new By(submission.by(), submission.name()),
                submission.at(),
                new By(viewer.requireAccount(), viewer.name()),
                now));
        store.released(draft, release.id(), viewer, now);
        audit.append(
                viewer,
                event("policy.released", draft)
                        .with(Map.of(
                                "version",
                                release.version(),
                                "number",
                                release.number(),
                                "inForceFrom",
                                release.inForceFrom().toString(),
                                "document",
                                release.document())));
        news.released(viewer, draft, release);
        events.publishEvent(new PolicyReleased(release.policy(), release.version(), release.inForceFrom()));
        return release;
    }

    private <T> Outcome<T> change(Viewer viewer, UUID id, BiFunction<Draft, Instant, Outcome<T>> work) {
        return Objects.requireNonNull(transactions.execute(status -> {
            Draft draft = store.lock(id);
            if (!mayChange(viewer, draft.region())) return refused("", "release.error.region");
            return work.apply(draft, clock.instant());
        }));
    }

    private Outcome<Draft> done(Viewer viewer, String action, UUID id) {
        Draft draft = store.find(id).orElseThrow();
        audit.append(viewer, event(action, draft));
        return Outcome.done(draft);
    }

    private static AuditEvent event(String action, Draft draft) {
        return AuditEvent.of(action, "policyDraft", draft.id(), draft.name())
                .with(Map.of("policy", draft.policy(), "revision", draft.revision()));
    }

    private static <T> Outcome<T> otherRevision(Draft draft) {
        return refused(
                "text", "release.error.revision", draft.authorName(), DraftNews.MINUTE.format(draft.changedAt()));
    }

    private static <T> Outcome<T> notOpen(Draft draft) {
        return refused("", "release.error.notOpen." + draft.state().code());
    }

    private <T> Outcome<T> notSubmitted(Draft draft) {
        Function<Draft.Step, Outcome<T>> told = step ->
                refused("", "release.error.gone." + step.step(), step.name(), DraftNews.MINUTE.format(step.at()));
        return store.steps(draft.id()).stream()
                .filter(step -> !step.step().equals("begun") && !step.step().equals("submitted"))
                .findFirst()
                .map(told)
                .orElseGet(() -> refused("", "release.error.notSubmitted"));
    }

    private static <T> Outcome<T> refused(String field, String key, Object... args) {
        return Outcome.refused(FieldError.of(field, key, args));
    }
}
