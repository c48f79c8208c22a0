package dev.kechuang.shared.web.ui;

/** How a status tag (状态标签) is coloured; the text says the same, so colour is never needed to understand it. */
public enum Tone {
    /** 草稿: nothing is decided. */
    DRAFT,
    /** 审核中: somebody works on it. */
    IN_PROGRESS,
    /** 退回: sent back for correction, the owner has to act. */
    RETURNED,
    /** 通过. */
    PASSED,
    /** 不通过. */
    FAILED,
    /** 公示: published, open to objections. */
    PUBLISHED;

    private final String css = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');

    /** The class of the tag in {@code components.css}. */
    public String css() {
        return css;
    }
}
