package dev.kechuang.programme.internal.form;

import dev.kechuang.audit.AuditLog;
import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.pack.WorkingDays;
import dev.kechuang.policy.Decisions;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.form.FormService.Typed;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.LifecycleMessages;
import dev.kechuang.programme.internal.lifecycle.LifecycleRecords;
import dev.kechuang.programme.internal.lifecycle.StageHandler;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applications that never were: filled in with made-up answers and handed in by the same services as real ones, at any
 * time, for demonstrations and measurements.
 */
@Component
public class MadeUpApplications {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final String PDF = """
            %%PDF-1.4
            1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj
            2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj
            3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >> endobj
            trailer << /Root 1 0 R >>
            %% made up for demonstration: %s
            %%%%EOF
            """;

    private final ApplicationStore applications;
    private final Definitions definitions;
    private final AnswerStore answers;
    private final FormStore store;
    private final SubmissionStore submissions;
    private final ParticipantStore participants;
    private final FormFacts facts;
    private final LimitCheck limits;
    private final Eligibility eligibility;
    private final Organisations organisations;
    private final Decisions decisions;
    private final FileStore files;
    private final ObjectProvider<StageHandler> handlers;
    private final LifecycleRecords records;
    private final LifecycleMessages messages;
    private final AuditLog audit;
    private final WorkingDays workingDays;
    private final TransactionTemplate transaction;

    public MadeUpApplications(
            ApplicationStore applications,
            Definitions definitions,
            AnswerStore answers,
            FormStore store,
            SubmissionStore submissions,
            ParticipantStore participants,
            FormFacts facts,
            LimitCheck limits,
            Eligibility eligibility,
            Organisations organisations,
            Decisions decisions,
            FileStore files,
            ObjectProvider<StageHandler> handlers,
            LifecycleRecords records,
            LifecycleMessages messages,
            AuditLog audit,
            WorkingDays workingDays,
            TransactionTemplate transaction) {
        this.applications = applications;
        this.definitions = definitions;
        this.answers = answers;
        this.store = store;
        this.submissions = submissions;
        this.participants = participants;
        this.facts = facts;
        this.limits = limits;
        this.eligibility = eligibility;
        this.organisations = organisations;
        this.decisions = decisions;
        this.files = files;
        this.handlers = handlers;
        this.records = records;
        this.messages = messages;
        this.audit = audit;
        this.workingDays = workingDays;
        this.transaction = transaction;
    }

    /** Applies at the time the clock says; it may be set on between one application and the next. */
    public Desk at(Clock clock) {
        var lifecycle =
                new Lifecycle(applications, definitions, handlers, records, messages, audit, workingDays, clock);
        var forms = new FormService(applications, definitions, answers, store, facts, files, transaction, clock);
        return new Desk(
                clock,
                forms,
                new StartService(store, definitions, organisations, eligibility, lifecycle, clock),
                new SubmissionService(
                        applications,
                        forms,
                        store,
                        submissions,
                        participants,
                        organisations,
                        eligibility,
                        limits,
                        decisions,
                        files,
                        lifecycle,
                        transaction,
                        clock));
    }

    /** The services of an applicant at a time. */
    public final class Desk {
        private final Clock clock;
        private final FormService forms;
        private final StartService starting;
        private final SubmissionService submitting;

        private Desk(Clock clock, FormService forms, StartService starting, SubmissionService submitting) {
            this.clock = clock;
            this.forms = forms;
            this.starting = starting;
            this.submitting = submitting;
        }

        /** A draft filled in as far as it goes; refused where the person's organisation cannot apply. */
        public Outcome<Application> draft(Viewer person, UUID call, String track, RandomGenerator random) {
            Outcome<Application> begun = transaction.execute(status -> starting.start(person, call));
            if (!(begun instanceof Outcome.Done<Application>(var draft))) {
                return java.util.Objects.requireNonNull(begun);
            }
            var definition = definitions.of(draft.version());
            var opened =
                    forms.open(person, draft.id(), Locale.SIMPLIFIED_CHINESE).orElseThrow();
            var known = opened.form().answers();
            var typed = new ArrayList<Typed>();
            MadeUpAnswers.of(definition, known, track, LocalDate.now(clock.withZone(ZONE)), random)
                    .forEach((path, value) -> typed.add(new Typed(path, value, FormService.token(known.get(path)))));
            var errors = forms.save(person, draft.id(), typed).fold(saved -> List.<FieldError>of(), all -> all);
            if (!errors.isEmpty()) return Outcome.refused(errors);
            var form = forms.open(person, draft.id(), Locale.SIMPLIFIED_CHINESE)
                    .orElseThrow()
                    .form();
            for (String path : MadeUpAnswers.filesNeeded(form)) {
                var refused = attach(person, draft, path).fold(at -> List.<FieldError>of(), all -> all);
                if (!refused.isEmpty()) return Outcome.refused(refused);
            }
            return Outcome.done(draft);
        }

        /** The same, handed in; where that is refused the draft stays. */
        public Outcome<Application> apply(Viewer person, UUID call, String track, RandomGenerator random) {
            return switch (draft(person, call, track, random)) {
                case Outcome.Refused<Application> refused -> refused;
                case Outcome.Done<Application>(var draft) ->
                    submitting.submit(person, draft.id(), draft.moves(), Locale.SIMPLIFIED_CHINESE);
            };
        }

        private Outcome<String> attach(Viewer person, Application draft, String path) {
            byte[] content = PDF.formatted(path).getBytes(StandardCharsets.UTF_8);
            try {
                return switch (files.store(
                        person, "附件.pdf", FileStore.Kind.ATTACHMENT, new ByteArrayInputStream(content))) {
                    case Outcome.Refused<StoredFile>(var errors) -> Outcome.refused(errors);
                    case Outcome.Done<StoredFile>(var file) -> forms.addFile(person, draft.id(), path, file);
                };
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
