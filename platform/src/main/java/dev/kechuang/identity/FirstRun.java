package dev.kechuang.identity;

import dev.kechuang.shared.access.Role;
import java.time.Instant;
import java.util.List;

/** The way in for the first three administrators (三员), while there is nobody yet who could let them in. */
public interface FirstRun {

    /**
     * One link for each kind of administrator that has no active person yet; empty when all three are there. Links given
     * before and not used stop working. A link is good once, for 72 hours.
     */
    List<Link> links();

    /** @param path local path with the secret in it, to be put behind the address of the platform */
    record Link(Role role, String path, Instant expires) {}
}
