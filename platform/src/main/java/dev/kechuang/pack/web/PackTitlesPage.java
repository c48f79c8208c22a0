package dev.kechuang.pack.web;

import dev.kechuang.pack.TitleKind;
import dev.kechuang.pack.internal.Item;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The kinds of titles, a table for each group. */
public record PackTitlesPage(PackHead head) {

    public boolean isEmpty() {
        return head.summary().content().titles().isEmpty();
    }

    public List<Table> tables(Frame frame) {
        return Arrays.stream(TitleKind.Group.values())
                .map(group -> table(frame, group))
                .filter(table -> !table.rows().isEmpty())
                .toList();
    }

    private Table table(Frame frame, TitleKind.Group group) {
        var kinds = head.summary().content().titles().stream()
                .map(Item::value)
                .filter(kind -> kind.group() == group)
                .toList();
        return Table.of(
                word(frame, "group", group),
                List.of(
                        Column.<TitleKind>title(
                                frame.t("pack.title.name"),
                                kind -> new Cell.Lines(frame.pick(kind.name(), kind.en()), "", kind.code())),
                        Column.text(
                                frame.t("pack.title.levels"),
                                kind -> Cell.text(kind.levels().stream()
                                        .map(level -> word(frame, "level", level))
                                        .collect(Collectors.joining(frame.english() ? ", " : "、")))),
                        Column.text(frame.t("pack.title.years"), kind -> Cell.text(years(frame, kind))),
                        Column.text(
                                frame.t("pack.title.reevaluation"),
                                kind -> Cell.text(
                                        kind.reevaluationYears() == 0
                                                ? ""
                                                : frame.t("pack.title.every", kind.reevaluationYears()))),
                        Column.title(
                                frame.t("pack.title.fields"),
                                kind -> Cell.text(kind.fields().stream()
                                        .map(field -> frame.pick(field.name(), field.en()))
                                        .collect(Collectors.joining(frame.english() ? ", " : "、")))),
                        Column.title(frame.t("pack.title.clause"), kind -> Cell.text(clause(kind)))),
                kinds);
    }

    private static String word(Frame frame, String what, Enum<?> code) {
        return frame.t("pack.title." + what + "." + code.name().toLowerCase(Locale.ROOT));
    }

    private static String years(Frame frame, TitleKind kind) {
        if (kind.validYears() == 0) return frame.t("pack.title.unlimited");
        String years = frame.t("pack.title.valid", kind.validYears());
        return kind.expires() == null
                ? years
                : years + " " + kind.expires().toString().substring(2);
    }

    private static String clause(TitleKind kind) {
        if (kind.note().isEmpty()) return kind.clause();
        return kind.clause().isEmpty() ? kind.note() : kind.note() + "（" + kind.clause() + "）";
    }
}
