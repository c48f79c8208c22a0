package dev.kechuang.record.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.audit.internal.JdbcAuditLog;
import dev.kechuang.record.Evidence;
import dev.kechuang.record.Figures.Group;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.RecordFilter;
import dev.kechuang.record.SmallCells;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.testing.TestDatabase;
import dev.kechuang.testing.Viewers;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A figure opens its records, as far as the viewer may see them, and says how many lie outside. */
class EvidenceTest {

    private static final String KIND = "test.title";
    private static final String ELSEWHERE = "320505";

    private final UUID firm = UUID.randomUUID();
    private TestDatabase database;
    private TransactionTemplate transaction;
    private JdbcRecords records;
    private JdbcEvidence evidence;
    private JdbcClosings closings;
    private Sealing sealing;

    @BeforeEach
    void open() {
        database = TestDatabase.create();
        var transactions = new JdbcTransactionManager(database.application());
        transaction = new TransactionTemplate(transactions);
        records = new JdbcRecords(database.jdbc());
        sealing = new Sealing(database.jdbc());
        evidence = new JdbcEvidence(database.jdbc(), new JdbcFigures(database.jdbc(), sealing));
        closings = new JdbcClosings(
                database.jdbc(),
                sealing,
                new JdbcAuditLog(database.jdbc()),
                transactions,
                Clock.fixed(Instant.parse("2026-05-20T02:00:00Z"), ZoneId.of("Asia/Shanghai")));
    }

    @AfterEach
    void close() {
        database.close();
    }

    private void append(String key, LocalDate day, String region, UUID organisation) {
        transaction.executeWithoutResult(status -> {
            var unused = records.append(new NewRecord(
                    KIND, day, region, null, organisation, Map.of("industry", "C39"), 1, 100, "thing/" + key, key));
        });
    }

    private void fill() {
        for (int i = 0; i < 70; i++) {
            append("t" + i, LocalDate.of(2026, 3, 1 + i % 20), Viewers.TAICANG, i < 3 ? firm : UUID.randomUUID());
        }
        for (int i = 0; i < 30; i++) append("e" + i, LocalDate.of(2026, 3, 5), ELSEWHERE, UUID.randomUUID());
    }

    private void look(Viewer viewer, int inside, int outside) {
        var page = evidence.records(RecordFilter.of(KIND), viewer, KeyPage.At.START);
        assertThat(page.figure().count()).isEqualTo(100);
        assertThat(page.records().total().count()).isEqualTo(inside);
        assertThat(page.records().items()).hasSize(Math.min(inside, JdbcEvidence.PAGE));
        assertThat(page.outside()).isEqualTo(outside);
        assertThat(evidence.summary(RecordFilter.of(KIND), viewer))
                .isEqualTo(new Evidence.Summary(page.figure(), outside));
    }

    @Test
    void everyoneSeesTheirOwnPartBeforeAndAfterSealing() {
        fill();
        for (int i = 0; i < 2; i++) {
            look(Viewers.countyOfficer(Viewers.TAICANG), 70, 30);
            look(Viewers.countyOfficer(ELSEWHERE), 30, 70);
            look(Viewers.applicant(firm), 3, 97);
            look(Viewers.auditAdmin(), 0, 100);
            look(Viewer.PUBLIC, 0, 100);
            assertThat(sealing.run()).isEqualTo(i == 0 ? 100 : 0);
        }
    }

    @Test
    void pagesFollowOneAnotherWithoutGapOrRepetition() {
        fill();
        var officer = Viewers.countyOfficer(Viewers.TAICANG);
        var filter = RecordFilter.of(KIND).during(LocalDate.of(2026, 3, 2), LocalDate.of(2026, 3, 31));
        var seen = new ArrayList<UUID>();
        var at = KeyPage.At.START;
        KeyPage<Evidence.Item> page;
        do {
            page = evidence.records(filter, officer, at).records();
            page.items().forEach(item -> seen.add(item.id()));
            at = KeyPage.At.of(page.next(), null);
        } while (page.next() != null);
        assertThat(seen).hasSize(66).doesNotHaveDuplicates();
        var back = evidence.records(filter, officer, KeyPage.At.of(null, page.previous()))
                .records();
        assertThat(back.items().stream().map(Evidence.Item::id)).containsExactlyElementsOf(seen.subList(0, 50));
    }

    @Test
    void aReversedRecordAndItsReversalNameEachOther() {
        UUID id = java.util.Objects.requireNonNull(transaction.execute(status -> records.append(
                new NewRecord(KIND, LocalDate.of(2026, 3, 1), ELSEWHERE, null, null, Map.of(), 1, 0, "thing/1", "1"))));
        UUID reversal = java.util.Objects.requireNonNull(
                transaction.execute(status -> records.reverse(id, LocalDate.of(2026, 3, 2), "重复登记")));
        var items = evidence.records(RecordFilter.of(KIND), Viewers.countyOfficer(ELSEWHERE), KeyPage.At.START)
                .records()
                .items();
        assertThat(items.getFirst().reverses()).isEqualTo(id);
        assertThat(items.getFirst().reason()).isEqualTo("重复登记");
        assertThat(items.getLast().reversedBy()).isEqualTo(reversal);
    }

    @Test
    void whatIsBookedForAClosedMonthLaterIsListedAsLate() {
        append("in time", LocalDate.of(2026, 3, 31), Viewers.TAICANG, firm);
        var officer = Viewers.bureauOfficer();
        var closing = closings.close(officer, YearMonth.of(2026, 3)).fold(done -> done, errors -> {
            throw new AssertionError(errors.toString());
        });
        assertThat(closing.position()).isEqualTo(1);
        append("late", LocalDate.of(2026, 3, 31), Viewers.TAICANG, firm);
        append("next month", LocalDate.of(2026, 4, 1), Viewers.TAICANG, firm);
        assertThat(sealing.run()).isEqualTo(2);
        var taicang = Viewers.countyOfficer(Viewers.TAICANG);
        assertThat(evidence.late(taicang, KeyPage.At.START).items())
                .singleElement()
                .satisfies(item -> {
                    assertThat(item.subject()).isEqualTo("thing/late");
                    assertThat(item.late()).isTrue();
                });
        assertThat(evidence.late(Viewers.countyOfficer(ELSEWHERE), KeyPage.At.START)
                        .items())
                .isEmpty();
        assertThat(closings.all())
                .singleElement()
                .satisfies(one -> assertThat(one.late()).isEqualTo(1));
        // The figure as it was reported still reads the same.
        var march = RecordFilter.of(KIND).during(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 31));
        assertThat(evidence.records(march, taicang, KeyPage.At.START).figure().count())
                .isEqualTo(2);
        assertThat(evidence.records(march.asOf(closing.position()), taicang, KeyPage.At.START)
                        .figure()
                        .count())
                .isEqualTo(1);
        for (var invariant : FiguresUnderWritersTest.invariants(database.jdbc())) {
            assertThat(invariant.check().violations()).as(invariant.name()).isEmpty();
        }
    }

    @Test
    void aMonthIsClosedOnceAndWhenItIsOver() {
        var officer = Viewers.bureauOfficer();
        assertThat(refusal(officer, YearMonth.of(2026, 5))).isEqualTo("record.closing.notOver");
        assertThat(refusal(officer, YearMonth.of(2026, 4))).isEqualTo("done");
        assertThat(refusal(officer, YearMonth.of(2026, 4))).isEqualTo("record.closing.closed");
        assertThat(database.jdbc()
                        .sql("SELECT count(*) FROM audit.entry WHERE action = 'record.closeMonth'")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private String refusal(Viewer viewer, YearMonth month) {
        return closings.close(viewer, month)
                .fold(
                        done -> "done",
                        errors ->
                                errors.stream().map(FieldError::key).findFirst().orElseThrow());
    }

    @Test
    void theLinkOfAFigureLeadsToItsRecords() {
        var filter = RecordFilter.of(KIND)
                .during(LocalDate.of(2026, 1, 1), LocalDate.of(2026, 3, 31))
                .in(List.of("320500", "320585"))
                .with("industry", "C39 电子")
                .asOf(17L);
        assertThat(filter.path())
                .isEqualTo("/records?kind=test.title&from=2026-01-01&until=2026-03-31&region=320500&region=320585"
                        + "&dimension=industry:C39%20%E7%94%B5%E5%AD%90&asOf=17");
    }

    @Test
    void aSmallGroupIsHiddenTogetherWithTheOneItCouldBeFoundFrom() {
        var published = SmallCells.publish(List.of(
                new Group("a", 120, 0, 120),
                new Group("b", 2, 0, 2),
                new Group("c", 9, 0, 9),
                new Group("d", 0, 0, 2)));
        assertThat(published.shown()).extracting(Group::key).containsExactly("a", "d");
        assertThat(published.hidden()).isEqualTo(2);
        var all = List.of(new Group("a", 7, 0, 7), new Group("b", 5, 0, 5));
        assertThat(SmallCells.publish(all).shown()).isEqualTo(all);
        assertThat(SmallCells.publish(List.of(new Group("a", 3, 0, 3), new Group("b", 4, 0, 4)))
                        .shown())
                .isEmpty();
    }
}
