package dev.kechuang.file;

import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;

/** Keeps files (附件) by digest; checks content type, size and archive bombs before anything is kept. */
public interface FileStore {

    /** Reads the stream once, at most to the limit of the kind. Refused with the reason when it is not what it claims. */
    Outcome<StoredFile> store(Viewer uploader, String name, Kind kind, InputStream content) throws IOException;

    /** Without a check of rights: the module that refers to the file has checked. */
    Optional<StoredFile> find(UUID id);

    InputStream open(StoredFile file) throws IOException;

    /** What an upload is for: decides types and size. */
    enum Kind {
        /** pdf, docx, xlsx, jpg, png; 50 MB. */
        ATTACHMENT,
        /** xlsx without macros; 20 MB. */
        SPREADSHEET
    }
}
