package dev.kechuang.programme.web.form;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.programme.internal.form.Answered;
import dev.kechuang.programme.internal.form.FormFiles;
import dev.kechuang.programme.internal.form.FormService;
import dev.kechuang.programme.internal.form.FormService.Opened;
import dev.kechuang.programme.internal.form.ParticipantService;
import dev.kechuang.programme.internal.form.ParticipantStore;
import dev.kechuang.programme.internal.form.ParticipantStore.Participant;
import dev.kechuang.programme.internal.form.Paths;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** What a form is given piece by piece, as JSON: attachments, and organisations that take part. */
@RestController
@RequestMapping("/api/programme/applications/{id}")
@Allow(Role.APPLICANT)
class ApplicationPartsApi {

    private final FormService forms;
    private final FormFiles attachments;
    private final ApplicationStore applications;
    private final ParticipantService partners;
    private final ParticipantStore participants;
    private final FileStore files;
    private final ApplicationLabels labels;
    private final ApiProblems problems;

    ApplicationPartsApi(
            FormService forms,
            FormFiles attachments,
            ApplicationStore applications,
            ParticipantService partners,
            ParticipantStore participants,
            FileStore files,
            ApplicationLabels labels,
            ApiProblems problems) {
        this.labels = labels;
        this.forms = forms;
        this.attachments = attachments;
        this.applications = applications;
        this.partners = partners;
        this.participants = participants;
        this.files = files;
        this.problems = problems;
    }

    /**
     * @param path of the field, {@code section.field}
     * @param size bytes
     */
    record Attached(String path, UUID file, String name, String sha256, long size) {}

    private Opened opened(Viewer viewer, UUID id, Locale locale) {
        return forms.open(viewer, id, locale).orElseThrow(() -> new NotFound("application"));
    }

    /** Every file of the form as it stands, field by field. */
    @GetMapping("/files")
    List<Attached> files(@PathVariable UUID id, Viewer viewer, Locale locale) {
        var form = opened(viewer, id, locale).form();
        var found = new ArrayList<Attached>();
        for (var section : form.sections()) {
            for (var field : form.fields(section)) {
                String path = Paths.field(section.id(), field.id());
                if (!(form.answered(path) instanceof Answered.Files(var there))) continue;
                there.forEach(one -> found.add(new Attached(path, one.id(), one.name(), one.sha256(), one.size())));
            }
        }
        return found;
    }

    /** Stores a file and adds it to the field {@code path}; 201 with where it stands. */
    @PostMapping("/files")
    ResponseEntity<?> attach(
            @PathVariable UUID id,
            @RequestParam String path,
            @RequestParam(required = false) @Nullable MultipartFile file,
            Viewer viewer,
            Locale locale)
            throws IOException {
        var form = opened(viewer, id, locale).form().form();
        if (file == null || file.isEmpty()) return refused(List.of(FieldError.of(path, "form.error.noFile")), locale);
        String name = java.util.Objects.requireNonNullElse(file.getOriginalFilename(), "");
        Outcome<StoredFile> stored;
        try (var content = file.getInputStream()) {
            stored = files.store(viewer, name, FileStore.Kind.ATTACHMENT, content);
        }
        return switch (stored) {
            case Outcome.Refused<StoredFile>(var errors) ->
                refused(FileRefusals.of(labels, locale, form, path, name, errors), locale);
            case Outcome.Done<StoredFile>(var kept) ->
                switch (attachments.add(viewer, id, path, kept)) {
                    case Outcome.Refused<String>(var errors) -> refused(errors, locale);
                    case Outcome.Done<String> ignored ->
                        ResponseEntity.status(HttpStatus.CREATED)
                                .body(new Attached(path, kept.id(), kept.name(), kept.sha256(), kept.size()));
                };
        };
    }

    private ResponseEntity<?> refused(List<FieldError> errors, Locale locale) {
        return ResponseEntity.of(problems.refusal(errors, locale)).build();
    }

    /** Takes a file out of the field; what was submitted with it keeps it. */
    @DeleteMapping("/files/{file}")
    ResponseEntity<?> detach(
            @PathVariable UUID id, @PathVariable UUID file, @RequestParam String path, Viewer viewer, Locale locale) {
        opened(viewer, id, locale);
        return nothing(attachments.remove(viewer, id, path, file), locale);
    }

    private ResponseEntity<?> nothing(Outcome<?> outcome, Locale locale) {
        return outcome.fold(done -> ResponseEntity.noContent().build(), errors -> refused(errors, locale));
    }

    /** Organisations that take part, and what each said. */
    @Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
    @GetMapping("/participants")
    List<Participant> participants(@PathVariable UUID id, Viewer viewer) {
        if (applications.find(viewer, id).isEmpty()) throw new NotFound("application");
        return participants.of(id);
    }

    /** @param path of the field that names organisations */
    record Invitation(String path, String creditCode) {}

    @PostMapping("/participants")
    ResponseEntity<?> invite(@PathVariable UUID id, @RequestBody Invitation body, Viewer viewer, Locale locale) {
        opened(viewer, id, locale);
        return switch (partners.invite(viewer, id, body.path(), body.creditCode())) {
            case Outcome.Refused<UUID>(var errors) -> refused(errors, locale);
            case Outcome.Done<UUID>(var partner) ->
                ResponseEntity.status(HttpStatus.CREATED)
                        .body(participants.find(id, partner).orElseThrow());
        };
    }

    @DeleteMapping("/participants/{organisation}")
    ResponseEntity<?> remove(
            @PathVariable UUID id,
            @PathVariable UUID organisation,
            @RequestParam String path,
            Viewer viewer,
            Locale locale) {
        opened(viewer, id, locale);
        return nothing(partners.remove(viewer, id, path, organisation), locale);
    }

    /** @param reason why not, or a remark; may be left out */
    record Answer(boolean confirms, @Nullable String reason) {}

    /** What the viewer's organisation says to its invitation. */
    @PostMapping("/participation")
    ResponseEntity<?> answer(@PathVariable UUID id, @RequestBody Answer body, Viewer viewer, Locale locale) {
        opened(viewer, id, locale);
        return switch (partners.answer(viewer, id, body.confirms(), Objects.requireNonNullElse(body.reason(), ""))) {
            case Outcome.Refused<UUID>(var errors) -> refused(errors, locale);
            case Outcome.Done<UUID>(var own) ->
                ResponseEntity.ok(participants.find(id, own).orElseThrow());
        };
    }
}
