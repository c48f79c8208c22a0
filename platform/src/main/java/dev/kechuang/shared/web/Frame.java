package dev.kechuang.shared.web;

import dev.kechuang.shared.access.Viewer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;

/**
 * What every page shares: who looks, in which language and size, the menus, the counts. A template takes it as its
 * first parameter; {@link FrameInterceptor} puts it into every model under {@code frame}.
 *
 * @param path path of the request without query
 * @param query query string of the request, empty for none
 * @param csrfParameter name of the hidden field every form needs
 * @param csrfToken its value
 * @param large 大字版: the root size is 125 %
 * @param demo demonstration data: every page says so
 * @param unread messages nobody has read yet
 * @param today the business day, in Asia/Shanghai
 */
public record Frame(
        Viewer viewer,
        Locale locale,
        String path,
        String query,
        String csrfParameter,
        String csrfToken,
        boolean large,
        boolean demo,
        int unread,
        LocalDate today,
        List<Area> areas,
        MessageSource messages) {

    /** An area of the top bar with the entries of its side menu. */
    public record Area(String label, String path, boolean current, List<Section> sections) {}

    public record Section(String label, List<Entry> entries) {}

    public record Entry(String label, String path, boolean current, int todo) {}

    /** The text of a message key in the viewer's language. A missing key is a programming error and throws. */
    public String t(String key, Object... args) {
        return messages.getMessage(key, args, locale);
    }

    public boolean english() {
        return locale.getLanguage().equals("en");
    }

    /** Picks one of two texts that come as data in both languages. */
    public String pick(String chinese, String english) {
        return english() && !english.isEmpty() ? english : chinese;
    }

    public List<Section> sections() {
        return areas.stream()
                .filter(Area::current)
                .findFirst()
                .map(Area::sections)
                .orElse(List.of());
    }

    /** The same page with one query parameter changed, for links that switch language or text size. */
    public String here() {
        return query.isEmpty() ? path : path + "?" + query;
    }
}
