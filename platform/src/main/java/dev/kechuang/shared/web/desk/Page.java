package dev.kechuang.shared.web.desk;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Crumb;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A page of the workbench put together from parts; shown by {@code shared/desk}. */
public record Page(String title, List<Crumb> crumbs, List<Part> parts) {

    /** Name of the template. */
    public static final String VIEW = "shared/desk";

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

    /** Says a refusal on top when the command it belongs to is not on the page any more: somebody was faster. */
    public Page said(Form refused, Function<FieldError, String> words) {
        boolean shown = parts.stream()
                .anyMatch(part -> part instanceof Part.Command command
                        && !command.form().errors().isEmpty());
        if (!refused.errors().isEmpty() && !shown) {
            String text = refused.errors().stream().map(words).collect(Collectors.joining("；"));
            parts.addFirst(new Part.Note(text, true));
        }
        return this;
    }
}
