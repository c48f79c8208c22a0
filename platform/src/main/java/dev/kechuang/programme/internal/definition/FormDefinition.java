package dev.kechuang.programme.internal.definition;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The form an applicant fills in (申报书). Answers live at paths: {@code section.field} for a field,
 * {@code section.table.row.column} for a cell.
 *
 * <p>FEEL expressions over the answers name a field by its Chinese label. Money counts in yuan whatever the field's unit, a
 * share as a fraction (50 % is 0.5), a date as a date, a choice as its option's code (several: a list of codes), a table as
 * a list of rows whose entries are the columns' labels, files and organisations as a list of names, and what is not answered
 * as null.
 */
public record FormDefinition(List<Section> sections) {

    /** @param when FEEL over the answers; the section is asked only where it is true; empty for always */
    public record Section(String id, Words name, Words hint, String when, List<Field> fields, List<Rule> rules) {}

    /**
     * Something that has to hold before submission.
     *
     * @param holds FEEL over the answers, e.g. {@code sum(预算.合计) = 申请经费 + 自筹经费}
     * @param message what to tell when it does not
     * @param field path of the field at which to tell it
     */
    public record Rule(String holds, Words message, String field) {}

    /** Something asked for. */
    public sealed interface Field {
        String id();

        Words name();

        Words hint();

        boolean required();

        /** FEEL over the answers; asked only where it is true; empty for always. */
        String when();

        /** What the field means to the platform, null for nothing. */
        @Nullable Meaning meaning();
    }

    /** Fields whose answer the platform itself uses, so that lists, limits and money know it. */
    public enum Meaning {
        TITLE,
        SUMMARY,
        TRACK,
        FIELD,
        LEADER,
        LEADER_ID_NUMBER,
        REQUESTED,
        SELF_FUNDS,
        DISTRICT_FUNDS,
        STARTS,
        ENDS,
        PEOPLE,
        /** Column of {@link #PEOPLE}: a person's name. */
        MEMBER_NAME,
        /** Column of {@link #PEOPLE}: a person's identity number. */
        MEMBER_ID_NUMBER,
        BUDGET,
        CO_APPLICANTS,
        PROVEN_EXPENSE
    }

    /** @param lines 1 for one line @param most most characters */
    public record TextField(
            String id,
            Words name,
            Words hint,
            boolean required,
            String when,
            @Nullable Meaning meaning,
            int lines,
            int most,
            String pattern)
            implements Field {}

    /**
     * A number, money or share.
     *
     * @param unit 元 and 万元 make it money (kept in fen), {@code %} a share, else a number of these
     * @param decimals most decimals in that unit
     * @param fact code of the fact it is filled in from, null for none; of a fact as of a day the latest value
     * @param yearsBack of a yearly fact: 1 for last year, counted from the year of the call
     */
    public record NumberField(
            String id,
            Words name,
            Words hint,
            boolean required,
            String when,
            @Nullable Meaning meaning,
            String unit,
            int decimals,
            @Nullable BigDecimal least,
            @Nullable BigDecimal most,
            @Nullable String fact,
            int yearsBack)
            implements Field {}

    public record DateField(
            String id,
            Words name,
            Words hint,
            boolean required,
            String when,
            @Nullable Meaning meaning) implements Field {}

    /**
     * @param several whether more than one may be chosen
     * @param list code of the pack's list the options come from, null for its own
     * @param options those to choose from, also where they come from a list, the tracks or the technical fields
     */
    public record ChoiceField(
            String id,
            Words name,
            Words hint,
            boolean required,
            String when,
            @Nullable Meaning meaning,
            boolean several,
            @Nullable String list,
            List<Option> options)
            implements Field {}

    public record Option(String code, Words name) {}

    public record YesNoField(
            String id,
            Words name,
            Words hint,
            boolean required,
            String when,
            @Nullable Meaning meaning) implements Field {}

    /** Files; pdf, docx, xlsx or pictures. @param most number of files */
    public record FileField(
            String id,
            Words name,
            Words hint,
            boolean required,
            String when,
            @Nullable Meaning meaning,
            int most) implements Field {}

    /** Organisations that take part and confirm it themselves. */
    public record OrganisationsField(
            String id,
            Words name,
            Words hint,
            boolean required,
            String when,
            @Nullable Meaning meaning,
            int most) implements Field {}

    /**
     * A table.
     *
     * @param columns simple fields only: text, number, date, choice
     * @param rows fixed first-column labels, e.g. budget items; empty where the applicant adds rows
     * @param least rows needed
     * @param most rows allowed
     * @param totals ids of the columns whose sum is shown
     */
    public record TableField(
            String id,
            Words name,
            Words hint,
            boolean required,
            String when,
            @Nullable Meaning meaning,
            List<Field> columns,
            List<Words> rows,
            int least,
            int most,
            List<String> totals)
            implements Field {}

    public Optional<Field> withMeaning(Meaning meaning) {
        return sections.stream()
                .flatMap(section -> section.fields().stream())
                .filter(field -> field.meaning() == meaning)
                .findFirst();
    }

    /** The field at a path {@code section.field}. */
    public Optional<Field> field(String path) {
        for (Section section : sections) {
            for (Field field : section.fields()) {
                if (path.equals(section.id() + "." + field.id())) return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** Path of the field with a meaning, {@code section.field}. */
    public Optional<String> pathOf(Meaning meaning) {
        for (Section section : sections) {
            for (Field field : section.fields()) {
                if (field.meaning() == meaning) return Optional.of(section.id() + "." + field.id());
            }
        }
        return Optional.empty();
    }
}
