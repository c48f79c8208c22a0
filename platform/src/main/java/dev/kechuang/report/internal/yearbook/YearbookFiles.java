package dev.kechuang.report.internal.yearbook;

import dev.kechuang.report.internal.reading.Basis;
import dev.kechuang.report.internal.yearbook.Yearbook.Book;
import dev.kechuang.report.internal.yearbook.Yearbook.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import tools.jackson.databind.json.JsonMapper;

/** Yearbook tables as files: a workbook to print, and CSV with metadata for whoever reckons on (CSVW, W3C 2015). */
public final class YearbookFiles {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private YearbookFiles() {}

    /** Two sheets: the tables, and what each indicator counts. Cells without data stay empty. */
    public static byte[] xlsx(Book book) {
        try (var out = new ByteArrayOutputStream()) {
            try (var workbook = new Workbook(out, "Kechuang", "1.0")) {
                tables(workbook.newWorksheet("年鉴数据"), book);
                definitions(workbook.newWorksheet("指标说明"), book);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void tables(Worksheet sheet, Book book) {
        var heads = new ArrayList<>(List.of("指标", "单位", "地区"));
        for (int year : book.years()) heads.add(year + "年");
        for (int i = 0; i < heads.size(); i++) sheet.value(0, i, heads.get(i));
        sheet.range(0, 0, 0, heads.size() - 1).style().bold().set();
        sheet.freezePane(3, 1);
        sheet.width(0, 32);
        sheet.width(2, 16);
        int line = 1;
        for (Row row : book.rows()) {
            sheet.value(line, 0, harmless(row.indicator().name()));
            sheet.value(line, 1, harmless(row.indicator().unit()));
            sheet.value(line, 2, harmless(row.region().name()));
            String format = row.indicator().decimals() == 0
                    ? "#,##0"
                    : "#,##0." + "0".repeat(row.indicator().decimals());
            for (int i = 0; i < row.values().size(); i++) {
                BigDecimal value = row.values().get(i);
                if (value == null) continue;
                sheet.value(line, 3 + i, value);
                sheet.style(line, 3 + i).format(format).set();
            }
            line++;
        }
    }

    private static void definitions(Worksheet sheet, Book book) {
        List<String> heads = List.of("代码", "指标", "英文名称", "单位", "口径", "读数日期");
        for (int i = 0; i < heads.size(); i++) sheet.value(0, i, heads.get(i));
        sheet.range(0, 0, 0, heads.size() - 1).style().bold().set();
        int line = 1;
        var seen = new LinkedHashSet<String>();
        for (Row row : book.rows()) {
            var indicator = row.indicator();
            if (!seen.add(indicator.code())) continue;
            sheet.value(line, 0, indicator.code());
            sheet.value(line, 1, harmless(indicator.name()));
            sheet.value(line, 2, harmless(indicator.en()));
            sheet.value(line, 3, harmless(indicator.unit()));
            sheet.value(line, 4, harmless(Basis.of(indicator)));
            sheet.value(line, 5, book.readOn().toString());
            line++;
        }
    }

    private static String harmless(String text) {
        return text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }

    /** One line a figure, UTF-8 with a mark in front as spreadsheets need it; nothing known is an empty field. */
    public static byte[] csv(Book book) {
        var out = new StringBuilder("\uFEFFindicator,name,unit,region,place,year,value\r\n");
        for (Row row : book.rows()) {
            for (int i = 0; i < book.years().size(); i++) {
                BigDecimal value = row.values().get(i);
                out.append(row.indicator().code())
                        .append(',')
                        .append(field(row.indicator().name()))
                        .append(',')
                        .append(field(row.indicator().unit()))
                        .append(',')
                        .append(row.region().code())
                        .append(',')
                        .append(field(row.region().name()))
                        .append(',')
                        .append(book.years().get(i))
                        .append(',')
                        .append(value == null ? "" : plain(value))
                        .append("\r\n");
            }
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String plain(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static String field(String text) {
        String safe = harmless(text);
        return safe.matches("[^\",\\r\\n]*") ? safe : '"' + safe.replace("\"", "\"\"") + '"';
    }

    /**
     * Metadata of the CSV file beside it.
     *
     * @param file name of the CSV file
     */
    public static byte[] metadata(Book book, String file) {
        var indicators = new LinkedHashMap<String, Map<String, Object>>();
        for (Row row : book.rows()) {
            var indicator = row.indicator();
            indicators.computeIfAbsent(indicator.code(), code -> {
                var note = new LinkedHashMap<String, Object>();
                note.put("code", code);
                note.put("name", Map.of("zh", indicator.name(), "en", indicator.en()));
                note.put("unit", indicator.unit());
                note.put("decimals", indicator.decimals());
                note.put("definition", Basis.of(indicator));
                return note;
            });
        }
        var meta = new LinkedHashMap<String, Object>();
        meta.put("@context", List.of("http://www.w3.org/ns/csvw", Map.of("@language", "zh")));
        meta.put("url", file);
        meta.put("dc:title", "科技统计年鉴数据");
        meta.put("dc:issued", Map.of("@value", book.readOn().toString(), "@type", "xsd:date"));
        meta.put(
                "dialect",
                Map.of("encoding", "utf-8", "header", true, "delimiter", ",", "lineTerminators", List.of("\r\n")));
        var schema = new LinkedHashMap<String, Object>();
        schema.put(
                "columns",
                List.of(
                        column("indicator", "指标代码", "string", true),
                        column("name", "指标", "string", true),
                        column("unit", "计量单位", "string", true),
                        column("region", "区划代码（GB/T 2260）", "string", true),
                        column("place", "地区", "string", true),
                        column("year", "年份", Map.of("base", "gYear", "format", "yyyy"), true),
                        column("value", "数值，空为暂无数据", "decimal", false)));
        schema.put("primaryKey", List.of("indicator", "region", "year"));
        meta.put("tableSchema", schema);
        meta.put("notes", List.of(Map.of("indicators", List.copyOf(indicators.values()))));
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(meta);
    }

    private static Map<String, Object> column(String name, String title, Object datatype, boolean required) {
        var column = new LinkedHashMap<String, Object>();
        column.put("name", name);
        column.put("titles", Map.of("und", List.of(name), "zh", List.of(title)));
        column.put("datatype", datatype);
        if (required) column.put("required", true);
        return column;
    }
}
