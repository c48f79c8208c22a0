package dev.kechuang.file;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** Takes the files of a form in. */
@Component
public class Uploads {

    private final FileStore files;

    Uploads(FileStore files) {
        this.files = files;
    }

    /** Ids of the stored files, joined by commas; refused at the field {@code files} with the reason. */
    public Outcome<String> store(Viewer viewer, MultipartFile @Nullable [] given) throws IOException {
        var ids = new ArrayList<String>();
        var errors = new ArrayList<FieldError>();
        for (MultipartFile one : given == null ? new MultipartFile[0] : given) {
            String name = one.getOriginalFilename();
            if (one.isEmpty() || name == null || name.isEmpty()) continue;
            try (var in = one.getInputStream()) {
                switch (files.store(viewer, name, FileStore.Kind.ATTACHMENT, in)) {
                    case Outcome.Done<StoredFile>(var file) -> ids.add(file.id().toString());
                    case Outcome.Refused<StoredFile>(var wrong) -> {
                        for (FieldError error : wrong) errors.add(new FieldError("files", error.key(), error.args()));
                    }
                }
            }
        }
        return errors.isEmpty() ? Outcome.done(String.join(",", ids)) : Outcome.refused(List.copyOf(errors));
    }
}
