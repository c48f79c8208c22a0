package dev.kechuang.programme.web.contract;

import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.web.contract.ContractPages.Part;
import dev.kechuang.programme.web.contract.SimpleForm.Ask;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Option;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A page with one short form under what it is about.
 *
 * @param back page of the project, where cancel leads
 * @param parts what the decision is about, above the form
 * @param also further buttons that post the same form elsewhere: label and address
 */
public record SimpleForm(
        String title,
        String project,
        String back,
        String action,
        String submit,
        Form form,
        List<Ask> asks,
        List<Part> parts,
        List<Button> also,
        boolean upload) {

    public record Button(String label, String action, String css) {}

    /** How a field is asked for; each is a component of the interface. */
    public enum Kind {
        HIDDEN,
        TEXT,
        AREA,
        MONEY,
        NUMBER,
        DAY,
        CHOICE,
        RADIOS,
        FILES
    }

    /** @param options for choices only */
    public record Ask(Kind kind, String name, String label, boolean required, String hint, List<Option> options) {
        static Ask hidden(String name) {
            return new Ask(Kind.HIDDEN, name, "", false, "", List.of());
        }

        static Ask of(Kind kind, String name, String label, boolean required) {
            return new Ask(kind, name, label, required, "", List.of());
        }

        static Ask choice(String name, String label, List<Option> options) {
            return new Ask(Kind.RADIOS, name, label, true, "", options);
        }

        Ask hint(String text) {
            return new Ask(kind, name, label, required, text, options);
        }
    }

    SimpleForm with(Form filled) {
        return new SimpleForm(title, project, back, action, submit, filled, asks, parts, also, upload);
    }

    /** @param what names the command in the messages ({@code contract.do.…}) and in the address */
    static SimpleForm of(
            ContractLabels labels,
            Locale locale,
            Project project,
            String what,
            Map<String, String> values,
            List<Ask> asks,
            boolean upload) {
        String path = "/contracts/" + project.id();
        String label = labels.text(locale, "contract.do." + what);
        String action = switch (what) {
            case "contribution" -> "contributions";
            default -> what;
        };
        return new SimpleForm(
                label,
                project.application().label(),
                path,
                path + "/" + action,
                label,
                Form.of(values),
                asks,
                List.of(),
                List.of(),
                upload);
    }
}
