package dev.kechuang.programme.internal.contract;

import dev.kechuang.file.FileAccess;
import dev.kechuang.shared.access.Viewer;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Archives of projects are for officers who see the project: they hold what an applicant is not told, as who objected and
 * who reviewed.
 */
@Component
public class ArchiveFiles implements FileAccess {

    static final String OWNER = "programme.archive";

    private final ContractStore store;

    public ArchiveFiles(ContractStore store) {
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
