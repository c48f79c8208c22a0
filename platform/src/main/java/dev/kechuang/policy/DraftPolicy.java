package dev.kechuang.policy;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A draft of a policy as it could be decided by, beside what decides today: what tools compare.
 *
 * @param revision number of the text it was read from
 * @param open the viewer may save another text of it
 * @param version the draft, read with today's dictionary of facts; in no release yet
 * @param inForce the version that decides today or will first; null for a new policy
 */
public record DraftPolicy(
        UUID draft,
        int revision,
        boolean open,
        PolicyVersion version,
        @Nullable PolicyVersion inForce) {}
