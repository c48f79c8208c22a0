package dev.kechuang.indicator.internal.dictionary;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicator.Nature;
import dev.kechuang.indicator.Indicators.Suggestion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the indicator a document means: by its name, an alias, or the pairs of characters they share. What differs in unit
 * or in being new costs likeness and is said.
 */
final class Suggester {

    /** Words that say nothing about what is measured. */
    private static final Pattern EMPTY =
            Pattern.compile("(全市|我市|全省|本市|全年|当年|本年度|年度|累计|共有|共|总量|总数|总额|数量|个数|规模|达到|实现|完成|的|数|量|额)");

    private static final Pattern NEW = Pattern.compile("新增|新认定|新建|新获|新培育|新批|新引进|新设|净增|当年|获批|认定");

    private static final int LEAST = 45;

    private record Name(Indicator indicator, String text, boolean own, String core, Set<String> pairs) {}

    private final List<Name> names = new ArrayList<>();

    Suggester(List<Indicator> all) {
        for (Indicator one : all) {
            add(one, one.name(), true);
            for (String alias : one.aliases()) add(one, alias, false);
        }
    }

    private void add(Indicator indicator, String text, boolean own) {
        String core = core(text);
        names.add(new Name(indicator, text, own, core, pairs(core)));
    }

    List<Suggestion> suggest(String measure, String unit, int limit) {
        String plain = measure.strip();
        if (plain.isEmpty()) return List.of();
        String core = core(plain);
        var pairs = pairs(core);
        boolean fresh = NEW.matcher(plain).find();
        Map<String, Suggestion> best = new LinkedHashMap<>();
        for (Name name : names) {
            var found = compare(name, plain, core, pairs, fresh, unit);
            if (found == null) continue;
            best.merge(name.indicator().code(), found, (a, b) -> a.likeness() >= b.likeness() ? a : b);
        }
        return best.values().stream()
                .sorted(Comparator.comparingInt(Suggestion::likeness).reversed())
                .limit(limit)
                .toList();
    }

    private static @Nullable Suggestion compare(
            Name name, String plain, String core, Set<String> pairs, boolean fresh, String unit) {
        int likeness;
        String reason;
        if (name.text().equals(plain)) {
            likeness = name.own() ? 100 : 98;
            reason = name.own() ? "名称相同" : "别名“" + name.text() + "”";
        } else if (!core.isEmpty() && name.core().equals(core)) {
            likeness = name.own() ? 94 : 92;
            reason = (name.own() ? "名称" : "别名") + "“" + name.text() + "”仅虚词不同";
        } else {
            int alike = dice(pairs, name.pairs());
            if (contains(core, name.core())) alike = Math.max(alike, 60 + alike / 4);
            likeness = Math.min(alike, 90);
            reason = "与" + (name.own() ? "名称" : "别名") + "“" + name.text() + "”相近（" + alike + "%）";
        }
        var differs = new ArrayList<String>();
        Indicator one = name.indicator();
        boolean newly = NEW.matcher(name.text()).find() || one.nature() == Nature.FLOW;
        if (fresh && !newly) {
            likeness -= 30;
            differs.add("文件为新增数，指标为期末数");
        } else if (!fresh && NEW.matcher(name.text()).find() && one.nature() == Nature.FLOW) {
            likeness -= 8;
            differs.add("指标为新增数");
        }
        if (!unit.isEmpty() && !Units.fit(unit, one.unit())) {
            likeness -= 35;
            differs.add("单位不同：文件“" + unit + "”，指标“" + one.unit() + "”");
        } else if (!unit.isEmpty()) {
            reason += "，单位相符";
        }
        if (likeness < LEAST) return null;
        if (!differs.isEmpty()) reason += "；" + String.join("；", differs);
        return new Suggestion(one, Math.min(likeness, 100), reason);
    }

    private static boolean contains(String a, String b) {
        return a.length() >= 4 && b.length() >= 4 && (a.contains(b) || b.contains(a));
    }

    static String core(String text) {
        String folded = text.strip()
                .replaceAll("[（(][^（）()]*[）)]", "")
                .replaceAll("[\\s“”\"、，,·]", "")
                .toLowerCase(java.util.Locale.ROOT);
        String core = EMPTY.matcher(folded).replaceAll("");
        return core.isEmpty() ? folded : core;
    }

    private static Set<String> pairs(String text) {
        var pairs = new HashSet<String>();
        for (int i = 0; i + 2 <= text.length(); i++) pairs.add(text.substring(i, i + 2));
        if (text.length() == 1) pairs.add(text);
        return pairs;
    }

    private static int dice(Set<String> a, Set<String> b) {
        if (a.isEmpty() || b.isEmpty()) return 0;
        long both = a.stream().filter(b::contains).count();
        return (int) (200 * both / (a.size() + b.size()));
    }
}
