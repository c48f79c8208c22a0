package dev.kechuang.programme.internal.form;

import dev.kechuang.programme.internal.definition.FormDefinition.Field;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What was answered to a field, read by its type. */
public sealed interface Answered {

    /** Nothing answered. */
    record Nothing() implements Answered {}

    /** Typed, but not what the field takes; the field's problem says why. */
    record Unreadable(String typed) implements Answered {}

    record Text(String text) implements Answered {}

    /** @param value in the field's unit */
    record Number(BigDecimal value) implements Answered {}

    record Day(LocalDate day) implements Answered {}

    /** @param codes of the options chosen, one unless the field takes several */
    record Choice(List<String> codes) implements Answered {}

    record YesNo(boolean yes) implements Answered {}

    record Files(List<Attached> files) implements Answered {}

    record Organisations(List<Partner> organisations) implements Answered {}

    record Table(List<Row> rows, Map<String, BigDecimal> totals) implements Answered {}

    /** A file as its answer describes it. */
    record Attached(UUID id, String name, String sha256, long size) {}

    /** An organisation that takes part. */
    record Partner(UUID id, String name, String creditCode) {}

    /**
     * A row of a table.
     *
     * @param label what stands before a fixed row, empty for a row of the applicant
     * @param cells by the id of the column
     */
    record Row(String id, String label, Map<String, Cell> cells) {
        public boolean isEmpty() {
            return cells.values().stream().allMatch(cell -> cell.answered() instanceof Nothing);
        }
    }

    record Cell(Field column, String path, Answered answered) {}

    Answered NOTHING = new Nothing();

    default boolean isNothing() {
        return this instanceof Nothing
                || this instanceof Files(var files) && files.isEmpty()
                || this instanceof Organisations(var organisations) && organisations.isEmpty()
                || this instanceof Table(var rows, var ignored) && rows.stream().allMatch(Row::isEmpty);
    }
}
