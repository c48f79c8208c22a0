package dev.kechuang.policy.internal;

import dev.kechuang.policy.PolicyRelease;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.Rules;
import dev.kechuang.policy.internal.PolicyBook.Entry;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The policies as they are after a number of releases: the packs' texts, and over them what was released. Immutable and
 * shared between threads.
 */
final class Edition {

    /** Days that somebody asks about at once; more are computed anew. */
    private static final int DAYS = 64;

    private final long position;
    private final Map<String, Entry> packs;
    private final List<String> packOrder;
    private final List<Released> released;
    /** By policy, newest first. */
    private final Map<String, List<Released>> byPolicy = new TreeMap<>();

    private final Set<String> policies;
    private final Map<LocalDate, Rules> rules = new ConcurrentHashMap<>();

    record Released(PolicyRelease release, Entry entry) {}

    /**
     * @param packs policies of the packs in the packs' order
     * @param packOrder ids of the packs, national first
     * @param released oldest first
     */
    Edition(long position, Map<String, Entry> packs, List<String> packOrder, List<Released> released) {
        this.position = position;
        this.packs = packs;
        this.packOrder = packOrder;
        this.released = List.copyOf(released);
        for (Released one : released) {
            byPolicy.computeIfAbsent(one.release().policy(), policy -> new ArrayList<>())
                    .addFirst(one);
        }
        this.policies = Collections.unmodifiableSet(ordered(packs, packOrder, byPolicy));
    }

    long position() {
        return position;
    }

    /** As it was before the releases after a position. */
    Edition at(long earlier) {
        return new Edition(
                earlier,
                packs,
                packOrder,
                released.stream()
                        .filter(one -> one.release().position() <= earlier)
                        .toList());
    }

    /** The version that decides for a day; empty where the policy does not exist yet. */
    Optional<Entry> on(String policy, LocalDate day) {
        for (Released one : of(policy)) {
            if (!one.release().inForceFrom().isAfter(day)) return Optional.of(one.entry());
        }
        return Optional.ofNullable(packs.get(policy));
    }

    /** The version that decides for a day, or the first that will. */
    Optional<Entry> find(String policy, LocalDate day) {
        return on(policy, day)
                .or(() -> of(policy).stream()
                        .min(Comparator.comparing(one -> one.release().inForceFrom()))
                        .map(Released::entry));
    }

    /** Ids of all policies, those to come too, national ones first. */
    Set<String> policies() {
        return policies;
    }

    private static Set<String> ordered(
            Map<String, Entry> packs, List<String> packOrder, Map<String, List<Released>> released) {
        var homes = new LinkedHashMap<String, Integer>();
        packs.forEach((policy, entry) ->
                homes.put(policy, packOrder.indexOf(entry.version().policy().region())));
        released.forEach((policy, all) -> homes.putIfAbsent(
                policy, packOrder.indexOf(all.getFirst().release().pack())));
        return homes.entrySet().stream()
                .sorted(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** One version of each policy, national ones first. */
    List<Entry> on(LocalDate day) {
        return policies.stream().flatMap(policy -> on(policy, day).stream()).toList();
    }

    Rules rules(LocalDate day) {
        Rules known = rules.get(day);
        if (known != null) return known;
        var versions = on(day).stream().map(Entry::version).toList();
        var digests = versions.stream()
                .sorted(Comparator.comparing(PolicyVersion::id))
                .map(PolicyVersion::digest)
                .toList();
        var made = new Rules(day, Digests.of(digests), versions);
        if (rules.size() < DAYS) rules.put(day, made);
        return made;
    }

    /** A version and the first day it decides for. */
    record Coming(LocalDate from, Entry entry) {}

    /** Versions that will decide from a day after this one: by policy, the earliest day first. */
    List<Coming> after(LocalDate day) {
        var all = new ArrayList<Coming>();
        for (String policy : policies) {
            var days = new TreeSet<LocalDate>();
            of(policy).forEach(one -> {
                days.add(one.release().inForceFrom());
                days.add(one.entry().version().policy().validFrom());
            });
            Entry pack = packs.get(policy);
            if (pack != null) days.add(pack.version().policy().validFrom());
            Entry before = deciding(policy, day);
            for (LocalDate from : days.tailSet(day, false)) {
                Entry then = deciding(policy, from);
                if (then != null && !then.equals(before)) all.add(new Coming(from, then));
                before = then;
            }
        }
        return all;
    }

    /** Null where none does, or its own validity does not hold the day. */
    private @Nullable Entry deciding(String policy, LocalDate day) {
        return on(policy, day)
                .filter(entry -> entry.version().policy().inForce(day))
                .orElse(null);
    }

    /** Releases of a policy, newest first. */
    List<Released> of(String policy) {
        return byPolicy.getOrDefault(policy, List.of());
    }

    /** Everything that decides or decided, packs and releases. */
    Collection<Entry> entries() {
        var all = new ArrayList<>(packs.values());
        released.forEach(one -> all.add(one.entry()));
        return all;
    }
}
