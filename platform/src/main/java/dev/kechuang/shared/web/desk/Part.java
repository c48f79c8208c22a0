package dev.kechuang.shared.web.desk;

import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.ui.Chart;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Step;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.TimelineEntry;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a page is put together from, top to bottom. */
public sealed interface Part {

    /** Views of one thing. */
    record Tabs(String label, List<Tab> tabs) implements Part {}

    record Figures(List<Kpi> kpis) implements Part {}

    /** The query row of a list; what else can be asked stands behind 展开. */
    record Query(String action, Form form, List<Field> fields, List<Field> more) implements Part {}

    /** A link drawn as a button. */
    record Button(String label, String path, boolean primary) {}

    /**
     * A list with what can be done above it.
     *
     * @param page null for a list that is never longer than a page
     */
    record Listing(
            String heading,
            List<Button> buttons,
            Table table,
            @Nullable KeyPage<?> page,
            String empty,
            String hint) implements Part {
        public static Listing of(String heading, Table table, String empty) {
            return new Listing(heading, List.of(), table, null, empty, "");
        }
    }

    record Facts(String heading, List<Detail> details) implements Part {}

    /** Paragraphs as typed. */
    record Prose(String heading, String text) implements Part {}

    record Note(String text, boolean warning) implements Part {}

    /**
     * A form that posts.
     *
     * @param folded whether it opens on a click: one of several things that can be done
     */
    record Command(
            String heading,
            String hint,
            String action,
            Form form,
            List<Field> fields,
            String submit,
            String cancel,
            boolean danger,
            boolean folded)
            implements Part {
        public boolean upload() {
            return fields.stream()
                    .anyMatch(field -> field.kind() == Field.Kind.FILES || field.kind() == Field.Kind.SHEET);
        }
    }

    record Buttons(List<Button> buttons) implements Part {}

    /**
     * A list whose rows are chosen for commands: its check boxes belong to the form below it.
     *
     * @param id of the form, unique on the page
     * @param fields what is stated for all that are chosen
     */
    record Choosing(String id, Listing listing, Form form, List<Field> fields, List<Press> presses) implements Part {
        /** A button that posts what is chosen to the path. */
        public record Press(String label, String action, boolean primary) {}
    }

    /** @param poll address that the bar asks every second; null when the work is over */
    record Progress(
            String id,
            String label,
            long done,
            long total,
            @Nullable String poll) implements Part {}

    /** How far a thing has come. */
    record Way(String heading, List<Step> steps) implements Part {}

    record Timeline(String heading, List<TimelineEntry> entries) implements Part {}

    /**
     * One thing with what it was computed from.
     *
     * @param note where it comes from; empty for nothing
     * @param of the most it can be; empty for no bound
     */
    record Account(String title, String note, String figure, String of, List<Line> lines) {
        /**
         * One step.
         *
         * @param path where the evidence is; empty for none
         */
        public record Line(String text, String path) {}
    }

    /** Figures with every step on the way to them. */
    record Accounts(String heading, List<Account> accounts) implements Part {}

    record Drawing(Chart chart) implements Part {}
}
