package dev.kechuang.registry.internal;

import dev.kechuang.registry.Organisation;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;

/** Something that goes with an organisation when it moves, ends or becomes part of another. Joins its transaction. */
public interface OrganisationFollower {

    /** It counts elsewhere from the day on: another region, zone or industry. */
    void moved(Viewer actor, Organisation before, OrganisationData after, LocalDate day);

    /** It was closed. */
    void closed(Viewer actor, Organisation organisation, LocalDate day, String reason);

    /** It becomes part of another; both still stand. */
    void merged(Viewer actor, Organisation leaving, Organisation remaining, LocalDate day);
}
