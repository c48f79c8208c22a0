package dev.kechuang.programme.internal.definition;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step on the way of an application (环节). Stages are passed in the order of the definition.
 */
public sealed interface Stage {

    /** Unique in the programme, e.g. {@code check}; rounds of review have ids of their own. */
    String id();

    Words name();

    /** Working days the stage may take, 0 where there is no such limit. */
    int workingDays();

    default Kind kind() {
        return switch (this) {
            case Application ignored -> Kind.APPLICATION;
            case Recommendation ignored -> Kind.RECOMMENDATION;
            case Check ignored -> Kind.CHECK;
            case Review ignored -> Kind.REVIEW;
            case Ranking ignored -> Kind.DECISION;
            case PublicNotice ignored -> Kind.NOTICE;
            case Approval ignored -> Kind.APPROVAL;
            case Contract ignored -> Kind.CONTRACT;
            case Execution ignored -> Kind.EXECUTION;
            case Acceptance ignored -> Kind.ACCEPTANCE;
            case Payment ignored -> Kind.PAYMENT;
        };
    }

    /** As the database writes them, in small letters. */
    enum Kind {
        APPLICATION,
        RECOMMENDATION,
        CHECK,
        REVIEW,
        DECISION,
        NOTICE,
        APPROVAL,
        CONTRACT,
        EXECUTION,
        ACCEPTANCE,
        PAYMENT;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Kind of(String code) {
            return valueOf(code.toUpperCase(java.util.Locale.ROOT));
        }
    }

    /** 申报: the applicant fills in the form and submits. Always the first stage. */
    record Application(String id, Words name, int workingDays) implements Stage {}

    /** 推荐: the county's bureau or the applicant's own institution recommends. */
    record Recommendation(String id, Words name, int workingDays, By by) implements Stage {
        public enum By {
            COUNTY,
            INSTITUTION
        }
    }

    /**
     * 形式审查.
     *
     * @param items what the officer ticks off
     * @param correctionDays working days an applicant has for a correction (补正)
     * @param corrections how often one may be asked to correct
     */
    record Check(String id, Words name, int workingDays, List<CheckItem> items, int correctionDays, int corrections)
            implements Stage {

        /** @param section form section it looks at, empty for the whole */
        public record CheckItem(String id, Words text, String clause, String section) {}
    }

    /**
     * 评审: one round.
     *
     * @param sheet id of the scoring sheet
     * @param blind whether the applicant's names are hidden from the expert
     * @param reviewers experts for each application
     * @param sameUnitMost most experts of one unit on one application, 0 for no bound
     * @param drop how many of the highest and of the lowest scores each are left out
     * @param normalise whether scores are normalised by reviewer
     * @param disagreement difference between the highest and the lowest score beyond which one more expert is asked, 0 for
     *     never
     * @param votes number of votes taken after discussion, 0 for none
     * @param majority votes an application needs in each of them, null where none is taken
     * @param passes how many go on; exactly one of its parts is used
     */
    record Review(
            String id,
            Words name,
            int workingDays,
            Mode mode,
            String sheet,
            boolean blind,
            int reviewers,
            int sameUnitMost,
            int drop,
            boolean normalise,
            BigDecimal disagreement,
            int votes,
            @Nullable Majority majority,
            Passes passes)
            implements Stage {

        public enum Mode {
            /** 网络评审: each expert alone, online. */
            ONLINE,
            /** 会议评审、答辩: a panel with a timetable. */
            PANEL,
            /** 现场公开打分. */
            PUBLIC
        }

        /**
         * What share of those present has to agree, e.g. at least 2/3 or more than 1/2. Exact, so that 10 of 15 are two
         * thirds.
         *
         * @param more whether the share itself is not enough
         */
        public record Majority(int part, int of, boolean more) {

            public boolean reachedBy(int agreeing, int present) {
                long has = (long) agreeing * of;
                long needs = (long) present * part;
                return more ? has > needs : has >= needs;
            }
        }

        /**
         * How many pass: the best {@code count}, or the best {@code share}, or all with at least {@code score}. Zero where
         * unused; all zero: everybody passes with the score.
         */
        public record Passes(int count, BigDecimal share, BigDecimal score) {}
    }

    /**
     * 拟立项: ranking under the budget, then a draft list confirmed by a leader.
     *
     * @param rankBy ids of the review stages whose results count, with weights
     * @param ties what decides between equal scores, in order: {@code score}, {@code requested-least}, {@code submitted},
     *     {@code founded-latest}
     * @param quotas least and most approvals by track or field
     */
    record Ranking(String id, Words name, int workingDays, List<Weighted> rankBy, List<String> ties, List<Quota> quotas)
            implements Stage {

        public record Weighted(String review, BigDecimal weight) {}

        /** @param on {@code track} or {@code field} */
        public record Quota(String on, String code, int least, int most) {}
    }

    /**
     * 公示.
     *
     * @param workingDays days it has to stand
     * @param shows what the list names beside title and unit: {@code leader}, {@code amount}, {@code score}
     */
    record PublicNotice(String id, Words name, int workingDays, List<String> shows) implements Stage {}

    /**
     * 批准: the approval document is issued; effects take place.
     *
     * @param refusedSee what those who were refused may see: {@code score}, {@code rank}, {@code comments}
     */
    record Approval(String id, Words name, int workingDays, String documentTitle, List<String> refusedSee)
            implements Stage {}

    /**
     * 任务书.
     *
     * @param clauses its articles; {@code {{label}}} stands for the answer of the field with this Chinese label, or for
     *     one of {@link #WORDS}
     */
    record Contract(String id, Words name, int workingDays, List<Words> clauses) implements Stage {

        /** What a clause may name beside answers: 编号 number, 承担单位 applicant, 批准金额 sum granted, 主管部门 issuer. */
        public static final List<String> WORDS = List.of("编号", "承担单位", "批准金额", "主管部门");
    }

    /**
     * 实施: reports and instalments while the project runs.
     *
     * @param instalments parts of the grant; shares add up to 1
     * @param reports what is due when
     */
    record Execution(String id, Words name, int workingDays, List<Instalment> instalments, List<Report> reports)
            implements Stage {

        /**
         * @param after id of the report or stage that has to be passed first; the contract's stage id for the first
         */
        public record Instalment(String id, Words name, BigDecimal share, String after) {}

        /**
         * @param months after the start of the contract on which it is due
         * @param midterm whether an officer has to accept it (中期检查), a plain progress report needs only to be handed in
         */
        public record Report(String id, Words name, int months, boolean midterm) {}
    }

    /**
     * 验收.
     *
     * @param sheet scoring sheet for a panel, null for acceptance by materials
     * @param outcomes what is entered and recorded: patents, standards, revenue, jobs …
     * @param graceMonths months after the contract's end within which acceptance is to be asked for
     */
    record Acceptance(
            String id,
            Words name,
            int workingDays,
            @Nullable String sheet,
            List<Outcome> outcomes,
            int graceMonths) implements Stage {

        /** @param unit e.g. 项, 万元, 人; {@code 元} makes it a sum */
        public record Outcome(String code, Words name, String unit) {}
    }

    /** 拨付: everything is paid at once, without a contract. */
    record Payment(String id, Words name, int workingDays) implements Stage {}
}
