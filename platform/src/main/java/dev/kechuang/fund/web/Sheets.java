package dev.kechuang.fund.web;

import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.dhatim.fastexcel.Workbook;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/** Lists as Excel workbooks: figures as numbers in yuan, texts that no spreadsheet takes for formulas. */
@Component
class Sheets {

    /** More rows than this are narrowed by a filter first. */
    static final int MOST = 100_000;

    private static final int PAGE = 1_000;
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final FundLabels labels;

    Sheets(FundLabels labels) {
        this.labels = labels;
    }

    /** @param value text, {@link Money} or number; null for nothing */
    record Column<T>(String labelKey, Function<T, Object> value) {}

    /** @param pages reads a page of the list behind a place in it */
    <T> void write(
            HttpServletResponse response,
            Locale locale,
            String titleKey,
            List<Column<T>> columns,
            Function<KeyPage.At, KeyPage<T>> pages) {
        String title = labels.text(locale, titleKey);
        response.setContentType(XLSX);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(title + ".xlsx", StandardCharsets.UTF_8)
                        .build()
                        .toString());
        try (var book = new Workbook(response.getOutputStream(), "Kechuang", "1.0")) {
            var sheet = book.newWorksheet(title.length() > 31 ? title.substring(0, 31) : title);
            for (int c = 0; c < columns.size(); c++) {
                sheet.value(0, c, labels.text(locale, columns.get(c).labelKey()));
                sheet.width(c, 20);
            }
            sheet.range(0, 0, 0, columns.size() - 1).style().bold().set();
            sheet.freezePane(0, 1);
            int row = 1;
            KeyPage.At at = KeyPage.At.START;
            while (row <= MOST) {
                KeyPage<T> page = pages.apply(at);
                for (T one : page.items()) {
                    for (int c = 0; c < columns.size(); c++) {
                        Object value = columns.get(c).value().apply(one);
                        switch (value) {
                            case Money money -> {
                                sheet.value(row, c, money.inYuan());
                                sheet.style(row, c).format("#,##0.00").set();
                            }
                            case Number number -> sheet.value(row, c, number);
                            case null -> {
                                // Stays empty.
                            }
                            default -> sheet.value(row, c, harmless(value.toString()));
                        }
                    }
                    row++;
                }
                sheet.flush();
                if (page.next() == null) break;
                at = new KeyPage.At(page.next(), false);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows of one page of an export. */
    static int page() {
        return PAGE;
    }

    static String harmless(String text) {
        return text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }
}
