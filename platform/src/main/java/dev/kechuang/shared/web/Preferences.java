package dev.kechuang.shared.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** What a reader chose for the eyes, kept in cookies that hold nothing personal: {@code kc-lang}, {@code kc-size}. */
public final class Preferences {

    public static final String LANGUAGE_COOKIE = "kc-lang";
    public static final String SIZE_COOKIE = "kc-size";

    private Preferences() {}

    static boolean large(HttpServletRequest request) {
        return "large".equals(cookie(request, SIZE_COOKIE));
    }

    static @Nullable String cookie(HttpServletRequest request, String name) {
        Cookie[] cookies = request.getCookies();
        if (cookies == null) return null;
        for (Cookie cookie : cookies) if (cookie.getName().equals(name)) return cookie.getValue();
        return null;
    }
}
