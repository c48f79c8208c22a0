package dev.kechuang.shared.web;

/** Keeps redirects on this site: whoever sends a link must not be able to send our users elsewhere. */
public final class LocalPath {

    private LocalPath() {}

    /** The path if it leads to a page of ours, else {@code /}. */
    public static String orHome(String path) {
        boolean local = path.startsWith("/")
                && !path.startsWith("//")
                && path.indexOf('\\') < 0
                && path.chars().noneMatch(c -> c < 0x20);
        return local ? path : "/";
    }
}
