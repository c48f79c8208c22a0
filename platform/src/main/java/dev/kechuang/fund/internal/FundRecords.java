package dev.kechuang.fund.internal;

import dev.kechuang.fund.BudgetLine;
import dev.kechuang.fund.Contribution;
import dev.kechuang.record.NewRecord;
import dev.kechuang.record.Records;
import dev.kechuang.shared.Money;
import java.time.LocalDate;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The countable side of money: budgets, what was committed, paid, added by others and recovered. All have the dimensions
 * programme, source and year of the budget line, so that leverage is a ratio of their amounts.
 */
@Component
public class FundRecords {

    static final String BUDGET = "fund.budget";
    static final String COMMITTED = "fund.committed";
    static final String PAID = "fund.paid";
    static final String RECOVERED = "fund.recovered";
    /** 县区配套. */
    static final String MATCHED = "fund.matched";
    /** 自筹. */
    static final String SELF = "fund.self";

    static final String OTHER = "fund.other";

    private final Records records;

    public FundRecords(Records records) {
        this.records = records;
    }

    void budget(BudgetLine line, Money change, int count, LocalDate day, UUID posting) {
        records.append(new NewRecord(
                BUDGET,
                day,
                line.region(),
                null,
                null,
                dimensions(line),
                count,
                change.fen(),
                subject(posting),
                posting + "/" + line.id()));
    }

    /** @param count 1 for a new contract, 0 for a change of one */
    void committed(BudgetLine line, Payee payee, Money change, int count, LocalDate day, UUID posting) {
        append(COMMITTED, line, payee, change, count, day, posting);
    }

    void paid(BudgetLine line, Payee payee, Money sum, LocalDate day, UUID posting) {
        append(PAID, line, payee, sum, 1, day, posting);
    }

    void recovered(BudgetLine line, Payee payee, Money sum, LocalDate day, UUID posting) {
        append(RECOVERED, line, payee, sum, 1, day, posting);
    }

    void contributed(BudgetLine line, Payee payee, Contribution.From from, Money sum, LocalDate day, UUID posting) {
        String kind = switch (from) {
            case DISTRICT -> MATCHED;
            case SELF -> SELF;
            case OTHER -> OTHER;
        };
        append(kind, line, payee, sum, 1, day, posting);
    }

    /** Whom money concerns. */
    record Payee(UUID organisation, String region, @Nullable String zone) {}

    private void append(String kind, BudgetLine line, Payee payee, Money sum, int count, LocalDate day, UUID posting) {
        records.append(new NewRecord(
                kind,
                day,
                payee.region(),
                payee.zone(),
                payee.organisation(),
                dimensions(line),
                count,
                sum.fen(),
                subject(posting),
                posting.toString()));
    }

    private static String subject(UUID posting) {
        return "fund/posting/" + posting;
    }

    private static Map<String, String> dimensions(BudgetLine line) {
        return Map.of(
                "programme",
                line.programme(),
                "source",
                line.source().code(),
                "budgetYear",
                String.valueOf(line.year()));
    }
}
