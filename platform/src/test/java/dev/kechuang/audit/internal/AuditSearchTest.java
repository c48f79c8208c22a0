package dev.kechuang.audit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditFilter;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.testing.TestDatabase;
import dev.kechuang.testing.Viewers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The audit administrator finds every change and takes it along. */
class AuditSearchTest {

    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final JdbcTransactionManager TRANSACTIONS = new JdbcTransactionManager(DATABASE.application());
    private static final Clock CLOCK = Clock.system(ZoneId.of("Asia/Shanghai"));
    private static final JdbcAuditLog LOG = new JdbcAuditLog(DATABASE.jdbc());

    private final AuditSearch search = new AuditSearch(DATABASE.jdbc(), TRANSACTIONS, CLOCK);

    @BeforeAll
    static void fill() {
        new TransactionTemplate(TRANSACTIONS).executeWithoutResult(status -> {
            for (int i = 0; i < 120; i++) {
                LOG.append(
                        i % 2 == 0 ? AuditLogTest.OFFICER : Viewers.bureauOfficer(),
                        AuditEvent.of(
                                        i % 3 == 0 ? "registry.confirm" : "registry.change",
                                        "organisation",
                                        "id-" + i % 10,
                                        "=苏州公司_" + i)
                                .changed("address", "旧址", "50%_" + i));
            }
        });
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    private int count(AuditFilter filter) {
        return search.find(filter, KeyPage.At.START).total().count();
    }

    private static AuditFilter of(String who, String action, String subject, String text) {
        return new AuditFilter(who, action, subject, text, null, null);
    }

    @Test
    void eachPartOfTheQueryNarrowsTheList() {
        assertThat(count(AuditFilter.ALL)).isGreaterThanOrEqualTo(120);
        assertThat(count(of("王", "", "", ""))).isEqualTo(60);
        assertThat(count(of("", "registry.confirm", "", ""))).isEqualTo(40);
        assertThat(count(of("", "registry.", "", ""))).isEqualTo(120);
        assertThat(count(of("", "", "id-3", ""))).isEqualTo(12);
        assertThat(count(of("", "", "", "50%_7"))).isEqualTo(11);
        assertThat(count(of("", "registry.", "", "%"))).isEqualTo(120);
        assertThat(count(of("", "", "", "没有"))).isZero();
        LocalDate today = LocalDate.now(CLOCK);
        assertThat(count(new AuditFilter("", "registry.", "", "", today.minusDays(1), today.plusDays(1))))
                .isEqualTo(120);
        assertThat(count(new AuditFilter("", "", "", "", null, today.minusDays(2))))
                .isZero();
        assertThat(search.actions()).contains("registry.change", "registry.confirm");
    }

    @Test
    void theListIsPagedByKey() {
        var all = of("", "registry.", "", "");
        var first = search.find(all, KeyPage.At.START);
        var second = search.find(all, KeyPage.At.of(first.next(), null));
        var third = search.find(all, KeyPage.At.of(second.next(), null));
        assertThat(third.items()).hasSize(20);
        assertThat(third.next()).isNull();
        assertThat(Collections.disjoint(
                        first.items().stream().map(row -> row.entry().id()).toList(),
                        second.items().stream().map(row -> row.entry().id()).toList()))
                .isTrue();
        var back = search.find(all, KeyPage.At.of(null, second.previous()));
        assertThat(back.items().getFirst().entry())
                .isEqualTo(first.items().getFirst().entry());
        assertThat(search.find(all, KeyPage.At.of("x_y", null)).items()).hasSize(50);
    }

    @Test
    void whatIsFoundIsTakenAlongWithoutFormulasAndThatIsAnEntryToo() throws Exception {
        var export = new AuditExport(search, LOG, TRANSACTIONS, CLOCK);
        var heads = List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
        var filter = of("", "registry.confirm", "", "");
        var csv = new ByteArrayOutputStream();
        export.write(Viewers.auditAdmin(), filter, AuditExport.Format.CSV, heads, csv);
        String text = csv.toString(StandardCharsets.UTF_8);
        assertThat(text).startsWith("\uFEFF").contains("\"'=苏州公司_0\"");
        assertThat(text.lines()).hasSize(41);
        var xlsx = new ByteArrayOutputStream();
        export.write(Viewers.auditAdmin(), filter, AuditExport.Format.XLSX, heads, xlsx);
        try (var workbook = new ReadableWorkbook(new ByteArrayInputStream(xlsx.toByteArray()))) {
            var rows = workbook.getFirstSheet().read();
            assertThat(rows).hasSize(41);
            assertThat(rows.get(1).getCellText(7)).startsWith("=苏州公司_");
        }
        assertThat(count(of("", "audit.export", "", ""))).isEqualTo(2);
    }
}
