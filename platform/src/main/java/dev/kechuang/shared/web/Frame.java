package dev.kechuang.shared.web;

import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ui.Notice;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What every page shares: who looks, in which language and size, the menus, the counts. A template takes it as its
 * first parameter; {@link FrameInterceptor} puts it into every model under {@code frame}.
 *
 * @param path path of the request without query
 * @param query query string of the request, empty for none
 * @param csrf what every form and every htmx request has to send back
 * @param large 大字版: the root size is 125 %
 * @param demo demonstration data: every page says so
 * @param unread messages nobody has read yet
 * @param today the business day, in Asia/Shanghai
 * @param notice said once, above the page that follows a redirect; null for nothing
 */
public record Frame(
        Viewer viewer,
        Locale locale,
        String path,
        String query,
        Csrf csrf,
        boolean large,
        boolean demo,
        int unread,
        LocalDate today,
        List<Area> areas,
        @Nullable Notice notice,
        Texts texts,
        Assets assets) {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(WebConfiguration.ZONE);

    /** The token against forged requests: name of the form field, name of the header, value. */
    public record Csrf(String parameter, String header, String token) {
        public static final Csrf NONE = new Csrf("_csrf", "X-CSRF-TOKEN", "");
    }

    /** An area of the top bar with the entries of its side menu. */
    public record Area(String label, String path, boolean current, List<Section> sections) {}

    public record Section(String label, List<Entry> entries) {}

    public record Entry(String label, String path, boolean current, int todo) {}

    /** The text of a message key in the viewer's language. A missing key is a programming error and throws. */
    public String t(String key, Object... args) {
        return texts.text(locale, key, args);
    }

    /** What is wrong with a field, in the viewer's language. */
    public String say(FieldError error) {
        return texts.text(locale, error.key(), error.args().toArray());
    }

    public String say(Notice said) {
        return texts.text(locale, said.key(), said.args().toArray());
    }

    public boolean english() {
        return locale.getLanguage().equals("en");
    }

    /** Picks one of two texts that come as data in both languages. */
    public String pick(String chinese, String english) {
        return english() && !english.isEmpty() ? english : chinese;
    }

    /** A date and time as pages show it, e.g. 2026-11-21 09:30, in Asia/Shanghai. */
    public String time(Instant instant) {
        return MINUTE.format(instant);
    }

    /** The address of a file under {@code static}, with its digest. */
    public String asset(String file) {
        return assets.url(file);
    }

    public List<Section> sections() {
        for (var area : areas) if (area.current) return area.sections;
        return List.of();
    }

    /** This page's address with its query, for links that come back to it. */
    public String here() {
        return query.isEmpty() ? path : path + "?" + query;
    }

    /**
     * This page's address with one parameter of the query set (or removed, when the value is empty). The place in a
     * paged list ({@code after}, {@code before}) is dropped, as it belongs to the old query.
     */
    public String with(String name, String value) {
        var out = new StringBuilder(path);
        char separator = '?';
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            String key = equals < 0 ? pair : pair.substring(0, equals);
            if (pair.isEmpty() || key.equals(name) || key.equals("after") || key.equals("before")) continue;
            out.append(separator).append(pair);
            separator = '&';
        }
        if (!value.isEmpty()) {
            out.append(separator).append(name).append('=').append(URLEncoder.encode(value, StandardCharsets.UTF_8));
        }
        return out.toString();
    }
}
