package dev.kechuang.programme.internal.form;

import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.file.FileStore;
import dev.kechuang.policy.Decisions;
import dev.kechuang.programme.internal.call.Call;
import dev.kechuang.programme.internal.call.CallStore;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.form.FormService.Opened;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.programme.internal.lifecycle.EventKind;
import dev.kechuang.programme.internal.lifecycle.Lifecycle;
import dev.kechuang.programme.internal.lifecycle.Move;
import dev.kechuang.programme.internal.lifecycle.Status;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hands an application in: everything is checked, the answers are frozen, the number is given and the first stage is passed,
 * all in one transaction or not at all. After a return the same hands it in again.
 */
@Service
public class SubmissionService {

    public static final String FILES = "programme.submission";

    /** Subject of the decision that computed the sum of an application, with its id behind. */
    public static final String AMOUNT = "programme/amount/";

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZONE);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZONE);

    private final ApplicationStore applications;
    private final FormService forms;
    private final FormStore store;
    private final CallStore calls;
    private final SubmissionStore submissions;
    private final ParticipantStore participants;
    private final Organisations organisations;
    private final Corrections corrections;
    private final Eligibility eligibility;
    private final Entitlement entitlements;
    private final LimitCheck limits;
    private final List<Barrier> barriers;
    private final Decisions decisions;
    private final FileStore files;
    private final Lifecycle lifecycle;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public SubmissionService(
            ApplicationStore applications,
            FormService forms,
            FormStore store,
            CallStore calls,
            SubmissionStore submissions,
            ParticipantStore participants,
            Organisations organisations,
            Corrections corrections,
            Eligibility eligibility,
            Entitlement entitlements,
            LimitCheck limits,
            List<Barrier> barriers,
            Decisions decisions,
            FileStore files,
            Lifecycle lifecycle,
            TransactionTemplate transaction,
            Clock clock) {
        this.applications = applications;
        this.forms = forms;
        this.store = store;
        this.calls = calls;
        this.submissions = submissions;
        this.participants = participants;
        this.organisations = organisations;
        this.corrections = corrections;
        this.eligibility = eligibility;
        this.entitlements = entitlements;
        this.limits = limits;
        this.barriers = List.copyOf(barriers);
        this.decisions = decisions;
        this.files = files;
        this.lifecycle = lifecycle;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What stands between a form and its submission.
     *
     * @param problems everything missing or wrong, at its path; empty when it can be handed in
     * @param bars what keeps the applicant or somebody of the application from applying, the problems of which are among
     *     them
     * @param eligible what the policy says of the applicant
     * @param entitlement the sum a policy gives; null where the money does not go by one
     * @param call when it takes applications
     */
    public record Checked(
            Opened opened,
            List<FieldError> problems,
            List<Barrier.Bar> bars,
            Eligibility.Answer eligible,
            Entitlement.@Nullable Computed entitlement,
            Call call) {

        public Application application() {
            return opened.application();
        }
    }

    /**
     * Checks everything, for people of the organisation. Whoever does so while the call is open may finish in its minutes of
     * grace.
     */
    public Outcome<Checked> check(Viewer viewer, UUID application, Locale locale) {
        return forms.writing(viewer, application, found -> {
            Checked checked = checked(viewer, found, locale);
            Instant now = clock.instant();
            if (found.isDraft() && checked.call().isOpen(now)) {
                store.opened(application, viewer.requireAccount(), now);
            }
            return Outcome.done(checked);
        });
    }

    private Checked checked(Viewer viewer, Application found, Locale locale) {
        Opened opened = forms.opened(found, locale, true);
        Definition definition = opened.definition();
        Call call = calls.published(found.call()).orElseThrow();
        Instant now = clock.instant();
        var problems = new ArrayList<FieldError>();
        if (opened.open().isEmpty()) problems.add(already(found));
        else if (found.isDraft() && !call.takes(began(viewer, found, now), now)) problems.add(late(call, now));
        corrections.open(found).ifPresent(correction -> problems.addAll(CorrectionService.problems(correction)));
        problems.addAll(FormCheck.problems(opened.form()));
        problems.addAll(unconfirmed(opened));
        problems.addAll(limits.problems(found, definition, call, opened.form()));
        Organisation organisation =
                organisations.find(viewer, found.organisation()).orElseThrow();
        var eligible = eligibility.of(definition, organisation, LocalDate.ofInstant(now, ZONE));
        // Whoever was let in stays in: a return asks for corrections, not for a new decision.
        var bars = found.isDraft() ? bars(opened, LocalDate.ofInstant(now, ZONE)) : List.<Barrier.Bar>of();
        bars.forEach(bar -> problems.add(bar.problem()));
        if (found.isDraft()) {
            problems.addAll(eligible.reasons());
            if (eligible.refuses() && eligible.reasons().isEmpty()) {
                problems.add(FieldError.of("", "form.problem.notEligible"));
            }
        }
        var entitlement = entitlements
                .of(definition, opened, LocalDate.ofInstant(now, ZONE))
                .orElse(null);
        return new Checked(opened, problems, bars, eligible, entitlement, call);
    }

    private List<Barrier.Bar> bars(Opened opened, LocalDate day) {
        var people = LimitCheck.people(opened.form()).stream()
                .map(person -> new Barrier.Named(person.name(), person.idNumber()))
                .toList();
        return barriers.stream()
                .flatMap(barrier -> barrier.against(opened.application().organisation(), people, day).stream())
                .toList();
    }

    /** When the page that hands in was opened, as far as that is kept; now for who never opened it. */
    private Instant began(Viewer viewer, Application application, Instant now) {
        UUID account = viewer.account();
        return account == null ? now : store.openedAt(application.id(), account).orElse(now);
    }

    private static FieldError late(Call call, Instant now) {
        if (now.isBefore(call.opensAt())) {
            return FieldError.of("", "form.problem.early", MINUTE.format(call.opensAt()));
        }
        if (call.state() != Call.State.PUBLISHED) return FieldError.of("", "form.problem.cancelled");
        return FieldError.of("", "form.problem.late", SECOND.format(call.closesAt()), SECOND.format(now));
    }

    private FieldError already(Application application) {
        Instant at = application.submittedAt();
        if (at == null || application.status() == Status.WITHDRAWN) {
            return FieldError.of("", "form.problem.ended");
        }
        return FieldError.of("", "form.problem.already", SECOND.format(at), String.valueOf(application.number()));
    }

    private List<FieldError> unconfirmed(Opened opened) {
        var found = new ArrayList<FieldError>();
        var states = participants.of(opened.application().id());
        for (var section : opened.form().sections()) {
            for (var field : opened.form().fields(section)) {
                String path = Paths.field(section.id(), field.id());
                if (!(opened.form().answered(path) instanceof Answered.Organisations(var partners))) continue;
                for (Answered.Partner partner : partners) {
                    String state = states.stream()
                            .filter(one -> one.organisation().equals(partner.id()))
                            .map(ParticipantStore.Participant::state)
                            .findFirst()
                            .orElse("invited");
                    if (state.equals("confirmed")) continue;
                    found.add(FieldError.of(
                            path,
                            state.equals("declined") ? "form.problem.declined" : "form.problem.unconfirmed",
                            partner.name()));
                }
            }
        }
        return found;
    }

    /**
     * Hands in, for the first time or after a correction.
     *
     * @param expected number of the last move in sight ({@link Application#moves()}); null for whatever stands
     */
    public Outcome<Application> submit(Viewer viewer, UUID application, @Nullable Integer expected, Locale locale) {
        return forms.writing(viewer, application, seen -> {
            // From here on no answer changes, and whoever submits at the same time waits.
            store.lock(application);
            Application found = applications.find(application).orElseThrow();
            if (expected != null && found.moves() != expected) return Outcome.refused(already(found));
            Checked checked = checked(viewer, found, locale);
            if (!checked.problems().isEmpty()) return Outcome.refused(checked.problems());
            Opened opened = checked.opened();
            limits.serialise(found, opened.definition(), checked.call(), opened.form());
            var beyond = limits.problems(found, opened.definition(), checked.call(), opened.form());
            if (!beyond.isEmpty()) return Outcome.refused(beyond);
            return handIn(viewer, found, checked);
        });
    }

    private Outcome<Application> handIn(Viewer viewer, Application found, Checked checked) {
        Opened opened = checked.opened();
        UUID id = found.id();
        var content = Freezer.freeze(opened.form(), opened.facts());
        var heads = FormService.heads(opened.form());
        var entitlement = checked.entitlement();
        if (entitlement != null) {
            Long fen = entitlement.fen();
            heads = heads.claiming(fen == null ? 0 : fen);
            decisions.save(viewer, entitlement.decided(), AMOUNT + id);
        }
        store.heads(id, heads);
        store.people(id, LimitCheck.people(opened.form()));
        if (found.isDraft() && checked.eligible().decided() != null) {
            decisions.save(viewer, checked.eligible().decided(), "programme/application/" + id);
        }
        // The call's row is the only one that all who submit want: taken last, held as short as can be.
        String number = found.number();
        if (number == null) {
            number = checked.call().number() + "-" + "%04d".formatted(store.nextNumber(found.call()));
            store.number(id, number, clock.instant());
        }
        var people = LimitCheck.people(opened.form()).stream()
                .map(FormStore.Person::name)
                .collect(java.util.stream.Collectors.joining(" "));
        store.searchText(
                id,
                (number + " " + heads.title() + " " + found.organisationName() + " " + heads.leader() + " " + people)
                        .toLowerCase(Locale.ROOT));
        Move move = corrections
                .open(found)
                .map(correction -> Move.of(found, EventKind.RESUBMITTED, "").with(Corrections.kept(correction)))
                .orElseGet(() -> Move.pass(found));
        return lifecycle.moveAt(viewer, found.stage(), move, event -> {
            int turn = submissions.append(event, content);
            for (Answered.Attached file : content.files()) files.attach(file.id(), FILES, id + "/" + turn);
        });
    }

    /** Takes the application back: the draft, or what was submitted and is not decided yet. */
    public Outcome<Application> withdraw(Viewer viewer, UUID application, int expected, String reason) {
        return forms.writing(viewer, application, found -> {
            if (reason.length() > 1000) return Outcome.refused(FieldError.of("reason", "form.error.long", 1000));
            return lifecycle.move(
                    viewer, new Move(application, expected, EventKind.WITHDRAWN, reason.strip(), Map.of()));
        });
    }

    /** Whether {@link #withdraw} can be given now. */
    public static boolean withdrawable(Application application) {
        return switch (application.stageKind()) {
            case APPLICATION -> application.status() == Status.OPEN;
            case RECOMMENDATION, CHECK, REVIEW ->
                application.status() == Status.OPEN || application.status() == Status.RETURNED;
            case DECISION, APPROVAL -> application.status() == Status.OPEN;
            case NOTICE -> application.status() == Status.OPEN || application.status() == Status.HELD;
            case CONTRACT, EXECUTION, ACCEPTANCE, PAYMENT -> false;
        };
    }

    /** Whether the application may be handed in although the policy cannot decide yet. */
    public static boolean undecided(Eligibility.Answer answer) {
        return answer.verdict() == Verdict.UNKNOWN;
    }
}
