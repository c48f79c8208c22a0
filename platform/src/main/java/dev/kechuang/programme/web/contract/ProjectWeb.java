package dev.kechuang.programme.web.contract;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.programme.internal.contract.ContractRights;
import dev.kechuang.programme.internal.contract.ContractService;
import dev.kechuang.programme.internal.contract.Project;
import dev.kechuang.programme.internal.contract.ReportText;
import dev.kechuang.programme.internal.definition.Stage;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.desk.Answer;
import dev.kechuang.shared.web.ui.Notice;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the controllers of projects do alike: find, answer, take files. */
@Component
class ProjectWeb {

    /** Hidden field with the files that were kept when a form came back. */
    static final String KEPT = "kept";

    private final ContractService contracts;
    private final FileStore files;

    ProjectWeb(ContractService contracts, FileStore files) {
        this.contracts = contracts;
        this.files = files;
    }

    Project find(Viewer viewer, UUID id) {
        return contracts.find(viewer, id).orElseThrow(() -> new NotFound("project"));
    }

    static void needs(boolean right) {
        if (!right) throw new NotFound("project");
    }

    /** Back to where the command leads, or the form as typed with what is wrong. */
    static String answer(
            Outcome<?> outcome,
            String done,
            String notice,
            Map<String, String> posted,
            RedirectAttributes redirect,
            HttpServletResponse response,
            java.util.function.Function<Form, String> again) {
        return Answer.of(
                outcome,
                Notice.done(notice),
                value -> done,
                errors -> again.apply(Form.of(posted).with(errors)),
                response,
                redirect);
    }

    /** A command without fields: what stands against it is said above the page it was given from. */
    static String command(Outcome<?> outcome, String page, String notice, RedirectAttributes redirect) {
        return outcome.fold(
                value -> {
                    redirect.addFlashAttribute(Notice.FLASH, Notice.done(notice));
                    return "redirect:" + page;
                },
                errors -> {
                    FieldError first = errors.getFirst();
                    var args = first.args().stream().map(String::valueOf).toArray(java.io.Serializable[]::new);
                    redirect.addFlashAttribute(Notice.FLASH, Notice.error(first.key(), args));
                    return "redirect:" + page;
                });
    }

    static String simple(Model model, SimpleForm page) {
        model.addAttribute("model", page);
        return "programme/projectForm";
    }

    /** Files that came with the form, after those kept from an earlier try; the ids are left in {@code posted}. */
    Outcome<List<UUID>> take(Viewer viewer, Map<String, String> posted, @Nullable List<MultipartFile> uploads) {
        var ids = new ArrayList<UUID>();
        var errors = new ArrayList<FieldError>();
        Arrays.stream(posted.getOrDefault(KEPT, "").split(","))
                .flatMap(id -> dev.kechuang.shared.desk.Typed.id(id).stream())
                .filter(id -> files.find(viewer, id).isPresent())
                .forEach(ids::add);
        for (MultipartFile upload : uploads == null ? List.<MultipartFile>of() : uploads) {
            if (upload.isEmpty()) continue;
            try (var content = upload.getInputStream()) {
                String name = Objects.requireNonNullElse(upload.getOriginalFilename(), "");
                switch (files.store(viewer, name, FileStore.Kind.ATTACHMENT, content)) {
                    case Outcome.Done<StoredFile>(var file) -> ids.add(file.id());
                    case Outcome.Refused<StoredFile>(var why) ->
                        why.forEach(error -> errors.add(new FieldError("files", error.key(), error.args())));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        posted.put(KEPT, String.join(",", ids.stream().map(UUID::toString).toList()));
        return errors.isEmpty() ? Outcome.done(ids) : Outcome.refused(errors);
    }

    /** Errors of reading before those of the command; the command is not given where something cannot be read. */
    static <T> Outcome<T> read(Typed typed, Supplier<Outcome<T>> command) {
        return typed.errors().isEmpty() ? command.get() : Outcome.refused(typed.errors());
    }

    static Map<String, String> mutable(Map<String, String> posted) {
        return new HashMap<>(posted);
    }

    static Map<String, String> values(String... pairs) {
        var values = new LinkedHashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) values.put(pairs[i], pairs[i + 1]);
        return values;
    }

    /** For officers of the bureau that runs the call. */
    Project handled(Viewer viewer, UUID id) {
        Project project = find(viewer, id);
        needs(ContractRights.bureau(viewer, project));
        return project;
    }

    /** Reads a report with its files and gives the command; nothing is given where something cannot be read. */
    <T> Outcome<T> filed(
            Viewer viewer,
            Map<String, String> posted,
            @Nullable List<MultipartFile> uploads,
            Typed typed,
            Project project,
            Stage.@Nullable Acceptance stage,
            java.util.function.Function<ReportText, Outcome<T>> command) {
        return take(viewer, posted, uploads)
                .fold(
                        ids -> {
                            ReportText text = ContractForms.report(typed, project.text(), stage, ids);
                            return read(typed, () -> command.apply(text));
                        },
                        Outcome::refused);
    }
}
