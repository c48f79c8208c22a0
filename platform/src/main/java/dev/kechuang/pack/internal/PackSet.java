package dev.kechuang.pack.internal;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All packs of a directory.
 *
 * @param directory where they were read
 * @param packs by id
 * @param effective what holds for the region of each pack: its own definitions and those it inherits, by id
 */
public record PackSet(Path directory, List<Pack> packs, Map<String, Pack.Content> effective) {

    public Optional<Pack> pack(String id) {
        return packs.stream().filter(pack -> pack.id().equals(id)).findFirst();
    }

    public Optional<Pack> packFor(String region) {
        return packs.stream().filter(pack -> region.equals(pack.region())).findFirst();
    }

    public Pack.Content effective(String id) {
        Pack.Content found = effective.get(id);
        if (found == null) throw new IllegalArgumentException("no pack " + id);
        return found;
    }

    /** The pack and those it inherits from, the national one first. */
    public List<Pack> path(String id) {
        var path = new ArrayList<Pack>();
        @Nullable String next = id;
        while (next != null) {
            Pack pack = pack(next).orElse(null);
            if (pack == null || path.contains(pack)) break;
            path.addFirst(pack);
            next = pack.parent();
        }
        return path;
    }

    /** Every region of every pack once: regions are the same for everybody, whichever pack tells of them. */
    public List<Item<Pack.RegionEntry>> regions() {
        var all = new java.util.LinkedHashMap<String, Item<Pack.RegionEntry>>();
        for (Pack pack : packs) {
            for (var item : effective(pack.id()).regions()) all.putIfAbsent(item.key() + item.pack(), item);
        }
        // What a lower pack replaced is still effective in the packs beside it, but one place has one description.
        for (Pack pack : packs) {
            for (var item : pack.own().regions()) {
                if (pack.parent() == null) continue;
                all.values()
                        .removeIf(other -> other.key().equals(item.key())
                                && !other.pack().equals(item.pack())
                                && path(pack.id()).stream()
                                        .anyMatch(above -> above.id().equals(other.pack())));
            }
        }
        return List.copyOf(all.values());
    }
}
