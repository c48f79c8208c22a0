package dev.kechuang.fund;

import dev.kechuang.shared.Money;

/**
 * A budget line to be opened; see {@link BudgetLine}.
 *
 * @param programme lower-case letters, digits and hyphens, at most 60
 * @param name 2 to 100 characters; with year, programme, source and region it is unique
 * @param budget not negative
 * @param subjectCode 7 digits or empty
 * @param basis document that gives the budget (下达文号), at most 500 characters
 */
public record NewBudgetLine(
        int year,
        String programme,
        String name,
        Source source,
        String region,
        String subjectCode,
        Money budget,
        String basis) {}
