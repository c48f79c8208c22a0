package dev.kechuang.shared.web.ui;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a module shows on somebody's home page.
 *
 * @param figures shown in the row of figures on top, at most four
 * @param todos what waits for the viewer, the most urgent first, at most ten
 * @param links the pages of the module that the viewer needs most
 */
public record HomeCard(String title, List<Kpi> figures, List<Todo> todos, List<Action> links) {

    /**
     * One thing that waits (待办).
     *
     * @param note unit, region or time left; empty for nothing
     * @param path where it is done
     * @param due last day for it, null for none; what is due first stands first on the page
     */
    public record Todo(
            String text, String note, String path, @Nullable LocalDate due) {

        public Todo(String text, String note, String path) {
            this(text, note, path, null);
        }
    }

    /** Of what waits the day that comes first; null where nothing has one. */
    public @Nullable LocalDate due() {
        return todos.stream()
                .map(Todo::due)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
