package dev.kechuang.plan.internal.plan;

import dev.kechuang.pack.Regions;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A plan as typed: {@code kind, title, number, region, unit, year, years, rhythm, reportDay, source}. */
public final class PlanForm {

    /** Day of the following month by which progress is reported, where nobody says another. */
    public static final int REPORT_DAY = 5;

    private final Regions regions;
    private final PlanUnits units;

    public PlanForm(Regions regions, PlanUnits units) {
        this.regions = regions;
        this.units = units;
    }

    public Outcome<Plan> read(Viewer viewer, Map<String, String> values, Instant now) {
        return read(viewer, values, null, now);
    }

    /** @param document the source document it is read from, null for none */
    public Outcome<Plan> read(Viewer viewer, Map<String, String> values, @Nullable UUID document, Instant now) {
        var typed = new Typed(values, new ArrayList<>());
        var kind = Plan.Kind.of(typed.text("kind"));
        if (kind.isEmpty()) typed.wrong("kind", "plan.error.required");
        String title = typed.text("title", 2, 120);
        String number = typed.text("number", 0, 60);
        String region = typed.text("region").isEmpty() ? regions.city().code() : typed.text("region");
        if (!regions.subtree(regions.city().code()).contains(region)) typed.wrong("region", "plan.error.region");
        UUID unit = Sql.uuid(typed.text("unit"));
        if (unit != null && !units.byId().containsKey(unit)) typed.wrong("unit", "plan.error.unitGone");
        if (typed.text("year").isEmpty()) typed.wrong("year", "plan.error.required");
        int year = typed.whole("year", 2000, 2099, 2000);
        int years = typed.whole("years", 1, 10, 1);
        var rhythm = Plan.Rhythm.of(typed.text("rhythm")).orElse(Plan.Rhythm.MONTH);
        int day = typed.whole("reportDay", 1, 28, REPORT_DAY);
        String source = typed.text("source", 0, 300);
        if (!typed.errors().isEmpty()) return Outcome.refused(typed.errors());
        return Outcome.done(new Plan(
                UUID.randomUUID(),
                kind.orElseThrow(),
                title,
                number,
                region,
                unit,
                LocalDate.of(year, 1, 1),
                LocalDate.of(year + years - 1, 12, 31),
                rhythm,
                day,
                source,
                document,
                null,
                null,
                viewer.requireAccount(),
                viewer.name(),
                now));
    }
}
