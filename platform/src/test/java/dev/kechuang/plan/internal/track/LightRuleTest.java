package dev.kechuang.plan.internal.track;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.plan.internal.track.Basis.Thresholds;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** When a light is green, amber or red. */
class LightRuleTest {

    private static final LocalDate FROM = LocalDate.of(2026, 1, 1);
    private static final LocalDate DUE = LocalDate.of(2026, 12, 31);
    private static final LocalDate MIDDLE = LocalDate.of(2026, 7, 2);

    private static Basis.OfTarget flow(String target, @Nullable String value, LocalDate today) {
        return target("atLeast", target, true, null, null, value, null, today);
    }

    private static Basis.OfTarget target(
            String bound,
            String target,
            boolean flow,
            @Nullable String baseline,
            @Nullable String planned,
            @Nullable String value,
            @Nullable String earlier,
            LocalDate today) {
        return new Basis.OfTarget(
                Thresholds.STANDARD,
                bound,
                new BigDecimal(target),
                flow,
                number(baseline),
                number(planned),
                FROM,
                DUE,
                today,
                number(value),
                number(earlier),
                earlier == null ? null : today.minusMonths(3));
    }

    private static @Nullable BigDecimal number(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }

    private static Colour colour(Basis basis) {
        return LightRule.judge(basis).colour();
    }

    @Test
    void aPartIsPlannedToBeAsFarOnItsWayAsTheWhole() {
        // A stock from 100 to 200 that stands at 125 by plan: a quarter of the way.
        var whole = target("atLeast", "200", false, "100", "125", "130", null, MIDDLE);
        var part = target("atLeast", "60", false, "20", null, "30", null, MIDDLE);
        assertThat(part.plannedAs(whole).planned()).isEqualByComparingTo("30");
        assertThat(colour(part.plannedAs(whole))).isEqualTo(Colour.GREEN);
        // Where nobody knows where it began, its share of what the whole reaches.
        var unknown = target("atLeast", "60", false, null, null, "30", null, MIDDLE);
        assertThat(unknown.plannedAs(whole).planned()).isEqualByComparingTo("37.5");
        // Without months time alone counts, and so where the whole stays as it is.
        var timed = target("atLeast", "200", false, "100", null, "130", null, MIDDLE);
        assertThat(part.plannedAs(timed).planned()).isNull();
        var still = target("atLeast", "100", false, "100", "100", "100", null, MIDDLE);
        assertThat(part.plannedAs(still).planned()).isNull();
    }

    @Test
    void aFlowIsMeasuredAgainstTheTimeThatIsOver() {
        assertThat(colour(flow("100", "50", MIDDLE))).isEqualTo(Colour.GREEN);
        assertThat(colour(flow("100", "45", MIDDLE))).isEqualTo(Colour.AMBER);
        assertThat(colour(flow("100", "30", MIDDLE))).isEqualTo(Colour.RED);
        assertThat(colour(flow("100", null, MIDDLE))).isEqualTo(Colour.NONE);
        assertThat(LightRule.judge(flow("100", "45", MIDDLE)).elapsed()).isEqualTo(50);
    }

    @Test
    void onceReachedItStaysGreenAndOnceOverItIsRed() {
        assertThat(colour(flow("100", "100", FROM))).isEqualTo(Colour.GREEN);
        assertThat(colour(target("more", "100", true, null, null, "100", null, DUE)))
                .isEqualTo(Colour.GREEN);
        assertThat(colour(target("more", "100", true, null, null, "100", null, DUE.plusDays(1))))
                .isEqualTo(Colour.RED);
        assertThat(colour(flow("100", "99", DUE.plusDays(1)))).isEqualTo(Colour.RED);
        assertThat(colour(target("about", "100", true, null, null, "96", null, DUE.plusDays(1))))
                .isEqualTo(Colour.GREEN);
    }

    @Test
    void aStockIsMeasuredAlongTheWayFromWhereItStood() {
        assertThat(colour(target("atLeast", "3.0", false, "2.8", null, "2.89", null, MIDDLE)))
                .isEqualTo(Colour.AMBER);
        assertThat(colour(target("atLeast", "3.0", false, "2.8", null, "2.91", null, MIDDLE)))
                .isEqualTo(Colour.GREEN);
        assertThat(colour(target("atLeast", "3.0", false, "2.8", null, "2.8", null, MIDDLE)))
                .isEqualTo(Colour.RED);
        assertThat(colour(target("atLeast", "3.0", false, null, null, "2.9", null, MIDDLE)))
                .isEqualTo(Colour.GREEN);
    }

    @Test
    void aPlanByMonthsCountsInsteadOfTheEvenPace() {
        LocalDate june = LocalDate.of(2026, 6, 15);
        assertThat(colour(target("atLeast", "100", true, null, "10", "10", null, june)))
                .isEqualTo(Colour.GREEN);
        assertThat(colour(flow("100", "10", june))).isEqualTo(Colour.RED);
    }

    @Test
    void theTrendLiftsWhoCatchesUpAndWarnsWhoStandsStill() {
        LocalDate october = LocalDate.of(2026, 10, 1);
        assertThat(colour(target("atLeast", "100", true, null, null, "55", "5", october)))
                .isEqualTo(Colour.AMBER);
        assertThat(colour(target("atLeast", "100", true, null, null, "50", "45", october)))
                .isEqualTo(Colour.RED);
        LocalDate june = LocalDate.of(2026, 6, 1);
        var still = LightRule.judge(target("atLeast", "100", true, null, null, "42", "42", june));
        assertThat(still.colour()).isEqualTo(Colour.AMBER);
        assertThat(still.reason()).contains("到期只有");
    }

    @Test
    void anUpperBoundIsKept() {
        assertThat(colour(target("atMost", "10", true, null, null, "4", null, MIDDLE)))
                .isEqualTo(Colour.GREEN);
        assertThat(colour(target("atMost", "10", true, null, null, "8", null, MIDDLE)))
                .isEqualTo(Colour.AMBER);
        assertThat(colour(target("atMost", "10", true, null, null, "11", null, MIDDLE)))
                .isEqualTo(Colour.RED);
        assertThat(colour(target("atMost", "10", false, null, null, "9", null, MIDDLE)))
                .isEqualTo(Colour.GREEN);
    }

    @Test
    void aTaskIsMeasuredByItsPercentItsBlockersAndItsReports() {
        assertThat(colour(task(MIDDLE, 45, false, false))).isEqualTo(Colour.GREEN);
        assertThat(colour(task(MIDDLE, 30, false, false))).isEqualTo(Colour.AMBER);
        assertThat(colour(task(MIDDLE, 10, false, false))).isEqualTo(Colour.RED);
        assertThat(colour(task(MIDDLE, 60, true, false))).isEqualTo(Colour.AMBER);
        assertThat(colour(task(MIDDLE, 60, false, true))).isEqualTo(Colour.AMBER);
        assertThat(colour(task(MIDDLE, null, false, false))).isEqualTo(Colour.NONE);
        assertThat(colour(task(MIDDLE, null, false, true))).isEqualTo(Colour.AMBER);
        assertThat(colour(task(DUE.plusDays(1), 99, false, false))).isEqualTo(Colour.RED);
        assertThat(colour(new Basis.OfTask(Thresholds.STANDARD, FROM, DUE, DUE.plusDays(9), 100, false, false, true)))
                .isEqualTo(Colour.GREEN);
    }

    private static Basis.OfTask task(LocalDate today, @Nullable Integer percent, boolean blocked, boolean late) {
        return new Basis.OfTask(Thresholds.STANDARD, FROM, DUE, today, percent, blocked, late, false);
    }

    @Test
    void aBasisReadAgainIsTheSame() {
        Basis target = target("atLeast", "3.0", false, "2.8", null, "2.9", "2.85", MIDDLE);
        assertThat(BasisJson.read(BasisJson.write(target))).isEqualTo(target);
        Basis task = task(MIDDLE, 45, true, false);
        assertThat(BasisJson.read(BasisJson.write(task))).isEqualTo(task);
    }
}
