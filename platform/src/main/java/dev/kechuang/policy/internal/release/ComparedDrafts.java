package dev.kechuang.policy.internal.release;

import dev.kechuang.policy.Decisions;
import dev.kechuang.policy.DraftPolicy;
import dev.kechuang.policy.PolicyDrafts;
import dev.kechuang.policy.internal.release.Draft.State;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.Map;
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
                            draft.state() == State.OPEN && DraftService.mayChange(viewer, draft.region()),
                            entry.version(),
                            decisions.find(draft.policy()).orElse(null)));
        });
    }

    @Override
    public Outcome<UUID> begin(Viewer viewer, String policy) {
        return service.begin(viewer, policy, false).fold(draft -> Outcome.done(draft.id()), Outcome::refused);
    }

    @Override
    public Outcome<Integer> write(Viewer viewer, UUID id, int seen, Map<String, String> values, LocalDate day) {
        Draft draft = store.find(viewer, id).orElse(null);
        // Values are put into the text they were tried on; whoever saved another one meanwhile is named by the saving.
        if (draft == null || seen < 1 || seen > draft.revision()) {
            return Outcome.refused(FieldError.of("", "release.error.noDraft"));
        }
        String text = store.text(id, seen);
        if (service.check(draft, text).entry() == null) {
            return Outcome.refused(FieldError.of("", "release.error.unreadable"));
        }
        ParameterText changed = ParameterText.with(text, values, day);
        if (!changed.missing().isEmpty()) {
            return Outcome.refused(FieldError.of(
                    "", "release.error.noParameter", String.join("、", changed.missing()), day.toString()));
        }
        return service.save(viewer, id, seen, changed.text())
                .fold(saved -> Outcome.done(saved.revision()), Outcome::refused);
    }
}
