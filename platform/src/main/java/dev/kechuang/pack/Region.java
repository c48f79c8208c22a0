package dev.kechuang.pack;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A region (行政区划, GB/T 2260) or functional zone (功能区: 高新区、工业园区) as it stood in a span of time.
 *
 * @param code six digits; zones without an official code carry one of the pack's own
 * @param parent code of the region above, null for a province
 * @param validFrom first day, inclusive
 * @param validUntil first day on which it no longer stands, null while it does
 * @param successors codes of what it became, empty while it stands
 * @param overlaps for zones: administrative regions on whose ground the zone lies
 */
public record Region(
        String code,
        String name,
        String en,
        Kind kind,
        @Nullable String parent,
        LocalDate validFrom,
        @Nullable LocalDate validUntil,
        List<String> successors,
        List<String> overlaps) {

    public enum Kind {
        PROVINCE,
        CITY,
        DISTRICT,
        COUNTY,
        ZONE
    }

    public boolean standsOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validUntil == null || day.isBefore(validUntil));
    }
}
