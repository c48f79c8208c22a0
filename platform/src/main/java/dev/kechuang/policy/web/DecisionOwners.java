package dev.kechuang.policy.web;

import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.SavedDecision;
import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.Organisations;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Whose a saved decision is, for those who may see it. */
@Component
public class DecisionOwners {

    private final Decisions decisions;
    private final Organisations organisations;

    DecisionOwners(Decisions decisions, Organisations organisations) {
        this.decisions = decisions;
        this.organisations = organisations;
    }

    /**
     * The organisation it was saved for; of one that became part of the viewer's, the viewer's.
     *
     * @throws NotFound where the viewer sees neither
     */
    public Organisation of(Viewer viewer, SavedDecision saved) {
        return organisations.find(viewer, saved.organisation()).orElseGet(() -> heir(viewer, saved));
    }

    private Organisation heir(Viewer viewer, SavedDecision saved) {
        UUID own = viewer.organisation();
        boolean inherited = own != null
                && decisions.savedFor(own, saved.policy()).stream()
                        .anyMatch(one -> one.id().equals(saved.id()));
        if (own == null || !inherited) throw new NotFound("organisation");
        return organisations.find(viewer, own).orElseThrow(() -> new NotFound("organisation"));
    }
}
