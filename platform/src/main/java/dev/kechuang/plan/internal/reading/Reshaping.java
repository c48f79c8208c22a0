package dev.kechuang.plan.internal.reading;

import dev.kechuang.plan.internal.plan.DutyReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Several candidates made one, and one made several. */
final class Reshaping {

    private static final Pattern POINTS = Pattern.compile("(?=[一二三四五六七八九十]{1,2}是)");

    private Reshaping() {}

    /** Texts and supporting units of a task joined to the one before; of a target the fields of the one before. */
    static Map<String, String> joined(Candidate before, Candidate one) {
        var fields = new LinkedHashMap<>(before.fields());
        if (!one.target()) {
            fields.put("text", cut(before.field("text") + "\n" + one.field("heading") + "：" + one.field("text")));
            var names = new java.util.LinkedHashSet<>(DutyReader.names(before.field("support")));
            names.addAll(DutyReader.names(one.field("lead")));
            names.addAll(DutyReader.names(one.field("support")));
            names.removeAll(DutyReader.names(before.field("lead")));
            fields.put("support", String.join("、", names));
        }
        return fields;
    }

    /** A task by its points 一是、二是; anything else doubled. */
    static List<Map<String, String>> parts(Candidate one) {
        var parts = new ArrayList<Map<String, String>>();
        if (!one.target()) {
            for (String point : POINTS.split(one.field("text"))) {
                if (!point.matches("(?s)[一二三四五六七八九十]{1,2}是.*")) continue;
                var fields = new LinkedHashMap<>(one.fields());
                String said = point.replaceFirst("^[一二三四五六七八九十]{1,2}是", "").strip();
                String heading = said.replaceAll("(?s)[。；，].*", "");
                fields.put("heading", heading.length() > 120 ? heading.substring(0, 120) : heading);
                fields.put("text", said);
                if (heading.length() >= 2) parts.add(fields);
            }
        }
        if (parts.size() < 2) {
            parts.clear();
            parts.add(new LinkedHashMap<>(one.fields()));
            parts.add(new LinkedHashMap<>(one.fields()));
        }
        return parts;
    }

    private static String cut(String text) {
        return text.length() > 4000 ? text.substring(0, 4000) : text;
    }
}
