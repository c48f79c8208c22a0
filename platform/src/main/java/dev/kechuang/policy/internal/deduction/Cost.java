package dev.kechuang.policy.internal.deduction;

import java.util.Locale;

/** The categories of R&amp;D expense (研发费用归集类别, 财税〔2015〕119号一（一）1—6). */
public enum Cost {
    /** 人员人工费用. */
    PERSONNEL,
    /** 直接投入费用. */
    DIRECT,
    /** 折旧费用. */
    DEPRECIATION,
    /** 无形资产摊销. */
    AMORTISATION,
    /** 新产品设计费、新工艺规程制定费、新药研制的临床试验费、勘探开发技术的现场试验费. */
    DESIGN,
    /** 其他相关费用: counts up to a share of the total. */
    OTHER;

    /** As in forms, files and the database. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
