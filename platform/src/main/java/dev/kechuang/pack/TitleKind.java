package dev.kechuang.pack;

import java.time.LocalDate;
import java.time.MonthDay;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of title (称号、资质) that organisations, their institutions, products, alliances and regions can hold, as
 * {@code titles.yaml} of the packs defines it.
 *
 * @param code stable ascii code, e.g. {@code hnte}
 * @param levels the levels at which it is granted, highest first; never empty
 * @param validYears years a grant is valid; 0 for no end
 * @param expires day of the year on which a grant ends, in the year {@code validYears} after it began; null for the day
 *     before the anniversary
 * @param reevaluationYears years between re-evaluations (复核); 0 for none
 * @param numbered whether every grant carries a number of its own
 * @param fields what is stated beside, e.g. the area of a laboratory
 * @param fact code of the list of events by which policies see it; empty for none
 * @param factName what it is called in that list
 * @param clause the document it comes from
 */
public record TitleKind(
        String code,
        String name,
        String en,
        Group group,
        Holder holder,
        List<Level> levels,
        int validYears,
        @Nullable MonthDay expires,
        int reevaluationYears,
        boolean numbered,
        List<Field> fields,
        String fact,
        String factName,
        String clause,
        String note) {

    /** Where it stands in lists. */
    public enum Group {
        /** 企业资质. */
        FIRM,
        /** 产品. */
        PRODUCT,
        /** 研发机构: a firm that has one counts in the coverage rate (研发机构覆盖率). */
        RD_INSTITUTION,
        /** 公共平台、大院大所. */
        PLATFORM,
        /** 创新联盟. */
        ALLIANCE,
        /** 孵化载体. */
        CARRIER,
        /** 区域. */
        REGION
    }

    /** Who holds it. */
    public enum Holder {
        /** 单位. */
        ORGANISATION,
        /** 单位的机构: a laboratory or centre of an organisation, with a name of its own. */
        INSTITUTION,
        /** 单位的产品. */
        PRODUCT,
        /** 联盟, led by an organisation. */
        ALLIANCE,
        /** 区域: a city, a county or a park. */
        REGION
    }

    /** Who grants it. */
    public enum Level {
        /** 国家级. */
        NATIONAL,
        /** 省级. */
        PROVINCIAL,
        /** 市级. */
        CITY,
        /** 县级. */
        COUNTY;

        /** The word in the database, in JSON and in packs. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        public static Optional<Level> of(String code) {
            for (Level level : values()) if (level.code().equals(code)) return Optional.of(level);
            return Optional.empty();
        }
    }

    /**
     * Something stated beside a title.
     *
     * @param unit of numbers, empty for none
     */
    public record Field(String code, String name, String en, FieldType type, String unit) {}

    public enum FieldType {
        NUMBER,
        TEXT,
        DATE,
        /** One of the technical fields of the packs. */
        TECHNICAL_FIELD
    }

    /** Last day of a grant that begins on the day; null when it has no end. */
    public @Nullable LocalDate until(LocalDate from) {
        if (validYears == 0) return null;
        return expires == null ? from.plusYears(validYears).minusDays(1) : expires.atYear(from.getYear() + validYears);
    }

    public Optional<Field> field(String fieldCode) {
        return fields.stream().filter(field -> field.code().equals(fieldCode)).findFirst();
    }
}
