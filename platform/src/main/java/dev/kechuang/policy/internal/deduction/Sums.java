package dev.kechuang.policy.internal.deduction;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the projects of a filing sum to, in fen.
 *
 * @param costs own costs by category
 * @param domestic paid for commissions in China, as it was paid
 * @param foreign paid for commissions abroad
 * @param allHaveField whether every project lies in a field of the catalogue
 */
public record Sums(int projects, Map<Cost, Long> costs, long domestic, long foreign, boolean allHaveField) {

    static Sums of(List<Project.@Nullable Data> projects) {
        var costs = new EnumMap<Cost, Long>(Cost.class);
        long domestic = 0;
        long foreign = 0;
        boolean fields = true;
        for (var project : projects) {
            if (project == null) continue;
            project.costs().forEach((cost, fen) -> costs.merge(cost, fen, Math::addExact));
            if (project.abroad()) foreign = Math.addExact(foreign, project.commissioned());
            else domestic = Math.addExact(domestic, project.commissioned());
            fields &= !project.field().isEmpty();
        }
        return new Sums(projects.size(), costs, domestic, foreign, fields);
    }

    public long of(Cost cost) {
        return costs.getOrDefault(cost, 0L);
    }

    /** The first five categories (加计扣除口径研发费用): what the limit of the sixth is computed from. */
    public long five() {
        return own() - of(Cost.OTHER);
    }

    public long own() {
        return costs.values().stream().reduce(0L, Math::addExact);
    }

    public long total() {
        return Math.addExact(own(), Math.addExact(domestic, foreign));
    }
}
