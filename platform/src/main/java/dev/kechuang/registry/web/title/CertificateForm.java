package dev.kechuang.registry.web.title;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.registry.Title;
import dev.kechuang.registry.Titles.Certificate;
import dev.kechuang.registry.Titles.NewDocument;
import dev.kechuang.registry.internal.title.TitleDesk;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Reads a certificate with its granting document from a posted form. */
@Component
class CertificateForm {

    private final TitleDesk desk;
    private final FileStore files;

    CertificateForm(TitleDesk desk, FileStore files) {
        this.desk = desk;
        this.files = files;
    }

    @FunctionalInterface
    interface Command {
        Outcome<Title> run(Certificate certificate);
    }

    /** Reads days and document; the document is entered only when everything else can be. */
    Outcome<Title> read(Map<String, String> posted, @Nullable MultipartFile file, Viewer viewer, Command command)
            throws IOException {
        var errors = new ArrayList<FieldError>();
        LocalDate from = TitleFormController.day(posted, "from", true, errors);
        LocalDate until = TitleFormController.day(posted, "until", false, errors);
        String documentNumber = posted.getOrDefault("documentNumber", "").strip();
        LocalDate issuedOn = TitleFormController.day(posted, "issuedOn", !documentNumber.isEmpty(), errors);
        String body = posted.getOrDefault("body", "").strip();
        if (body.isEmpty()) errors.add(FieldError.of("body", "title.error.body", 100));
        if (!errors.isEmpty() || from == null) return Outcome.refused(errors);
        UUID stored = null;
        if (file != null && !file.isEmpty()) {
            if (documentNumber.isEmpty())
                return Outcome.refused(FieldError.of("documentNumber", "title.error.fileNumber"));
            String name = file.getOriginalFilename();
            var kept = files.store(
                    viewer, name == null ? "document.pdf" : name, FileStore.Kind.ATTACHMENT, file.getInputStream());
            switch (kept) {
                case Outcome.Done<StoredFile>(var done) -> stored = done.id();
                case Outcome.Refused<StoredFile>(var refusals) -> {
                    return Outcome.refused(refusals.stream()
                            .map(error -> new FieldError("file", error.key(), error.args()))
                            .toList());
                }
            }
        }
        var document = documentNumber.isEmpty() || issuedOn == null
                ? null
                : new NewDocument(documentNumber, posted.getOrDefault("documentTitle", ""), body, issuedOn, stored);
        return desk.withDocument(
                viewer,
                document,
                id -> command.run(new Certificate(
                        posted.getOrDefault("number", ""),
                        id,
                        body,
                        from,
                        until,
                        TitleFormController.details(posted))));
    }
}
