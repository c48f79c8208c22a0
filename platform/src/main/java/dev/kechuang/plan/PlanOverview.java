package dev.kechuang.plan;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The plans in force of a region as who leads it looks at them: targets against actuals with their lights, what is late. */
public interface PlanOverview {

    /** Of the region's own plans that run today; nothing for a viewer who does not see them whole. */
    Overview of(Viewer viewer, String region);

    /** Colour of a light (灯). */
    enum Light {
        GREEN,
        AMBER,
        RED,
        /** 未评: nothing is known yet. */
        NONE
    }

    /**
     * @param targets the reddest first
     * @param tasks those that are red or amber, the reddest first
     * @param tasksInAll how many tasks run
     * @param late reports that are overdue, the longest overdue first
     */
    record Overview(
            LocalDate on, List<TargetState> targets, List<TaskState> tasks, int tasksInAll, List<LateReport> late) {
        public Overview {
            targets = List.copyOf(targets);
            tasks = List.copyOf(tasks);
            late = List.copyOf(late);
        }
    }

    /**
     * @param sign ≥, >, =, ≤ or ≈
     * @param value null while nothing is known
     * @param reason in Chinese: why the light is what it is
     * @param lead unit that answers for it, empty when nobody does
     * @param figures what the value is made of; empty when the lead reports it
     */
    record TargetState(
            UUID plan,
            UUID item,
            String name,
            Light light,
            String reason,
            String sign,
            BigDecimal target,
            @Nullable BigDecimal value,
            String unit,
            String lead,
            LocalDate dueOn,
            List<FigureAt> figures) {
        public TargetState {
            figures = List.copyOf(figures);
        }
    }

    record TaskState(UUID plan, UUID item, String heading, Light light, String reason, String lead, LocalDate dueOn) {}

    record LateReport(UUID plan, UUID item, String name, String unit, String period, LocalDate dueOn) {}
}
