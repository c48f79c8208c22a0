package dev.kechuang.pack.internal;

import dev.kechuang.pack.PackImported;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Stores what the files say as versions. What is stored already changes nothing. */
@Service
public class PackImport {

    private final PackStore store;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    public PackImport(PackStore store, ApplicationEventPublisher events, Clock clock) {
        this.store = store;
        this.events = events;
        this.clock = clock;
    }

    /** The versions this import made, none when all content is stored already. */
    @Transactional
    public List<PackImported> run(CityPacks packs) {
        var published = Published.of(packs);
        if (current(packs, published, store.newest())) return List.of();
        store.lock();
        // Another instance may have imported while this one waited.
        Map<String, PackStore.Version> newest = store.newest();
        var imported = new ArrayList<PackImported>();
        for (Pack pack : packs.set().packs()) {
            PackStore.Version stored = newest.get(pack.id());
            if (stored == null || !stored.digest().equals(pack.digest())) imported.add(store(pack, stored));
        }
        if (!store.publishedDigest().equals(java.util.Optional.of(published.digest()))) {
            store.publish(published, packs.regions().city().code());
        }
        imported.forEach(events::publishEvent);
        return List.copyOf(imported);
    }

    private boolean current(CityPacks packs, Published published, Map<String, PackStore.Version> newest) {
        return packs.set().packs().stream().allMatch(pack -> {
                    var stored = newest.get(pack.id());
                    return stored != null && stored.digest().equals(pack.digest());
                })
                && store.publishedDigest().equals(java.util.Optional.of(published.digest()));
    }

    private PackImported store(Pack pack, PackStore.@Nullable Version before) {
        int number = before == null ? 1 : before.number() + 1;
        UUID id = store.insert(pack, number, clock.instant());
        var changes = store.changes(pack.id()).stream()
                .filter(change -> change.number() == number)
                .toList();
        return new PackImported(
                id,
                pack.id(),
                pack.name(),
                number,
                pack.digest(),
                paths(changes, PackStore.Change.ADDED),
                paths(changes, PackStore.Change.CHANGED),
                paths(changes, PackStore.Change.REMOVED));
    }

    private static List<String> paths(List<PackStore.FileChange> changes, PackStore.Change kind) {
        return changes.stream()
                .filter(change -> change.change() == kind)
                .map(PackStore.FileChange::path)
                .toList();
    }
}
