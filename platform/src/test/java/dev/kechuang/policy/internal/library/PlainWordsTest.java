package dev.kechuang.policy.internal.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Policies;
import dev.kechuang.engine.Policy;
import dev.kechuang.engine.render.Language;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Rules as sentences. */
class PlainWordsTest {

    private static final LocalDate DAY = LocalDate.of(2026, 6, 1);
    private static final Policies PACKS = Policies.load(Path.of("../packs"));

    private static Policy policy(String id) {
        return PACKS.find(id).orElseThrow();
    }

    private static String condition(String policy, String id) {
        var of = policy(policy);
        var condition = of.condition(id);
        assertThat(condition).isNotNull();
        return new PlainWords(of, DAY, Language.CHINESE)
                .rule(Objects.requireNonNull(condition).expr());
    }

    @Test
    void comparisonsNameTheStandardAndItsValue() {
        assertThat(condition("cn-tech-sme", "revenue")).isEqualTo("营业收入不超过2亿元（收入上限）");
        assertThat(condition("cn-tech-sme", "staff")).isEqualTo("职工总数不超过500人（职工上限）");
        assertThat(condition("cn-hnte", "staff")).isEqualTo("科技人员 ÷ 职工总数不低于10%（科技人员比例下限）");
        assertThat(condition("cn-hnte", "registered")).isEqualTo("注册成立日期后推1年（注册年限）不晚于申请日");
    }

    @Test
    void factsThatAreTrueOrFalseSaySo() {
        assertThat(condition("cn-tech-sme", "resident")).isEqualTo("“居民企业”为是");
        assertThat(condition("cn-tech-sme", "industry")).isEqualTo("“产品属于禁止限制淘汰类”为否");
        assertThat(condition("cn-tech-sme", "lists")).isEqualTo("“列入经营异常名录”为否，并且“列入严重违法失信名单”为否");
    }

    @Test
    void listsAreCountedAndSearchedInWords() {
        assertThat(condition("cn-hnte", "incidents")).startsWith("没有重大事故与违法（种类是“重大安全事故”、“重大质量事故”、“严重环境违法”之一，并且发生日期晚于");
        assertThat(condition("cn-jiangsu-suzhou-voucher", "holder"))
                .isEqualTo("资质中有一项：名称是“科技型中小企业”，并且生效日期不晚于申请日，并且失效日期不早于申请日");
        assertThat(condition("cn-jiangsu-suzhou-fledgling", "ip")).isEqualTo("至少有1项知识产权（授权日期不晚于申请日）");
    }

    @Test
    void choicesAndLimitsReadAsOne() {
        assertThat(condition("cn-technology-contract-vat", "kind"))
                .isEqualTo("技术合同种类是“技术转让”、“技术许可”、“技术开发”之一，或者（技术合同种类是“技术咨询”、“技术服务”之一，并且“同一发票开具”为是）");
        assertThat(condition("cn-rd-deduction", "field")).isEqualTo("“适用负面清单”为是（现行：是），或者“项目属于重点领域”为是");
        var reward = policy("cn-jiangsu-suzhou-interest-subsidy");
        assertThat(new PlainWords(reward, DAY, Language.CHINESE)
                        .say(java.util.Objects.requireNonNull(
                                reward.benefits().getFirst().amount())))
                .isEqualTo("贷款本金年均余额 × 4.25%（基准利率） × 50%（贴息比例）");
    }

    @Test
    void english() {
        var hnte = policy("cn-hnte");
        var words = new PlainWords(hnte, DAY, Language.ENGLISH);
        assertThat(words.rule(hnte.conditions().get(3).expr()))
                .isEqualTo("Science and technology staff ÷ Staff is at least 10% (Least share of science staff)");
    }

    /** No operator of the expression language is left in any rule of any pack. */
    @Test
    void everyRuleOfThePacksReadsAsASentence() {
        var all = new ArrayList<String>();
        for (Policy policy : PACKS.all()) {
            for (Language language : Language.values()) {
                var words = new PlainWords(policy, DAY, language);
                policy.conditions().forEach(c -> all.add(words.rule(c.expr())));
                policy.definitions().forEach(d -> all.add(words.rule(d.expr())));
                policy.benefits().forEach(b -> {
                    if (b.amount() != null) all.add(words.say(b.amount()));
                    b.caps().forEach(cap -> all.add(words.say(cap.amount())));
                });
                policy.scores()
                        .forEach(score -> score.bands().forEach(band -> {
                            if (band.test() != null && score.value() == null) all.add(words.rule(band.test()));
                        }));
            }
        }
        assertThat(all).hasSizeGreaterThan(200);
        for (String rule : all) {
            assertThat(rule)
                    .isNotBlank()
                    .doesNotContain(List.of("<=", ">=", "!=", " satisfies ", "count(", "sum(", "null", "**"));
        }
    }
}
