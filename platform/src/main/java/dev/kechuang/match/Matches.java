package dev.kechuang.match;

import dev.kechuang.shared.access.Viewer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Stored matches of the city (全市匹配结果), for other modules. */
public interface Matches {

    /** How many firms of the viewer's regions match which policy, by policy and place; nothing for others than officers. */
    List<Count> counts(Viewer viewer);

    /** When the whole city was last decided; empty when it never was. */
    Optional<Instant> decidedAt();

    /**
     * @param policy its id
     * @param region county
     * @param zone functional zone within it, null for none
     * @param near refused, but not by much
     * @param open undecided, with few facts missing
     */
    record Count(String policy, String region, @Nullable String zone, int eligible, int near, int open) {}
}
