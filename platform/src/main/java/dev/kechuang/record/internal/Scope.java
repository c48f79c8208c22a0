package dev.kechuang.record.internal;

import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.UUID;

/** Which records a viewer may open. */
sealed interface Scope {

    /** For figures, which tell nobody's name. */
    record All() implements Scope {}

    /** Officers: what happened in their regions or zones. */
    record Regions(List<String> codes) implements Scope {}

    /** People of an organisation: what concerns it. */
    record Organisation(UUID id) implements Scope {}

    record Nothing() implements Scope {}

    static Scope of(Viewer viewer) {
        if (viewer.isOfficer()) return new Regions(viewer.regions());
        if (viewer.organisation() != null) return new Organisation(viewer.organisation());
        return new Nothing();
    }
}
