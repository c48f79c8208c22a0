package dev.kechuang.reader.render;

import dev.kechuang.reader.Finding;
import dev.kechuang.reader.Finding.Operand;
import dev.kechuang.reader.Reading;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a finding as one line of JSON. */
public final class CheckLines {
    private CheckLines() {}

    /** All findings, one line each. Positions count Unicode characters. */
    public static String of(List<Finding> findings, boolean withDocuments) {
        Map<Reading, CodePoints> offsets = new IdentityHashMap<>();
        StringBuilder out = new StringBuilder();
        for (Finding finding : findings) {
            line(finding, withDocuments, offsets, out);
            out.append('\n');
        }
        return out.toString();
    }

    private static void line(
            Finding finding, boolean withDocuments, Map<Reading, CodePoints> offsets, StringBuilder out) {
        Json json = new Json(out).open();
        json.put("kind", finding.kind().name().toLowerCase(Locale.ROOT)).put("measure", finding.measure());
        json.key("operands");
        out.append('[');
        List<Operand> operands = finding.operands();
        for (int i = 0; i < operands.size(); i++) {
            if (i > 0) out.append(", ");
            Json operand = new Json(out).open();
            operand.put("start", start(operands.get(i), offsets))
                    .put("text", operands.get(i).figure().text())
                    .put("value", operands.get(i).value());
            if (withDocuments) operand.put("doc", operands.get(i).reading().name());
            operand.close();
        }
        out.append(']');
        json.put("expected", finding.expected())
                .put("stated", finding.stated().value())
                .put("verdict", finding.verdict().word())
                .put("relation", finding.relation())
                .put("stated_start", start(finding.stated(), offsets))
                .put("stated_text", finding.stated().figure().text());
        if (withDocuments) json.put("stated_doc", finding.stated().reading().name());
        json.put("difference", finding.difference().round(new java.math.MathContext(12)))
                .put("note", finding.sentence());
        json.close();
    }

    private static int start(Operand operand, Map<Reading, CodePoints> offsets) {
        return offsets.computeIfAbsent(operand.reading(), reading -> new CodePoints(reading.text()))
                .at(operand.figure().span().start());
    }
}
