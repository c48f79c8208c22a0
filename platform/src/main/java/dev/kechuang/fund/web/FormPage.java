package dev.kechuang.fund.web;

import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Crumb;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * A page with one form, view {@code fund/form}.
 *
 * @param facts what is known already, above the fields
 */
public record FormPage(
        String title,
        String action,
        String cancel,
        String submit,
        List<Crumb> crumbs,
        List<Detail> facts,
        List<Field> fields,
        Form form) {

    static final String VIEW = "fund/form";

    public enum Kind {
        TEXT,
        NUMBER,
        MONEY,
        DAY,
        LONG,
        CHOICE,
        YES
    }

    /** One field; names, labels and hints as the components take them. */
    public record Field(Kind kind, String name, String label, String hint, boolean required, List<Option> options) {

        static Field of(Kind kind, String name, String label) {
            return new Field(kind, name, label, "", true, List.of());
        }

        static Field choice(String name, String label, List<Option> options) {
            return new Field(Kind.CHOICE, name, label, "", true, options);
        }

        Field hint(String text) {
            return new Field(kind, name, label, text, required, options);
        }

        Field optional() {
            return new Field(kind, name, label, hint, false, options);
        }
    }

    FormPage with(Form other) {
        return new FormPage(title, action, cancel, submit, crumbs, facts, fields, other);
    }

    FormPage filled(Map<String, String> values) {
        return with(Form.of(values));
    }

    /**
     * What a command that was typed here leads to: the page it goes back to with what is done, or this form as it was
     * typed, with what is wrong.
     *
     * @param back path of the page it goes back to, from what was made of it
     * @param done key of what is said there
     */
    <T> String answer(
            Outcome<T> outcome,
            Map<String, String> posted,
            Function<? super T, String> back,
            String done,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return outcome.fold(
                made -> {
                    redirect.addFlashAttribute(Notice.FLASH, Notice.done(done));
                    return "redirect:" + back.apply(made);
                },
                errors -> {
                    response.setStatus(422);
                    model.addAttribute("model", with(Form.of(posted).with(errors)));
                    return VIEW;
                });
    }
}
