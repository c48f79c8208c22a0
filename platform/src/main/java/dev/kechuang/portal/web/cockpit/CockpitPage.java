package dev.kechuang.portal.web.cockpit;

import dev.kechuang.indicator.AuditFindings;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Chart;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.RegionMap;
import dev.kechuang.shared.web.ui.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The cockpit as it is shown.
 *
 * @param lights how many targets have each light, in words
 * @param targets null when no plan runs
 * @param late tasks that are red or amber and reports that are overdue, together
 */
public record CockpitPage(
        String title,
        String asOf,
        Form form,
        List<Option> regions,
        List<Kpi> headlines,
        String lights,
        @Nullable Table targets,
        List<Chart> trends,
        RegionMap map,
        List<Ranks> rankings,
        @Nullable Table late,
        int lateMore,
        AuditFindings.@Nullable Open findings) {

    /** Regions by one indicator, best first. */
    public record Ranks(String title, String unit, List<Rank> places) {}

    /**
     * @param number as shown, the same for equal values; a dash where nothing is known
     * @param path evidence; empty where nothing is known
     */
    public record Rank(String number, String name, String value, String path) {}
}
