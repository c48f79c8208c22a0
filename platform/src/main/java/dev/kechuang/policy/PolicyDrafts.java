package dev.kechuang.policy;

import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Drafts of policies for tools that compare them with what decides (政策推演). */
public interface PolicyDrafts {

    /** Empty where the viewer may not see the draft, or its newest text has an error. */
    Optional<DraftPolicy> find(Viewer viewer, UUID draft);

    /**
     * Begins a draft of a policy that is there; the one at work where there is one.
     *
     * @return id of the draft
     */
    Outcome<UUID> begin(Viewer viewer, String policy);

    /**
     * Puts values of parameters into a draft's text, in the place of those that hold on the day, and saves it.
     *
     * @param seen the revision they were tried on
     * @param values by name of the parameter, as the text would have them, e.g. {@code 5%}
     * @return number of the revision
     */
    Outcome<Integer> write(Viewer viewer, UUID draft, int seen, Map<String, String> values, LocalDate day);
}
