package dev.kechuang.registry.demo;

import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One invented organisation before it is written. */
record DemoOrganisation(
        UUID id,
        String status,
        String kind,
        String creditCode,
        String name,
        @Nullable String formerName,
        String englishName,
        String region,
        @Nullable String zone,
        String industry,
        String technicalField,
        LocalDate founded,
        String scale,
        String address,
        String phone,
        String email,
        String legalRepresentative,
        String contact,
        LocalDate registeredOn,
        @Nullable LocalDate confirmedOn,
        @Nullable LocalDate closedOn,
        @Nullable UUID mergedInto) {}
