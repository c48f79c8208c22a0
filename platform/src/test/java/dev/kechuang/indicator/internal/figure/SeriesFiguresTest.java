package dev.kechuang.indicator.internal.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.indicator.FigureAt;
import dev.kechuang.indicator.IndicatorFigure.Operand;
import dev.kechuang.indicator.Period;
import dev.kechuang.indicator.Snapshot;
import java.math.BigDecimal;
import java.sql.Types;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Figures from observations and facts, and ratios over both. */
class SeriesFiguresTest {

    private static final FigureFixture CITY = new FigureFixture();

    @AfterAll
    static void close() {
        CITY.close();
    }

    private static @Nullable BigDecimal value(String indicator, String region, String period) {
        return CITY.figures
                .figure(FigureAt.of(indicator, region, Period.parse(period).orElseThrow()))
                .value();
    }

    @Test
    void reportedByUnitsTheCityIsTheSumOfItsCountiesWithoutZones() {
        CITY.observe("patents.applied", "320585", "2025Q1", "1000");
        CITY.observe("patents.applied", "320583", "2025Q1", "2500");
        CITY.observe("patents.applied", "320571", "2025Q1", "9999");
        assertThat(value("patents.applied", "320500", "2025Q1")).isEqualByComparingTo("3500");
        assertThat(value("patents.applied", "320571", "2025Q1")).isEqualByComparingTo("9999");
        assertThat(value("patents.applied", "320506", "2025Q1")).isNull();
    }

    @Test
    void quartersMakeAYearOnlyWhenAllAreThere() {
        CITY.observe("contracts.sum", "320585", "2024Q1", "1.5");
        CITY.observe("contracts.sum", "320585", "2024Q2", "2");
        CITY.observe("contracts.sum", "320585", "2024-07", "0.25");
        CITY.observe("contracts.sum", "320585", "2024-08", "0.25");
        CITY.observe("contracts.sum", "320585", "2024-09", "0.5");
        assertThat(value("contracts.sum", "320585", "2024")).isNull();
        assertThat(value("contracts.sum", "320585", "2024H1")).isEqualByComparingTo("3.5");
        var toDate =
                FigureAt.of("contracts.sum", "320585", Period.quarter(2024, 3)).fromNewYear();
        assertThat(CITY.figures.figure(toDate).value()).isEqualByComparingTo("4.5");
        CITY.observe("contracts.sum", "320585", "2024Q4", "5.5");
        assertThat(value("contracts.sum", "320585", "2024")).isEqualByComparingTo("10");
        // What was stated for the year itself comes first.
        CITY.observe("contracts.sum", "320585", "2024", "11");
        assertThat(value("contracts.sum", "320585", "2024")).isEqualByComparingTo("11");
    }

    @Test
    void aStockStandsAtThePeriodsEnd() {
        CITY.observe("patents.invention.valid", "320585", "2023Q4", "9000");
        assertThat(value("patents.invention.valid", "320585", "2023")).isEqualByComparingTo("9000");
        assertThat(value("patents.invention.valid", "320585", "2023Q3")).isNull();
    }

    @Test
    void aRatioAggregatesItsPartsFirst() {
        CITY.observe("gdp", "320500", "2023", "24653.37");
        CITY.observe("rd-expense", "320585", "2023", "60");
        CITY.observe("rd-expense", "320583", "2023", "400");
        var figure = CITY.figures.figure(FigureAt.of("rd-intensity", "320500", Period.year(2023)));
        assertThat(figure.value()).isEqualByComparingTo("1.865870670014");
        assertThat(figure.operands()).hasSize(2);
        assertThat(value("rd-intensity", "320500", "2022")).isNull();
    }

    @Test
    void aValueTakenBackIsUnknownAgainButNotForAnOlderSnapshot() {
        CITY.observe("contribution", "320500", "2023", "66.5");
        var then = CITY.figures.snapshot();
        CITY.observe("contribution", "320500", "2023", "67");
        var later = CITY.figures.snapshot();
        CITY.observe("contribution", "320500", "2023", null, "误报");
        var at = FigureAt.of("contribution", "320500", Period.year(2023));
        assertThat(CITY.figures.figure(at).value()).isNull();
        assertThat(CITY.figures.figure(at.asOf(then)).value()).isEqualByComparingTo("66.5");
        assertThat(CITY.figures.figure(at.asOf(later)).value()).isEqualByComparingTo("67");
    }

    @Test
    void aSnapshotTellsTheTimeOfTheClockThatEverythingElseUses() {
        var snapshot = CITY.figures.snapshot();
        assertThat(snapshot.readAt()).isEqualTo(FigureFixture.CLOCK.instant());
        // What counts is cut off by the database's clock, which facts are confirmed under; both are in the address.
        assertThat(FigureAt.of("gdp", "320500", Period.year(2024))
                        .asOf(snapshot)
                        .path())
                .endsWith("&at=" + snapshot.at() + "&read=2026-06-15T04:00:00Z");
        var now = snapshot.at();
        assertThat(Snapshot.of(1, 2, now, now.plusMillis(20)).query()).isEqualTo("&position=1&revision=2&at=" + now);
    }

    @Test
    void factsAreSummedWhereTheirOrganisationsAreAndStayInASnapshot() {
        UUID one = organisation("1", "320585", null);
        UUID two = organisation("2", "320583", "320596");
        fact(one, 2024, "revenue", 100_000_000_00L, 1);
        fact(two, 2024, "revenue", 250_000_000_00L, 1);
        CITY.append(List.of(
                CITY.record("registry.title", "2024-05-01", "320585", null, one, Map.of("title", "hnte"), 1, 0),
                CITY.record("registry.title", "2023-05-01", "320583", null, two, Map.of("title", "hnte"), 1, 0),
                CITY.record("registry.title", "2024-12-01", "320583", null, two, Map.of("title", "hnte"), -1, 0)));
        // On the last day of the year only the first holds the title.
        assertThat(value("revenue.hnte", "320500", "2024")).isEqualByComparingTo("1");
        fact(one, 2024, "tax-relief", 3_000_000_00L, 1);
        fact(two, 2024, "tax-relief", 5_000_000_00L, 1);
        var at = FigureAt.of("tax.relief", "320500", Period.year(2024));
        var figure = CITY.figures.figure(at);
        assertThat(figure.value()).isEqualByComparingTo("0.08");
        assertThat(((Operand.OfFacts) figure.operands().getFirst()).organisations())
                .isEqualTo(2);
        assertThat(CITY.figures.figure(at.in("320596")).value()).isEqualByComparingTo("0.05");
        assertThat(CITY.figures.figure(at.in("320506")).value()).isNull();

        var snapshot = CITY.figures.snapshot();
        fact(one, 2024, "tax-relief", 4_000_000_00L, 2);
        CITY.database
                .owner()
                .sql("UPDATE registry.organisation SET region = '320506', zone = NULL WHERE id = :id")
                .param("id", two)
                .update();
        assertThat(CITY.figures.figure(at).value()).isEqualByComparingTo("0.09");
        assertThat(CITY.figures.figure(at.in("320506")).value()).isEqualByComparingTo("0.05");
        assertThat(CITY.figures.figure(at.asOf(snapshot)).value()).isEqualByComparingTo("0.08");
        assertThat(CITY.figures.figure(at.in("320583").asOf(snapshot)).value()).isEqualByComparingTo("0.05");
        assertThat(CITY.figures.figure(at.in("320506").asOf(snapshot)).value()).isNull();
        // A merged organisation's facts belong to what it became.
        CITY.database
                .owner()
                .sql(
                        "UPDATE registry.organisation SET status = 'merged', merged_into = :one, closed_on = '2026-01-01' WHERE id = :id")
                .param("id", two)
                .param("one", one)
                .update();
        assertThat(CITY.figures.figure(at).value()).isEqualByComparingTo("0.04");
        assertThat(CITY.figures.figure(at.asOf(snapshot)).value()).isEqualByComparingTo("0.08");
    }

    @Test
    void theInvariantSeesAWrongFigureOfObservationsAndOfFacts() {
        CITY.observe("patents.applied", "320582", "2025", "700");
        fact(organisation("9", "320582", null), 2025, "tax-relief", 1_000_000_00L, 1);
        assertThat(CITY.evidence(CITY.figures).check().violations()).isEmpty();
        for (String code : List.of("patents.applied", "tax.relief")) {
            assertThat(CITY.evidence(new WrongFigures(CITY.figures, code))
                            .check()
                            .violations())
                    .as(code)
                    .isNotEmpty()
                    .allMatch(said -> said.contains("/" + code + "/"));
        }
    }

    private static UUID organisation(String number, String region, @Nullable String zone) {
        return CITY.database
                .owner()
                .sql("""
                        INSERT INTO registry.organisation (status, kind, credit_code, name, region, zone, confirmed_on, created_at, updated_at, name_key, search_text, tokens)
                        VALUES ('confirmed', 'enterprise', :code, :name, :region, :zone, '2024-01-01', now(), now(), :name, :name, '{}') RETURNING id
                        """)
                .param("code", code(number))
                .param("name", "测试企业" + number)
                .param("region", region)
                .param("zone", zone, Types.VARCHAR)
                .query(UUID.class)
                .single();
    }

    private static String code(String number) {
        String first = "9132058500000000" + number;
        return first + dev.kechuang.shared.CreditCode.checkCharacter(first);
    }

    private static void fact(UUID organisation, int year, String code, long fen, int revision) {
        var owner = CITY.database.owner();
        owner.sql("""
                        INSERT INTO registry.fact_sheet (organisation, year, status, changed_at)
                        VALUES (:organisation, :year, 'confirmed', now()) ON CONFLICT DO NOTHING
                        """).param("organisation", organisation).param("year", year).update();
        owner.sql("""
                        INSERT INTO registry.fact_version (organisation, year, code, version, revision, fen, source, entered_name, entered_at)
                        VALUES (:organisation, :year, :code, :version, :version, :fen, 'firm', '甲', now())
                        """)
                .param("organisation", organisation)
                .param("year", year)
                .param("code", code)
                .param("version", revision)
                .param("fen", fen)
                .update();
        owner.sql("""
                        INSERT INTO registry.fact_decision (organisation, year, revision, version, confirmed, decided_name, decided_at)
                        SELECT :organisation, :year, :revision, coalesce(max(version), 0) + 1, true, '乙', now()
                        FROM registry.fact_decision WHERE organisation = :organisation AND year = :year
                        """)
                .param("organisation", organisation)
                .param("year", year)
                .param("revision", revision)
                .update();
        Objects.requireNonNull(organisation);
    }
}
