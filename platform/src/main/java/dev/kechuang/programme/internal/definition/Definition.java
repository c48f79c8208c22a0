package dev.kechuang.programme.internal.definition;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A programme (科技计划、认定、奖励、后补助、评价) as one text of a pack defines it. Code knows the stages, this says
 * which of them, in what order and with what numbers.
 *
 * @param code stable ascii id, e.g. {@code suzhou-city-project}
 * @param gives what an applicant gets in the end
 * @param issuer who runs it, as printed on its documents
 * @param region code of the region of the pack it comes from, that of the city for a city programme; empty for a
 *     national one
 * @param basis documents it rests on, with numbers
 * @param tracks categories (类别) an applicant chooses from; empty where there is one
 * @param fields codes of technical fields that are called for, empty for all of the pack
 * @param eligibility id of the policy that decides who may apply, null for everybody
 * @param applicants kinds of organisations that may apply, as {@code OrganisationKind} writes them; empty for all
 * @param conditions further conditions of who may apply that are shown, but that no policy decides
 */
public record Definition(
        String code,
        Words name,
        Gives gives,
        String issuer,
        String region,
        List<Basis> basis,
        List<Track> tracks,
        List<String> fields,
        @Nullable String eligibility,
        List<String> applicants,
        List<Words> conditions,
        Limits limits,
        @Nullable Grant money,
        List<Stage> stages,
        FormDefinition form,
        List<Sheet> sheets,
        List<Effect> effects) {

    public enum Gives {
        /** 项目立项. */
        PROJECT,
        /** 称号认定. */
        TITLE,
        /** 奖励. */
        AWARD,
        /** 后补助、奖补、兑现. */
        SUBSIDY,
        /** 人才计划. */
        TALENT,
        /** 绩效评价. */
        EVALUATION,
        /** 大赛. */
        CONTEST
    }

    /** @param clause what of the document matters, may be empty */
    public record Basis(String number, String title, String clause) {}

    public record Track(String code, Words name) {}

    /**
     * How much one may ask for at once; 0 for no limit.
     *
     * @param perApplicant applications of one organisation in a call
     * @param perTrack those of them in one track
     * @param perField those of them in one technical field
     * @param perLeader applications led by one person in a call
     * @param runningPerLeader projects led by one person that are not concluded yet, this one included
     * @param runningPerMember projects a person takes part in, this one included
     */
    public record Limits(
            int perApplicant, int perTrack, int perField, int perLeader, int runningPerLeader, int runningPerMember) {

        /** Without limits by track or field. */
        public Limits(int perApplicant, int perLeader, int runningPerLeader, int runningPerMember) {
            this(perApplicant, 0, 0, perLeader, runningPerLeader, runningPerMember);
        }
    }

    /**
     * How money is given (经费).
     *
     * @param mode how the sum is found
     * @param fixedFen sum of each for {@link Mode#FIXED}, 0 where it depends on the track
     * @param byTrack sums that differ by track, for {@link Mode#FIXED}
     * @param byRank sums by place, best first, for {@link Mode#RANK}
     * @param benefit policy whose benefit is the sum for {@link Mode#POLICY}
     * @param mostFen the most one application may get, 0 for no bound
     * @param leastFen the least worth granting, 0 for no bound
     * @param selfShare least own money for each yuan granted, e.g. 1 for 1:1; zero where none is asked
     * @param districtShare money the district adds for each yuan granted (配套), zero for none
     */
    public record Grant(
            Mode mode,
            long fixedFen,
            List<TrackSum> byTrack,
            List<RankSum> byRank,
            @Nullable String benefit,
            long mostFen,
            long leastFen,
            BigDecimal selfShare,
            BigDecimal districtShare) {

        public enum Mode {
            /** What was applied for, cut by the decision. */
            REQUESTED,
            /** The same for each, perhaps by track. */
            FIXED,
            /** By the place in the ranking, as prizes are (一、二、三等奖). */
            RANK,
            /** What a policy computes from proven facts. */
            POLICY
        }

        public record TrackSum(String track, long fen) {}

        /** @param to the last place that gets the sum; the first is the one after the entry before */
        public record RankSum(int to, long fen) {}
    }

    /**
     * What happens when the last stage that decides is passed.
     *
     * @param stage id of the stage on passing which it happens
     */
    public sealed interface Effect {
        String stage();

        /**
         * A title is granted.
         *
         * @param kind code of a title kind of the pack
         * @param level national, provincial, city or county
         * @param states what the certificate states beside, taken from the answers; an institution, product or alliance is
         *     named by the answer that means {@link FormDefinition.Meaning#TITLE}
         */
        record GrantTitle(String stage, String kind, String level, List<Stated> states) implements Effect {}

        /**
         * @param detail code of a field of the title kind
         * @param path of the form's field, {@code section.field}
         */
        record Stated(String detail, String path) {}

        /**
         * The holder loses a title, as when an evaluation ends below the bound.
         *
         * @param when FEEL over the result, {@code 得分} (score), {@code 名次} (place) and {@code 参评数} (how many were ranked): the
         *     title is lost where it is true
         */
        record RevokeTitle(String stage, String kind, String level, String when) implements Effect {}

        /** The holder keeps a title: its re-evaluation (复核) is passed. {@code when} as for {@link RevokeTitle}. */
        record ConfirmTitle(String stage, String kind, String level, String when) implements Effect {}

        /**
         * The person the form names as {@link FormDefinition.Meaning#LEADER} stands in the register of talents (人才计划入选).
         *
         * @param plan name of the talent plan
         * @param level national, provincial, city or county
         * @param leads tracks whose talents lead the firm (领衔); those of the others work there
         * @param years how long the award holds, 0 for life
         * @param states {@code position} and {@code education}, taken from the answers
         */
        record AwardTalent(String stage, String plan, String level, List<String> leads, int years, List<Stated> states)
                implements Effect {}

        /** An entry in the credit record, by the event's code in the credit rules of the pack. */
        record CreditEntry(String stage, String event) implements Effect {}
    }

    public Stage stage(String id) {
        for (Stage stage : stages) if (stage.id().equals(id)) return stage;
        throw new IllegalArgumentException("programme " + code + " has no stage " + id);
    }

    public Optional<Stage> after(String id) {
        for (int i = 0; i < stages.size() - 1; i++) {
            if (stages.get(i).id().equals(id)) return Optional.of(stages.get(i + 1));
        }
        return Optional.empty();
    }

    /** The first stage of a sort, e.g. the call's notice. */
    public <S extends Stage> Optional<S> first(Class<S> sort) {
        return stages.stream().filter(sort::isInstance).map(sort::cast).findFirst();
    }

    public Sheet sheet(String id) {
        for (Sheet sheet : sheets) if (sheet.id().equals(id)) return sheet;
        throw new IllegalArgumentException("programme " + code + " has no sheet " + id);
    }
}
