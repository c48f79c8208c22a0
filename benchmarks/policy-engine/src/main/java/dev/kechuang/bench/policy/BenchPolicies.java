package dev.kechuang.bench.policy;

import dev.kechuang.engine.FactDictionary;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.Problem;
import dev.kechuang.engine.document.Documents;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A hundred different policies of eight conditions: two ratios, a band score, a dated list, and four plain ones. */
final class BenchPolicies {
    /** The thresholds of one policy; shares in thousandths, money in fen. */
    record Thresholds(int rd, int staff, int score, int patents, int patentYears, int years, long revenue, int industry) {}

    static final String[] INDUSTRIES = {"制造业", "金融业", "房地产业", "教育", "建筑业"};

    private BenchPolicies() {}

    static List<Thresholds> thresholds(int count) {
        Random random = new Random(11);
        List<Thresholds> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Thresholds(
                    100 + random.nextInt(600), 100 + random.nextInt(400), 10 * (1 + random.nextInt(5)),
                    1 + random.nextInt(3), 2 + random.nextInt(10), 1 + random.nextInt(5),
                    (200L + random.nextInt(5_000)) * 1_000_000, random.nextInt(INDUSTRIES.length)));
        }
        return all;
    }

    static String yaml(int id, Thresholds t) {
        return """
                id: bench-%d
                name: 测算政策
                en: Benchmark policy
                issuer: 测算
                region: cn
                valid: { from: 2000-01-01 }
                sources: [ { number: 一, title: 一, status: example } ]
                scores:
                  - name: 得分
                    en: Score
                    max: 50
                    value: 高企口径研发费用 / 成本费用
                    bands:
                      - { at: '>= 60%%', points: 50 }
                      - { at: '[50%%..60%%)', points: 40 }
                      - { at: '[40%%..50%%)', points: 30 }
                      - { at: '[30%%..40%%)', points: 20 }
                      - { at: '[20%%..30%%)', points: 10 }
                      - { at: '< 20%%', points: 0 }
                conditions:
                  - { id: a, name: 条件, en: condition, clause: 一, when: '高企口径研发费用 / 营业收入 >= %s%%' }
                  - { id: b, name: 条件, en: condition, clause: 一, when: '科技人员 / 职工总数 >= %s%%' }
                  - { id: c, name: 条件, en: condition, clause: 一, when: '得分 >= %d分' }
                  - { id: d, name: 条件, en: condition, clause: 一, when: 'count(知识产权[类别 = "Ⅰ类" and 授权日期 > 申请日 - %d年]) >= %d项' }
                  - { id: e, name: 条件, en: condition, clause: 一, when: '注册成立日期 + %d年 <= 申请日' }
                  - { id: f, name: 条件, en: condition, clause: 一, when: '营业收入 <= %d万元' }
                  - { id: g, name: 条件, en: condition, clause: 一, when: '居民企业' }
                  - { id: h, name: 条件, en: condition, clause: 一, when: '行业门类 != "%s"' }
                benefits:
                  - name: 奖励
                    en: Reward
                    clause: 一
                    amount: '高企口径研发费用 * %s%% + max(0元, 高企口径研发费用 - 年度(高企口径研发费用, 1)) * 5%%'
                    caps: [ { name: 上限, amount: 50万元, clause: 一 } ]
                """
                .formatted(
                        id, t.rd() / 10.0, t.staff() / 10.0, t.score(), t.patentYears(), t.patents(), t.years(),
                        t.revenue() / 1_000_000, INDUSTRIES[t.industry()], 1 + id % 9);
    }

    static List<Policy> policies(List<Thresholds> thresholds, FactDictionary dictionary) {
        List<Policy> policies = new ArrayList<>();
        for (int i = 0; i < thresholds.size(); i++) {
            List<Problem> problems = new ArrayList<>();
            Policy policy = Documents.policy("bench-" + i, yaml(i, thresholds.get(i)), dictionary, problems);
            if (policy == null) {
                throw new IllegalStateException(problems.toString());
            }
            policies.add(policy);
        }
        return policies;
    }
}
