package dev.kechuang.plan.internal.plan;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A target (目标) as it stands in a version: a bound on a measure.
 *
 * @param item the target through all versions
 * @param indicator code of the dictionary, null where nothing measures it and the lead states the value
 * @param valueTo upper end of a range, else null
 * @param flow whether it grows from zero over its time (流量) or stands at its end (存量)
 * @param additive whether the values of counties and months add up; a ratio's do not
 * @param baseline where a stock stood at the beginning, null when unknown
 * @param task the task it is stated in, null for none
 * @param gapReason why the parts do not make up the whole, empty for none
 * @param span where it stands in the document, null when it was typed
 * @param edits how often the row was changed in this version
 */
public record Target(
        UUID item,
        int place,
        String name,
        @Nullable String indicator,
        Bound bound,
        BigDecimal value,
        @Nullable BigDecimal valueTo,
        String unit,
        boolean flow,
        boolean additive,
        @Nullable BigDecimal baseline,
        String region,
        LocalDate fromOn,
        LocalDate dueOn,
        @Nullable UUID task,
        String gapReason,
        @Nullable TextSpan span,
        int edits,
        List<Duty> duties,
        List<Part> parts) {

    public Target {
        duties = List.copyOf(duties);
        parts = List.copyOf(parts);
    }

    /** A target's part by county or month (分解). */
    public record Part(Split split, String key, BigDecimal value) {}

    public enum Split {
        /** By county and park; the key is a region code. */
        REGION,
        /** By month, {@code 2026-03}: what the month adds, or where a stock stands at its end. */
        MONTH;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    public List<Part> parts(Split split) {
        return parts.stream().filter(part -> part.split() == split).toList();
    }

    public Optional<Duty> lead() {
        return duties.stream().filter(Duty::leads).findFirst();
    }

    /**
     * What the parts lack to make up the whole; negative when they exceed it, zero when they agree. Null where there are
     * no parts or nothing adds up. Of a stock by months the last one stands for the sum.
     */
    public @Nullable BigDecimal gap(Split split) {
        var of = parts(split);
        if (of.isEmpty() || !additive && split == Split.REGION) return null;
        BigDecimal whole = valueTo == null ? value : valueTo;
        if (split == Split.MONTH && !flow) {
            return value.subtract(of.stream()
                    .max(java.util.Comparator.comparing(Part::key))
                    .orElseThrow()
                    .value());
        }
        BigDecimal sum = of.stream().map(Part::value).reduce(BigDecimal.ZERO, BigDecimal::add);
        // A range is met by any sum within it.
        if (sum.compareTo(value) >= 0 && sum.compareTo(whole) <= 0) return BigDecimal.ZERO;
        return (sum.compareTo(value) < 0 ? value : whole).subtract(sum);
    }
}
