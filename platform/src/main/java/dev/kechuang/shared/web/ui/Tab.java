package dev.kechuang.shared.web.ui;

/**
 * One of several views of a thing.
 *
 * @param count shown behind the label; -1 for none
 */
public record Tab(String label, String path, boolean current, long count) {
    public static Tab of(String label, String path, boolean current) {
        return new Tab(label, path, current, -1);
    }
}
