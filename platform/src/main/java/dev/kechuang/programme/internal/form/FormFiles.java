package dev.kechuang.programme.internal.form;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.definition.FormDefinition.FileField;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/** Files of an application while it is filled in (申报材料): each stands at a path of its own under its field. */
@Service
public class FormFiles {

    /** Who owns the files to the file store. */
    public static final String OWNER = "programme.application";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final FormService forms;
    private final Definitions definitions;
    private final AnswerStore answers;
    private final FileStore files;

    public FormFiles(FormService forms, Definitions definitions, AnswerStore answers, FileStore files) {
        this.forms = forms;
        this.definitions = definitions;
        this.answers = answers;
        this.files = files;
    }

    /** Adds a file that was stored before. */
    public Outcome<String> add(Viewer viewer, UUID application, String path, StoredFile file) {
        return forms.writing(viewer, application, found -> {
            Definition definition = definitions.of(found.version());
            if (!(definition.form().field(path).orElse(null) instanceof FileField field)
                    || !forms.openSections(found, definition).contains(Paths.section(path))) {
                return Outcome.refused(FieldError.of(path, "form.error.closed"));
            }
            if (files.find(viewer, file.id()).isEmpty()) {
                return Outcome.refused(FieldError.of(path, "form.error.file"));
            }
            long there = answers.of(application).entrySet().stream()
                    .filter(answer -> answer.getKey().startsWith(path + ".")
                            && !answer.getValue().value().isEmpty())
                    .count();
            if (there >= field.most()) {
                return Outcome.refused(
                        FieldError.of(path, "form.problem.files", field.name().zh(), field.most()));
            }
            String at = path + "." + file.id();
            String value = JSON.writeValueAsString(Map.of(
                    "id", file.id().toString(),
                    "name", file.name(),
                    "sha256", file.sha256(),
                    "size", file.size()));
            forms.put(viewer, application, at, value);
            files.attach(file.id(), OWNER, application + "/" + path);
            return Outcome.done(at);
        });
    }

    /** Takes a file away; what was submitted with it keeps it. */
    public Outcome<String> remove(Viewer viewer, UUID application, String path, UUID file) {
        return forms.writing(viewer, application, found -> {
            if (!forms.openSections(found, definitions.of(found.version())).contains(Paths.section(path))) {
                return Outcome.refused(FieldError.of(path, "form.error.closed"));
            }
            String at = path + "." + file;
            if (!answers.of(application).containsKey(at)) {
                return Outcome.refused(FieldError.of(path, "form.error.file"));
            }
            forms.put(viewer, application, at, "");
            files.detach(file, OWNER, application + "/" + path);
            return Outcome.done(at);
        });
    }
}
