package dev.kechuang.shared.web.ui;

/**
 * Something that can be done, as a link or a button that posts.
 *
 * @param path a page for {@code GET}, a command for {@code POST}
 * @param post whether it changes something: then it is a form with the csrf field, never a link
 */
public record Action(String label, String path, boolean post) {

    public static Action open(String label, String path) {
        return new Action(label, path, false);
    }

    public static Action post(String label, String path) {
        return new Action(label, path, true);
    }
}
