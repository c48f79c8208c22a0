package dev.kechuang.match.web.mine;

import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Tag;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the page shows.
 *
 * @param here path of the page without query
 * @param organisationPath the organisation's own pages
 * @param day the day decided for; empty for today, which is what it is unless somebody asks for another
 * @param form what is tried out, as typed
 * @param tried values tried out, in words; empty when nothing is
 * @param keep what is tried out, by field: so that the next answer adds to it
 * @param handOver where the tried values go on to; empty when the viewer states nothing
 */
public record MinePage(
        String here,
        String organisation,
        String organisationPath,
        boolean own,
        String day,
        Form form,
        List<String> tried,
        Map<String, String> keep,
        List<Choice> handOver,
        @Nullable Compared compared,
        List<Kpi> kpis,
        boolean nothingKnown,
        List<Ask> questions,
        List<Section> sections,
        List<CallLine> otherCalls,
        List<AskGroup> asks,
        String savedPath) {

    public record Choice(String label, String path) {}

    /** @param money what the eligible policies amount to before and after, in words */
    public record Compared(String money, List<String> gained, List<String> lost, List<String> others) {}

    /** @param hint what the group is; said once under its heading */
    public record Section(String id, String heading, String hint, boolean folded, List<Card> cards) {}

    /**
     * @param worth empty when there is no amount
     * @param note the date from which it will hold, or that facts are missing beside
     * @param summary e.g. 8 项条件全部满足; the lines below are what stands under it
     * @param folded whether the conditions are shown when they are asked for
     * @param conditions those that fail or are open; for an eligible one all of them
     * @param asks fields that settle it, at most three
     * @param more how many further facts the firm is asked for; −1 where these settle it
     * @param others what facts nobody types, in words; empty for none
     * @param way the nearest way; empty when it is not shown here
     * @param wayPath where it is asked for when it is wanted; empty for nowhere
     */
    public record Card(
            String id,
            String name,
            String path,
            Tag tag,
            String issuer,
            String validity,
            String worth,
            String note,
            List<Line> benefits,
            String summary,
            boolean folded,
            List<Line> conditions,
            List<Ask> asks,
            int more,
            String others,
            List<Line> way,
            String wayPath,
            List<CallLine> calls) {}

    /** @param applyPath empty for who does not apply */
    public record CallLine(String title, String path, String closes, String applyPath) {}

    /**
     * A field.
     *
     * @param name as it is posted
     * @param known the value it has now, in words; empty while it is not known
     * @param hint how many policies wait for it, or the dictionary's note
     * @param options what may be chosen; empty for a typed value
     * @param date whether a day is typed
     */
    public record Ask(
            String name, String label, String unit, String known, String hint, List<Option> options, boolean date) {}

    public record AskGroup(String name, boolean first, List<Ask> fields) {}
}
