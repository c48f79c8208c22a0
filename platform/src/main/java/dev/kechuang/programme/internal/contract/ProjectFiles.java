package dev.kechuang.programme.internal.contract;

import dev.kechuang.file.FileAccess;
import dev.kechuang.file.FileStore;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Viewer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Files of projects: whoever sees the project reads them. */
@Component
public class ProjectFiles implements FileAccess {

    static final String OWNER = "programme.project";

    private final ContractStore store;

    public ProjectFiles(ContractStore store) {
        this.store = store;
    }

    @Override
    public String owner() {
        return OWNER;
    }

    @Override
    public boolean mayRead(Viewer viewer, String reference) {
        return store.find(viewer, UUID.fromString(reference)).isPresent();
    }

    /** Ties files to the project; those the viewer cannot read are named as errors at the field. */
    static List<FieldError> attach(FileStore files, Viewer viewer, UUID application, List<UUID> ids, String field) {
        var errors = new ArrayList<FieldError>();
        for (UUID id : ids) {
            if (files.find(viewer, id).isEmpty()) errors.add(FieldError.of(field, "contract.error.file"));
        }
        if (errors.isEmpty()) for (UUID id : ids) files.attach(id, OWNER, application.toString());
        return errors;
    }
}
