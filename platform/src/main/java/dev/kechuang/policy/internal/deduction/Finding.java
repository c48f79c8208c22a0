package dev.kechuang.policy.internal.deduction;

import dev.kechuang.shared.FieldError;
import java.util.List;

/**
 * What a rule says about a filing.
 *
 * @param row row of the project it concerns, 0 for the filing as a whole
 * @param field of the project or of the statement; empty for the whole
 * @param key message key
 */
public record Finding(Rule rule, boolean stops, int row, String field, String key, List<Object> args) {

    /** The rules a filing is checked by, with the clause each comes from; named under {@code deduction.rule.}. */
    public enum Rule {
        FILLED_IN("filledIn", "财税〔2015〕119号五"),
        NUMBERED_ONCE("numberedOnce", "国家税务总局公告2015年第97号六"),
        IN_THE_YEAR("inTheYear", "财税〔2015〕119号一"),
        COSTS_BY_MODE("costsByMode", "财税〔2015〕119号二"),
        RESEARCH_ONLY("researchOnly", "财税〔2015〕119号一（二）"),
        SUMS("sums", "国家税务总局公告2021年第28号二"),
        OTHER_LIMIT("otherLimit", "财税〔2015〕119号一（一）6"),
        FOREIGN_LIMIT("foreignLimit", "财税〔2018〕64号"),
        EXCLUDED_INDUSTRY("excludedIndustry", "财税〔2015〕119号四"),
        CONDITIONS("conditions", ""),
        FACTS_MISSING("factsMissing", ""),
        FACTS_DIFFER("factsDiffer", "");

        private final String code;
        private final String clause;

        Rule(String code, String clause) {
            this.code = code;
            this.clause = clause;
        }

        public String code() {
            return code;
        }

        public String clause() {
            return clause;
        }
    }

    static Finding wrong(Rule rule, int row, String field, String key, Object... args) {
        return new Finding(rule, true, row, field, key, List.of(args));
    }

    static Finding note(Rule rule, int row, String field, String key, Object... args) {
        return new Finding(rule, false, row, field, key, List.of(args));
    }

    /** As a refusal names it: {@code projects.3.direct}, or the field of the statement. */
    public FieldError error() {
        String path = row == 0 ? field : "projects." + row + (field.isEmpty() ? "" : "." + field);
        return new FieldError(path, key, args);
    }
}
