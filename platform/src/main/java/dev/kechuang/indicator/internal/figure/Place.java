package dev.kechuang.indicator.internal.figure;

import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import java.util.List;
import java.util.Set;

/**
 * Where things have to lie to count: in a region's subtree, or within a functional zone's own boundaries, whatever region
 * that is in.
 *
 * @param codes the region or zone and everything below it
 */
record Place(String code, boolean zone, Set<String> codes) {

    static Place of(Regions regions, String code) {
        Region region = regions.find(code).orElseThrow(() -> new IllegalArgumentException("no region " + code));
        return new Place(code, region.kind() == Region.Kind.ZONE, Set.copyOf(regions.subtree(code)));
    }

    /** @param inZone empty for outside of every zone */
    boolean holds(String region, String inZone) {
        // What counts for a zone as a whole (its own title) has the zone as its region.
        return codes.contains(region) || zone && codes.contains(inZone);
    }

    List<String> sorted() {
        return codes.stream().sorted().toList();
    }
}
