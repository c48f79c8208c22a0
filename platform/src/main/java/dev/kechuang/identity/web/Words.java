package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.Account;
import dev.kechuang.identity.internal.SessionStore;
import dev.kechuang.pack.CodeLists;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Names of roles, states and times in the reader's language. */
@Component
class Words {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final Texts texts;
    private final CodeLists codes;

    Words(Texts texts, CodeLists codes) {
        this.texts = texts;
        this.codes = codes;
    }

    String t(Locale locale, String key, Object... args) {
        return texts.text(locale, key, args);
    }

    String role(Locale locale, Role role) {
        boolean english = locale.getLanguage().equals("en");
        return codes.roles().stream()
                .filter(text -> text.role() == role)
                .findFirst()
                .map(text -> english ? text.en() : text.name())
                .orElse(role.name());
    }

    String roles(Locale locale, List<Role> roles) {
        return roles.stream().map(role -> role(locale, role)).collect(Collectors.joining(" "));
    }

    static String time(@Nullable Instant instant) {
        return instant == null ? "" : MINUTE.format(instant);
    }

    Tag status(Locale locale, Account account) {
        if (account.active() && account.invited())
            return new Tag(t(locale, "identity.status.invited"), Tone.IN_PROGRESS);
        return switch (account.status()) {
            case ACTIVE -> new Tag(t(locale, "identity.status.ACTIVE"), Tone.PASSED);
            case LOCKED -> new Tag(t(locale, "identity.status.LOCKED"), Tone.FAILED);
            case CLOSED -> new Tag(t(locale, "identity.status.CLOSED"), Tone.DRAFT);
        };
    }

    Cell sessionState(Locale locale, SessionStore.Session session, boolean mine) {
        if (mine) return new Tag(t(locale, "identity.session.this"), Tone.PASSED);
        if (session.endedAt() == null) return new Tag(t(locale, "identity.session.open"), Tone.IN_PROGRESS);
        return Cell.text(t(locale, "identity.session.ended." + session.endReason()));
    }

    /** Browser and system from the header, as people say it. */
    static String agent(String header) {
        String browser = header.contains("Edg/")
                ? "Edge"
                : header.contains("Firefox/")
                        ? "Firefox"
                        : header.contains("Chrome/") ? "Chrome" : header.contains("Safari/") ? "Safari" : "";
        String system = header.contains("Windows")
                ? "Windows"
                : header.contains("Android")
                        ? "Android"
                        : header.contains("iPhone") || header.contains("iPad")
                                ? "iOS"
                                : header.contains("Mac OS") ? "macOS" : header.contains("Linux") ? "Linux" : "";
        String both = (browser + " " + system).strip();
        return both.isEmpty() ? header.substring(0, Math.min(40, header.length())) : both;
    }
}
