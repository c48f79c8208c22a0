package dev.kechuang.record;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which records a figure is made of. Immutable; starts with {@link #of} and is narrowed step by step.
 *
 * @param kind records of exactly this kind
 * @param from first business date, null for the beginning
 * @param until last business date, inclusive, null for no end
 * @param regions codes of administrative regions, empty for everywhere; a subtree is given as its codes
 * @param zone code of the functional zone, null for any or none. Zones lie across regions: a figure names either
 * @param organisation null for all
 * @param dimensions values the records have in these dimensions
 * @param asOf position up to which records count, null for everything committed
 */
public record RecordFilter(
        String kind,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        List<String> regions,
        @Nullable String zone,
        @Nullable UUID organisation,
        Map<String, String> dimensions,
        @Nullable Long asOf) {

    public RecordFilter {
        if (from != null && until != null && until.isBefore(from)) {
            throw new IllegalArgumentException("period ends " + until + " before it starts " + from);
        }
        regions = List.copyOf(regions);
        dimensions = Map.copyOf(dimensions);
    }

    public static RecordFilter of(String kind) {
        return new RecordFilter(kind, null, null, List.of(), null, null, Map.of(), null);
    }

    /** Business dates from first to last, both inclusive. */
    public RecordFilter during(@Nullable LocalDate first, @Nullable LocalDate last) {
        return new RecordFilter(kind, first, last, regions, zone, organisation, dimensions, asOf);
    }

    /** Everything up to the day: what a stock is the sum of. */
    public RecordFilter upTo(LocalDate day) {
        return during(null, day);
    }

    public RecordFilter in(List<String> regionCodes) {
        return new RecordFilter(kind, from, until, regionCodes, zone, organisation, dimensions, asOf);
    }

    public RecordFilter inZone(@Nullable String code) {
        return new RecordFilter(kind, from, until, regions, code, organisation, dimensions, asOf);
    }

    public RecordFilter by(@Nullable UUID one) {
        return new RecordFilter(kind, from, until, regions, zone, one, dimensions, asOf);
    }

    public RecordFilter with(String dimension, String value) {
        var more = new TreeMap<>(dimensions);
        more.put(dimension, value);
        return new RecordFilter(kind, from, until, regions, zone, organisation, more, asOf);
    }

    /** As it was when the record of this position was the last; reads the same for ever. */
    public RecordFilter asOf(@Nullable Long position) {
        return new RecordFilter(kind, from, until, regions, zone, organisation, dimensions, position);
    }

    /** Path of the page that shows these records: where a figure links to. */
    public String path() {
        var uri = UriComponentsBuilder.fromPath("/records").queryParam("kind", kind);
        if (from != null) uri.queryParam("from", from);
        if (until != null) uri.queryParam("until", until);
        for (String region : regions) uri.queryParam("region", region);
        if (zone != null) uri.queryParam("zone", zone);
        if (organisation != null) uri.queryParam("organisation", organisation);
        new TreeMap<>(dimensions).forEach((name, value) -> uri.queryParam("dimension", name + ":" + value));
        if (asOf != null) uri.queryParam("asOf", asOf);
        return uri.encode().build().toUriString();
    }
}
