package dev.kechuang.pack.internal;

import dev.kechuang.pack.Industry;
import dev.kechuang.pack.Region;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What the packs say as rows that other modules join: regions, who lies below whom, industries. */
record Published(List<PublishedRegion> regions, List<Pair> subtrees, List<Industry> industries) {

    record PublishedRegion(Region region, boolean own, int position) {}

    record Pair(String ancestor, String descendant) {}

    static Published of(CityPacks packs) {
        var regions = new ArrayList<PublishedRegion>();
        for (var item : packs.set().regions()) {
            regions.add(new PublishedRegion(item.value().region(), item.value().own(), regions.size()));
        }
        var subtrees = regions.stream()
                .map(row -> row.region().code())
                .distinct()
                .flatMap(code -> packs.regions().subtree(code).stream().map(below -> new Pair(code, below)))
                .sorted(Comparator.comparing(Pair::ancestor).thenComparing(Pair::descendant))
                .toList();
        return new Published(regions, subtrees, packs.codeLists().industries());
    }

    /** SHA-256 over every row, 64 hexadecimal digits. */
    String digest() {
        var text = new StringBuilder();
        for (var row : regions) {
            Region region = row.region();
            line(
                    text,
                    region.code(),
                    region.name(),
                    region.en(),
                    region.kind(),
                    String.valueOf(region.parent()),
                    region.validFrom(),
                    String.valueOf(region.validUntil()),
                    region.successors(),
                    region.overlaps(),
                    row.own());
        }
        for (var pair : subtrees) line(text, pair.ancestor(), pair.descendant());
        for (var industry : industries) line(text, industry.code(), industry.section(), industry.name(), industry.en());
        return PackDigest.ofText(text.toString());
    }

    private static void line(StringBuilder text, Object... values) {
        for (Object value : values) text.append(value).append('\t');
        text.append('\n');
    }
}
