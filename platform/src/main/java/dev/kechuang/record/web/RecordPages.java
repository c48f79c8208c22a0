package dev.kechuang.record.web;

import dev.kechuang.record.Closings;
import dev.kechuang.record.Evidence;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.Money;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Kpi;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the pages of the records show. */
public final class RecordPages {

    private RecordPages() {}

    /**
     * The records behind a figure.
     *
     * @param found null while no kind is chosen or the address is wrong
     */
    public record Found(
            Form form, List<Option> kinds, List<Option> regions, Evidence.@Nullable Page found, RecordNames names) {

        public String title(Frame frame) {
            String kind = form.value("kind");
            return kind.isEmpty()
                    ? frame.t("record.title")
                    : frame.t("record.title.of", names.kind(kind, frame.locale()));
        }

        public List<Kpi> figures(Frame frame) {
            if (found == null) return List.of();
            var figures = new ArrayList<Kpi>();
            String asOf = form.value("asOf");
            String note = asOf.isEmpty() ? frame.t("record.live") : frame.t("record.asOf", asOf);
            figures.add(Kpi.of(frame.t("record.count"), found.figure().count(), "", note, ""));
            if (found.figure().amountFen() != 0) {
                figures.add(new Kpi(
                        frame.t("record.amount"),
                        dev.kechuang.shared.web.ui.Figures.wan(
                                new Money(found.figure().amountFen())),
                        frame.t("shared.wan"),
                        null,
                        note,
                        ""));
            }
            figures.add(Kpi.of(
                    frame.t("record.records"), found.figure().records(), frame.t("record.records.unit"), note, ""));
            return figures;
        }

        public Table table(Frame frame) {
            return items(frame, found == null ? List.of() : found.records().items(), names, false);
        }
    }

    /** Late bookings. */
    public record Late(KeyPage<Evidence.Item> late, RecordNames names) {
        public Table table(Frame frame) {
            return items(frame, late.items(), names, true);
        }
    }

    /** @param mayClose whether the viewer closes months */
    public record Closed(List<Closings.Closing> closings, Form form, boolean mayClose, String latest) {
        public Table table(Frame frame) {
            return Table.of(
                    frame.t("record.closings"),
                    List.of(
                            Column.<Closings.Closing>text(
                                    frame.t("record.month"),
                                    closing -> Cell.text(closing.month().toString())),
                            Column.text(
                                    frame.t("record.closedAt"), closing -> Cell.text(frame.time(closing.closedAt()))),
                            Column.text(frame.t("record.closedBy"), closing -> Cell.text(closing.closedBy())),
                            Column.figure(frame.t("record.position"), "", closing -> Cell.count(closing.position())),
                            Column.figure(
                                    frame.t("record.late"),
                                    frame.t("record.records.unit"),
                                    closing -> closing.late() == 0
                                            ? Cell.count(0)
                                            : Cell.count(closing.late()).linked("/records/late"))),
                    closings);
        }
    }

    private static Table items(Frame frame, List<Evidence.Item> items, RecordNames names, boolean ofAllKinds) {
        var columns = new ArrayList<Column<Evidence.Item>>();
        columns.add(Column.text(
                frame.t("record.businessDate"),
                item -> Cell.text(item.businessDate().toString())));
        if (ofAllKinds) {
            columns.add(
                    Column.text(frame.t("record.kind"), item -> Cell.text(names.kind(item.kind(), frame.locale()))));
        }
        columns.add(Column.text(frame.t("record.region"), item -> Cell.text(place(item, names, frame))));
        columns.add(Column.title(
                frame.t("record.dimensions"), item -> Cell.text(names.dimensions(item.dimensions(), frame.locale()))));
        columns.add(Column.figure(frame.t("record.count"), "", item -> Cell.count(item.count())));
        if (items.stream().anyMatch(item -> item.amountFen() != 0)) {
            columns.add(Column.figure(
                    frame.t("record.amount"), frame.t("shared.wan"), item -> Cell.money(new Money(item.amountFen()))));
        }
        columns.add(Column.text(frame.t("record.state"), item -> state(item, frame)));
        columns.add(Column.text(
                frame.t("record.subject"),
                item -> names.path(item.subject())
                        .<Cell>map(path -> Cell.link(frame.t("record.subject.open"), path))
                        .orElse(Cell.NONE)));
        return Table.of(frame.t("record.title"), columns, items);
    }

    private static String place(Evidence.Item item, RecordNames names, Frame frame) {
        String region = names.region(item.region(), frame.locale());
        return item.zone() == null ? region : region + " / " + names.region(item.zone(), frame.locale());
    }

    private static Cell state(Evidence.Item item, Frame frame) {
        if (item.reverses() != null) return new Tag(frame.t("record.state.reversal"), Tone.RETURNED);
        if (item.reversedBy() != null) return new Tag(frame.t("record.state.reversed"), Tone.FAILED);
        if (item.late()) return new Tag(frame.t("record.state.late"), Tone.RETURNED);
        return item.position() == null
                ? new Tag(frame.t("record.state.unsealed"), Tone.DRAFT)
                : new Tag(frame.t("record.state.sealed", Long.toString(item.position())), Tone.PASSED);
    }
}
