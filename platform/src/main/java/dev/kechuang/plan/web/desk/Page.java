package dev.kechuang.plan.web.desk;

import dev.kechuang.shared.web.ui.Crumb;
import java.util.ArrayList;
import java.util.List;

/** A page of the workbench put together from parts; shown by {@code plan/desk}. */
public record Page(String title, List<Crumb> crumbs, List<Part> parts) {

    /** Name of the template. */
    public static final String VIEW = "plan/desk";

    public static Page of(String title, Crumb... crumbs) {
        return new Page(title, List.of(crumbs), new ArrayList<>());
    }

    public Page add(Part part) {
        parts.add(part);
        return this;
    }

    public Page addIf(boolean shown, java.util.function.Supplier<Part> part) {
        if (shown) parts.add(part.get());
        return this;
    }
}
