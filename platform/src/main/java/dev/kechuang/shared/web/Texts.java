package dev.kechuang.shared.web;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** Texts by message key. What takes no arguments is formatted once per language and kept: a page asks for hundreds. */
@Component
public final class Texts {

    private static final Object[] NONE = {};

    private final MessageSource messages;
    private final Map<String, String> chinese = new ConcurrentHashMap<>();
    private final Map<String, String> english = new ConcurrentHashMap<>();

    public Texts(MessageSource messages) {
        this.messages = messages;
    }

    /** For names of things that modules may leave without one. */
    public String or(Locale locale, String key, String otherwise) {
        String text = messages.getMessage(key, NONE, otherwise, locale);
        return text == null ? otherwise : text;
    }

    /** A missing key is a programming error and throws. */
    public String text(Locale locale, String key, Object... args) {
        if (args.length > 0) return messages.getMessage(key, args, locale);
        var kept = locale.getLanguage().equals("en") ? english : chinese;
        String known = kept.get(key);
        if (known != null) return known;
        String text = messages.getMessage(key, NONE, locale);
        kept.put(key, text);
        return text;
    }
}
