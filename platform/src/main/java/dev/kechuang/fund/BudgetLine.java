package dev.kechuang.fund;

import dev.kechuang.shared.Money;
import java.util.UUID;

/**
 * Money that may be spent on one programme in one year (预算科目). The sums are what the ledger holds at the moment of
 * reading; {@code budget = available + reserved + committed + transit + paid + surrendered}.
 *
 * @param programme code of the programme, e.g. {@code city-project}
 * @param region whose budget it is: the city's code for city money, a county's for its own
 * @param subjectCode government budget classification by function (政府收支分类科目), 7 digits, empty when not given
 * @param budget what was appropriated, with what was carried over to and from other years (预算)
 * @param available not yet set aside for anybody (可用)
 * @param reserved set aside for those who are to be approved (预留，拟立项)
 * @param committed promised by contract and not yet under way (已签约待付)
 * @param transit approved for payment, the bank has not answered yet (在途)
 * @param paid paid out, less what came back (已付)
 * @param surrendered came back and was handed to the treasury (上缴)
 */
public record BudgetLine(
        UUID id,
        int year,
        String programme,
        String name,
        Source source,
        String region,
        String subjectCode,
        Money budget,
        Money available,
        Money reserved,
        Money committed,
        Money transit,
        Money paid,
        Money surrendered) {

    /** Everything promised by contract, paid or not (累计签约): paid ≤ contracted ≤ budget. */
    public Money contracted() {
        return committed.plus(transit).plus(paid).plus(surrendered);
    }
}
