package dev.kechuang.policy.internal.library;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kechuang.engine.Policies;
import dev.kechuang.policy.PolicyVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Policies by what people type, and what they give. */
class PolicySearchTest {

    private static final Policies PACKS = Policies.load(Path.of("../packs"));
    private static final List<PolicyVersion> ALL = PACKS.all().stream()
            .map(policy -> new PolicyVersion(policy.id(), "", policy))
            .toList();

    private final PolicySearch search = new PolicySearch();

    private List<String> find(String typed) {
        return search.find(ALL, typed).stream().map(PolicyVersion::id).toList();
    }

    @Test
    void theNameComesFirstThenWhatItGivesThenNumbersAndConditions() {
        assertThat(find("高新技术企业")).startsWith("cn-hnte", "cn-hnte-income-tax").contains("cn-jiangsu-gazelle");
        assertThat(find("国科发火〔2016〕195号")).containsExactly("cn-hnte");
        assertThat(find("high-tech")).startsWith("cn-hnte");
        assertThat(find("  ")).hasSize(ALL.size());
        assertThat(find("没有这样的政策")).isEmpty();
    }

    @Test
    void lettersFindInitialsAndLongerOnesThePinyin() {
        assertThat(find("gx")).startsWith("cn-hnte").doesNotContain("cn-jiangsu-suzhou-voucher");
        assertThat(find("cxq")).containsExactly("cn-jiangsu-suzhou-voucher");
        assertThat(find("chuangxinquan")).containsExactly("cn-jiangsu-suzhou-voucher");
    }

    @Test
    void everyWordHasToBeFound() {
        assertThat(find("苏州 贴息")).containsExactly("cn-jiangsu-suzhou-interest-subsidy");
        assertThat(find("西安 贴息")).isEmpty();
    }

    @Test
    void everyPolicyGivesSomething() {
        assertThat(ALL).allSatisfy(v -> assertThat(PolicyKind.of(v.policy())).isNotEmpty());
        assertThat(kinds("cn-hnte")).containsExactly(PolicyKind.TITLE);
        assertThat(kinds("cn-rd-deduction")).containsExactly(PolicyKind.TAX);
        assertThat(kinds("cn-jiangsu-suzhou-pool-loan")).containsExactly(PolicyKind.FINANCE);
        assertThat(kinds("cn-jiangsu-suzhou-voucher")).containsExactly(PolicyKind.MONEY);
    }

    private static Set<PolicyKind> kinds(String policy) {
        return PolicyKind.of(PACKS.find(policy).orElseThrow());
    }
}
