package dev.kechuang.programme.internal.form;

import java.time.Instant;
import java.util.UUID;

/**
 * When a call takes applications.
 *
 * @param closesAt first moment at which nobody may begin to submit
 * @param graceMinutes minutes after it in which those who began in time may finish
 */
public record CallWindow(
        UUID id,
        UUID version,
        String number,
        String title,
        int year,
        String region,
        boolean published,
        Instant opensAt,
        Instant closesAt,
        int graceMinutes) {

    public boolean isOpen(Instant now) {
        return published && !now.isBefore(opensAt) && now.isBefore(closesAt);
    }

    /** @param began when the person opened the page that submits; {@code now} where that is not known */
    public boolean takes(Instant began, Instant now) {
        if (isOpen(now)) return true;
        if (!published || now.isBefore(opensAt)) return false;
        return began.isBefore(closesAt) && now.isBefore(graceEnds());
    }

    /** First moment at which nobody may finish any more. */
    public Instant graceEnds() {
        return closesAt.plusSeconds(60L * graceMinutes);
    }
}
