package dev.kechuang.record;

import java.util.Optional;

/**
 * Leads from a record to the thing that happened. A module that appends records brings a bean; a record whose subject no
 * bean knows is shown without a link.
 */
public interface SubjectLink {

    /**
     * @param subject as given in {@link NewRecord#subject()}, e.g. {@code registry/organisation/<id>}
     * @return local path of the page that proves it, empty for subjects of other modules
     */
    Optional<String> path(String subject);
}
