package dev.kechuang.plan.internal.plan;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task (任务) as it stands in a version.
 *
 * @param item the task through all versions
 * @param span where it stands in the document, null when it was typed
 * @param edits how often the row was changed in this version
 */
public record Task(
        UUID item,
        int place,
        String heading,
        String text,
        LocalDate fromOn,
        LocalDate dueOn,
        @Nullable TextSpan span,
        int edits,
        List<Duty> duties) {

    public Task {
        duties = List.copyOf(duties);
    }

    public Optional<Duty> lead() {
        return duties.stream().filter(Duty::leads).findFirst();
    }
}
