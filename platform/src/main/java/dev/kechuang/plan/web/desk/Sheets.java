package dev.kechuang.plan.web.desk;

import dev.kechuang.shared.KeyPage;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** Lists as Excel workbooks: figures as numbers, texts that no spreadsheet takes for formulas. */
public final class Sheets {

    /** More rows than this are narrowed by a filter first. */
    private static final int MOST = 100_000;

    private Sheets() {}

    /** @param value a number, or anything that prints; null for nothing */
    public record Column<T>(String label, int width, Function<T, @Nullable Object> value) {}

    /** @param pages reads a page of the list behind a place in it */
    public static <T> void write(
            HttpServletResponse response,
            String title,
            List<Column<T>> columns,
            Function<KeyPage.At, KeyPage<T>> pages) {
        download(response, title + ".xlsx");
        try (var book = new Workbook(response.getOutputStream(), "Kechuang", "1.0")) {
            var sheet = head(book, title, columns);
            int row = 1;
            KeyPage.At at = KeyPage.At.START;
            while (row <= MOST) {
                KeyPage<T> page = pages.apply(at);
                for (T one : page.items()) fill(sheet, row++, columns, one);
                sheet.flush();
                if (page.next() == null) break;
                at = new KeyPage.At(page.next(), false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static <T> Worksheet head(Workbook book, String title, List<Column<T>> columns) {
        var sheet = book.newWorksheet(title.length() > 31 ? title.substring(0, 31) : title);
        for (int c = 0; c < columns.size(); c++) {
            sheet.value(0, c, columns.get(c).label());
            sheet.width(c, columns.get(c).width());
        }
        sheet.range(0, 0, 0, columns.size() - 1).style().bold().set();
        sheet.freezePane(0, 1);
        return sheet;
    }

    public static <T> void fill(Worksheet sheet, int row, List<Column<T>> columns, T one) {
        for (int c = 0; c < columns.size(); c++) {
            Object value = columns.get(c).value().apply(one);
            if (value instanceof Number number) sheet.value(row, c, number);
            else if (value != null) sheet.value(row, c, harmless(value.toString()));
        }
    }

    private static String harmless(String text) {
        return text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }

    public static void download(HttpServletResponse response, String name) {
        response.setContentType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name, StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }
}
