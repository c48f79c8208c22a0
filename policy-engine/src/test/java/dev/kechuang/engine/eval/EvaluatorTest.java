package dev.kechuang.engine.eval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Fact;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.feel.Builtins;
import dev.kechuang.engine.syntax.Expr.Operator;
import dev.kechuang.engine.syntax.Parser;
import dev.kechuang.engine.types.Names;
import dev.kechuang.engine.types.Node;
import dev.kechuang.engine.types.Type;
import dev.kechuang.engine.types.Typer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvaluatorTest {
    private static final Policies PACKS = Policies.load(Path.of("../packs"));
    private static final Policy POLICY = PACKS.find("cn-hnte").orElseThrow();

    private static final Facts FACTS = Facts.builder()
            .day("注册成立日期", LocalDate.of(2020, 2, 29))
            .yuan("营业收入", 2021, 100)
            .yuan("营业收入", 2022, 200)
            .yuan("营业收入", 2023, 300)
            .yuan("总收入", 2023, 0)
            .number("职工总数", 2023, 10)
            .set("科技人员", 2023, Val.ABSENT)
            .text("行业门类", "制造业")
            .truth("居民企业", true)
            .events(
                    "知识产权",
                    List.of(
                            Map.of("类别", new Val.Text("Ⅰ类"), "授权日期", new Val.Day(LocalDate.of(2022, 1, 1))),
                            Map.of("类别", new Val.Text("Ⅱ类"))))
            .build();

    private static Val eval(String text) {
        Node node = new Typer(new Names() {
                    @Override
                    public @Nullable Fact fact(String name) {
                        return PACKS.dictionary().find(name);
                    }

                    @Override
                    public @Nullable Node local(String name) {
                        return null;
                    }
                })
                .type(Parser.policy(text, Builtins.names()));
        return Evaluator.eval(node, new Frame(POLICY, FACTS, LocalDate.of(2024, 6, 1)));
    }

    private static String show(Val value) {
        return switch (value) {
            case Val.Absent a -> "absent";
            case Val.Unknown u -> "unknown" + u.missing();
            case Val.Num n -> n.value().toString();
            case Val.Interval i -> i.low() + ".." + i.high();
            case Val.Truth t -> String.valueOf(t.value());
            case Val.Text t -> t.value();
            case Val.Day d -> d.value().toString();
            case Val.Span s -> s.months() + "m" + s.days() + "d";
            case Val.Items i ->
                i.values().stream().map(EvaluatorTest::show).toList().toString();
            case Val.Event e -> "event";
        };
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            营业收入                                   | 30000
            年度(营业收入, 1)                          | 20000
            年度(营业收入, 5)                          | unknown[营业收入@2018]
            近年(营业收入, 3)                          | [10000, 20000, 30000]
            近年(营业收入, 9)                          | [unknown[营业收入@2020], 10000, 20000, 30000]
            sum(近年(营业收入, 3))                     | 60000
            sum(近年(营业收入, 4))                     | unknown[营业收入@2020]
            mean(近年(营业收入, 3))                    | 20000
            min(近年(营业收入, 3))                     | 10000
            max(1, 3, 2)                               | 3
            min(申请日, 注册成立日期)                   | 2020-02-29
            max(申请日, 注册成立日期)                   | 2024-06-01
            count(近年(营业收入, 2))                   | 2
            营业收入 / 总收入                          | absent
            营业收入 / 总收入 > 1                      | absent
            总收入 ** -1 > 0                           | absent
            2 ** 10                                    | 1024
            0 ** 2                                     | 0
            注册成立日期 + 3年                          | 2023-02-28
            注册成立日期 + 10天                         | 2020-03-10
            申请日 - 注册成立日期                       | 0m1554d
            contains(行业门类, "制")                    | true
            行业门类 + "局"                             | 制造业局
            基准年度                                    | 2023
            2 ** -2                                    | 1/4
            科技人员 + 1人                             | absent
            科技人员 > 5人                             | absent
            科技人员 = null                            | true
            职工总数 != null                           | true
            净资产 = null                              | unknown[净资产@2023]
            净资产 + 营业收入                          | unknown[净资产@2023]
            净资产 + 成本费用                          | unknown[净资产@2023, 成本费用@2023]
            -净资产                                    | unknown[净资产@2023]
            -营业收入                                  | -30000
            -科技人员                                  | absent
            净资产 > 0 and false                       | false
            false and 净资产 > 0                       | false
            净资产 > 0 or 居民企业                     | true
            净资产 > 0 and 居民企业                    | unknown[净资产@2023]
            净资产 > 0 or 成本费用 > 0                 | unknown[净资产@2023, 成本费用@2023]
            净资产 > 0 and 科技人员 > 1人              | unknown[净资产@2023]
            科技人员 > 1人 and 科技人员 > 2人          | absent
            科技人员 > 1人 or false                    | absent
            not(科技人员 > 1人)                        | absent
            not(居民企业)                              | false
            not(净资产 > 0)                            | unknown[净资产@2023]
            if 净资产 > 0 then 1 else 1                | 1
            if 净资产 > 0 then 1 else 2                | unknown[净资产@2023]
            if 科技人员 > 1人 then 1 else 2            | 2
            if 居民企业 then 1 else 2                  | 1
            营业收入 between 300元 and 400元           | true
            营业收入 between 301元 and 400元           | false
            营业收入 between 100元 and 300元           | true
            行业门类 in ("教育", "制造业")             | true
            行业门类 in ["教育"]                       | false
            营业收入 in [100元..300元)                 | false
            营业收入 in (100元..300元]                 | true
            营业收入 in (< 5元, >= 300元)              | true
            注册成立日期 + 1年                         | 2021-02-28
            注册成立日期 + 1个月                       | 2020-03-29
            注册成立日期 - 1天                         | 2020-02-28
            注册成立日期 + @"P1D"                      | 2020-03-01
            @"P1M" + 注册成立日期                      | 2020-03-29
            申请日 - 注册成立日期                      | 0m1554d
            @"P1Y" + @"P1M"                            | 13m0d
            @"P1Y" - @"P1M"                            | 11m0d
            @"P1Y" > @"P11M"                           | true
            @"P1D" < @"P2D"                            | true
            @"P1Y" > @"P1D"                            | absent
            @"P1Y" + @"P1D"                            | absent
            years and months duration(注册成立日期, 申请日) | 51m0d
            注册成立日期.year                          | 2020
            注册成立日期.month                         | 2
            注册成立日期.day                           | 29
            注册成立日期.weekday                       | 6
            基准年度                                   | 2023
            date("2024-01-01") < 申请日                | true
            date(2024, 1, 1)                           | 2024-01-01
            "a" + "b"                                  | ab
            abs(-5)                                    | 5
            abs(净资产)                                | unknown[净资产@2023]
            abs(科技人员)                              | absent
            floor(10 / 3)                              | 3
            ceiling(10 / 3)                            | 4
            round up(10 / 3, 1)                        | 17/5
            round down(-10 / 3, 1)                     | -33/10
            round half up(5 / 2, 0)                    | 3
            floor(营业收入 / 7)                        | 4200
            floor(净资产)                              | unknown[净资产@2023]
            floor(科技人员)                            | absent
            count(知识产权)                            | 2
            count(知识产权[类别 = "Ⅰ类"])              | 1
            count(知识产权[授权日期 <= 申请日])         | 1
            count(知识产权[授权日期 = null])           | 1
            count(资质)                                | unknown[资质]
            count(资质[级别 = "国家级"])               | unknown[资质]
            some e in 知识产权 satisfies e.类别 = "Ⅱ类" | true
            every e in 知识产权 satisfies e.类别 = "Ⅱ类" | false
            every e in 知识产权 satisfies e.授权日期 <= 申请日 | absent
            some e in 资质 satisfies e.级别 = "国家级"  | unknown[资质]
            知识产权.类别                              | [Ⅰ类, Ⅱ类]
            知识产权[1].类别                           | Ⅰ类
            知识产权[-1].类别                          | Ⅱ类
            知识产权[3].类别                           | absent
            资质[1].级别                               | unknown[资质]
            for x in 近年(营业收入, 2) return x / 2    | [10000, 15000]
            for e in 资质 return 1                     | unknown[资质]
            [1, 2, 3][item > 1]                        | [2, 3]
            string length("abc")                       | 3
            contains(行业门类, "制造")                 | true
            starts with(行业代码, "C")                 | unknown[行业代码]
            modulo(7, 3)                               | 1
            list contains(知识产权.类别, "Ⅰ类")        | true
            """)
    void givesTheValue(String expression, String expected) {
        assertThat(show(eval(expression))).isEqualTo(expected);
    }

    @Test
    void fractionsAreExactBeyondALong() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            long a = number(random);
            long b = number(random);
            long c = Math.max(1, Math.abs(number(random) >>> 1));
            long d = Math.max(1, Math.abs(number(random) >>> 1));
            Rational x = Rational.of(a, c);
            Rational y = Rational.of(b, d);
            BigInteger big = BigInteger.valueOf(a).multiply(BigInteger.valueOf(d));
            BigInteger other = BigInteger.valueOf(b).multiply(BigInteger.valueOf(c));
            BigInteger both = BigInteger.valueOf(c).multiply(BigInteger.valueOf(d));
            assertThat(x.compareTo(y)).isEqualTo(big.compareTo(other));
            assertThat(x.add(y)).isEqualTo(Rational.of(big.add(other), both));
            assertThat(x.subtract(y)).isEqualTo(Rational.of(big.subtract(other), both));
            assertThat(x.multiply(y))
                    .isEqualTo(Rational.of(BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)), both));
            assertThat(x.negate().negate()).isEqualTo(x).hasSameHashCodeAs(x);
            assertThat(x.abs().signum()).isEqualTo(Math.abs(Long.signum(a)));
            if (b != 0) {
                assertThat(x.divide(y).multiply(y)).isEqualTo(x);
            }
            assertThat(x.min(y).compareTo(x.max(y))).isLessThanOrEqualTo(0);
        }
    }

    private static long number(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(10);
            case 1 -> random.nextInt();
            case 2 -> Long.MAX_VALUE - random.nextInt(3);
            default -> random.nextLong();
        };
    }

    @Test
    void fractionsRoundAndShowAsDecimals() {
        Rational third = Rational.of(1, 3);
        assertThat(third.round(2, RoundingMode.HALF_UP)).hasToString("33/100");
        assertThat(Rational.of(155).round(-1, RoundingMode.FLOOR)).hasToString("150");
        assertThat(third.toDecimal()).isEqualByComparingTo(new BigDecimal("0.3333333333333333333333333333333333"));
        assertThat(third.toDouble()).isEqualTo(1.0 / 3);
        assertThat(Rational.of(new BigDecimal("1.50"))).hasToString("3/2");
        assertThat(Rational.of(new BigDecimal("15E1"))).hasToString("150");
        assertThat(Rational.of(6, -4)).hasToString("-3/2");
        assertThat(Rational.of(0, 5)).isEqualTo(Rational.ZERO);
        assertThat(third.isWhole()).isFalse();
        assertThat(third.power(-2)).hasToString("9");
        assertThat(Rational.of(Long.MIN_VALUE, 1).negate().fitsLong()).isFalse();
    }

    @Test
    void intervalsStayBounds() {
        Val open = Operators.of(Rational.of(2), Rational.of(5), new TreeSet<>(List.of("x")));
        var plus = Operator.ADD;
        var minus = Operator.SUBTRACT;
        var times = Operator.MULTIPLY;
        Node.Arithmetic node = new Node.Arithmetic(
                Type.SHARE, plus, new Node.Constant(Type.SHARE, Val.of(1)), new Node.Constant(Type.SHARE, Val.of(1)));
        assertThat(show(Operators.arithmetic(plus, open, Val.of(1), node))).isEqualTo("3..6");
        assertThat(show(Operators.arithmetic(minus, Val.of(1), open, node))).isEqualTo("-4..-1");
        assertThat(show(Operators.arithmetic(times, open, Val.of(-2), node))).isEqualTo("-10..-4");
        assertThat(show(Operators.negate(open))).isEqualTo("-5..-2");
        for (String[] test : new String[][] {
            {"GREATER", "1", "true"}, {"GREATER", "2", "unknown[x]"}, {"GREATER", "5", "false"},
            {"GREATER_EQUAL", "2", "true"}, {"GREATER_EQUAL", "5", "unknown[x]"}, {"GREATER_EQUAL", "6", "false"},
            {"LESS", "2", "false"}, {"LESS", "5", "unknown[x]"}, {"LESS", "6", "true"},
            {"LESS_EQUAL", "1", "false"}, {"LESS_EQUAL", "2", "unknown[x]"}, {"LESS_EQUAL", "5", "true"},
            {"EQUAL", "1", "false"}, {"EQUAL", "2", "unknown[x]"}, {"EQUAL", "6", "false"},
            {"NOT_EQUAL", "1", "true"}, {"NOT_EQUAL", "5", "unknown[x]"}, {"NOT_EQUAL", "6", "true"}
        }) {
            var operator = Operator.valueOf(test[0]);
            assertThat(show(Operators.compare(operator, open, Val.of(Long.parseLong(test[1])))))
                    .as(String.join(" ", test))
                    .isEqualTo(test[2]);
        }
    }
}
