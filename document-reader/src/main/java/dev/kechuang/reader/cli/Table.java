package dev.kechuang.reader.cli;

import dev.kechuang.reader.Audit;
import dev.kechuang.reader.Figure;
import dev.kechuang.reader.Finding;
import dev.kechuang.reader.Front;
import dev.kechuang.reader.Reading;
import dev.kechuang.reader.Role;
import dev.kechuang.reader.Task;
import dev.kechuang.reader.Tense;
import dev.kechuang.reader.render.Json;
import java.util.ArrayList;
import java.util.List;

/** Readings and audits as plain tables for a terminal; Chinese characters take two columns. */
final class Table {
    private static final int LONGEST_MEASURE = 48;

    private Table() {}

    static String of(Reading reading) {
        StringBuilder out = new StringBuilder();
        Front front = reading.front();
        out.append(front.title().isEmpty() ? reading.name() : front.title()).append('\n');
        List<String> facts = new ArrayList<>();
        if (!front.issuer().isEmpty()) facts.add("发文机关 " + front.issuer());
        if (front.date() != null) facts.add("日期 " + front.date());
        if (!front.number().isEmpty()) facts.add("文号 " + front.number());
        if (!front.region().isEmpty()) facts.add("地区 " + front.region());
        if (!facts.isEmpty()) out.append(String.join("，", facts)).append('\n');
        out.append("数据 ")
                .append(reading.figures().size())
                .append(" 项，任务 ")
                .append(reading.tasks().size())
                .append(" 项\n\n");
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"位置", "原文", "数值", "单位", "性质", "实绩/目标", "时期", "指标"});
        for (Figure f : reading.figures())
            rows.add(new String[] {
                String.valueOf(f.span().start()),
                f.text().replaceAll("\\s+", ""),
                (f.bound().sign().equals("=") ? "" : f.bound().sign())
                        + Json.plain(f.value())
                        + (f.valueTo() == null ? "" : "—" + Json.plain(f.valueTo())),
                f.unit(),
                role(f.role()),
                f.time() == Tense.TARGET ? "目标" : "实绩",
                f.period() + (f.per() == null ? "" : f.per() == dev.kechuang.reader.Per.YEAR ? " 每年" : " 各"),
                cut(f.measure())
            });
        if (!reading.figures().isEmpty()) print(rows, out);
        int n = 0;
        for (Task task : reading.tasks()) {
            out.append("\n任务 ")
                    .append(++n)
                    .append("  ")
                    .append(task.heading())
                    .append("\n  责任单位：")
                    .append(String.join("、", task.owners()));
            if (!task.lead().isEmpty())
                out.append("（牵头：").append(String.join("、", task.lead())).append("）");
            if (task.deadline() != null) out.append("；期限 ").append(task.deadline());
            if (!task.targets().isEmpty())
                out.append("\n  目标：")
                        .append(String.join(
                                "；",
                                task.targets().stream()
                                        .map(f -> f.measure() + " " + f.text())
                                        .toList()));
            out.append('\n');
        }
        return out.append('\n').toString();
    }

    static String of(Audit audit) {
        StringBuilder out = new StringBuilder();
        for (Finding.Verdict verdict : Finding.Verdict.values()) {
            int count = audit.with(verdict).size();
            if (count > 0)
                out.append(verdict.chinese()).append(' ').append(count).append(" 项  ");
        }
        out.append(audit.findings().isEmpty() ? "没有可以互相核对的数据。\n" : "\n\n");
        for (Finding f : audit.findings())
            out.append('[')
                    .append(f.verdict().chinese())
                    .append("] ")
                    .append(f.sentence())
                    .append("（")
                    .append(f.stated().reading().name())
                    .append(" 第 ")
                    .append(f.stated().figure().span().start())
                    .append(" 字）\n");
        return out.toString();
    }

    private static String role(Role role) {
        return switch (role) {
            case LEVEL -> "水平";
            case NEW -> "新增";
            case CUMULATIVE -> "累计";
            case GROWTH -> "增长";
            case SHARE -> "占比";
            case CHANGE -> "变动";
            case RANK -> "位次";
            case RATIO -> "比率";
        };
    }

    private static String cut(String measure) {
        return measure.length() <= LONGEST_MEASURE ? measure : measure.substring(0, LONGEST_MEASURE - 1) + "…";
    }

    private static void print(List<String[]> rows, StringBuilder out) {
        int columns = rows.getFirst().length;
        int[] widths = new int[columns];
        for (String[] row : rows) for (int c = 0; c < columns; c++) widths[c] = Math.max(widths[c], width(row[c]));
        for (String[] row : rows) {
            for (int c = 0; c < columns; c++) {
                out.append(row[c]);
                if (c + 1 < columns) out.repeat(' ', widths[c] - width(row[c]) + 2);
            }
            out.append('\n');
        }
    }

    private static int width(String text) {
        int width = 0;
        for (int i = 0; i < text.length(); i++) width += text.charAt(i) >= 0x2E80 ? 2 : 1;
        return width;
    }
}
