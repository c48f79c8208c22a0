package dev.kechuang.shared.web.ui;

import dev.kechuang.shared.Money;
import gg.jte.Content;
import java.math.BigDecimal;
import java.util.List;

/** What stands in one cell of a table or behind one label of a description list. */
public sealed interface Cell permits Cell.Text, Cell.Link, Cell.Figure, Cell.Lines, Cell.Actions, Cell.Free, Tag {

    /** Nothing known: a dash, so that nobody takes it for a missing page. */
    Cell NONE = new Text("—");

    /** Plain text. */
    record Text(String text) implements Cell {}

    /** Text that leads somewhere. */
    record Link(String text, String path) implements Cell {}

    /**
     * A figure, right-aligned; its unit stands in the header.
     *
     * @param text formatted by {@link Figures}
     * @param full shown on hover, e.g. the full amount in yuan; empty for nothing
     * @param path the records behind the figure; empty for no link
     */
    record Figure(String text, String full, String path) implements Cell {
        public Figure linked(String to) {
            return new Figure(text, full, to);
        }
    }

    /** A first line (linked unless the path is empty) and a second, muted one: name and code. */
    record Lines(String first, String path, String second) implements Cell {}

    /** What can be done with the row: the first three stand in the row, the others under 更多. */
    record Actions(List<Action> actions) implements Cell {}

    /** Markup of a template, for what the other kinds cannot say. */
    record Free(Content content) implements Cell {}

    static Cell text(String text) {
        return text.isEmpty() ? NONE : new Text(text);
    }

    static Cell link(String text, String path) {
        return new Link(text, path);
    }

    static Figure count(long value) {
        return new Figure(Figures.count(value), "", "");
    }

    static Figure decimal(BigDecimal value, int decimals) {
        return new Figure(Figures.decimal(value, decimals), Figures.exact(value), "");
    }

    /** In 万元 with two decimals; the full amount in 元 on hover. */
    static Figure money(Money money) {
        return new Figure(Figures.wan(money), Figures.yuan(money) + " 元", "");
    }

    static Cell actions(Action... actions) {
        return new Actions(List.of(actions));
    }
}
