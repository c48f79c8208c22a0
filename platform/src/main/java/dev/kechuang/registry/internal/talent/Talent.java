package dev.kechuang.registry.internal.talent;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A talent (人才): a person awarded by talent plans.
 *
 * @param version counts the changes; an edit names the version it started from
 * @param organisation where the person works, null where it is not registered
 * @param field code of a technical field, empty for none
 * @param identityTail last four characters of the identity number, empty where none is kept: no more leaves the store
 */
public record Talent(
        UUID id,
        int version,
        String name,
        @Nullable UUID organisation,
        String unitName,
        String region,
        String field,
        String position,
        String education,
        String identityTail,
        List<Award> awards) {

    /** Fields of a person in forms, files and JSON, in their order. */
    public static final List<String> FIELDS =
            List.of("name", "identity", "unit", "region", "field", "position", "education");

    /** Fields of an award. */
    public static final List<String> AWARD_FIELDS =
            List.of("plan", "level", "awardedOn", "until", "document", "role", "at");

    public static final List<String> EDUCATIONS = List.of("doctor", "master", "bachelor", "other");

    /** By whom a plan is run (级别). */
    public enum Level {
        NATIONAL,
        PROVINCIAL,
        CITY,
        COUNTY;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Level> of(String code) {
            return Stream.of(values())
                    .filter(level -> level.code().equals(code))
                    .findFirst();
        }
    }

    /** What the person is to the organisation the award names. */
    public enum Role {
        /** 领衔: founded it or leads it; it is a talent-led firm (人才企业). */
        LEADS,
        /** 受聘. */
        WORKS;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Role> of(String code) {
            return Stream.of(values()).filter(role -> role.code().equals(code)).findFirst();
        }
    }

    /**
     * A plan that took the person (人才计划入选).
     *
     * @param until the last day on which it holds, null for no end
     * @param document the document of the award, empty for none
     * @param organisation whom the person leads or works for by it, null for none
     * @param organisationName its present name, empty for none
     */
    public record Award(
            UUID id,
            String plan,
            Level level,
            LocalDate awardedOn,
            @Nullable LocalDate until,
            String document,
            @Nullable UUID organisation,
            String organisationName,
            Role role) {

        public boolean holdsOn(LocalDate day) {
            return !day.isBefore(awardedOn) && (until == null || !day.isAfter(until));
        }
    }

    /** What is entered about a person, checked. */
    public record Data(
            String name,
            String identity,
            @Nullable UUID organisation,
            String unitName,
            String region,
            String field,
            String position,
            String education) {

        /** Everything but the identity number, which stands in no history. */
        Map<String, String> texts() {
            var texts = new LinkedHashMap<String, String>();
            texts.put("name", name);
            texts.put("unit", unitName);
            texts.put("region", region);
            texts.put("field", field);
            texts.put("position", position);
            texts.put("education", education);
            return texts;
        }
    }

    /** An award as entered, checked. */
    public record NewAward(
            String plan,
            Level level,
            LocalDate awardedOn,
            @Nullable LocalDate until,
            String document,
            @Nullable UUID organisation,
            Role role) {}

    /** The person as a form holds it; without the identity number, which nobody sees again. */
    public Map<String, String> texts() {
        return new Data(name, "", organisation, unitName, region, field, position, education).texts();
    }
}
