package dev.kechuang.audit.internal;

import dev.kechuang.audit.AuditEntry;
import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditFilter;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.shared.access.Viewer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Writes what a search finds as CSV or Excel; that somebody took it along is itself an entry. */
@Component
public class AuditExport {

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");

    private final AuditSearch search;
    private final AuditLog audit;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public AuditExport(AuditSearch search, AuditLog audit, PlatformTransactionManager transactions, Clock clock) {
        this.search = search;
        this.audit = audit;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    public enum Format {
        CSV("text/csv;charset=UTF-8", "csv"),
        XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");

        public final String contentType;
        public final String ending;

        Format(String contentType, String ending) {
            this.contentType = contentType;
            this.ending = ending;
        }
    }

    /** @param heads the eleven headings of the columns, in the reader's language */
    public void write(Viewer viewer, AuditFilter filter, Format format, List<String> heads, OutputStream out)
            throws IOException {
        transaction.executeWithoutResult(status -> audit.append(
                viewer,
                AuditEvent.of("audit.export", "search", format, format.name())
                        .with(Map.of(
                                "who", filter.who(),
                                "action", filter.action(),
                                "subject", filter.subject(),
                                "text", filter.text(),
                                "from", Objects.toString(filter.from(), ""),
                                "until", Objects.toString(filter.until(), "")))));
        switch (format) {
            case CSV -> csv(filter, heads, out);
            case XLSX -> xlsx(filter, heads, out);
        }
    }

    private void csv(AuditFilter filter, List<String> heads, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write('\uFEFF'); // Excel takes it for UTF-8 only with this mark
        line(writer, heads);
        search.each(filter, row -> line(writer, cells(row)));
        writer.flush();
    }

    private static void line(Writer writer, List<String> cells) {
        try {
            for (int i = 0; i < cells.size(); i++) {
                if (i > 0) writer.write(',');
                writer.write('"' + harmless(cells.get(i)).replace("\"", "\"\"") + '"');
            }
            writer.write("\r\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text that a spreadsheet would run as a formula is marked as text. */
    private static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private void xlsx(AuditFilter filter, List<String> heads, OutputStream out) throws IOException {
        try (var workbook = new Workbook(out, "Kechuang", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("audit");
            for (int i = 0; i < heads.size(); i++) {
                sheet.value(0, i, heads.get(i));
                sheet.style(0, i).bold().set();
            }
            var line = new AtomicInteger();
            search.each(filter, row -> {
                int at = line.incrementAndGet();
                List<String> cells = cells(row);
                for (int i = 0; i < cells.size(); i++) sheet.value(at, i, cut(cells.get(i)));
            });
        }
    }

    /** Excel holds at most 32,767 characters in a cell. */
    private static String cut(String text) {
        return text.length() <= 32_000 ? text : text.substring(0, 32_000) + "…";
    }

    private List<String> cells(AuditSearch.Sealed row) {
        AuditEntry entry = row.entry();
        return List.of(
                SECOND.format(entry.at().atZone(clock.getZone())),
                entry.actorName(),
                entry.origin().name(),
                Objects.toString(entry.address(), ""),
                entry.action(),
                entry.subjectType(),
                entry.subject(),
                entry.label(),
                entry.details(),
                Objects.toString(row.position(), ""),
                row.hash() == null ? "" : HexFormat.of().formatHex(row.hash()));
    }
}
