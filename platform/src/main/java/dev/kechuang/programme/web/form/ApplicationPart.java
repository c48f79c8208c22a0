package dev.kechuang.programme.web.form;

import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Action;
import java.util.List;
import java.util.Locale;

/**
 * What a stage shows on the page of an application (申报详情): a tab at {@code /applications/<id>?tab=<tab>}, and commands in
 * the row above. A bean; the page asks only for applications that the viewer may see.
 */
public interface ApplicationPart {

    /** Stands in the address; letters, digits and hyphens, unique. */
    String tab();

    /** Tabs stand by ascending order: answers 100, check 200, review 300, decision 400 …, history 900 */
    int order();

    /** Message key of the tab. */
    String label();

    /** Whether the viewer gets this tab for the application; asked on every page of it, so without a heavy statement. */
    boolean visible(Viewer viewer, Application application, Definition definition);

    /** What the tab shows; asked only when it is open. */
    Panel show(Viewer viewer, Locale locale, Application application, Definition definition);

    /** What the viewer may do with the application now, as links or posts; asked on every page of it. */
    default List<Action> actions(Viewer viewer, Locale locale, Application application, Definition definition) {
        return List.of();
    }

    /**
     * @param view template with the parameters {@code frame} and {@code model}, e.g. {@code programme/checkPart}; it writes
     *     what stands inside a card, without layout
     */
    record Panel(String view, Object model) {}
}
