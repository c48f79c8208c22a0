package dev.kechuang.pack;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** The regions of the loaded packs, and the city this installation serves. Cheap: held in memory. */
public interface Regions {

    /** The city whose bureau uses this installation ({@code kc.city}, a region code). */
    Region city();

    /** Every region and zone in the packs' order, past ones too; a code stands once for every span it stood in. */
    List<Region> all();

    /** The region that has the code today, or the last that had it. */
    Optional<Region> find(String code);

    /** Regions and zones directly below, that stand on the day, in the pack's order. */
    List<Region> children(String code, LocalDate day);

    /**
     * The code itself and every region and zone below it, past ones too: what a data scope holds. A past region that
     * became one other region belongs to its successor's subtree as well (沧浪区 to 姑苏区); one that was split does not,
     * since nobody may see what became a neighbour's.
     */
    List<String> subtree(String code);
}
