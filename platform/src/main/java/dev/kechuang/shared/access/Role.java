package dev.kechuang.shared.access;

/**
 * What a person is to the platform (角色). A person may have several, except that the three administrators are three
 * people without business rights. Names in both languages stand in the pack {@code cn} ({@code roles.yaml}).
 */
public enum Role {
    /** 企业、高校院所申报人: acts for the organisation the account belongs to. */
    APPLICANT,
    /** 评审专家. */
    EXPERT,
    /** 银行客户经理. */
    BANK_OFFICER,
    /** 仪器管理单位. */
    INSTRUMENT_OWNER,
    /** 技术经纪人. */
    BROKER,
    /** 县区、园区科技部门工作人员: sees the own county or park only. */
    COUNTY_OFFICER,
    /** 市科技局处室工作人员. */
    BUREAU_OFFICER,
    /** 市科技局领导. */
    BUREAU_LEADER,
    /** 系统管理员: creates accounts and units. */
    SYSTEM_ADMIN,
    /** 安全保密管理员: grants and takes roles, never to itself. */
    SECURITY_ADMIN,
    /** 安全审计员: reads the audit log. */
    AUDIT_ADMIN;

    public boolean isAdministrator() {
        return this == SYSTEM_ADMIN || this == SECURITY_ADMIN || this == AUDIT_ADMIN;
    }
}
