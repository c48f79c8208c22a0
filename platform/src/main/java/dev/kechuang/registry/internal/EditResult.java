package dev.kechuang.registry.internal;

import dev.kechuang.registry.Organisation;
import dev.kechuang.registry.internal.OrganisationStore.Change;
import dev.kechuang.shared.FieldError;
import java.util.List;

/** What came of an edit. */
public sealed interface EditResult {

    record Saved(Organisation organisation) implements EditResult {}

    record Refused(List<FieldError> errors) implements EditResult {}

    /** Somebody else was faster: what it is now, and what was changed meanwhile. */
    record Conflict(Organisation now, List<Change> since) implements EditResult {}

    static EditResult refused(String field, String key, Object... args) {
        return new Refused(List.of(FieldError.of(field, key, args)));
    }
}
