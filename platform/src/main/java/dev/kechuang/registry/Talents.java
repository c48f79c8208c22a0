package dev.kechuang.registry;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Awarded talents (高层次人才) of organisations, for policies. Not scoped: the caller decides who asks. */
public interface Talents {

    /** Every award that names one of the organisations, oldest first; those taken back are left out. */
    List<DatedAward> dated(Collection<UUID> organisations);

    /**
     * A talent at an organisation.
     *
     * @param talent the person; one with several awards counts once
     * @param until last day on which the award holds, null for no end
     */
    record DatedAward(
            UUID organisation,
            UUID talent,
            LocalDate from,
            @Nullable LocalDate until) {
        public boolean holdsOn(LocalDate day) {
            return !day.isBefore(from) && (until == null || !day.isAfter(until));
        }
    }
}
