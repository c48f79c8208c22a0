package dev.kechuang.fund;

import dev.kechuang.shared.Money;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Viewer;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Budget lines (预算科目) and their money. Every command joins the caller's transaction, or makes one; a refused command
 * leaves nothing behind and does not spoil the transaction.
 *
 * <p>{@code key} makes a command happen once: the same key with the same content answers as before, with different
 * content it is refused. Choose it from what causes the command, e.g. {@code programme/event/<id>}.
 */
public interface Budgets {

    /** Opens a line with its budget. Refused where the viewer does not work for the region, or such a line is there. */
    Outcome<BudgetLine> open(Viewer officer, String key, NewBudgetLine line);

    /**
     * Raises the budget (追加) or, with a negative sum, cuts it (核减). A cut takes available money only.
     *
     * @param reason at most 500 characters, required
     */
    Outcome<BudgetLine> change(Viewer officer, String key, UUID line, Money change, String reason);

    /** Carries available money over to a line of a later year (结转). */
    Outcome<BudgetLine> carryOver(Viewer officer, String key, UUID from, UUID to, Money sum, String reason);

    /** The line if the viewer may see it: officers those of their regions. */
    Optional<BudgetLine> find(Viewer viewer, UUID line);

    /** Lines of a programme in a year, as far as the viewer may see them; city money first. */
    List<BudgetLine> of(Viewer viewer, int year, String programme);
}
