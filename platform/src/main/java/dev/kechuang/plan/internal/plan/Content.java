package dev.kechuang.plan.internal.plan;

import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What stands in a version, in its order. */
public record Content(List<Target> targets, List<Task> tasks) {

    public static final Content EMPTY = new Content(List.of(), List.of());

    public Content {
        targets = List.copyOf(targets);
        tasks = List.copyOf(tasks);
    }

    public Optional<Target> target(UUID item) {
        return targets.stream().filter(one -> one.item().equals(item)).findFirst();
    }

    public Optional<Task> task(UUID item) {
        return tasks.stream().filter(one -> one.item().equals(item)).findFirst();
    }
}
