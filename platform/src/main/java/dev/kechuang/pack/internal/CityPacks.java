package dev.kechuang.pack.internal;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.FactDictionary;
import dev.kechuang.pack.Industry;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.PackProblem;
import dev.kechuang.pack.PackProblems;
import dev.kechuang.pack.Packs;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.Regions;
import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.TitleKinds;
import dev.kechuang.pack.WorkingDays;
import dev.kechuang.shared.Money;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What holds for one city.
 *
 * @param set all packs that were loaded
 * @param pack the city's own pack, or the nearest above when it has none
 */
public record CityPacks(
        PackSet set,
        Pack pack,
        Regions regions,
        CodeLists codeLists,
        FactDictionary facts,
        WorkingDays workingDays,
        TitleKinds titleKinds)
        implements Packs {

    @Override
    public List<PackDocument> documents(String folder) {
        var concerned = new ArrayList<>(set.path(pack.id()));
        var below = regions.subtree(regions.city().code());
        for (Pack other : set.packs()) {
            if (other.region() != null && below.contains(other.region()) && !concerned.contains(other)) {
                concerned.add(other);
            }
        }
        var documents = new ArrayList<PackDocument>();
        for (Pack from : concerned) {
            from.files().forEach((path, content) -> {
                if (!path.endsWith(".yaml") || !(path.startsWith(folder + "/") || path.equals(folder))) return;
                documents.add(new PackDocument(
                        from.id(),
                        from.region() == null ? "" : from.region(),
                        path,
                        PackDigest.ofFile(content),
                        new String(content, StandardCharsets.UTF_8)));
            });
        }
        return List.copyOf(documents);
    }

    /** Refuses with {@link PackProblems} when no pack tells of the city. */
    public static CityPacks of(PackSet set, String city, Clock clock) {
        var all = set.regions().stream().map(item -> item.value().region()).toList();
        var regions = new MemoryRegions(all, city, clock);
        if (regions.find(city).isEmpty()) {
            throw new PackProblems(List.of(new PackProblem(
                    "kc.city",
                    0,
                    0,
                    "设置 kc.city 的区划代码 " + city + " 不在任何定义包中",
                    "the region code " + city + " of the setting kc.city is in no pack")));
        }
        Pack pack = nearest(set, regions, city);
        Pack.Content content = set.effective(pack.id());
        return new CityPacks(
                set,
                pack,
                regions,
                new Lists(content, units(set, regions, city, content)),
                new Facts(content.facts().stream().map(Item::value).toList()),
                new HolidayCalendar(content.years().stream().map(Item::value).toList()),
                new Titles(titles(set, regions, city, content)));
    }

    private static Pack nearest(PackSet set, Regions regions, String city) {
        for (Region at = regions.find(city).orElse(null);
                at != null;
                at = at.parent() == null ? null : regions.find(at.parent()).orElse(null)) {
            var pack = set.packFor(at.code());
            if (pack.isPresent()) return pack.get();
        }
        return set.packs().stream()
                .filter(pack -> pack.parent() == null)
                .findFirst()
                .orElseThrow();
    }

    /** The city's own units and those of the packs below it: a county's pack lists the county's divisions. */
    private static List<CodeLists.Unit> units(PackSet set, Regions regions, String city, Pack.Content content) {
        var all = new LinkedHashMap<String, CodeLists.Unit>();
        content.units().forEach(item -> all.put(item.key(), item.value()));
        var below = regions.subtree(city);
        for (Pack pack : set.packs()) {
            if (pack.region() == null || pack.region().equals(city) || !below.contains(pack.region())) continue;
            pack.own().units().forEach(item -> all.put(item.key(), item.value()));
        }
        return List.copyOf(all.values());
    }

    /** As {@link #units}: a county's pack names the county's titles. */
    private static List<TitleKind> titles(PackSet set, Regions regions, String city, Pack.Content content) {
        var all = new LinkedHashMap<String, TitleKind>();
        content.titles().forEach(item -> all.put(item.key(), item.value()));
        var below = regions.subtree(city);
        for (Pack pack : set.packs()) {
            if (pack.region() == null || pack.region().equals(city) || !below.contains(pack.region())) continue;
            pack.own().titles().forEach(item -> all.putIfAbsent(item.key(), item.value()));
        }
        return List.copyOf(all.values());
    }

    private record Titles(List<TitleKind> all) implements TitleKinds {
        @Override
        public Optional<TitleKind> byCode(String code) {
            return all.stream().filter(kind -> kind.code().equals(code)).findFirst();
        }
    }

    private static final class Lists implements CodeLists {
        private final List<Industry> industries;
        private final Map<String, Industry> industryByCode = new HashMap<>();
        private final Map<String, List<Entry>> fieldsBelow = new HashMap<>();
        private final List<ScaleRule> scales;
        private final Map<String, Entry> fieldByCode = new HashMap<>();
        private final Map<String, List<Entry>> lists = new HashMap<>();
        private final List<RoleText> roles;
        private final List<Unit> units;

        Lists(Pack.Content content, List<Unit> units) {
            this.units = units;
            industries = content.industries().stream().map(Item::value).toList();
            industries.forEach(industry -> industryByCode.put(industry.code(), industry));
            for (var item : content.fields()) {
                Pack.Field field = item.value();
                var entry = new Entry(field.code(), field.name(), field.en());
                fieldByCode.put(entry.code(), entry);
                fieldsBelow
                        .computeIfAbsent(field.parent(), code -> new ArrayList<>())
                        .add(entry);
            }
            scales = content.scales().stream().map(Item::value).toList();
            content.lists().forEach(item -> lists.put(item.key(), item.value().entries()));
            roles = content.roles().stream()
                    .map(Item::value)
                    .sorted(Comparator.comparing(RoleText::role))
                    .toList();
        }

        @Override
        public List<Industry> industries() {
            return industries;
        }

        @Override
        public Optional<Industry> industry(String code) {
            return Optional.ofNullable(industryByCode.get(code));
        }

        @Override
        public List<Entry> technicalFields() {
            return technicalFieldsBelow("");
        }

        @Override
        public List<Entry> technicalFieldsBelow(String code) {
            return List.copyOf(fieldsBelow.getOrDefault(code, List.of()));
        }

        @Override
        public Optional<Entry> technicalField(String code) {
            return Optional.ofNullable(fieldByCode.get(code));
        }

        @Override
        public List<Entry> list(String code) {
            return lists.getOrDefault(code, List.of());
        }

        @Override
        public Optional<Entry> scale(String industry, long staff, Money revenue, Money assets) {
            return ScaleRule.covering(scales, industry)
                    .map(rule -> rule.scale(staff, revenue, assets))
                    .flatMap(code -> list(SCALES).stream()
                            .filter(entry -> entry.code().equals(code))
                            .findFirst());
        }

        @Override
        public List<RoleText> roles() {
            return roles;
        }

        @Override
        public List<Unit> units() {
            return units;
        }
    }

    private record Facts(List<FactDefinition> all, Map<String, FactDefinition> byCode) implements FactDictionary {

        Facts(List<FactDefinition> all) {
            this(all, new HashMap<>());
            all.forEach(fact -> byCode.put(fact.code(), fact));
        }

        @Override
        public Optional<FactDefinition> byCode(String code) {
            return Optional.ofNullable(byCode.get(code));
        }
    }
}
