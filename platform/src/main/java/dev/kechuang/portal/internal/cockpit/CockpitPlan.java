package dev.kechuang.portal.internal.cockpit;

import dev.kechuang.indicator.Indicator;
import dev.kechuang.indicator.Indicators;
import dev.kechuang.pack.PackDocument;
import dev.kechuang.pack.yaml.At;
import dev.kechuang.pack.yaml.ProblemList;
import dev.kechuang.pack.yaml.Row;
import dev.kechuang.pack.yaml.Spelling;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which indicators the cockpit shows, as the packs say it.
 *
 * @param map indicator that the county map is shaded by
 * @param ranking indicators that regions are ranked by
 */
public record CockpitPlan(List<Indicator> figures, List<Indicator> trends, Indicator map, List<Indicator> ranking) {

    public CockpitPlan {
        figures = List.copyOf(figures);
        trends = List.copyOf(trends);
        ranking = List.copyOf(ranking);
    }

    /** The lowest pack's file holds; {@link dev.kechuang.pack.PackProblems} lists all that is wrong in any. */
    public static CockpitPlan of(List<PackDocument> documents, Indicators indicators) {
        var problems = new ProblemList();
        CockpitPlan last = null;
        for (PackDocument document : documents) {
            CockpitPlan read = read(document, indicators, problems);
            // Counties' packs come after the city's; a county's cockpit is not the city's.
            if (read != null) last = read;
        }
        if (last == null && problems.all().isEmpty())
            problems.add(
                    At.whole("packs"),
                    "没有定义包写明驾驶舱看哪些指标（cockpit/*.yaml）",
                    "no pack says what the cockpit shows (cockpit/*.yaml)");
        problems.throwIfAny();
        if (last == null) throw new IllegalStateException("no cockpit was read");
        return last;
    }

    private static @Nullable CockpitPlan read(PackDocument document, Indicators indicators, ProblemList problems) {
        Row top = Row.top(document.place(), document.text(), problems);
        if (top == null) return null;
        top.text("id");
        var figures = all(top, "figures", indicators, problems);
        var trends = all(top, "trends", indicators, problems);
        var ranking = all(top, "ranking", indicators, problems);
        Indicator map = one(new Row.Placed(top.text("map"), top.at("map")), indicators, problems);
        top.end();
        return map == null ? null : new CockpitPlan(figures, trends, map, ranking);
    }

    private static List<Indicator> all(Row row, String key, Indicators indicators, ProblemList problems) {
        var found = new ArrayList<Indicator>();
        for (Row.Placed placed : row.placedTexts(key)) {
            Indicator one = one(placed, indicators, problems);
            if (one != null) found.add(one);
        }
        if (found.isEmpty() && problems.all().isEmpty())
            row.problem(key, "至少要有一个指标", "at least one indicator is needed");
        return found;
    }

    private static @Nullable Indicator one(Row.Placed placed, Indicators indicators, ProblemList problems) {
        var found = indicators.find(placed.text());
        if (found.isEmpty() && !placed.text().isEmpty()) {
            String near = Spelling.nearest(
                    placed.text(),
                    indicators.all().stream().map(Indicator::code).toList());
            problems.add(
                    placed.at(),
                    "指标目录中没有“" + placed.text() + "”" + (near.isEmpty() ? "" : "，是否应为“" + near + "”"),
                    "the dictionary has no indicator \"" + placed.text() + "\""
                            + (near.isEmpty() ? "" : "; did you mean \"" + near + "\""));
        }
        return found.orElse(null);
    }
}
