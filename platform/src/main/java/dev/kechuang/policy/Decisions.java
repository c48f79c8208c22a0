package dev.kechuang.policy;

import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Facts;
import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Policies of the packs, and of releases over them, decided for organisations on their confirmed facts (政策匹配、条件测算). Not scoped: the caller
 * decides who asks.
 */
public interface Decisions {

    /** Every policy that concerns the city in the version that decides today, national ones first. */
    List<PolicyVersion> all();

    /** Every policy in the version that decides for a day, under one digest: what a long run decides by. */
    Rules rules(LocalDate day);

    /** Releases of a policy, newest first; none where the pack's text is the only one. */
    List<PolicyRelease> releases(String policy);

    /**
     * Policies in force on a day for a region or zone: those of its own and of the regions above it.
     *
     * @param region region code
     */
    List<PolicyVersion> inForce(String region, LocalDate day);

    /** The version that decides today, or the first that will; empty where there is no such policy. */
    Optional<PolicyVersion> find(String policy);

    /** The version that decides for a day, or the first that will. */
    Optional<PolicyVersion> find(String policy, LocalDate day);

    /** A version that decides, or that was ever decided by here. */
    Optional<PolicyVersion> version(String digest);

    /** The facts policies may name. */
    FactDictionary dictionary();

    /**
     * Decides on confirmed facts as far as they count for the day.
     *
     * @throws IllegalArgumentException when there is no such policy
     */
    default Decided decide(String policy, UUID organisation, LocalDate day) {
        return decide(policy, organisation, day, Facts.builder().build());
    }

    /**
     * Decides with facts tried out over the confirmed ones; nothing is saved.
     *
     * @param organisation null to decide on the tried-out facts alone
     * @throws IllegalArgumentException when there is no such policy
     */
    Decided decide(String policy, @Nullable UUID organisation, LocalDate day, Facts tried);

    /**
     * Every policy for the organisation's region and zone that is in force on the day, on one reading of its confirmed
     * facts; without the nearest ways.
     */
    List<Decided> decideAll(UUID organisation, LocalDate day);

    /**
     * Policies and versions for the organisation's region and zone that are published already and decide from a later day
     * (尚未施行的政策和版本), each decided for its first day on the facts that are confirmed today; by policy, the earliest
     * day first; without the nearest ways.
     */
    List<Decided> coming(UUID organisation, LocalDate day);

    /**
     * What policies decide on, for many organisations at once: for each the same facts as a decision on the day has. Empty
     * facts for one that is not there.
     */
    Map<UUID, DatedFacts> facts(Collection<UUID> organisations, LocalDate day);

    /**
     * Freezes a decision with its facts and the policy's version: the one that decides for its day when it is saved, also
     * where another one was in force when it was asked for. Joins the running transaction. The same decision for
     * the same subject a second time is the first one.
     *
     * @param subject what it is for, e.g. {@code programme/application/<id>}; empty when somebody saves it by hand
     */
    SavedDecision save(Viewer actor, Decided decided, String subject);

    Optional<SavedDecision> saved(UUID decision);

    /** Newest first. */
    List<SavedDecision> savedFor(UUID organisation, String policy);

    /** Of every policy, newest first; {@code after} is the last one of the page before, null for the first page. */
    List<SavedDecision> savedFor(UUID organisation, @Nullable UUID after, int limit);

    /** What was saved for a subject, newest first. */
    List<SavedDecision> savedFor(String subject);

    /** A saved decision decided again on its frozen facts and version: its reasons in words. */
    Decided again(SavedDecision saved);

    /** Whether newer facts or rules would decide otherwise. */
    Recheck recheck(SavedDecision saved);

    /** The same for several, in their order; facts are read once for each organisation and day. */
    List<Recheck> recheck(List<SavedDecision> saved);
}
