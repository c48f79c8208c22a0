package dev.kechuang.programme.web.form;

import dev.kechuang.document.Document;
import dev.kechuang.document.Documents;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.form.FormService;
import dev.kechuang.programme.internal.form.Freezer;
import dev.kechuang.programme.internal.form.SubmissionStore;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import gg.jte.Content;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/** The whole application to print, as PDF and for Word: of a submitted one what was handed in last. */
@Controller
@Allow({Role.APPLICANT, Role.COUNTY_OFFICER, Role.BUREAU_OFFICER, Role.BUREAU_LEADER})
public class ApplicationDocumentController {

    private static final MediaType DOCX =
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.wordprocessingml.document");

    private final ApplicationStore applications;
    private final Definitions definitions;
    private final SubmissionStore submissions;
    private final FormService forms;
    private final Documents documents;
    private final ApplicationLabels labels;

    ApplicationDocumentController(
            ApplicationStore applications,
            Definitions definitions,
            SubmissionStore submissions,
            FormService forms,
            Documents documents,
            ApplicationLabels labels) {
        this.applications = applications;
        this.definitions = definitions;
        this.submissions = submissions;
        this.forms = forms;
        this.documents = documents;
        this.labels = labels;
    }

    public record Page(UUID application, String title, Content content) {}

    @GetMapping("/applications/{id}/print")
    String print(@PathVariable UUID id, Viewer viewer, Locale locale, Model model) {
        Application found = find(viewer, id);
        String html = documents.html(document(viewer, found, locale));
        model.addAttribute("model", new Page(id, labels.title(locale, found), StartController.content(html)));
        return "programme/applicationPrint";
    }

    @GetMapping("/applications/{id}/document.pdf")
    ResponseEntity<byte[]> pdf(@PathVariable UUID id, Viewer viewer, Locale locale) {
        Application found = find(viewer, id);
        return file(found, locale, "pdf", MediaType.APPLICATION_PDF, documents.pdf(document(viewer, found, locale)));
    }

    @GetMapping("/applications/{id}/document.docx")
    ResponseEntity<byte[]> docx(@PathVariable UUID id, Viewer viewer, Locale locale) {
        Application found = find(viewer, id);
        return file(found, locale, "docx", DOCX, documents.docx(document(viewer, found, locale)));
    }

    private Application find(Viewer viewer, UUID id) {
        return applications.find(viewer, id).orElseThrow(() -> new NotFound("application"));
    }

    private Document document(Viewer viewer, Application found, Locale locale) {
        Definition definition = definitions.of(found.version());
        var writer = new ApplicationDocument(labels, locale);
        return submissions
                .latest(found.id())
                .map(last -> writer.of(found, definition, last.content(), last.digest()))
                .orElseGet(() -> {
                    var opened = forms.open(viewer, found.id(), locale).orElseThrow();
                    return writer.of(found, definition, Freezer.freeze(opened.form(), opened.facts()), "");
                });
    }

    private ResponseEntity<byte[]> file(
            Application found, Locale locale, String ending, MediaType type, byte[] content) {
        String number = found.number();
        String name = (number == null ? "" : number + " ") + labels.title(locale, found) + "." + ending;
        return ResponseEntity.ok()
                .contentType(type)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_"), StandardCharsets.UTF_8)
                                .build()
                                .toString())
                .body(content);
    }
}
