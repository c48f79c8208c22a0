package dev.kechuang.programme.internal.review;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.programme.internal.blind.AttachmentText;
import dev.kechuang.programme.internal.blind.AttachmentText.Unread;
import dev.kechuang.programme.internal.blind.Identity;
import dev.kechuang.programme.internal.blind.Identity.Kind;
import dev.kechuang.programme.internal.form.Answered.Attached;
import dev.kechuang.programme.internal.form.Submission;
import dev.kechuang.programme.internal.form.SubmissionStore;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.review.AttachmentStore.Check;
import dev.kechuang.programme.internal.review.AttachmentStore.State;
import dev.kechuang.registry.OrganisationIdentity;
import dev.kechuang.registry.Organisations;
import java.io.IOException;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Searches the attachments of blind reviews for what tells who applies (匿名检查). */
@Component
public class AttachmentCheck {

    /** More places of one file are not listed: it is plain by then. */
    static final int MOST_FINDINGS = 50;

    private static final Logger LOG = LoggerFactory.getLogger(AttachmentCheck.class);

    private final AttachmentStore store;
    private final SubmissionStore submissions;
    private final ApplicationStore applications;
    private final Organisations organisations;
    private final FileStore files;
    private final Clock clock;

    public AttachmentCheck(
            AttachmentStore store,
            SubmissionStore submissions,
            ApplicationStore applications,
            Organisations organisations,
            FileStore files,
            Clock clock) {
        this.store = store;
        this.submissions = submissions;
        this.applications = applications;
        this.organisations = organisations;
        this.files = files;
        this.clock = clock;
    }

    /** Lists the attachments that were handed in last, to be read. */
    void enter(UUID application) {
        submissions
                .latest(application)
                .ifPresent(submission -> store.enter(
                        application,
                        submission.content().files().stream().map(Attached::id).toList()));
    }

    /** What tells who applies: the register's names, numbers and people, and what the form says. */
    public Identity identity(Application application) {
        return Objects.requireNonNull(identities(List.of(application)).get(application.id()));
    }

    /** The same of many, in as many statements as of one. */
    public Map<UUID, Identity> identities(Collection<Application> some) {
        var known = organisations.identities(
                some.stream().map(Application::organisation).collect(Collectors.toSet()));
        var handedIn = submissions.latest(some.stream().map(Application::id).collect(Collectors.toSet()));
        var identities = new HashMap<UUID, Identity>();
        for (Application each : some) {
            identities.put(each.id(), identity(each, known.get(each.organisation()), handedIn.get(each.id())));
        }
        return identities;
    }

    /**
     * The same where it is known already what was handed in last.
     *
     * @param handedIn null for nothing
     */
    public Identity identity(Application application, @Nullable Submission handedIn) {
        var known = organisations.identities(List.of(application.organisation()));
        return identity(application, known.get(application.organisation()), handedIn);
    }

    private static Identity identity(
            Application application, @Nullable OrganisationIdentity known, @Nullable Submission handedIn) {
        var identity = new Identity.Builder();
        identity.addUnit(Kind.UNIT, application.organisationName());
        identity.add(Kind.PERSON, application.leader());
        if (known != null) {
            known.names().forEach(name -> identity.addUnit(Kind.UNIT, name));
            known.formerNames().forEach(name -> identity.addUnit(Kind.FORMER_NAME, name));
            identity.add(Kind.CREDIT_CODE, known.creditCode());
            identity.addAll(Kind.PERSON, known.people());
            identity.addAll(Kind.PHONE, known.phones());
            identity.addAll(Kind.EMAIL, known.emails());
        }
        if (handedIn != null) new Answers(handedIn.content()).identify(identity);
        return identity.build();
    }

    /**
     * Reads files that wait, at most so many.
     *
     * @return how many were read
     */
    public int run(int most) {
        return read(store.waiting(most));
    }

    /** The same for some applications. */
    int run(Collection<UUID> some, int most) {
        return read(store.waiting(some, most));
    }

    private int read(List<Check> waiting) {
        var identities = new HashMap<UUID, Identity>();
        for (Check check : waiting) {
            var identity = identities.computeIfAbsent(
                    check.application(), id -> identity(applications.find(id).orElseThrow()));
            var text = read(check.file());
            var findings = text.find(identity, MOST_FINDINGS);
            State state = !findings.isEmpty() ? State.LEAKS : text.readWhole() ? State.CLEAN : State.UNREAD;
            store.checked(check.application(), check.file(), state, findings, text.unread(), clock.instant());
        }
        return waiting.size();
    }

    private AttachmentText read(UUID id) {
        StoredFile file = files.find(id).orElse(null);
        if (file == null) return new AttachmentText(List.of(), List.of(new Unread("damaged", "")));
        try (var content = files.open(file)) {
            return AttachmentText.read(file.name(), file.contentType(), content);
        } catch (IOException | RuntimeException e) {
            LOG.warn("attachment {} cannot be read", id, e);
            return new AttachmentText(List.of(), List.of(new Unread("damaged", "")));
        }
    }
}
