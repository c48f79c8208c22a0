package dev.kechuang.shared.web.desk;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.function.Function;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** How a page answers a command: done, on to a page that says so; refused, the same page with what was typed. */
public final class Answer {

    private Answer() {}

    /**
     * What is said depends on what came of it.
     *
     * @param done shown on the next page
     * @param to where it goes on
     * @param again makes the page anew with the errors
     */
    public static <T> String of(
            Outcome<T> outcome,
            Function<T, Notice> done,
            Function<T, String> to,
            Function<List<FieldError>, String> again,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return outcome.fold(
                value -> {
                    redirect.addFlashAttribute(Notice.FLASH, done.apply(value));
                    return "redirect:" + to.apply(value);
                },
                errors -> {
                    response.setStatus(422);
                    return again.apply(errors);
                });
    }

    /**
     * @param done shown on the next page
     * @param to where it goes on
     * @param again makes the page anew with the errors
     */
    public static <T> String of(
            Outcome<T> outcome,
            Notice done,
            Function<T, String> to,
            Function<List<FieldError>, String> again,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        return of(outcome, value -> done, to, again, response, redirect);
    }
}
