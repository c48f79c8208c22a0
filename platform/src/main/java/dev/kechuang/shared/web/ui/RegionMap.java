package dev.kechuang.shared.web.ui;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Values by region. By default each region is a tile, which claims no boundary; drawn boundaries come only from a file
 * of the city that carries its map approval number (审图号).
 *
 * @param id unique on the page
 * @param asOf where the figures come from and their date
 * @param boundaries null for tiles
 */
public record RegionMap(
        String id,
        String title,
        String unit,
        String asOf,
        List<Area> areas,
        @Nullable Boundaries boundaries) {

    private static final int SHADES = 5;

    /**
     * @param code region code, {@code adcode} of the feature in a boundary file
     * @param value null where nothing is known
     * @param path the records behind the figure; empty for no link
     */
    public record Area(String code, String name, @Nullable BigDecimal value, String path) {
        public String figure() {
            return value == null ? "—" : Figures.exact(value);
        }
    }

    /**
     * @param path of the GeoJSON file, on this site
     * @param approval e.g. 苏S(2026)001号; a map without one must not be shown
     */
    public record Boundaries(String path, String approval) {
        public Boundaries {
            if (approval.isBlank()) throw new IllegalArgumentException("a map needs its approval number");
        }
    }

    /** The shade of an area, 1 (low) to 5 (high) in equal steps from zero to the highest value; 0 for not known. */
    public int shade(Area area) {
        if (area.value == null) return 0;
        BigDecimal top = highest();
        if (top.signum() <= 0 || area.value.signum() <= 0) return 1;
        int step = area.value
                .multiply(BigDecimal.valueOf(SHADES))
                .divide(top, java.math.RoundingMode.CEILING)
                .intValue();
        return Math.clamp(step, 1, SHADES);
    }

    public BigDecimal highest() {
        BigDecimal top = BigDecimal.ZERO;
        for (var area : areas) if (area.value != null) top = top.max(area.value);
        return top;
    }

    public String json() {
        return Json.write(this);
    }
}
