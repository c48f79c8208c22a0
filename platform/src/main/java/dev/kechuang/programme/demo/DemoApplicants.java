package dev.kechuang.programme.demo;

import dev.kechuang.file.FileStore;
import dev.kechuang.file.StoredFile;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.form.FormFiles;
import dev.kechuang.programme.internal.form.FormService;
import dev.kechuang.programme.internal.form.MadeUpAnswers;
import dev.kechuang.programme.internal.form.StartService;
import dev.kechuang.programme.internal.form.SubmissionService;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/** What firms of the demonstration city do: fill in the form with made-up answers and files, and hand it in. */
@Component
class DemoApplicants {

    private final StartService starts;
    private final FormService forms;
    private final FormFiles attachments;
    private final SubmissionService submissions;
    private final FileStore files;

    DemoApplicants(
            StartService starts,
            FormService forms,
            FormFiles attachments,
            SubmissionService submissions,
            FileStore files) {
        this.starts = starts;
        this.forms = forms;
        this.attachments = attachments;
        this.submissions = submissions;
        this.files = files;
    }

    /**
     * Fills in and hands in, as far as policy and form let the firm.
     *
     * @param draft whether it is left half filled in
     * @return empty where the firm cannot begin or hand in; then nothing or a draft is left, as in life
     */
    Optional<UUID> application(
            Viewer applicant, UUID call, Definition definition, boolean draft, LocalDate day, RandomGenerator random) {
        if (!(starts.start(applicant, call) instanceof Outcome.Done<Application>(var application))) {
            return Optional.empty();
        }
        var opened = forms.open(applicant, application.id(), Locale.SIMPLIFIED_CHINESE)
                .orElseThrow();
        Map<String, String> answers = MadeUpAnswers.of(definition, opened.form().answers(), "", day, random);
        var typed = answers.entrySet().stream()
                .map(answer -> new FormService.Typed(answer.getKey(), answer.getValue(), ""))
                .limit(draft ? answers.size() / 2 : answers.size())
                .toList();
        DemoDesk.must(forms.save(applicant, application.id(), typed));
        if (draft) return Optional.of(application.id());
        attach(applicant, application.id());
        // What the register says of the firm may not do: then it stays a draft, as in life.
        return submissions
                .submit(applicant, application.id(), null, Locale.SIMPLIFIED_CHINESE)
                .fold(submitted -> Optional.of(submitted.id()), errors -> Optional.<UUID>empty());
    }

    private void attach(Viewer applicant, UUID application) {
        var opened =
                forms.open(applicant, application, Locale.SIMPLIFIED_CHINESE).orElseThrow();
        var paths = MadeUpAnswers.filesNeeded(opened.form());
        if (paths.isEmpty()) return;
        // One scan that proves everything, as firms do have it.
        StoredFile file = DemoDesk.must(stored(applicant));
        for (String path : paths) DemoDesk.must(attachments.add(applicant, application, path, file));
    }

    private Outcome<StoredFile> stored(Viewer applicant) {
        try {
            return files.store(applicant, "附件（演示）.pdf", FileStore.Kind.ATTACHMENT, new ByteArrayInputStream(PDF));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A page that says that it is a demonstration. */
    private static final byte[] PDF = """
            %PDF-1.4
            1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
            2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
            3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj
            4 0 obj<</Length 62>>stream
            BT /F1 18 Tf 72 770 Td (Demonstration attachment) Tj ET
            endstream endobj
            5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
            trailer<</Root 1 0 R>>
            %%EOF
            """.getBytes(StandardCharsets.US_ASCII);
}
