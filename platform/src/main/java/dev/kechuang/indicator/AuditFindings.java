package dev.kechuang.indicator;

import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What the consistency audit has found and nobody has worked off yet (审核发现). */
public interface AuditFindings {

    /** Those open, contradictions first; empty for a viewer who does not work them off. */
    Optional<Open> open(Viewer viewer, int limit);

    /** @param count of all that are open */
    record Open(int count, List<Found> found) {
        public Open {
            found = List.copyOf(found);
        }
    }

    /**
     * @param contradicts whether it cannot be true; else it is doubtful
     * @param path page on which it is worked off
     */
    record Found(UUID id, boolean contradicts, String title, String sentence, String path) {}
}
