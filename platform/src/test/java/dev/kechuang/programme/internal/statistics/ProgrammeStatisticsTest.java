package dev.kechuang.programme.internal.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.programme.internal.statistics.ProgrammeStatistics.By;
import dev.kechuang.programme.internal.statistics.ProgrammeStatistics.Measure;
import dev.kechuang.programme.internal.statistics.ProgrammeStatistics.Row;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.internal.JdbcFigures;
import dev.kechuang.record.internal.JdbcRecords;
import dev.kechuang.record.internal.Sealing;
import dev.kechuang.registry.internal.RegistryFixture;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Counts and sums as the report of 2007 gives them, from the records. */
class ProgrammeStatisticsTest {

    private static final RegistryFixture CITY = new RegistryFixture();
    private static final ProgrammeStatistics STATISTICS = new ProgrammeStatistics(
            new JdbcFigures(CITY.jdbc, new Sealing(CITY.jdbc)), new RegistryFixture.FakeRegions(), CITY.jdbc);

    @AfterAll
    static void close() {
        CITY.close();
    }

    /** 2007 in small: of eleven three are approved, 65.01 of the city and 31.265 of the counties bring 1,820. */
    @BeforeAll
    static void record() {
        for (int i = 0; i < 11; i++)
            add("programme.applied", 2007, i < 8 ? "320583" : "320585", "city-project", 1, 0, i);
        for (int i = 0; i < 9; i++) add("programme.accepted", 2007, "320583", "city-project", 1, 0, i);
        for (int i = 0; i < 3; i++) add("programme.approved", 2007, "320583", "city-project", 1, 2_167_000, i);
        add("fund.matched", 2007, "320583", "city-project", 1, 3_126_500, 0);
        add("fund.self", 2007, "320583", "city-project", 1, 180_000_000, 0);
        add("fund.other", 2007, "320583", "city-project", 1, 2_000_000, 0);
        add("programme.applied", 2006, "320583", "science-award", 1, 0, 100);
    }

    private static void add(String kind, int year, String region, String programme, int count, long fen, int key) {
        CITY.transactions.executeWithoutResult(status -> new JdbcRecords(CITY.jdbc)
                .append(new NewRecord(
                        kind,
                        LocalDate.of(year, 6, 30),
                        region,
                        null,
                        null,
                        Map.of("programme", programme),
                        count,
                        fen,
                        "test/" + key,
                        year + "/" + key)));
    }

    @Test
    void aYearByProgrammeWithItsRateAndLeverage() {
        var result = STATISTICS.of(CITY.bureau, 2007, By.PROGRAMME);
        assertThat(result.rows()).singleElement().satisfies(row -> {
            assertThat(row.key()).isEqualTo("city-project");
            assertThat(row.of(Measure.APPLIED).count()).isEqualTo(11);
            assertThat(row.of(Measure.ACCEPTED).count()).isEqualTo(9);
            assertThat(row.of(Measure.APPROVED).count()).isEqualTo(3);
            assertThat(row.of(Measure.APPROVED).amountFen()).isEqualTo(6_501_000);
            assertThat(row.rate()).hasToString("27.3");
            assertThat(row.leverage())
                    .as("1 : 18.9, as the report's own figures give it")
                    .hasToString("18.9");
            assertThat(row.paths().get(Measure.APPROVED))
                    .startsWith("/records?kind=programme.approved")
                    .contains("from=2007-01-01", "dimension=programme:city-project");
        });
        assertThat(result.sum().of(Measure.APPLIED).count()).isEqualTo(11);
    }

    @Test
    void byCountyAndByYear() {
        assertThat(STATISTICS.of(CITY.bureau, 2007, By.REGION).rows())
                .extracting(Row::key, row -> row.of(Measure.APPLIED).count())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("320583", 8L),
                        org.assertj.core.groups.Tuple.tuple("320585", 3L));
        assertThat(STATISTICS.of(CITY.bureau, null, By.YEAR).rows())
                .extracting(Row::key, row -> row.of(Measure.APPLIED).count())
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("2006", 1L),
                        org.assertj.core.groups.Tuple.tuple("2007", 11L));
    }

    @Test
    void aCountySeesItsOwnAndAnEmptyYearIsEmpty() {
        var own = STATISTICS.of(CITY.taicang, 2007, By.PROGRAMME);
        assertThat(own.sum().of(Measure.APPLIED).count()).isEqualTo(3);
        assertThat(own.sum().leverage()).isNull();
        var empty = STATISTICS.of(CITY.bureau, 1999, By.PROGRAMME);
        assertThat(empty.rows()).isEmpty();
        assertThat(empty.sum().rate()).isNull();
    }
}
