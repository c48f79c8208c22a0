package dev.kechuang.pack.internal;

import dev.kechuang.pack.CodeLists;
import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.Region;
import dev.kechuang.pack.yaml.At;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Spelling;
import dev.kechuang.shared.access.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What definitions say about one another, inside a pack and across packs. */
final class PackChecks {

    private final PackSet set;
    private final ProblemList problems;
    private final List<Item<Pack.RegionEntry>> regions;
    private final Map<String, List<Item<Pack.RegionEntry>>> byCode = new LinkedHashMap<>();

    PackChecks(PackSet set, ProblemList problems) {
        this.set = set;
        this.problems = problems;
        this.regions = set.regions();
        for (var item : regions) {
            byCode.computeIfAbsent(item.value().region().code(), code -> new ArrayList<>())
                    .add(item);
        }
    }

    void run() {
        packs();
        regions.forEach(this::region);
        byCode.values().forEach(this::spans);
        for (Pack pack : set.packs()) {
            Pack.Content all = set.effective(pack.id());
            industries(all);
            fields(all);
            lists(pack, all);
            facts(all);
            titles(all);
        }
    }

    private void packs() {
        var first = new HashMap<String, Pack>();
        for (Pack pack : set.packs()) {
            if (pack.region() == null) continue;
            Pack other = first.putIfAbsent(pack.region(), pack);
            if (other != null) {
                problems.add(
                        pack.at(),
                        "区划 " + pack.region() + " 已有定义包 " + other.id(),
                        "region " + pack.region() + " has a pack already: " + other.id());
            }
            if (!byCode.containsKey(pack.region())) {
                unknownRegion(pack.at(), pack.region());
                continue;
            }
            Pack parent = pack.parent() == null ? null : set.pack(pack.parent()).orElse(null);
            if (parent == null || parent.region() == null) continue;
            if (!above(pack.region()).contains(parent.region())) {
                problems.add(
                        pack.at(),
                        "上级定义包 " + parent.id() + " 的区划 " + parent.region() + " 不是 " + pack.region() + " 的上级",
                        "region " + parent.region() + " of the parent pack " + parent.id() + " is not above "
                                + pack.region());
            }
        }
    }

    private void region(Item<Pack.RegionEntry> item) {
        Region region = item.value().region();
        if (region.parent() != null) {
            var parents = byCode.get(region.parent());
            if (parents == null) {
                unknownRegion(item.at(), region.parent());
            } else if (parents.stream()
                    .noneMatch(parent -> mayHold(parent.value().region().kind(), region.kind()))) {
                problems.add(
                        item.at(),
                        region.code() + " " + region.name() + " 不能直属 " + region.parent() + "，级次不符",
                        region.code() + " " + region.en() + " cannot stand directly under " + region.parent()
                                + ": wrong level");
            }
            if (above(region.parent()).contains(region.code())
                    || region.parent().equals(region.code())) {
                problems.add(item.at(), region.code() + " 是自己的上级", region.code() + " is above itself");
            }
        }
        for (String successor : region.successors()) {
            var found = byCode.get(successor);
            if (found == null) {
                unknownRegion(item.at(), successor);
            } else if (region.validUntil() != null
                    && found.stream().noneMatch(next -> next.value().region().standsOn(region.validUntil()))) {
                problems.add(
                        item.at(),
                        "承继的区划 " + successor + " 在 " + region.validUntil() + " 尚不存在",
                        "successor " + successor + " does not stand on " + region.validUntil());
            }
        }
        for (String ground : region.overlaps()) {
            var found = byCode.get(ground);
            if (found == null) {
                unknownRegion(item.at(), ground);
            } else if (found.stream().anyMatch(other -> other.value().region().kind() == Region.Kind.ZONE)) {
                problems.add(
                        item.at(),
                        "“overlaps”应为行政区，" + ground + " 是功能区",
                        "\"overlaps\" names administrative regions; " + ground + " is a zone");
            }
        }
    }

    private static boolean mayHold(Region.Kind above, Region.Kind below) {
        return switch (below) {
            case PROVINCE -> false;
            case CITY -> above == Region.Kind.PROVINCE;
            case DISTRICT, COUNTY -> above == Region.Kind.CITY || above == Region.Kind.PROVINCE;
            case ZONE -> true;
        };
    }

    /** One code stands for one region at a time. */
    private void spans(List<Item<Pack.RegionEntry>> same) {
        for (int i = 0; i < same.size(); i++) {
            for (int j = 0; j < i; j++) {
                Region one = same.get(i).value().region();
                Region other = same.get(j).value().region();
                boolean apart = (one.validUntil() != null && !one.validUntil().isAfter(other.validFrom()))
                        || (other.validUntil() != null && !other.validUntil().isAfter(one.validFrom()));
                if (apart) continue;
                problems.add(
                        same.get(i).at(),
                        "代码 " + one.code() + " 与 " + same.get(j).at() + " 的有效期重叠",
                        "code " + one.code() + " overlaps in time with "
                                + same.get(j).at());
            }
        }
    }

    private void industries(Pack.Content all) {
        var codes = all.industries().stream().map(Item::key).collect(Collectors.toSet());
        for (var item : all.industries()) {
            if (codes.contains(item.value().section())) continue;
            problems.add(
                    item.at(),
                    "缺少门类 " + item.value().section(),
                    "section " + item.value().section() + " is missing");
        }
        for (var item : all.scales()) {
            for (String industry : item.value().industries()) {
                // Groups and classes are finer than the list of industries; their division has to be in it.
                if (codes.contains(industry.length() > 3 ? industry.substring(0, 3) : industry)) continue;
                problems.add(item.at(), "没有行业 " + industry, "there is no industry " + industry);
            }
        }
    }

    private void fields(Pack.Content all) {
        var byCode = new HashMap<String, Pack.Field>();
        all.fields().forEach(item -> byCode.put(item.key(), item.value()));
        for (var item : all.fields()) {
            String parent = item.value().parent();
            if (parent.isEmpty()) continue;
            Pack.Field above = byCode.get(parent);
            if (above == null) {
                problems.add(item.at(), "没有上级领域“" + parent + "”", "there is no field \"" + parent + "\" above");
            } else if (!above.parent().isEmpty()) {
                problems.add(
                        item.at(),
                        "领域只有两级，“" + parent + "”已是第二级",
                        "fields have two levels; \"" + parent + "\" is on the second");
            }
        }
    }

    private void lists(Pack pack, Pack.Content all) {
        var lists = new HashMap<String, Pack.CodeList>();
        all.lists().forEach(item -> lists.put(item.key(), item.value()));
        if (pack.parent() == null) complete(pack, all, lists);
        Pack.CodeList kinds = lists.get(CodeLists.UNIT_KINDS);
        for (var item : all.units()) {
            var unit = item.value();
            if (!unit.region().isEmpty() && !byCode.containsKey(unit.region())) unknownRegion(item.at(), unit.region());
            for (String also : unit.alsoRegions()) if (!byCode.containsKey(also)) unknownRegion(item.at(), also);
            if (kinds == null
                    || kinds.entries().stream().anyMatch(kind -> kind.code().equals(unit.kind()))) continue;
            String allowed = kinds.entries().stream().map(CodeLists.Entry::code).collect(Collectors.joining(", "));
            problems.add(
                    item.at(),
                    "“kind”不能为“" + unit.kind() + "”，应为其一：" + allowed,
                    "\"kind\" cannot be \"" + unit.kind() + "\"; one of: " + allowed);
        }
    }

    /** What the program itself asks for has to be there. */
    private void complete(Pack pack, Pack.Content all, Map<String, Pack.CodeList> lists) {
        for (String needed : List.of(CodeLists.UNIT_KINDS, CodeLists.ORGANISATION_KINDS, CodeLists.SCALES)) {
            if (lists.containsKey(needed)) continue;
            problems.add(pack.at(), "lists.yaml 缺少列表“" + needed + "”", "lists.yaml lacks the list \"" + needed + "\"");
        }
        for (Role role : Role.values()) {
            if (all.roles().stream().anyMatch(item -> item.value().role() == role)) continue;
            String code = role.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
            problems.add(pack.at(), "roles.yaml 缺少角色“" + code + "”", "roles.yaml lacks the role \"" + code + "\"");
        }
        if (all.years().isEmpty()) {
            problems.add(pack.at(), "holidays.yaml 没有年份", "holidays.yaml holds no year");
        }
    }

    private void facts(Pack.Content all) {
        var names = new HashMap<String, At>();
        for (var item : all.facts()) {
            At other = names.putIfAbsent(item.value().name(), item.at());
            if (other == null) continue;
            problems.add(
                    item.at(),
                    "事实名称“" + item.value().name() + "”重复，已在 " + other + " 定义",
                    "fact name \"" + item.value().name() + "\" stands twice; first at " + other);
        }
    }

    private void titles(Pack.Content all) {
        var events = all.facts().stream()
                .map(item -> item.value())
                .filter(fact -> fact.type() == FactDefinition.Type.EVENTS)
                .map(FactDefinition::code)
                .toList();
        var names = new HashMap<String, At>();
        for (var item : all.titles()) {
            At other = names.putIfAbsent(item.value().name(), item.at());
            if (other != null) {
                problems.add(
                        item.at(),
                        "称号名称“" + item.value().name() + "”重复，已在 " + other + " 定义",
                        "title name \"" + item.value().name() + "\" stands twice; first at " + other);
            }
            String fact = item.value().fact();
            if (!fact.isEmpty() && !events.contains(fact)) {
                problems.add(
                        item.at(),
                        "事实字典中没有清单“" + fact + "”，可用：" + String.join(", ", events),
                        "the dictionary has no list of events \"" + fact + "\"; there are: "
                                + String.join(", ", events));
            }
        }
    }

    /** The code and every code above it. */
    private HashSet<String> above(@Nullable String code) {
        var seen = new HashSet<String>();
        var next = new ArrayList<String>();
        if (code != null) next.add(code);
        while (!next.isEmpty()) {
            String one = next.removeLast();
            if (!seen.add(one)) continue;
            for (var item : byCode.getOrDefault(one, List.of())) {
                String parent = item.value().region().parent();
                if (parent != null) next.add(parent);
            }
        }
        return seen;
    }

    private void unknownRegion(At at, String code) {
        String near = Spelling.nearest(code, byCode.keySet());
        problems.add(
                at,
                "没有区划 " + code + (near.isEmpty() ? "" : "，是否应为 " + near),
                "there is no region " + code + (near.isEmpty() ? "" : "; did you mean " + near));
    }
}
