package dev.kechuang.engine.columns;

import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Facts;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Problem;
import dev.kechuang.engine.document.Documents;
import dev.kechuang.engine.eval.Rational;
import dev.kechuang.engine.eval.Val;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Seeded generator of policies and firms that meet thresholds exactly, overflow, and lack values. */
final class RandomPolicies {
    private static final String[] MONEY = {"营业收入", "总收入", "成本费用", "高企口径研发费用", "资产总额"};
    private static final String[] COUNT = {"职工总数", "科技人员"};

    private final Random random;
    private final FactDictionary dictionary;

    RandomPolicies(long seed, FactDictionary dictionary) {
        this.random = new Random(seed);
        this.dictionary = dictionary;
    }

    private String of(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    List<Policy> policies(int count) {
        List<Policy> policies = new ArrayList<>();
        while (policies.size() < count) {
            List<Problem> problems = new ArrayList<>();
            Policy policy = Documents.policy("random", document(policies.size()), dictionary, problems);
            if (policy != null) {
                policies.add(policy);
            } else if (problems.stream().noneMatch(p -> p.english().contains("satisfy"))) {
                throw new IllegalStateException(problems.toString());
            }
        }
        return policies;
    }

    private String document(int id) {
        StringBuilder out = new StringBuilder("id: random-" + id
                + "\nname: 随机\nen: Random\nissuer: 测试\nregion: cn\nvalid: { from: 2000-01-01 }\n"
                + "sources: [ { number: 一, title: 一, status: example } ]\n");
        out.append("definitions:\n  - { name: 强度, en: share, is: '")
                .append(ratio())
                .append("' }\n  - { name: 基数, en: base, is: '")
                .append(money(2))
                .append("' }\n  - { name: 额度, en: limit, is: '")
                .append("if 居民企业 then 基数 else " + money(1))
                .append("' }\n");
        out.append("scores:\n  - name: 得分\n    en: score\n    max: 50\n    value: 强度\n    bands:\n")
                .append("      - { at: '>= 6%', points: ")
                .append(of("50", "30..50"))
                .append(" }\n")
                .append("      - { at: '[2%..6%)', points: 20 }\n      - { at: '< 2%', points: 0 }\n");
        out.append("conditions:\n");
        int conditions = 1 + random.nextInt(4);
        for (int i = 0; i < conditions; i++) {
            out.append("  - { id: c")
                    .append(i)
                    .append(", name: 条件, en: condition, clause: 一, when: '")
                    .append(truth(2))
                    .append("' }\n");
        }
        out.append("benefits:\n  - { name: 奖励, en: reward, clause: 一, amount: '")
                .append(of("额度", money(2)))
                .append("', caps: [ { name: 上限, clause: 一, amount: '")
                .append(of("额度 + 1元", "300元", money(1)))
                .append("' } ] }\n");
        return out.toString();
    }

    private String truth(int depth) {
        if (depth > 0 && random.nextInt(3) == 0) {
            return switch (random.nextInt(3)) {
                case 0 -> "(" + truth(depth - 1) + " and " + truth(depth - 1) + ")";
                case 1 -> "(" + truth(depth - 1) + " or " + truth(depth - 1) + ")";
                default -> "not(" + truth(depth - 1) + ")";
            };
        }
        String op = of("<", "<=", ">", ">=", "=", "!=");
        return switch (random.nextInt(12)) {
            case 0 -> of(MONEY) + " " + op + " " + of("100元", "200元", "5000万元", "0");
            case 1 -> ratio() + " " + op + " " + of("2%", "6%", "50%", "1/3", "0");
            case 2 -> of(COUNT) + " " + op + " " + of("10人", "100人");
            case 3 -> "注册成立日期 " + of("+ 1年", "- 3个月", "+ 10天") + " " + of("<=", ">") + " 申请日";
            case 4 -> "count(知识产权[" + event() + "]) " + op + " " + random.nextInt(3) + "项";
            case 5 -> of("some", "every") + " e in 知识产权 satisfies e." + event();
            case 6 -> "得分 " + op + " " + of("20分", "30分", "50分");
            case 7 -> "行业门类 " + of("=", "!=") + " \"" + of("制造业", "金融业") + "\"";
            case 8 -> of("居民企业", "营业收入 = null", "规模以上");
            case 9 -> "sum(近年(营业收入, 3)) " + op + " " + of("300元", "sum(近年(总收入, 3))", "count(近年(营业收入, 3)) * 100元");
            case 10 -> money(2) + " " + op + " " + of("200元", money(1));
            default ->
                ratio() + " " + op + " (if " + of("营业收入 <= 100元", "居民企业") + " then 2% else "
                        + of("6%", "(if 总收入 > 200元 then 3% else 2%)", "强度") + ")";
        };
    }

    /** An amount with choices, extremes, series and counts, by way of definitions too. */
    private String money(int depth) {
        if (depth == 0) {
            return of(of(MONEY), of(MONEY), "年度(营业收入, 1)", "100元");
        }
        String a = money(depth - 1);
        String b = money(depth - 1);
        return switch (random.nextInt(13)) {
            case 0 -> "max(0元, " + a + ")";
            case 1 -> "min(" + a + ", " + b + ")";
            case 2 -> "(if " + truth(0) + " then " + a + " else " + b + ")";
            case 3 -> "(" + a + " - " + b + ")";
            case 4 -> a + " * " + of("50%", "(职工总数 / 科技人员)", "(if 居民企业 then 1/3 else 0)");
            case 5 -> of("mean", "sum") + "(近年(营业收入, 3))";
            case 6 -> "count(知识产权[" + event() + "]) * 100元/1项";
            case 7 -> "abs(" + a + ")";
            case 8 -> "(" + a + " / 科技人员 * 1人)";
            case 9 -> of("sum", "mean", "max") + "(" + a + ", " + b + ", 200元)";
            case 10 -> "-(" + a + " + " + b + ")";
            case 11 -> "(if 基准年度 - 注册成立日期.year >= 2年 then " + a + " else " + b + ")";
            default -> a;
        };
    }

    private String event() {
        return of("类别 = \"Ⅰ类\"", "授权日期 <= 申请日", "失效日期 = null", "取得方式 in (\"自主研发\", \"受让\")", "支持主要产品 = true");
    }

    private String ratio() {
        return switch (random.nextInt(5)) {
            case 0 -> "(" + of(MONEY) + " - " + of(MONEY) + ") / " + of(MONEY);
            case 1 -> "sum(近年(高企口径研发费用, 3)) / sum(近年(营业收入, 3))";
            case 2 -> "-" + of(MONEY) + " / (" + of(MONEY) + " - " + of(MONEY) + ")";
            case 3 -> of(COUNT) + " / " + of(COUNT) + " * " + of("2", "50%");
            default -> of(MONEY) + " / " + of(MONEY);
        };
    }

    List<Facts> firms(int count) {
        List<Facts> firms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            firms.add(firm());
        }
        return firms;
    }

    private Facts firm() {
        Facts.Builder facts = Facts.builder();
        for (String name : MONEY) {
            for (int year = 2021; year <= 2023; year++) {
                Val value = maybe(money());
                if (value != null) {
                    facts.set(name, year, value);
                }
            }
        }
        for (String name : COUNT) {
            set(facts, name, 2023, maybe(Val.of(of("0", "10", "100", "6").equals("0") ? 0 : random.nextInt(120))));
        }
        set(facts, "规模以上", 2023, maybe(Val.of(random.nextBoolean())));
        set(facts, "居民企业", 0, maybe(Val.of(random.nextBoolean())));
        set(facts, "行业门类", 0, maybe(new Val.Text(of("制造业", "金融业", "教育"))));
        LocalDate founded = of("a", "b").equals("a")
                ? LocalDate.of(2018 + random.nextInt(7), 1 + random.nextInt(12), 1)
                : LocalDate.of(2023, 5, 31).plusDays(random.nextInt(4));
        set(facts, "注册成立日期", 0, maybe(new Val.Day(founded)));
        if (random.nextInt(6) > 0) {
            List<Map<String, Val>> events = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                Map<String, Val> event = new HashMap<>();
                put(event, "类别", new Val.Text(of("Ⅰ类", "Ⅱ类")));
                put(event, "授权日期", new Val.Day(LocalDate.of(2024, 5, 30).plusDays(random.nextInt(4))));
                put(event, "失效日期", new Val.Day(LocalDate.of(2025, 1, 1)));
                put(event, "取得方式", new Val.Text(of("自主研发", "受让", "并购")));
                put(event, "支持主要产品", Val.of(random.nextBoolean()));
                events.add(event);
            }
            facts.events("知识产权", events);
        }
        return facts.build();
    }

    private void put(Map<String, Val> event, String field, Val value) {
        if (random.nextInt(4) > 0) {
            event.put(field, value);
        }
    }

    private static void set(Facts.Builder facts, String name, int year, @Nullable Val value) {
        if (value != null) {
            if (year == 0) {
                facts.set(name, value);
            } else {
                facts.set(name, year, value);
            }
        }
    }

    private Val money() {
        return switch (random.nextInt(12)) {
            case 0 -> Val.of(0);
            case 1 -> Val.of(Long.MAX_VALUE / (1 + random.nextInt(3)));
            case 2 -> new Val.Num(Rational.of(1, 3));
            case 3 -> Val.of(Long.MIN_VALUE + 5);
            case 4 -> Val.of(200_00);
            case 5 -> Val.of(5_000_000_000L);
            default -> Val.of(100L * (1 + random.nextInt(300)));
        };
    }

    private @Nullable Val maybe(Val value) {
        int chance = random.nextInt(20);
        return chance < 3 ? null : chance == 3 ? Val.ABSENT : value;
    }
}
