package dev.kechuang.file;

import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Keeps files (附件) by digest; checks content type, size and archive bombs before anything is kept. */
public interface FileStore {

    /**
     * Reads the stream once, at most to the limit of the kind. Refused with the reason when it is not what it claims. A
     * file that nothing is attached to for a week, or for a day where its uploader is not logged in, is removed; until it
     * is attached only the uploader can read it.
     */
    Outcome<StoredFile> store(Viewer uploader, String name, Kind kind, InputStream content) throws IOException;

    /** Without a check of rights: the module that refers to the file has checked. */
    Optional<StoredFile> find(UUID id);

    /** The same for many; those that are not there are left out. */
    default Map<UUID, StoredFile> find(Collection<UUID> ids) {
        var found = new HashMap<UUID, StoredFile>();
        for (UUID id : ids) find(id).ifPresent(file -> found.put(id, file));
        return found;
    }

    /** For the uploader and for those whom the module it is attached to lets read it; empty for everybody else. */
    Optional<StoredFile> find(Viewer viewer, UUID id);

    InputStream open(StoredFile file) throws IOException;

    /**
     * Says what a file belongs to; joins the running transaction. From then on it is kept, and the {@link FileAccess}
     * of that owner answers who may read it. The caller has checked that the file is the viewer's to attach, see
     * {@link #find(Viewer, UUID)}.
     *
     * @param owner as in {@link FileAccess#owner()}
     * @param reference id of the thing within the owner, at most 300 characters
     */
    void attach(UUID file, String owner, String reference);

    /** Takes back what {@link #attach} said; a file nothing refers to any more is removed later. */
    void detach(UUID file, String owner, String reference);

    /** What an upload is for: decides types and size. */
    enum Kind {
        /** pdf, docx, xlsx, jpg, png; 50 MB. */
        ATTACHMENT,
        /** xlsx without macros; 20 MB. */
        SPREADSHEET,
        /** txt, html, docx, pdf: documents to be read (来源文件); 50 MB. */
        DOCUMENT
    }
}
