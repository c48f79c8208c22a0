package dev.kechuang.shared.web.ui;

/**
 * A label with its value in a description list.
 *
 * @param source where the value comes from, shown muted behind it; empty for none
 */
public record Detail(String label, Cell value, String source) {
    public static Detail of(String label, Cell value) {
        return new Detail(label, value, "");
    }

    public static Detail of(String label, String value) {
        return new Detail(label, Cell.text(value), "");
    }
}
