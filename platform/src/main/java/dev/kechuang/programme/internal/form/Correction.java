package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.definition.Words;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A return for correction (退回补正): what was asked, point by point, and what the applicant answered (补正答复).
 *
 * @param event of the return
 * @param stage that returned it
 * @param actor who returned it
 * @param reason of the return as a whole
 * @param points the items that were not in order; the reason alone, where no item was named
 */
public record Correction(UUID event, String stage, Instant at, String actor, String reason, List<Point> points) {

    /** Stands for the return as a whole. */
    public static final String WHOLE = "_reason";

    /** Fields of answers begin with it, the point's id follows. */
    public static final String FIELD = "correction.";

    /**
     * @param section of the form that it is about; empty for none
     * @param asked the item of the check list; the reason for {@link #WHOLE}
     * @param note what is wrong with it, as the officer wrote
     * @param answer empty while there is none
     * @param version of the answer, 0 while there is none
     * @param by who answered last
     */
    public record Point(
            String id,
            String section,
            Words asked,
            String clause,
            String note,
            String answer,
            int version,
            String by,
            @Nullable Instant answeredAt) {

        public String field() {
            return FIELD + id;
        }
    }

    public Optional<Point> point(String id) {
        return points.stream().filter(point -> point.id().equals(id)).findFirst();
    }

    /** What was asked about a section: its own points and those about no section. */
    public List<Point> of(String section) {
        return points.stream()
                .filter(point -> point.section().isEmpty() || point.section().equals(section))
                .toList();
    }
}
