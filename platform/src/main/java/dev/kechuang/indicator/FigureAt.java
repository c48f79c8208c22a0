package dev.kechuang.indicator;

import org.jspecify.annotations.Nullable;

/**
 * What figure is asked for: an indicator at a place and a time.
 *
 * @param region code of a region, counted with everything below it, or of a functional zone, counted by its own boundaries
 * @param toDate whether a flow is summed from the first day of the year to the period's end (累计)
 * @param asOf null for live
 * @param unit code of the unit (责任单位) whose part of it is asked for, null for everybody's
 */
public record FigureAt(
        String indicator,
        String region,
        Period period,
        boolean toDate,
        @Nullable Snapshot asOf,
        @Nullable String unit) {

    public FigureAt(String indicator, String region, Period period, boolean toDate, @Nullable Snapshot asOf) {
        this(indicator, region, period, toDate, asOf, null);
    }

    public static FigureAt of(String indicator, String region, Period period) {
        return new FigureAt(indicator, region, period, false, null);
    }

    public FigureAt during(Period other) {
        return new FigureAt(indicator, region, other, toDate, asOf, unit);
    }

    public FigureAt in(String other) {
        return new FigureAt(indicator, other, period, toDate, asOf, unit);
    }

    public FigureAt of(String other) {
        return new FigureAt(other, region, period, toDate, asOf, unit);
    }

    /** From the first day of the year. */
    public FigureAt fromNewYear() {
        return new FigureAt(indicator, region, period, true, asOf, unit);
    }

    public FigureAt asOf(@Nullable Snapshot snapshot) {
        return new FigureAt(indicator, region, period, toDate, snapshot, unit);
    }

    /** Only what the unit answers for. */
    public FigureAt by(@Nullable String other) {
        return new FigureAt(indicator, region, period, toDate, asOf, other);
    }

    /** Path of the page that shows the figure with the evidence of each operand. */
    public String path() {
        var path = new StringBuilder("/indicators/")
                .append(indicator)
                .append("/figure?region=")
                .append(region)
                .append("&period=")
                .append(period);
        if (toDate) path.append("&toDate=true");
        if (unit != null) path.append("&unit=").append(unit);
        if (asOf != null) path.append(asOf.query());
        return path.toString();
    }
}
