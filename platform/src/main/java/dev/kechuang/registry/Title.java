package dev.kechuang.registry;

import dev.kechuang.pack.TitleKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A title (称号、资质) as it stands: of an organisation, of an institution or product of one, of an alliance, or of a
 * region. Everything but what it is comes from its events, see {@link TitleEvent}.
 *
 * @param version number of its last event; a command names the version it started from
 * @param kind code in the packs' {@link dev.kechuang.pack.TitleKinds}
 * @param name of the institution, product or alliance; empty where the organisation or region itself holds it
 * @param organisation who holds it, whose institution or product it is, or who leads the alliance; null for regions
 * @param organisationName its present name; empty for regions
 * @param region where it counts; for a region's title the region itself
 * @param field technical field, empty where none is stated
 * @param grantedBy the granting body
 * @param documentNumber number of the granting document, empty for none
 * @param firstFrom first day of the first grant
 * @param validFrom first day of the present certificate
 * @param validUntil last day of the present certificate, null for no end
 * @param endedOn first day on which it is no longer valid, null while it has not ended
 * @param nextEvaluation day by which it is to be re-evaluated, null for none
 * @param details by the codes of the kind's fields
 */
public record Title(
        UUID id,
        int version,
        String kind,
        TitleKind.Level level,
        TitleKind.Holder holder,
        String name,
        @Nullable UUID organisation,
        String organisationName,
        String region,
        @Nullable String zone,
        String field,
        State state,
        String number,
        @Nullable UUID document,
        String documentNumber,
        String grantedBy,
        LocalDate firstFrom,
        LocalDate validFrom,
        @Nullable LocalDate validUntil,
        @Nullable LocalDate endedOn,
        @Nullable LocalDate nextEvaluation,
        Map<String, String> details,
        Instant updatedAt) {

    public enum State {
        /** 有效: granted; whether the day is within its certificate, {@link Title#validOn} says. */
        VALID,
        /** 到期失效. */
        LAPSED,
        /** 撤销: taken away. */
        REVOKED,
        /** 终止: its organisation was closed or became part of one that holds the same. */
        ENDED,
        /** 录入撤回: entered by mistake, it never counted. */
        WITHDRAWN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static State of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /** Whether its present certificate is valid on the day. Earlier certificates are in the events. */
    public boolean validOn(LocalDate day) {
        return state != State.WITHDRAWN
                && !day.isBefore(validFrom)
                && (validUntil == null || !day.isAfter(validUntil))
                && (endedOn == null || day.isBefore(endedOn));
    }
}
