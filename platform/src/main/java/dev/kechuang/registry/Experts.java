package dev.kechuang.registry;

import dev.kechuang.shared.access.Viewer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The pool of experts (专家库) as other modules see it. Not scoped: the caller decides who asks. */
public interface Experts {

    Optional<Expert> find(UUID id);

    /** The expert who logs in with the account. */
    Optional<Expert> ofAccount(UUID account);

    Map<UUID, Expert> find(Collection<UUID> ids);

    /**
     * Active reviewers (评审专家) of a pool, by name.
     *
     * @param fields technical fields of either level: who has one of them, one below it or the one above it is found;
     *     empty for everybody
     */
    List<Expert> reviewers(Collection<String> fields);

    /**
     * What ties experts to those who apply: the same unit, co-operation or employment that has lasted into the years
     * before the day, kinship without an end. Units are the same when they are the same organisation of the register or
     * have the same name, former names included.
     *
     * @param parties who applies, by a key the caller chooses
     * @param day co-operation counts that ended less than {@code years} before it
     */
    <K> List<Tie<K>> ties(Collection<UUID> experts, Map<K, Party> parties, LocalDate day, int years);

    /** How somebody did as a reviewer; the same source a second time changes nothing. Joins the running transaction. */
    void score(Viewer actor, UUID expert, Score score);

    /**
     * A person of the pool.
     *
     * @param serves what the person serves as
     * @param organisation the unit in the register, null where it is not in it
     * @param region county or zone whose officers keep the entry, or the city
     * @param fields codes of technical fields, the main one first
     * @param loadLimit most reviews in one call
     * @param account null while the person cannot log in
     */
    record Expert(
            UUID id,
            int version,
            Status status,
            String name,
            List<Service> serves,
            @Nullable UUID organisation,
            String unitName,
            String region,
            String title,
            String position,
            String education,
            @Nullable Integer birthYear,
            List<String> fields,
            String specialty,
            String phone,
            String email,
            int loadLimit,
            String statusReason,
            @Nullable UUID account,
            @Nullable LocalDate joinedOn,
            @Nullable LocalDate leftOn) {

        public boolean reviewer() {
            return serves.contains(Service.REVIEWER);
        }
    }

    /** Where a person of the pool stands. */
    enum Status {
        /** 待入库. */
        CANDIDATE,
        /** 在库. */
        ACTIVE,
        /** 暂停. */
        SUSPENDED,
        /** 已出库. */
        LEFT;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Optional<Status> of(String code) {
            return Arrays.stream(values())
                    .filter(each -> each.code().equals(code))
                    .findFirst();
        }
    }

    /** What a person of the pool serves as. */
    enum Service {
        /** 评审专家. */
        REVIEWER,
        /** 技术经纪人. */
        BROKER,
        /** 创业导师. */
        MENTOR,
        /** 科技特派员. */
        AGENT,
        /** 科技镇长团成员. */
        SECONDEE;

        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Optional<Service> of(String code) {
            return Arrays.stream(values())
                    .filter(each -> each.code().equals(code))
                    .findFirst();
        }
    }

    /**
     * Who applies.
     *
     * @param organisations of the register, co-applicants included
     * @param units names of units that are not in it
     * @param people names of the people involved
     */
    record Party(Set<UUID> organisations, Set<String> units, Set<String> people) {}

    /**
     * Why an expert may not review something.
     *
     * @param evidence what shows it, in words: the unit's name, the project, the person
     * @param until last day of the co-operation, null while it runs or where there is none
     */
    record Tie<K>(
            UUID expert,
            K party,
            TieKind kind,
            String evidence,
            @Nullable LocalDate until) {}

    enum TieKind {
        /** 同一单位. */
        SAME_UNIT,
        /** 合作项目. */
        PROJECT,
        /** 合作论文. */
        PAPER,
        /** 任职、兼职. */
        EMPLOYMENT,
        /** 亲属. */
        KINSHIP,
        /** 本人为申报人或团队成员: the expert is one of the people named. */
        ONESELF;

        public String code() {
            return this == SAME_UNIT ? "same-unit" : name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * @param source what was reviewed, e.g. {@code programme/round/<id>}
     * @param label the same in words
     * @param reviews how many applications
     * @param deviation mean distance to the mean of all reviewers, in points of a hundred
     */
    record Score(
            String source,
            String label,
            LocalDate scoredOn,
            int reviews,
            BigDecimal deviation,
            Timeliness timeliness) {}

    enum Timeliness {
        EARLY,
        IN_TIME,
        LATE,
        MISSED;

        public String code() {
            return this == IN_TIME ? "in-time" : name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
