package dev.kechuang.match.internal.mine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Decision.Verdict;
import dev.kechuang.engine.Engine;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import dev.kechuang.match.internal.mine.Match.Group;
import dev.kechuang.policy.Decided;
import dev.kechuang.policy.PolicyVersion;
import dev.kechuang.policy.internal.TextsOfPacks;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How near a policy is, with time passing and versions of it to come. */
class GroupingTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 6, 1);
    private static final LocalDate LATER = LocalDate.of(2026, 9, 1);

    /** A firm of a hundred with a title. */
    private static final Facts FIRM = firm(LocalDate.of(2025, 1, 1)).build();

    private static Facts.Builder firm(LocalDate titleFrom) {
        return Facts.builder()
                .set("居民企业", Val.TRUE)
                .set("职工总数", 2025, new Val.Num(Rational.of(100)))
                .set("营业收入", 2025, new Val.Num(Rational.of(1_000_000)))
                .set("研发占比", 2025, new Val.Num(Rational.of(new BigDecimal("0.05"))))
                .events("资质", List.of(Map.of("名称", new Val.Text("高新技术企业"), "生效日期", new Val.Day(titleFrom))));
    }

    private static Decided decided(String staff, LocalDate day, Facts facts) {
        String text = TextsOfPacks.policy("cn-aid", "cn", staff, "");
        var policy = new TextsOfPacks()
                .with("cn", "", "aid.yaml", text)
                .book()
                .entries()
                .getFirst()
                .version()
                .policy();
        return new Decided(
                new PolicyVersion(staff, "", policy),
                null,
                day,
                facts,
                Set.of(),
                List.of(),
                Engine.decide(policy, facts, day),
                null);
    }

    private static @Nullable Match of(@Nullable Decided now, Decided... coming) {
        return Grouping.of(now, List.of(coming), List.of());
    }

    @Test
    void whoeverIsRefusedTodayIsToldOfTheVersionThatWillHelp() {
        Decided then = decided("200人", LATER, FIRM);
        assertThat(of(decided("50人", TODAY, FIRM), decided("60人", LATER.minusDays(9), FIRM), then))
                .satisfies(match -> {
                    assertThat(match.group()).isEqualTo(Group.LATER);
                    assertThat(match.later()).isEqualTo(LATER);
                    assertThat(match.laterVerdict()).isEqualTo(Verdict.ELIGIBLE);
                    assertThat(match.decided())
                            .as("shown by the version that helps")
                            .isEqualTo(then);
                });
    }

    @Test
    void whoeverIsEligibleTodayIsWarnedOfTheVersionThatRefuses() {
        assertThat(of(
                        decided("200人", TODAY, FIRM),
                        decided("300人", LATER.minusDays(9), FIRM),
                        decided("50人", LATER, FIRM)))
                .satisfies(match -> {
                    assertThat(match.group()).isEqualTo(Group.ELIGIBLE);
                    assertThat(match.later()).isEqualTo(LATER);
                    assertThat(match.laterVerdict()).isEqualTo(Verdict.NOT_ELIGIBLE);
                });
        assertThat(of(decided("200人", TODAY, FIRM), decided("300人", LATER, FIRM)))
                .satisfies(
                        match -> assertThat(match.later()).as("nothing to say").isNull());
    }

    @Test
    void aPolicyToComeIsShownToThoseWhomItMayHelp() {
        assertThat(of(null, decided("200人", LATER, FIRM)))
                .satisfies(match -> assertThat(match.group()).isEqualTo(Group.LATER));
        assertThat(of(null, decided("50人", LATER, FIRM))).isNull();
        Facts little = Facts.builder().set("居民企业", Val.TRUE).build();
        assertThat(of(null, decided("200人", LATER, little)))
                .satisfies(match -> assertThat(match.laterVerdict()).isEqualTo(Verdict.UNKNOWN));
        assertThat(of(decided("200人", TODAY, little), decided("300人", LATER, little)))
                .as("undecided today, and as undecided then: it can be settled today")
                .satisfies(match -> {
                    assertThat(match.group()).isEqualTo(Group.OPEN);
                    assertThat(match.later()).isNull();
                });
    }

    @Test
    void whatTimeAloneWillMeetCountsOnlyWhileTheVersionDecides() {
        LocalDate valid = LocalDate.of(2026, 8, 1);
        Facts waits = firm(valid).build();
        assertThat(of(decided("200人", TODAY, waits))).satisfies(match -> {
            assertThat(match.group()).isEqualTo(Group.LATER);
            assertThat(match.later()).isEqualTo(valid);
        });
        assertThat(of(decided("200人", TODAY, waits), decided("50人", valid.minusDays(1), waits)))
                .as("another version refuses by then")
                .satisfies(match -> assertThat(match.group()).isNotEqualTo(Group.LATER));
    }
}
