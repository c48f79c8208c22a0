package dev.kechuang.programme.web.form;

import dev.kechuang.document.Archive;
import dev.kechuang.document.Documents;
import dev.kechuang.file.FileStore;
import dev.kechuang.programme.internal.contract.ArchivePart;
import dev.kechuang.programme.internal.definition.Definitions;
import dev.kechuang.programme.internal.form.Answered;
import dev.kechuang.programme.internal.form.ParticipantStore;
import dev.kechuang.programme.internal.form.SubmissionStore;
import dev.kechuang.programme.internal.lifecycle.Application;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** 申报材料 for the archive: every submission as it was handed in, and each of its files once. */
@Component
@Order(100)
class ApplicationArchive implements ArchivePart {

    private static final String GROUP = "申报材料";

    private final SubmissionStore submissions;
    private final ParticipantStore participants;
    private final Definitions definitions;
    private final Documents documents;
    private final FileStore files;
    private final ApplicationDocument writer;

    ApplicationArchive(
            SubmissionStore submissions,
            ParticipantStore participants,
            Definitions definitions,
            Documents documents,
            FileStore files,
            ApplicationLabels labels) {
        this.submissions = submissions;
        this.participants = participants;
        this.definitions = definitions;
        this.documents = documents;
        this.files = files;
        this.writer = new ApplicationDocument(labels, Locale.SIMPLIFIED_CHINESE);
    }

    @Override
    public List<Archive.Part> parts(Viewer viewer, Application application) {
        var parts = new ArrayList<Archive.Part>();
        var definition = definitions.of(application.version());
        var partners = participants.of(application.id());
        var attached = new HashSet<UUID>();
        for (var submission : submissions.all(application.id())) {
            var document = writer.of(application, definition, submission.content(), submission.digest());
            parts.add(new Archive.Part(
                    GROUP,
                    "申报书（第 " + submission.number() + " 次提交，" + ApplicationLabels.minute(submission.submittedAt()) + "）",
                    "application/pdf",
                    Archive.Content.of(documents.pdf(document))));
            for (Answered.Attached file : submission.content().files()) {
                if (!attached.add(file.id())) continue;
                files.find(file.id())
                        .ifPresent(stored -> parts.add(new Archive.Part(
                                GROUP, stored.name(), stored.contentType(), () -> files.open(stored))));
            }
        }
        if (!partners.isEmpty()) {
            parts.add(new Archive.Part(
                    GROUP,
                    "合作单位确认情况",
                    "application/pdf",
                    Archive.Content.of(documents.pdf(ApplicationDocument.partners(application, partners)))));
        }
        return parts;
    }
}
