package dev.kechuang.programme.internal.review;

import dev.kechuang.programme.internal.assign.Problem.Reason;
import dev.kechuang.programme.internal.form.SubmissionStore;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.review.DrawStore.Recusal;
import dev.kechuang.programme.internal.review.ReviewStore.Round;
import dev.kechuang.registry.Experts;
import dev.kechuang.registry.Experts.Party;
import dev.kechuang.registry.Experts.TieKind;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Finds whom recusal (回避) keeps from an application: by unit, co-operation, kinship, and taking part in the call oneself. */
@Component
public class Recusals {

    /** Co-operation of so many years bars a review. */
    public static final int YEARS = 3;

    private final ReviewStore store;
    private final SubmissionStore submissions;
    private final Experts experts;
    private final Clock clock;

    public Recusals(ReviewStore store, SubmissionStore submissions, Experts experts, Clock clock) {
        this.store = store;
        this.submissions = submissions;
        this.experts = experts;
        this.clock = clock;
    }

    List<Recusal> find(Round round, List<Application> applications, Collection<UUID> people) {
        var parties = new LinkedHashMap<UUID, Party>();
        store.submitted(round.call()).forEach(application -> parties.put(application.id(), party(application)));
        var wanted = applications.stream().map(Application::id).collect(Collectors.toSet());
        var found = new ArrayList<Recusal>();
        for (var tie : experts.ties(people, parties, LocalDate.now(clock), YEARS)) {
            if (tie.kind() == TieKind.ONESELF) {
                // Who takes part in the call reviews nothing in it.
                for (UUID application : wanted) {
                    found.add(new Recusal(application, tie.expert(), Reason.OWN_APPLICATION, tie.evidence()));
                }
            } else if (wanted.contains(tie.party())) {
                found.add(new Recusal(tie.party(), tie.expert(), reason(tie.kind()), tie.evidence()));
            }
        }
        return found;
    }

    /** Who takes part: the applicant, the organisations and the people the form names. */
    private Party party(Application application) {
        var organisations = new HashSet<UUID>();
        var units = new HashSet<String>();
        var people = new HashSet<String>();
        organisations.add(application.organisation());
        if (!application.leader().isEmpty()) people.add(application.leader());
        submissions.latest(application.id()).ifPresent(submission -> {
            var answers = new Answers(submission.content());
            people.addAll(answers.people());
            answers.partners().forEach(partner -> {
                organisations.add(partner.id());
                units.add(partner.name());
            });
        });
        return new Party(organisations, units, people);
    }

    private static Reason reason(TieKind kind) {
        return switch (kind) {
            case SAME_UNIT -> Reason.SAME_UNIT;
            case PROJECT, PAPER, EMPLOYMENT -> Reason.COOPERATION;
            case KINSHIP -> Reason.KINSHIP;
            case ONESELF -> Reason.OWN_APPLICATION;
        };
    }
}
