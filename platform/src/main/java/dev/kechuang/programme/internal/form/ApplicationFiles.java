package dev.kechuang.programme.internal.form;

import dev.kechuang.file.FileAccess;
import dev.kechuang.programme.internal.lifecycle.ApplicationStore;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Who reads the files of an application: while it is filled in its own people, once it is handed in everybody who sees it. Experts
 * get what they review through their assignment, see {@code review.AttachmentService}.
 */
@Configuration(proxyBeanMethods = false)
public class ApplicationFiles {

    @Bean
    FileAccess draftFiles(ApplicationStore applications) {
        return FileAccess.of(
                FormFiles.OWNER,
                (viewer, reference) -> !viewer.isOfficer()
                        && applications.find(viewer, application(reference)).isPresent());
    }

    @Bean
    FileAccess submittedFiles(ApplicationStore applications) {
        return FileAccess.of(SubmissionService.FILES, (viewer, reference) -> {
            UUID application = application(reference);
            return applications.find(viewer, application).isPresent();
        });
    }

    private static UUID application(String reference) {
        return UUID.fromString(reference.substring(0, reference.indexOf('/')));
    }
}
