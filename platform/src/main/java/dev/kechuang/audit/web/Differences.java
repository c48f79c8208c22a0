package dev.kechuang.audit.web;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The details of an entry field by field, as a person reads them. */
final class Differences {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Differences() {}

    /**
     * @param before empty for none
     * @param after the new value, or the value where nothing changed
     * @param changed whether there is an old and a new value
     */
    record Line(String field, String before, String after, boolean changed) {}

    static List<Line> of(String details) {
        var lines = new ArrayList<Line>();
        for (var field : JSON.readTree(details).properties()) {
            JsonNode value = field.getValue();
            if (value.isObject() && value.has("before") && value.has("after")) {
                lines.add(new Line(field.getKey(), text(value.get("before")), text(value.get("after")), true));
            } else {
                lines.add(new Line(field.getKey(), "", text(value), false));
            }
        }
        return lines;
    }

    private static String text(JsonNode value) {
        if (value.isNull()) return "";
        if (value.isString()) return value.stringValue();
        if (value.isArray()) {
            return String.join("；", value.valueStream().map(Differences::text).toList());
        }
        return value.toString();
    }
}
