package dev.kechuang.plan.internal.bulletin;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A bulletin (通报) on a plan and period.
 *
 * @param period 2026-03 or 2026Q1
 * @param number document number (发文字号)
 * @param demands what is asked for from now on, as typed
 * @param state {@code draft}, {@code issued} or {@code withdrawn}
 * @param content as issued, JSON; null before
 * @param sha256 digest of the content as issued
 */
public record Bulletin(
        UUID id,
        UUID plan,
        String period,
        String number,
        String authority,
        String title,
        String addressee,
        String demands,
        String unit,
        LocalDate issuedOn,
        String state,
        UUID preparedBy,
        String preparedName,
        Instant preparedAt,
        @Nullable String decidedName,
        @Nullable Instant decidedAt,
        String reason,
        @Nullable String content,
        @Nullable String sha256) {

    /** Kind of the record that counts an issued one. */
    static final String RECORD = "plan.bulletin";

    public boolean draft() {
        return state.equals("draft");
    }

    public boolean issued() {
        return state.equals("issued");
    }
}
