package dev.kechuang.programme.internal.decision;

import dev.kechuang.file.FileAccess;
import dev.kechuang.shared.access.Viewer;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Evidence of objections (异议举证材料) is for the officers of the call's region only. */
@Component
class EvidenceFiles implements FileAccess {

    static final String OWNER = "programme.evidence";

    private final ObjectionStore store;

    EvidenceFiles(ObjectionStore store) {
        this.store = store;
    }

    @Override
    public String owner() {
        return OWNER;
    }

    @Override
    public boolean mayRead(Viewer viewer, String reference) {
        return viewer.isOfficer()
                && store.find(viewer, UUID.fromString(reference)).isPresent();
    }
}
