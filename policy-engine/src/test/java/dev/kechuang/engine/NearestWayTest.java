package dev.kechuang.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class NearestWayTest {
    private static final LocalDate DAY = LocalDate.of(2024, 5, 1);
    private final Policy fledgling =
            PacksTest.PACKS.find("cn-jiangsu-suzhou-fledgling").orElseThrow();

    private static Facts.Builder firm() {
        return Facts.builder()
                .day("注册成立日期", LocalDate.of(2020, 1, 1))
                .yuan("营业收入", 2023, 1_000_000)
                .yuan("高企口径研发费用", 2023, 40_000)
                .set(
                        "知识产权",
                        new Val.Items(List.of(new Val.Event(Map.of("授权日期", new Val.Day(LocalDate.of(2023, 1, 1)))))));
    }

    @Test
    void findsTheSmallestChangeToTheFen() {
        NearestWay.Result way = NearestWay.find(fledgling, firm().build(), DAY);

        NearestWay.Gap gap = way.gaps().getFirst();
        assertThat(gap.condition().id()).isEqualTo("rd");
        assertThat(gap.options().getFirst().fact().name()).isEqualTo("高企口径研发费用");
        assertThat(gap.options().getFirst().to()).isEqualTo(new Val.Num(Rational.of(5_000_000)));
        assertThat(gap.options())
                .anyMatch(o -> o.fact().name().equals("营业收入") && o.to().equals(new Val.Num(Rational.of(80_000_000))));
        assertThat(way.joint()).isNotNull();
        assertThat(Objects.requireNonNull(way.joint()).decision().verdict()).isEqualTo(Decision.Verdict.ELIGIBLE);
    }

    @Test
    void oneFenLessWouldNotDo() {
        NearestWay.Change change = NearestWay.find(fledgling, firm().build(), DAY)
                .gaps()
                .getFirst()
                .options()
                .getFirst();
        Facts less = firm().number("高企口径研发费用", 2023, 4_999_999).build();

        assertThat(Engine.decide(fledgling, less, DAY).verdict()).isEqualTo(Decision.Verdict.NOT_ELIGIBLE);
        assertThat(change.cost()).isEqualTo(Rational.of(1));
    }

    @Test
    void whatCannotBeChangedIsSaid() {
        Facts old = firm().day("注册成立日期", LocalDate.of(2010, 1, 1)).build();
        NearestWay.Result way = NearestWay.find(fledgling, old, DAY);

        assertThat(way.gaps().getFirst().hopeless()).isTrue();
        assertThat(way.joint()).isNull();
    }

    @Test
    void timeAloneHelpsAYoungFirm() {
        Policy hnte = PacksTest.PACKS.find("cn-hnte").orElseThrow();
        Facts young = Facts.builder().day("注册成立日期", LocalDate.of(2023, 9, 15)).build();

        NearestWay.Gap gap = NearestWay.find(hnte, young, DAY).gaps().getFirst();

        assertThat(gap.holdsFrom()).isEqualTo(LocalDate.of(2024, 9, 15));
    }
}
