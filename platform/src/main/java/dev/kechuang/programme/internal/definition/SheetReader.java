package dev.kechuang.programme.internal.definition;

import dev.kechuang.pack.yaml.At;
import dev.kechuang.pack.yaml.Row;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads scoring sheets. */
final class SheetReader {

    private SheetReader() {}

    static List<Sheet> read(Row top, Source source) {
        var sheets = new ArrayList<Sheet>();
        var seen = Source.none();
        for (Row row : top.optionalRows("sheets")) {
            String id = source.id(row, "id");
            source.unique(seen, row, "id", id);
            Words name = source.name(row);
            boolean comment = row.flag("comment");
            var items = new ArrayList<Sheet.Item>();
            var itemIds = Source.none();
            for (Row item : row.rows("items")) items.add(item(item, itemIds, source));
            row.end();
            if (items.isEmpty()) row.problem("items", "评分表至少要有一项", "a scoring sheet needs at least one item");
            sheets.add(new Sheet(id, name, List.copyOf(items), comment));
        }
        return List.copyOf(sheets);
    }

    private static Sheet.Item item(Row row, Map<String, At> seen, Source source) {
        String id = source.id(row, "id");
        source.unique(seen, row, "id", id);
        Words name = source.name(row);
        Words hint = source.hint(row);
        row.text("most");
        BigDecimal most = source.positive(row, "most");
        BigDecimal step = row.has("step") ? source.positive(row, "step") : BigDecimal.ONE;
        BigDecimal least = source.positive(row, "least");
        row.end();
        if (most.signum() == 0) row.problem("most", "最高分应大于 0", "the most points have to be more than 0");
        if (step.signum() == 0 || most.remainder(step).signum() != 0) {
            row.problem(
                    "step",
                    "分差“step”应大于 0，且能整除最高分 " + most.toPlainString(),
                    "\"step\" has to be more than 0 and divide the most points, " + most.toPlainString());
            step = BigDecimal.ONE;
        }
        if (least.compareTo(most) > 0) {
            row.problem("least", "单项及格线不能高于最高分", "\"least\" cannot be more than \"most\"");
        }
        return new Sheet.Item(id, name, hint, most, step, least);
    }
}
