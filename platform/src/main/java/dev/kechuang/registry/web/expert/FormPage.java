package dev.kechuang.registry.web.expert;

import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Option;
import java.util.List;
import java.util.Map;

/**
 * A form of the pool: what it asks for, in order.
 *
 * @param hidden fields posted along
 */
public record FormPage(
        String title,
        String note,
        String action,
        String cancel,
        String submit,
        Form form,
        List<Crumb> crumbs,
        Map<String, String> hidden,
        List<Field> fields) {

    public enum Kind {
        LINE,
        LINES,
        NUMBER,
        DATE,
        CHOICE,
        SEVERAL,
        TELEPHONE,
        MAIL
    }

    /**
     * One thing that is asked for.
     *
     * @param options of a choice, empty otherwise
     * @param hint under the field, empty for none
     */
    public record Field(Kind kind, String name, String label, boolean required, String hint, List<Option> options) {}
}
