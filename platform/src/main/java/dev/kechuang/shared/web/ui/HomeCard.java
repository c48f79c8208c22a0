package dev.kechuang.shared.web.ui;

import java.util.List;

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
     * @param note date, region or time left; empty for nothing
     * @param path where it is done
     */
    public record Todo(String text, String note, String path) {}
}
