package dev.kechuang.record.benchmark;

import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A city of twelve districts. */
final class City implements Regions {

    static final String CODE = "320500";
    private static final LocalDate ALWAYS = LocalDate.of(1949, 10, 1);

    private final List<Region> all = new ArrayList<>();

    City() {
        all.add(new Region(CODE, "市", "City", Region.Kind.CITY, null, ALWAYS, null, List.of(), List.of()));
        for (String code : ManyRecords.REGIONS)
            all.add(new Region(code, code, code, Region.Kind.COUNTY, CODE, ALWAYS, null, List.of(), List.of()));
    }

    @Override
    public Region city() {
        return all.getFirst();
    }

    @Override
    public List<Region> all() {
        return all;
    }

    @Override
    public Optional<Region> find(String code) {
        return all.stream().filter(region -> region.code().equals(code)).findFirst();
    }

    @Override
    public List<Region> children(String code, LocalDate day) {
        return code.equals(CODE) ? all.subList(1, all.size()) : List.of();
    }

    @Override
    public List<String> subtree(String code) {
        return code.equals(CODE) ? all.stream().map(Region::code).toList() : List.of(code);
    }
}
