package dev.kechuang.programme.internal.decision;

import dev.kechuang.programme.internal.decision.Bounds.Share;
import dev.kechuang.programme.internal.decision.CutLine.Place;
import dev.kechuang.programme.internal.decision.CutLine.Shortfall;
import dev.kechuang.programme.internal.decision.DecisionChangeStore.Change;
import dev.kechuang.programme.internal.decision.DecisionListStore.DecisionList;
import dev.kechuang.programme.internal.definition.Definition;
import dev.kechuang.programme.internal.definition.Stage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ranking of a call with the line under the budget, and what leaders changed.
 *
 * @param before applications that have not come to the decision yet
 * @param grantedFen given already by confirmed lists
 * @param budgetFen the call's budget, or the one asked about; null where the programme gives no money
 * @param asked whether the budget is only asked about
 * @param groups tracks and fields whose money is limited
 * @param proposed the list that waits for the leader
 */
public record DecisionBoard(
        CallInfo call,
        Definition definition,
        Stage.Ranking stage,
        int before,
        long grantedFen,
        @Nullable Long budgetFen,
        boolean asked,
        List<Group> groups,
        List<Row> rows,
        Optional<DecisionList> proposed) {

    /**
     * A track or field whose money is limited (经费限额).
     *
     * @param grantedFen given already by confirmed lists
     * @param listedFen what this list gives
     */
    public record Group(Share share, long grantedFen, long listedFen) {

        /** What this list may give. */
        public long availableFen() {
            return Math.max(0, share.fen() - grantedFen);
        }

        public boolean isExceeded() {
            return listedFen > availableFen();
        }
    }

    /**
     * @param shortOf why the ranking passes it over; null for whoever it takes
     * @param approve what holds: the change, or else the ranking
     * @param amountFen likewise
     * @param afterFen what is left of the budget behind the row; null where there is no budget
     * @param change null where nothing is changed
     */
    public record Row(
            Candidate candidate,
            int rank,
            boolean tied,
            Place place,
            @Nullable Shortfall shortOf,
            boolean approve,
            long amountFen,
            @Nullable Long afterFen,
            @Nullable Change change) {

        public boolean changed() {
            return change != null && (change.approve() != null || change.amountFen() != null);
        }
    }

    public int approved() {
        return (int) rows.stream().filter(Row::approve).count();
    }

    /** Sum of what the rows to be approved get. */
    public long sumFen() {
        return rows.stream().filter(Row::approve).mapToLong(Row::amountFen).reduce(0, Math::addExact);
    }

    /** What is left of the budget for this list; null where there is no budget. */
    public @Nullable Long availableFen() {
        return budgetFen == null ? null : budgetFen - grantedFen;
    }

    /** The first track or field that the list gives more than it has left. */
    public Optional<Group> exceeded() {
        return groups.stream().filter(Group::isExceeded).findFirst();
    }

    public boolean exceedsBudget() {
        Long available = availableFen();
        return available != null && sumFen() > available;
    }
}
