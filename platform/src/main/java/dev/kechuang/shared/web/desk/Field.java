package dev.kechuang.shared.web.desk;

import dev.kechuang.shared.web.ui.Option;
import java.util.List;

/**
 * One field of a form on a page.
 *
 * @param label ready to show
 * @param hint empty for none
 * @param most longest text
 */
public record Field(
        Kind kind, String name, String label, boolean required, String hint, List<Option> options, int most) {

    public enum Kind {
        LINE,
        TEXT,
        DAY,
        NUMBER,
        SELECT,
        RADIOS,
        CHECKBOXES,
        CHECKBOX,
        FILES,
        SHEET,
        HIDDEN
    }

    public static Field line(String name, String label, int most) {
        return new Field(Kind.LINE, name, label, false, "", List.of(), most);
    }

    public static Field text(String name, String label, int most) {
        return new Field(Kind.TEXT, name, label, false, "", List.of(), most);
    }

    public static Field day(String name, String label) {
        return new Field(Kind.DAY, name, label, false, "", List.of(), 10);
    }

    public static Field number(String name, String label) {
        return new Field(Kind.NUMBER, name, label, false, "", List.of(), 20);
    }

    public static Field select(String name, String label, List<Option> options) {
        return new Field(Kind.SELECT, name, label, false, "", options, 0);
    }

    public static Field radios(String name, String label, List<Option> options) {
        return new Field(Kind.RADIOS, name, label, false, "", options, 0);
    }

    public static Field checkboxes(String name, String label, List<Option> options) {
        return new Field(Kind.CHECKBOXES, name, label, false, "", options, 0);
    }

    public static Field checkbox(String name, String label) {
        return new Field(Kind.CHECKBOX, name, label, false, "", List.of(), 0);
    }

    public static Field files(String name, String label, String hint) {
        return new Field(Kind.FILES, name, label, false, hint, List.of(), 0);
    }

    public static Field sheet(String name, String label, String hint) {
        return new Field(Kind.SHEET, name, label, true, hint, List.of(), 0);
    }

    public static Field hidden(String name) {
        return new Field(Kind.HIDDEN, name, "", false, "", List.of(), 0);
    }

    public Field must() {
        return new Field(kind, name, label, true, hint, options, most);
    }

    public Field hint(String text) {
        return new Field(kind, name, label, required, text, options, most);
    }
}
