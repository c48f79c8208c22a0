package dev.kechuang.policy.internal.library;

import dev.kechuang.engine.Policy;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What a policy gives (优惠种类). One policy may give several things. */
public enum PolicyKind {
    /** A title or an entry in a list of recognised firms (资质、认定、备案). */
    TITLE,
    /** Less tax (税收优惠). */
    TAX,
    /** Loans, guarantees and insurance, and what is paid towards them (贷款、担保、保险). */
    FINANCE,
    /** Money: rewards, subsidies, vouchers (奖励、补助、创新券). */
    MONEY;

    private static final Pattern TAX_WORDS = Pattern.compile("税|加计扣除");
    private static final Pattern FINANCE_WORDS = Pattern.compile("贷|贴息|保费|担保|保险|风险补偿");

    /** By what the policy grants and how its benefits are called; never empty. */
    public static Set<PolicyKind> of(Policy policy) {
        var kinds = EnumSet.noneOf(PolicyKind.class);
        if (!policy.grants().isEmpty()) kinds.add(TITLE);
        for (Policy.Benefit benefit : policy.benefits()) {
            if (benefit.amount() == null) continue;
            String words = policy.name() + " " + benefit.name();
            if (TAX_WORDS.matcher(words).find()) kinds.add(TAX);
            else if (FINANCE_WORDS.matcher(words).find()) kinds.add(FINANCE);
            else kinds.add(MONEY);
        }
        if (kinds.isEmpty()) kinds.add(TITLE);
        return kinds;
    }

    /** As it stands in an address. */
    public String code() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
