package dev.kechuang.pack.internal;

import dev.kechuang.pack.FactDefinition;
import dev.kechuang.pack.yaml.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads {@code facts.yaml} of a pack. */
final class FactReader {

    private FactReader() {}

    static List<Item<FactDefinition>> read(Row file, String pack) {
        var found = new ArrayList<Item<FactDefinition>>();
        for (Row row : file.rows("facts")) {
            String code = PackReader.word(row, "code");
            String name = row.text("name");
            String en = row.text("en");
            String group = row.text("group");
            FactDefinition.Type type = row.oneOf("type", FactDefinition.Type.class);
            String unit = row.optionalText("unit");
            FactDefinition.Period period = row.oneOf("period", FactDefinition.Period.class);
            boolean changeable = row.flag("changeable");
            List<String> values = row.texts("values");
            String min = row.decimal("min");
            String max = row.decimal("max");
            String note = row.optionalText("note");
            String clause = row.optionalText("clause");
            row.decimal("cost"); // read by the policy engine
            List<Row> parts = row.optionalRows("fields");
            parts.forEach(FactReader::part);
            boolean local = row.flag("local");
            row.end();
            if (type == null || period == null) continue;
            if ((type == FactDefinition.Type.ENUM) == values.isEmpty()) {
                row.problem("values", "“values”在且仅在 type 为 enum 时给出", "\"values\" go with type enum, and only with it");
            }
            if ((type == FactDefinition.Type.EVENTS) != (period == FactDefinition.Period.EVENTS)) {
                row.problem("period", "type 与 period 应同为 events", "type and period are events together");
            }
            if ((type == FactDefinition.Type.EVENTS) == parts.isEmpty()) {
                row.problem(
                        "fields", "“fields”在且仅在 type 为 events 时给出", "\"fields\" go with type events, and only with it");
            }
            if (!min.isEmpty() && !max.isEmpty() && new BigDecimal(min).compareTo(new BigDecimal(max)) > 0) {
                row.problem("max", "“max”不能小于“min”", "\"max\" cannot be less than \"min\"");
            }
            found.add(PackReader.item(
                    pack,
                    row,
                    code,
                    local,
                    new FactDefinition(
                            name, code, en, group, type, unit, period, changeable, values, min, max, note, clause)));
        }
        file.end();
        return found;
    }

    /** The columns of a list of events are used by the policy engine; here they are only checked. */
    private static void part(Row part) {
        part.text("name");
        part.text("code");
        part.oneOf("type", FactDefinition.Type.class);
        part.optionalText("en");
        part.optionalText("unit");
        part.optionalText("note");
        part.texts("values");
        part.end();
    }
}
