package dev.kechuang.programme.internal.call;

import dev.kechuang.pack.WorkingDays;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When each stage of a call is to be done (日程): working days after the stage before, counted from the call's end. */
public final class Schedule {

    /**
     * @param until last day; null for a stage without a limit, and for all that follow one beyond the known calendar
     * @param provisional whether the year's holidays are not published yet
     */
    public record Planned(Stage stage, @Nullable LocalDate until, boolean provisional) {}

    private Schedule() {}

    public static List<Planned> of(Call call, Definition definition, WorkingDays workingDays) {
        var planned = new ArrayList<Planned>();
        LocalDate day = LocalDate.ofInstant(call.closesAt(), CallRules.ZONE);
        boolean known = true;
        for (Stage stage : definition.stages()) {
            if (stage instanceof Stage.Application) {
                planned.add(new Planned(stage, day, false));
                continue;
            }
            if (stage.workingDays() == 0 || !known) {
                planned.add(new Planned(stage, null, false));
                continue;
            }
            try {
                day = workingDays.plus(day, stage.workingDays());
                planned.add(new Planned(stage, day, workingDays.isProvisional(day.getYear())));
            } catch (IllegalArgumentException beyondTheCalendar) {
                known = false;
                planned.add(new Planned(stage, null, false));
            }
        }
        return planned;
    }
}
