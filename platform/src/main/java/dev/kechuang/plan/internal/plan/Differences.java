package dev.kechuang.plan.internal.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** What a version changes in the one before. */
public final class Differences {

    private Differences() {}

    public enum What {
        ADDED,
        CHANGED,
        DROPPED
    }

    /** @param before null for none: empty text */
    public record Field(String name, String before, String after) {}

    /** @param kind {@code target} or {@code task} */
    public record Difference(String kind, UUID item, String name, What what, List<Field> fields) {}

    public static List<Difference> between(Content before, Content after) {
        var found = new ArrayList<Difference>();
        compare(found, "target", before.targets(), after.targets(), Target::item, Target::name, TargetForm::typed);
        compare(found, "task", before.tasks(), after.tasks(), Task::item, Task::heading, TaskForm::typed);
        return found;
    }

    private static <T> void compare(
            List<Difference> found,
            String kind,
            List<T> before,
            List<T> after,
            Function<T, UUID> id,
            Function<T, String> name,
            Function<T, Map<String, String>> fields) {
        Map<UUID, T> old = new LinkedHashMap<>();
        for (T one : before) old.put(id.apply(one), one);
        for (T one : after) {
            T was = old.remove(id.apply(one));
            if (was == null) {
                found.add(new Difference(kind, id.apply(one), name.apply(one), What.ADDED, List.of()));
                continue;
            }
            var changed = new ArrayList<Field>();
            Map<String, String> then = fields.apply(was);
            Map<String, String> now = fields.apply(one);
            var all = new LinkedHashMap<>(now);
            then.forEach((field, value) -> all.putIfAbsent(field, ""));
            for (String field : all.keySet()) {
                String left = then.getOrDefault(field, "");
                String right = now.getOrDefault(field, "");
                if (!left.equals(right)) changed.add(new Field(field, left, right));
            }
            if (!changed.isEmpty())
                found.add(new Difference(kind, id.apply(one), name.apply(one), What.CHANGED, changed));
        }
        for (T one : old.values())
            found.add(new Difference(kind, id.apply(one), name.apply(one), What.DROPPED, List.of()));
    }
}
