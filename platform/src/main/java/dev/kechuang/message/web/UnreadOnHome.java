package dev.kechuang.message.web;

import dev.kechuang.message.Message;
import dev.kechuang.message.internal.Inbox;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.HomeSource;
import dev.kechuang.shared.web.Texts;
import dev.kechuang.shared.web.ui.HomeCard;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The newest unread messages on the home page; nothing once all are read. */
@Component
class UnreadOnHome implements HomeSource {

    private static final int SHOWN = 5;
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final Inbox inbox;
    private final Texts texts;

    UnreadOnHome(Inbox inbox, Texts texts) {
        this.inbox = inbox;
        this.texts = texts;
    }

    /** Last: a message tells of what stands above it. */
    @Override
    public int order() {
        return 9_000;
    }

    @Override
    public Optional<HomeCard> card(Viewer viewer, Locale locale) {
        var unread = inbox.page(viewer, true, KeyPage.At.START).items();
        if (unread.isEmpty()) return Optional.empty();
        var todos = unread.stream().limit(SHOWN).map(UnreadOnHome::todo).toList();
        return Optional.of(new HomeCard(texts.text(locale, "message.title"), List.of(), todos, List.of()));
    }

    private static HomeCard.Todo todo(Message message) {
        return new HomeCard.Todo(message.subject(), MINUTE.format(message.sentAt()), "/messages/" + message.id());
    }
}
