package dev.kechuang.programme.web.decision;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Notice;
import java.io.Serializable;
import org.springframework.ui.Model;

/** Questions on a page of their own, and refusals where there is no form to come back to. */
final class Questions {

    private Questions() {}

    static String ask(Model model, Confirm confirm, Form form) {
        model.addAttribute("confirm", confirm);
        model.addAttribute("form", form);
        return "shared/confirmPage";
    }

    static Notice error(FieldError error) {
        return Notice.error(
                error.key(),
                error.args().stream()
                        .map(each -> each instanceof Integer || each instanceof Long
                                ? (Serializable) each
                                : String.valueOf(each))
                        .toArray(Serializable[]::new));
    }
}
