package dev.kechuang.pack.internal;

import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class MemoryRegions implements Regions {

    private final List<Region> all;
    private final Map<String, List<Region>> byCode = new HashMap<>();
    private final Map<String, List<Region>> byParent = new HashMap<>();
    private final Map<String, List<String>> became = new HashMap<>();
    private final Map<String, List<String>> subtrees = new HashMap<>();
    private final String city;
    private final Clock clock;

    MemoryRegions(List<Region> all, String city, Clock clock) {
        this.all = List.copyOf(all);
        this.city = city;
        this.clock = clock;
        for (Region region : all) {
            byCode.computeIfAbsent(region.code(), code -> new java.util.ArrayList<>())
                    .add(region);
            if (region.parent() != null) {
                byParent.computeIfAbsent(region.parent(), code -> new java.util.ArrayList<>())
                        .add(region);
            }
            if (region.successors().size() == 1) {
                became.computeIfAbsent(region.successors().getFirst(), code -> new java.util.ArrayList<>())
                        .add(region.code());
            }
        }
        for (String code : byCode.keySet()) subtrees.put(code, walk(code));
    }

    @Override
    public Region city() {
        return find(city).orElseThrow(() -> new IllegalStateException("no region " + city));
    }

    @Override
    public List<Region> all() {
        return all;
    }

    @Override
    public Optional<Region> find(String code) {
        LocalDate today = LocalDate.now(clock);
        var same = byCode.getOrDefault(code, List.of());
        return same.stream()
                .filter(region -> region.standsOn(today))
                .findFirst()
                .or(() -> same.stream().max(Comparator.comparing(Region::validFrom)));
    }

    @Override
    public List<Region> children(String code, LocalDate day) {
        return byParent.getOrDefault(code, List.of()).stream()
                .filter(region -> region.standsOn(day))
                .toList();
    }

    @Override
    public List<String> subtree(String code) {
        return subtrees.getOrDefault(code, List.of());
    }

    private List<String> walk(String code) {
        var found = new LinkedHashSet<String>();
        var next = new ArrayDeque<String>();
        next.add(code);
        while (!next.isEmpty()) {
            String one = next.poll();
            if (!found.add(one)) continue;
            byParent.getOrDefault(one, List.of()).forEach(child -> next.add(child.code()));
            next.addAll(became.getOrDefault(one, List.of()));
        }
        return List.copyOf(found);
    }
}
