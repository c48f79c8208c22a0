package dev.kechuang.match.web.whatif;

import dev.kechuang.engine.Policy;
import dev.kechuang.match.internal.whatif.Effect;
import dev.kechuang.match.internal.whatif.Tried;
import dev.kechuang.match.internal.whatif.WhatIf;
import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.DraftPolicy;
import dev.kechuang.policy.PolicyDrafts;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks for the effect of a draft, or of a policy with other parameters. */
@Component
class WhatIfQuestion {

    private final PolicyDrafts drafts;
    private final Decisions decisions;
    private final WhatIf whatIf;
    private final Clock clock;

    WhatIfQuestion(PolicyDrafts drafts, Decisions decisions, WhatIf whatIf, Clock clock) {
        this.drafts = drafts;
        this.decisions = decisions;
        this.whatIf = whatIf;
        this.clock = clock;
    }

    /**
     * Two versions to compare.
     *
     * @param before what decides; null for a new policy
     * @param after the draft, or what decides, with the parameters as they were tried
     * @param own the draft or what decides, without them
     * @param draft null where a policy is asked about as it decides
     */
    record Question(
            @Nullable PolicyVersion before,
            PolicyVersion after,
            Policy own,
            Tried tried,
            LocalDate day,
            @Nullable DraftPolicy draft) {
        boolean wrong() {
            return !tried.problems().isEmpty();
        }

        /** Parameters were changed, and could be read. */
        boolean changed() {
            return !wrong() && !tried.changed().isEmpty();
        }
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    /** @param values of parameters to try, by their names */
    Question ofDraft(Viewer viewer, UUID draft, Map<String, String> values, LocalDate day) {
        DraftPolicy found = drafts.find(viewer, draft).orElseThrow(() -> new NotFound("draft"));
        return question(found.inForce(), found.version(), values, day, found);
    }

    Question ofPolicy(String policy, Map<String, String> values, LocalDate day) {
        PolicyVersion found = decisions.find(policy, day).orElseThrow(() -> new NotFound("policy"));
        return question(found, found, values, day, null);
    }

    private static Question question(
            @Nullable PolicyVersion before,
            PolicyVersion after,
            Map<String, String> values,
            LocalDate day,
            @Nullable DraftPolicy draft) {
        Tried tried = Tried.of(after.policy(), values, day);
        var changed = new PolicyVersion(after.digest(), after.region(), tried.policy());
        return new Question(before, changed, after.policy(), tried, day, draft);
    }

    Effect effect(Viewer viewer, Question question) {
        return whatIf.of(viewer, question.before(), question.after(), question.day());
    }

    /**
     * Puts what was tried into the draft; the number of its revision.
     *
     * @param seen the revision it was tried on
     * @param values by name of the parameter
     */
    Outcome<Integer> write(Viewer viewer, UUID draft, int seen, Map<String, String> values, LocalDate day) {
        Question question = ofDraft(viewer, draft, values, day);
        if (!question.changed()) return Outcome.refused(FieldError.of("", "matchWhatIf.error.nothing"));
        var changed = new HashMap<String, String>();
        question.tried()
                .changed()
                .forEach(name -> changed.put(name, values.getOrDefault(name, "").strip()));
        return drafts.write(viewer, draft, seen, changed, day);
    }

    /** Its text can be decided by. */
    boolean isRight(Viewer viewer, UUID draft) {
        return drafts.find(viewer, draft).isPresent();
    }

    Outcome<UUID> begin(Viewer viewer, String policy) {
        return drafts.begin(viewer, policy);
    }
}
