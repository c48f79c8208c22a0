package dev.kechuang.programme.web.form;

import dev.kechuang.programme.internal.definition.FormDefinition;
import dev.kechuang.shared.FieldError;
import java.util.List;
import java.util.Locale;

/** Why a file was not taken, with the field and the file it is about: several may have come at once. */
final class FileRefusals {

    private FileRefusals() {}

    static List<FieldError> of(
            ApplicationLabels labels,
            Locale locale,
            FormDefinition form,
            String path,
            String file,
            List<FieldError> reasons) {
        String field = form.field(path).map(each -> each.name().in(locale)).orElse(path);
        return reasons.stream()
                .map(reason -> FieldError.of(
                        path,
                        "form.problem.file",
                        field,
                        file,
                        labels.text(locale, reason.key(), reason.args().toArray())))
                .toList();
    }
}
