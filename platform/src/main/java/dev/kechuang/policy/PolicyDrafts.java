package dev.kechuang.policy;

import dev.kechuang.shared.access.Viewer;
import java.util.Optional;
import java.util.UUID;

/** Drafts of policies for tools that compare them with what decides (政策推演). */
public interface PolicyDrafts {

    /** Empty where the viewer may not see the draft, or its newest text has an error. */
    Optional<DraftPolicy> find(Viewer viewer, UUID draft);
}
