package dev.kechuang.programme.internal.decision;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;

/** What review found, as decision and announcement need it. */
public interface ReviewResults {

    /** Results of all applications of a call, one for each review stage that came to one. */
    List<Result> of(UUID call);

    /** What was written about one application, without the names of those who wrote it. */
    List<Opinion> opinions(UUID application);

    /**
     * @param stage id of the review stage
     * @param score as it counts in the ranking
     */
    record Result(UUID application, String stage, BigDecimal score) {}

    record Opinion(String stage, String text) {}
}
