package dev.kechuang.programme.internal.check;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something a comparison found (自动比对结果). It decides nothing: the officer does.
 *
 * @param key tells findings of one kind apart
 * @param other the application it was compared with, null for none
 * @param data what the sentence about it needs: texts and numbers
 */
public record Finding(
        Kind kind, String key, Severity severity, @Nullable UUID other, Map<String, Object> data) {

    public enum Kind {
        /** 与以往项目文本相似. */
        DUPLICATE,
        /** 人员在研项目数超限. */
        PEOPLE,
        /** 本单位有逾期未验收项目. */
        OVERDUE,
        /** 科技信用. */
        CREDIT,
        /** 填报数据与登记数据不符. */
        REGISTRY,
        /** 不符合申报条件. */
        ELIGIBILITY,
        /** 附件含身份信息，而评审匿名. */
        IDENTITY;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    public enum Severity {
        /** Worth knowing. */
        NOTE,
        /** To be looked into. */
        WARNING,
        /** Passing in spite of it needs a reason. */
        BLOCKING;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Severity of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }
}
