package dev.kechuang.policy.internal.release;

import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.DraftPolicy;
import dev.kechuang.policy.PolicyDrafts;
import dev.kechuang.shared.access.Viewer;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Drafts beside the versions that decide. */
@Component
public class ComparedDrafts implements PolicyDrafts {

    private final DraftStore store;
    private final DraftService service;
    private final Decisions decisions;

    public ComparedDrafts(DraftStore store, DraftService service, Decisions decisions) {
        this.store = store;
        this.service = service;
        this.decisions = decisions;
    }

    @Override
    public Optional<DraftPolicy> find(Viewer viewer, UUID id) {
        return store.find(viewer, id).flatMap(draft -> {
            var entry = service.check(draft).entry();
            return entry == null
                    ? Optional.empty()
                    : Optional.of(new DraftPolicy(
                            id,
                            draft.revision(),
                            entry.version(),
                            decisions.find(draft.policy()).orElse(null)));
        });
    }
}
