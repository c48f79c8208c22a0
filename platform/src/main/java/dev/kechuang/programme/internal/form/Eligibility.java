package dev.kechuang.programme.internal.form;

import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.Decisions;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.OrganisationStatus;
import dev.kechuang.shared.FieldError;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Whether an organisation may apply: its kind, its entry in the register, and the policy that decides, with reasons. */
@Component
public class Eligibility {

    private final Decisions decisions;

    public Eligibility(Decisions decisions) {
        this.decisions = decisions;
    }

    /**
     * @param verdict {@code UNKNOWN} while facts are missing that could decide either way
     * @param reasons why not, beside the conditions of the policy
     * @param decided what the policy says, null where none decides
     */
    public record Answer(
            Verdict verdict,
            List<FieldError> reasons,
            @Nullable Decided decided) {

        public boolean refuses() {
            return verdict == Verdict.NOT_ELIGIBLE;
        }
    }

    public Answer of(Definition definition, Organisation organisation, LocalDate day) {
        var reasons = new ArrayList<FieldError>();
        if (organisation.status() != OrganisationStatus.CONFIRMED) {
            reasons.add(FieldError.of("", "form.reason.unconfirmed"));
        }
        if (!definition.applicants().isEmpty()
                && !definition.applicants().contains(organisation.kind().code())) {
            reasons.add(FieldError.of("", "form.reason.kind"));
        }
        String policy = definition.eligibility();
        Decided decided = policy == null ? null : decisions.decide(policy, organisation.id(), day);
        Verdict verdict =
                decided == null ? Verdict.ELIGIBLE : decided.decision().verdict();
        if (decided != null) {
            for (Decided.Limit limit : decided.limits()) {
                reasons.add(FieldError.of(
                        "",
                        switch (limit) {
                            case NOT_IN_FORCE -> "form.reason.notInForce";
                            case OTHER_REGION -> "form.reason.otherRegion";
                        }));
            }
        }
        return new Answer(reasons.isEmpty() ? verdict : Verdict.NOT_ELIGIBLE, reasons, decided);
    }
}
