package dev.kechuang.indicator.internal.document;

import dev.kechuang.file.FileAccess;
import dev.kechuang.shared.access.Viewer;
import org.springframework.stereotype.Component;

/** Officers of the bureau read the files of source documents. */
@Component
class DocumentFiles implements FileAccess {

    @Override
    public String owner() {
        return Documents.OWNER;
    }

    @Override
    public boolean mayRead(Viewer viewer, String reference) {
        return Documents.may(viewer);
    }
}
