package dev.kechuang.registry;

import dev.kechuang.shared.access.Viewer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Organisations as other modules see them. */
public interface Organisations {

    /** The organisation if the viewer may see it. A merged one is returned as it is: {@code mergedInto} leads on. */
    Optional<Organisation> find(Viewer viewer, UUID id);

    /** The one live organisation with the code, for imports of other modules; not scoped. */
    Optional<Organisation> live(String creditCode);

    /** By what each is known; not scoped: for keeping it out of sight. Those that are not there are left out. */
    Map<UUID, OrganisationIdentity> identities(Collection<UUID> ids);
}
