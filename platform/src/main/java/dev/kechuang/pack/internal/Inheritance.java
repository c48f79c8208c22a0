package dev.kechuang.pack.internal;

import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Spelling;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A lower pack adds to the upper, or replaces whole what the upper marks {@code local: true}. Nothing is merged deeper:
 * a definition is read in one place.
 */
final class Inheritance {

    private static final Pack.Content NOTHING = new Pack.Content(
            List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of());

    private final Map<String, Pack> packs;
    private final ProblemList problems;
    private final Map<String, Pack.Content> resolved = new LinkedHashMap<>();

    Inheritance(Map<String, Pack> packs, ProblemList problems) {
        this.packs = packs;
        this.problems = problems;
    }

    Map<String, Pack.Content> resolve() {
        for (Pack pack : packs.values()) resolve(pack, new HashSet<>());
        var inOrder = new LinkedHashMap<String, Pack.Content>();
        packs.keySet().forEach(id -> inOrder.put(id, resolved.getOrDefault(id, NOTHING)));
        return inOrder;
    }

    private Pack.Content resolve(Pack pack, HashSet<String> below) {
        Pack.Content known = resolved.get(pack.id());
        if (known != null) return known;
        if (!below.add(pack.id())) {
            problems.add(
                    pack.at(),
                    "继承成环：" + String.join(" → ", below) + " → " + pack.id(),
                    "packs inherit in a circle: " + String.join(" -> ", below) + " -> " + pack.id());
            return NOTHING;
        }
        Pack.Content upper = NOTHING;
        if (pack.parent() != null) {
            Pack parent = packs.get(pack.parent());
            if (parent == null) unknownParent(pack, pack.parent());
            else upper = resolve(parent, below);
        }
        Pack.Content own = pack.own();
        var content = new Pack.Content(
                join(upper, own, Pack.Content::regions),
                join(upper, own, Pack.Content::industries),
                join(upper, own, Pack.Content::fields),
                join(upper, own, Pack.Content::years),
                join(upper, own, Pack.Content::roles),
                join(upper, own, Pack.Content::lists),
                join(upper, own, Pack.Content::scales),
                join(upper, own, Pack.Content::units),
                join(upper, own, Pack.Content::facts),
                join(upper, own, Pack.Content::titles));
        resolved.put(pack.id(), content);
        return content;
    }

    private void unknownParent(Pack pack, @Nullable String parent) {
        String near = Spelling.nearest(String.valueOf(parent), packs.keySet());
        problems.add(
                pack.at(),
                "没有上级定义包“" + parent + "”"
                        + (near.isEmpty() ? "，现有：" + String.join(", ", packs.keySet()) : "，是否应为“" + near + "”"),
                "there is no parent pack \"" + parent + "\"; "
                        + (near.isEmpty()
                                ? "there are: " + String.join(", ", packs.keySet())
                                : "did you mean \"" + near + "\""));
    }

    private <T> List<Item<T>> join(Pack.Content upper, Pack.Content own, Function<Pack.Content, List<Item<T>>> kind) {
        var all = new LinkedHashMap<String, Item<T>>();
        for (Item<T> item : kind.apply(upper)) all.put(item.key(), item);
        for (Item<T> item : kind.apply(own)) {
            Item<T> other = all.get(item.key());
            if (other == null || (other.local() && !other.pack().equals(item.pack()))) {
                all.put(item.key(), item);
            } else if (other.pack().equals(item.pack())) {
                problems.add(
                        item.at(),
                        "“" + item.key() + "”重复，已在 " + other.at() + " 定义",
                        "\"" + item.key() + "\" is defined twice; first at " + other.at());
            } else {
                problems.add(
                        item.at(),
                        "“" + item.key() + "”已在 " + other.at() + " 定义，且未标 local: true，不能替换",
                        "\"" + item.key() + "\" is defined at " + other.at()
                                + " without local: true and cannot be replaced");
            }
        }
        return List.copyOf(new ArrayList<>(all.values()));
    }
}
