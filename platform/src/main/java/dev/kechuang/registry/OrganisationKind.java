package dev.kechuang.registry;

import java.util.Arrays;
import java.util.Optional;

/** What an organisation is (单位类型). Names stand under {@code registry.kind.} in the messages. */
public enum OrganisationKind {
    /** 企业. */
    ENTERPRISE("enterprise"),
    /** 科研院所. */
    INSTITUTE("institute"),
    /** 高等院校. */
    UNIVERSITY("university"),
    /** 银行. */
    BANK("bank"),
    /** 担保机构. */
    GUARANTOR("guarantor"),
    /** 保险机构. */
    INSURER("insurer"),
    /** 科技服务机构. */
    SERVICE("service"),
    /** 孵化载体. */
    INCUBATOR("incubator"),
    /** 政府部门. */
    GOVERNMENT("government");

    private final String code;

    OrganisationKind(String code) {
        this.code = code;
    }

    /** The word in the database, in JSON and in addresses. */
    public String code() {
        return code;
    }

    public static Optional<OrganisationKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code.equals(code)).findFirst();
    }
}
