package dev.kechuang.indicator;

import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.util.Optional;
import java.util.UUID;

/** Takes documents in, reads them, and keeps their text; the consistency audit covers all of them. */
public interface SourceDocuments {

    /**
     * Text, HTML, docx or PDF, at most 50 MB. The same bytes a second time answer the document that is there. Refused at
     * the field {@code file} when it cannot be read, with what would be right.
     */
    Outcome<SourceDocument> take(Viewer viewer, String name, byte[] content);

    /** For officers of the bureau; empty for others. Reading is deterministic and quick: it is read again from the text. */
    Optional<SourceDocument> find(Viewer viewer, UUID id);
}
