package dev.kechuang.record;

import dev.kechuang.record.Figures.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps public breakdowns from pointing at single organisations: small groups are hidden, and so is one more where the
 * hidden one could be found by subtracting the others from the total.
 */
public final class SmallCells {

    /** Groups of fewer are hidden. */
    public static final int SMALLEST_SHOWN = 5;

    private SmallCells() {}

    /** What may be published of a breakdown whose total is published too. */
    public static Published publish(List<Group> groups) {
        Set<String> hidden = new HashSet<>();
        long hiddenCount = 0;
        for (Group group : groups) {
            if (small(group)) {
                hidden.add(group.key());
                hiddenCount += Math.abs(group.count());
            }
        }
        // With one group hidden, or with so few hidden together, the total minus the shown ones tells too much.
        var rest = groups.stream()
                .filter(group -> !small(group) && group.count() != 0)
                .sorted(Comparator.comparingLong(group -> Math.abs(group.count())))
                .iterator();
        while (!hidden.isEmpty() && (hidden.size() < 2 || hiddenCount < SMALLEST_SHOWN) && rest.hasNext()) {
            Group next = rest.next();
            hidden.add(next.key());
            hiddenCount += Math.abs(next.count());
        }
        var shown = new ArrayList<Group>();
        for (Group group : groups) if (!hidden.contains(group.key())) shown.add(group);
        return new Published(List.copyOf(shown), hidden.size());
    }

    private static boolean small(Group group) {
        return group.count() != 0 && Math.abs(group.count()) < SMALLEST_SHOWN;
    }

    /** @param hidden number of groups that are not shown */
    public record Published(List<Group> shown, int hidden) {}
}
