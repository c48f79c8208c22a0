package dev.kechuang.registry;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Organisations whose entry, facts, titles or rights changed since somebody who keeps something computed from them last
 * took note. A change is noted in the transaction that makes it.
 */
public interface ChangedOrganisations {

    /**
     * Takes up to so many, those that waited longest; joins the running transaction, and they wait on when it fails. What
     * commits while it runs waits for the next time. Two who take at once take different ones.
     */
    List<UUID> take(int most);

    /** Those of the organisations whose changes nobody took yet. */
    Set<UUID> waiting(Collection<UUID> organisations);

    /** How many changes wait, counted to 10,001. */
    int waiting();
}
