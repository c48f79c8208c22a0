package dev.kechuang.shared.web;

import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.access.Viewer;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/**
 * Lists as Excel workbooks: sums as numbers, days as days, texts that no spreadsheet takes for formulas; a second sheet says
 * who exported what when.
 */
@Component
public class Sheets {

    /** More rows than this are narrowed by a filter first. */
    public static final int MOST = 100_000;

    private static final int PAGE = 1_000;
    private static final Set<String> NO_FILTERS = Set.of("after", "before", "sort", "_csrf");
    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Texts texts;
    private final Clock clock;

    public Sheets(Texts texts, Clock clock) {
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * @param label message key of the header, or the header itself
     * @param literal whether it is the header itself
     * @param value text, {@link Money} (shown in yuan), {@link Wan}, day or number; null for nothing
     */
    public record Column<T>(String label, boolean literal, Function<? super T, ? extends @Nullable Object> value) {
        public Column(String labelKey, Function<? super T, ? extends @Nullable Object> value) {
            this(labelKey, false, value);
        }

        /** A header that a pack or a template gives. */
        public static <T> Column<T> named(String header, Function<? super T, ? extends @Nullable Object> value) {
            return new Column<>(header, true, value);
        }
    }

    /** One of several lists in a workbook. */
    public record Part<T>(String title, List<Column<T>> columns, List<T> rows) {}

    /** Money that is shown in 10,000 yuan (万元); the header says so. */
    public record Wan(long fen) {}

    /**
     * A list that is paged by key, from its beginning.
     *
     * @param pages reads a page of {@link #page} rows behind a place in the list
     */
    public <T> void write(
            HttpServletResponse response,
            Locale locale,
            String titleKey,
            List<Column<T>> columns,
            Function<KeyPage.At, KeyPage<T>> pages) {
        String title = texts.text(locale, titleKey);
        write(response, locale, title, columns, new Pages<>(pages), List.of());
    }

    /** Of somebody with the filters of an address, which stand on the second sheet. */
    public <T> void write(
            HttpServletResponse response,
            Viewer viewer,
            Locale locale,
            String title,
            Map<String, String> filters,
            List<Column<T>> columns,
            Iterator<T> rows) {
        var about = new java.util.ArrayList<String>();
        about.add(texts.text(
                locale, "shared.export.by", viewer.name(), LocalDate.now(clock).toString()));
        about.add(texts.text(locale, "shared.export.most", MOST));
        filters.forEach((name, value) -> {
            if (!value.isBlank() && !NO_FILTERS.contains(name)) about.add(name + ": " + value);
        });
        write(response, locale, title, columns, rows, about);
    }

    /** The same of a list that is paged by key. */
    public <T> void write(
            HttpServletResponse response,
            Viewer viewer,
            Locale locale,
            String title,
            Map<String, String> filters,
            List<Column<T>> columns,
            Function<KeyPage.At, KeyPage<T>> pages) {
        write(response, viewer, locale, title, filters, columns, new Pages<>(pages));
    }

    private <T> void write(
            HttpServletResponse response,
            Locale locale,
            String title,
            List<Column<T>> columns,
            Iterator<T> rows,
            List<String> about) {
        download(response, title);
        try (var book = new Workbook(response.getOutputStream(), "Kechuang", "1.0")) {
            fill(book, locale, title, columns, rows);
            if (about.isEmpty()) return;
            Worksheet second = book.newWorksheet(texts.text(locale, "shared.export.about"));
            second.width(0, 60);
            for (int line = 0; line < about.size(); line++) second.value(line, 0, harmless(about.get(line)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Several lists, each on a sheet of its own. */
    public <T> void write(HttpServletResponse response, Locale locale, String title, List<Part<T>> parts) {
        download(response, title);
        try (var book = new Workbook(response.getOutputStream(), "Kechuang", "1.0")) {
            for (Part<T> part : parts)
                fill(book, locale, part.title(), part.columns(), part.rows().iterator());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void download(HttpServletResponse response, String title) {
        response.setContentType(XLSX);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(fileName(title) + " " + LocalDate.now(clock) + ".xlsx", StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }

    private <T> void fill(Workbook book, Locale locale, String title, List<Column<T>> columns, Iterator<T> rows)
            throws IOException {
        Worksheet sheet = book.newWorksheet(sheetName(title));
        for (int c = 0; c < columns.size(); c++) {
            var column = columns.get(c);
            sheet.value(0, c, column.literal() ? column.label() : texts.text(locale, column.label()));
            sheet.width(c, 20);
        }
        sheet.range(0, 0, 0, columns.size() - 1).style().bold().set();
        sheet.freezePane(0, 1);
        for (int row = 1; row <= MOST && rows.hasNext(); row++) {
            T one = rows.next();
            for (int c = 0; c < columns.size(); c++) {
                put(sheet, row, c, columns.get(c).value().apply(one));
            }
            if (row % PAGE == 0) sheet.flush();
        }
    }

    private static void put(Worksheet sheet, int row, int column, @Nullable Object value) {
        switch (value) {
            case Money money -> {
                sheet.value(row, column, money.inYuan());
                sheet.style(row, column).format("#,##0.00").set();
            }
            case Wan(long fen) -> {
                sheet.value(row, column, java.math.BigDecimal.valueOf(fen, 6));
                sheet.style(row, column).format("#,##0.00").set();
            }
            case LocalDate day -> {
                sheet.value(row, column, day);
                sheet.style(row, column).format("yyyy-mm-dd").set();
            }
            case Number number -> sheet.value(row, column, number);
            case null -> {
                // Stays empty.
            }
            default -> sheet.value(row, column, harmless(value.toString()));
        }
    }

    /** Rows of one page of an export. */
    public static int page() {
        return PAGE;
    }

    private static String sheetName(String title) {
        String name = title.replaceAll("[\\\\/?*\\[\\]:]", " ");
        return name.length() > 31 ? name.substring(0, 31) : name;
    }

    private static String fileName(String title) {
        return title.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", " ");
    }

    /** A spreadsheet runs texts that start like a formula: those get a quote in front. */
    public static String harmless(String text) {
        return text.isEmpty() || "=+-@\t\r".indexOf(text.charAt(0)) < 0 ? text : "'" + text;
    }

    /** Page after page, each read when it is wanted. */
    private static final class Pages<T> implements Iterator<T> {
        private final Function<KeyPage.At, KeyPage<T>> pages;
        private KeyPage<T> page;
        private int at;

        Pages(Function<KeyPage.At, KeyPage<T>> pages) {
            this.pages = pages;
            this.page = pages.apply(KeyPage.At.START);
        }

        @Override
        public boolean hasNext() {
            while (at == page.items().size()) {
                String next = page.next();
                if (next == null) return false;
                page = pages.apply(new KeyPage.At(next, false));
                at = 0;
            }
            return true;
        }

        @Override
        public T next() {
            if (!hasNext()) throw new java.util.NoSuchElementException();
            return page.items().get(at++);
        }
    }
}
