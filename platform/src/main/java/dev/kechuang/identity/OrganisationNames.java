package dev.kechuang.identity;

import java.util.Optional;
import java.util.UUID;

/**
 * Tells identity what an organisation is called, for the frame of its people. The registry, which stands above, provides
 * it; it is asked when somebody logs in, not on every request.
 */
@FunctionalInterface
public interface OrganisationNames {
    Optional<String> name(UUID organisation);
}
