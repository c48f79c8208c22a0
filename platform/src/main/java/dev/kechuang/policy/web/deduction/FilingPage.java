package dev.kechuang.policy.web.deduction;

import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Step;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.TimelineEntry;
import gg.jte.Content;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One filing as its page shows it.
 *
 * @param decision the frozen decision of a confirmed filing, else empty
 * @param steps what the policy computed on the way to the amount
 * @param reasons every condition in words; null when no pack has a policy for the year
 */
public record FilingPage(
        String id,
        String title,
        int version,
        boolean edits,
        boolean decides,
        boolean reopens,
        List<Step> way,
        List<Detail> details,
        String reason,
        Table findings,
        int stops,
        int notes,
        Form form,
        List<Field> fields,
        Table projects,
        boolean anyProject,
        Table sums,
        Table steps,
        boolean anyStep,
        @Nullable Content reasons,
        String policy,
        String decision,
        List<TimelineEntry> history,
        Confirm giveBack,
        Confirm reopen) {

    /**
     * One fact of the statement.
     *
     * @param source where the value it starts from comes from, empty for none
     * @param options what may be chosen; empty for a typed value
     */
    public record Field(String name, String label, String unit, String hint, String source, List<Option> options) {}
}
