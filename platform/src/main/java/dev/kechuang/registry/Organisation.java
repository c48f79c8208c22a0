package dev.kechuang.registry;

import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An organisation the bureau deals with (单位).
 *
 * @param version counts the changes; an edit names the version it started from
 * @param region county or district (GB/T 2260)
 * @param zone functional zone it lies in, null for none
 * @param industry section or division (GB/T 4754), empty where none fits
 * @param technicalField code from the pack, empty for none
 * @param scale null where the size classes do not apply
 * @param confirmedOn the day it began to count; null before
 * @param closedOn the day it stopped, null while it stands
 * @param mergedInto the organisation it became part of, for a merged one
 */
public record Organisation(
        UUID id,
        int version,
        OrganisationStatus status,
        OrganisationKind kind,
        String creditCode,
        String name,
        String englishName,
        String region,
        @Nullable String zone,
        String industry,
        String technicalField,
        @Nullable LocalDate founded,
        @Nullable Scale scale,
        String address,
        String phone,
        String email,
        String website,
        String returnReason,
        @Nullable LocalDate confirmedOn,
        @Nullable LocalDate closedOn,
        @Nullable UUID mergedInto,
        Instant updatedAt) {}
