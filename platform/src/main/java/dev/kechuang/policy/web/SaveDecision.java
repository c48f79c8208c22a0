package dev.kechuang.policy.web;

import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.SavedDecision;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Decides and saves in one transaction, for the page and for JSON. */
@Component
public class SaveDecision {

    private final Decisions decisions;

    SaveDecision(Decisions decisions) {
        this.decisions = decisions;
    }

    /** On confirmed facts alone: what is only tried out is not saved. */
    @Transactional
    public SavedDecision confirmed(Viewer viewer, String policy, UUID organisation, LocalDate day) {
        return decisions.save(viewer, decisions.decide(policy, organisation, day), "");
    }
}
