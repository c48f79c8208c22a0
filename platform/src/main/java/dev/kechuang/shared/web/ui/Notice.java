package dev.kechuang.shared.web.ui;

import java.io.Serializable;
import java.util.List;

/**
 * A sentence above the page. Before a redirect a controller adds one as flash attribute {@link #FLASH}; the frame of
 * the next page shows it.
 *
 * @param key message key, looked up when it is shown
 * @param args strings and numbers the message is filled with
 */
public record Notice(Kind kind, String key, List<? extends Serializable> args) implements Serializable {

    public static final String FLASH = "notice";

    public enum Kind {
        DONE,
        INFO,
        WARNING,
        ERROR
    }

    public static Notice done(String key, Serializable... args) {
        return new Notice(Kind.DONE, key, List.of(args));
    }

    public static Notice info(String key, Serializable... args) {
        return new Notice(Kind.INFO, key, List.of(args));
    }

    public static Notice warning(String key, Serializable... args) {
        return new Notice(Kind.WARNING, key, List.of(args));
    }

    public static Notice error(String key, Serializable... args) {
        return new Notice(Kind.ERROR, key, List.of(args));
    }
}
