package dev.kechuang.registry;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A kind of intellectual property right (知识产权种类), with the class that 国科发火〔2016〕195号三（一） puts it in and the term
 * that the law gives it.
 */
public enum RightKind {
    INVENTION("发明专利", true),
    UTILITY_MODEL("实用新型专利", false),
    DESIGN("外观设计专利", false),
    SOFTWARE("软件著作权", false),
    LAYOUT("集成电路布图设计专有权", true),
    PLANT_VARIETY("植物新品种", true),
    CROP_VARIETY("国家级农作物品种", true),
    NEW_DRUG("国家新药", true),
    TCM_PROTECTION("国家一级中药保护品种", true);

    private final String word;
    private final boolean first;

    RightKind(String word, boolean first) {
        this.word = word;
        this.first = first;
    }

    /** As the database and addresses have it, e.g. {@code utility-model}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<RightKind> of(String code) {
        return Arrays.stream(values()).filter(kind -> kind.code().equals(code)).findFirst();
    }

    /** The word of the fact dictionary (种类). */
    public String word() {
        return word;
    }

    /** Ⅰ类; otherwise Ⅱ类. */
    public boolean firstClass() {
        return first;
    }

    /** {@code 1} or {@code 2}, as in the dimension {@code class} of records. */
    public String classCode() {
        return first ? "1" : "2";
    }

    /** Whether its number is a patent application number. */
    public boolean patent() {
        return this == INVENTION || this == UTILITY_MODEL || this == DESIGN;
    }

    /**
     * The last day of the term that the law gives, null where it gives none. Patents: 专利法第四十二条, twenty, ten and,
     * applied for from 2021-06-01 on, fifteen years (before, ten) from the application; software of firms: 计算机软件保护条例
     * 第十四条, to the end of the fiftieth year; layouts: 集成电路布图设计保护条例第十二条, ten years; plant varieties:
     * 植物新品种保护条例, fifteen years from the grant (trees and vines, and grants from 2025-06-01 on, have more: then the
     * certificate's day is entered).
     */
    public @Nullable LocalDate term(@Nullable LocalDate applied, LocalDate granted) {
        LocalDate from = applied == null ? granted : applied;
        return switch (this) {
            case INVENTION -> from.plusYears(20).minusDays(1);
            case UTILITY_MODEL, LAYOUT -> from.plusYears(10).minusDays(1);
            case DESIGN ->
                from.plusYears(from.isBefore(LocalDate.of(2021, 6, 1)) ? 10 : 15)
                        .minusDays(1);
            case SOFTWARE -> LocalDate.of(granted.getYear() + 50, 12, 31);
            case PLANT_VARIETY -> granted.plusYears(15).minusDays(1);
            case CROP_VARIETY, NEW_DRUG, TCM_PROTECTION -> null;
        };
    }
}
