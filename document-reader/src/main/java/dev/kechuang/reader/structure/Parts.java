package dev.kechuang.reader.structure;

import dev.kechuang.reader.Part;
import dev.kechuang.reader.Span;
import dev.kechuang.reader.Tense;
import dev.kechuang.reader.text.Fold;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the documents inside a file, and in each the stretches that report and those that plan. Every stretch knows
 * the year it speaks of.
 */
public final class Parts {
    private static final Pattern PLAN = Pattern.compile("要点|计划|方案|规划|打算|安排|思路|意见|目标|任务|纲要|措施|行动|分工");
    private static final Pattern REPORT = Pattern.compile("总结|情况|报告|回顾|公报|综述|汇报|成效|完成|进展|简报|通报");
    private static final Pattern TURN_TO_PLAN = Pattern.compile(
            "^[^。]{0,12}(?:(?:20\\d{2}|20[*×Xx]{2}|20\\d[*×Xx])年|明年|下一步|下一阶段|新的一年|下半年|今后一个时期)[^。]{0,16}?(?:我们将|我局将|将|要|工作打算|工作思路|工作安排|工作计划|工作目标|工作重点|重点工作|工作要点|主要任务|总体思路|目标任务|打算|思路)");
    private static final Pattern PLAN_HEADING =
            Pattern.compile("(?:主要|总体|发展|工作|奋斗|具体|预期)目标|下一步|明年|打算|工作思路|工作计划|主要任务|重点任务|重点工作|总体要求|指导思想|重点举措|保障措施|工作安排");
    private static final Pattern REPORT_HEADING =
            Pattern.compile("发展基础|现状|回顾|成效|进展情况|工作总结|完成情况|主要成绩|工作情况|取得的成绩|发展现状|基础与");
    private static final Pattern SHORT_YEAR =
            Pattern.compile("(?<![\\d、到至前])(\\d{2}|(?:19|20)\\d{2})\\s?年(?!代|来|期|以上|以来)");
    private static final Pattern MASKED_YEAR = Pattern.compile("(?:20|19)?\\d{0,2}[*×Xx]{1,2}\\d?年|[*×Xx]{1,4}年");
    private static final int OPENING = 60;

    private Parts() {}

    public static List<Part> of(String text, List<Line> lines, String cardYear) {
        List<Part> parts = new ArrayList<>();
        int i = 0;
        boolean body = false;
        int first = 0;
        while (i <= lines.size()) {
            boolean starts = i < lines.size() && lines.get(i).kind() == Line.Kind.TITLE && body;
            if (i == lines.size() || starts) {
                if (i > first) document(text, lines.subList(first, i), cardYear, parts);
                first = i;
                body = false;
            }
            if (i < lines.size() && lines.get(i).body() && lines.get(i).length() >= OPENING) body = true;
            i++;
        }
        return List.copyOf(parts);
    }

    private static void document(String text, List<Line> lines, String cardYear, List<Part> parts) {
        String title = "";
        for (Line line : lines) {
            if (line.kind() == Line.Kind.TITLE) title = Fold.tidy(text.substring(line.start(), line.end()));
            if (line.body() && line.length() >= OPENING && !title.isEmpty()) break;
            if (line.kind() == Line.Kind.CARD && title.isEmpty()) title = cardTitle(text, line);
        }
        int start = lines.getFirst().start();
        int end = lines.getLast().end();
        List<String> years = Years.in(title);
        boolean reports = REPORT.matcher(title).find();
        boolean plans = PLAN.matcher(title).find();
        boolean plan = plans && !reports;
        Tense tense = plan ? Tense.TARGET : Tense.ACTUAL;
        String period = years.isEmpty() ? yearless(text, lines, title, cardYear, plan, parts) : years.getFirst();
        boolean maskedReport = reports
                && plans
                && years.size() == 1
                && MASKED_YEAR.matcher(title).find();
        if (maskedReport) period = "";
        String planned = maskedReport || years.size() > 1 ? years.getLast() : "";
        String following = planned.isEmpty() && !period.isEmpty() ? String.valueOf(Years.last(period) + 1) : planned;
        int from = start;
        Tense now = tense;
        String at = period;
        for (Line line : lines) {
            if (!line.body()) continue;
            Turn turn = turn(text, line, tense, now, period, following);
            if (turn == null || turn.tense == now) continue;
            if (line.start() > from) parts.add(new Part(new Span(from, line.start()), title, now, at));
            from = line.start();
            now = turn.tense;
            at = turn.period;
        }
        parts.add(new Part(new Span(from, Math.max(end, from)), title, now, at));
    }

    /** The year of a document whose title names none. A plan's own years are its targets' and tell nothing. */
    private static String yearless(
            String text, List<Line> lines, String title, String cardYear, boolean plan, List<Part> earlier) {
        boolean heading = title.length() <= 14 && !earlier.isEmpty();
        if (plan && heading) {
            String before = earlier.getLast().period();
            boolean next = title.contains("明年") || title.contains("下一年") || title.contains("来年");
            return before.isEmpty() ? "" : next ? String.valueOf(Years.last(before) + 1) : before;
        }
        boolean masked = MASKED_YEAR.matcher(title).find();
        return plan && !masked ? cardYear : unmasked(text, lines, title, cardYear);
    }

    private record Turn(Tense tense, String period) {}

    private static @org.jspecify.annotations.Nullable Turn turn(
            String text, Line line, Tense whole, Tense now, String period, String following) {
        String opening = text.substring(line.start(), Math.min(line.end(), line.start() + OPENING));
        boolean numbered =
                !line.markers().isEmpty() && line.markers().getFirst().start() == line.start();
        int level = numbered ? line.markers().getFirst().level() : 9;
        String heading = opening.split("[。;:]", 2)[0];
        boolean headline = (numbered && level <= 2 || line.length() <= 30) && heading.length() <= 30;
        if (whole == Tense.ACTUAL && now == Tense.ACTUAL) {
            Matcher turn = TURN_TO_PLAN.matcher(opening);
            if (turn.find() && !opening.startsWith("“")) {
                List<String> years = Years.in(turn.group());
                boolean past = !years.isEmpty()
                        && !period.isEmpty()
                        && Years.last(years.getFirst()) <= Years.last(period)
                        && !headline;
                if (!past) return new Turn(Tense.TARGET, years.isEmpty() ? following : years.getFirst());
            }
            if (headline
                    && PLAN_HEADING.matcher(heading).find()
                    && !REPORT_HEADING.matcher(heading).find()) return new Turn(Tense.TARGET, following);
        }
        if (whole == Tense.TARGET && headline) {
            if (REPORT_HEADING.matcher(heading).find())
                return new Turn(Tense.ACTUAL, period.isEmpty() ? "" : String.valueOf(Years.first(period) - 1));
            if (numbered && level == 1) return new Turn(Tense.TARGET, period);
        }
        return null;
    }

    private static String cardTitle(String text, Line line) {
        String card = Fold.tidy(text.substring(line.start(), line.end())).replaceAll("\\s", "");
        return card.startsWith("名称:") || card.startsWith("标题:") ? card.substring(3) : "";
    }

    /** The report's year where the title masks it: the year printed unmasked in the body, the latest that recurs first. */
    private static String unmasked(String text, List<Line> lines, String title, String cardYear) {
        boolean masked = MASKED_YEAR.matcher(title).find();
        Map<Integer, Integer> counts = new TreeMap<>();
        for (Line line : lines) {
            if (!line.body()) continue;
            String body = text.substring(line.start(), line.end()).replaceAll("《[^》]{0,80}》", "");
            if (!masked
                    && line.kind() == Line.Kind.BODY
                    && MASKED_YEAR.matcher(body).find()) masked = true;
            Matcher year = SHORT_YEAR.matcher(body);
            while (year.find()) {
                int y = Integer.parseInt(year.group(1));
                counts.merge(y < 100 ? y + (y < 50 ? 2000 : 1900) : y, 1, Integer::sum);
            }
        }
        if (counts.isEmpty()) return masked ? "" : cardYear;
        int best = 0;
        int bestCount = 0;
        for (Map.Entry<Integer, Integer> year : counts.entrySet())
            if (year.getValue() >= bestCount) {
                best = year.getKey();
                bestCount = year.getValue();
            }
        return String.valueOf(best);
    }
}
