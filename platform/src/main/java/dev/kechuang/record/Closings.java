package dev.kechuang.record;

import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;

/**
 * Months whose figures are reported (关账). A record that is booked for a closed month later still counts, and is listed
 * as late (补记). A month is never opened again.
 */
public interface Closings {

    /** Closes a month that is over; what is committed by then is in time. Refused when it is not over or closed. */
    Outcome<Closing> close(Viewer viewer, YearMonth month);

    /** Newest month first. */
    List<Closing> all();

    /**
     * @param position last record that was in time
     * @param late how many records came later
     */
    record Closing(YearMonth month, long position, Instant closedAt, String closedBy, long late) {}
}
