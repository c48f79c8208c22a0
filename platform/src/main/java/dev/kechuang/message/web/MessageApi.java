package dev.kechuang.message.web;

import dev.kechuang.message.Message;
import dev.kechuang.message.internal.Inbox;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.NotFound;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The inbox as JSON. */
@RestController
@RequestMapping("/api/message")
@Allow(anyRole = true)
class MessageApi {

    private final Inbox inbox;

    MessageApi(Inbox inbox) {
        this.inbox = inbox;
    }

    record Preferences(boolean email) {}

    record Count(int count) {}

    @GetMapping("/messages")
    KeyPage<Message> list(
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Viewer viewer) {
        return inbox.page(viewer, unread, KeyPage.At.of(after, before));
    }

    @GetMapping("/messages/unread")
    Count unread(Viewer viewer) {
        return new Count(inbox.unread(viewer));
    }

    @PostMapping("/messages/{id}/read")
    Message read(@PathVariable UUID id, Viewer viewer) {
        return inbox.open(viewer, id).orElseThrow(() -> new NotFound("message"));
    }

    /** Marks everything as read; answers how many were unread. */
    @PostMapping("/messages/read")
    Count readAll(Viewer viewer) {
        return new Count(inbox.readAll(viewer));
    }

    @GetMapping("/preferences")
    Preferences preferences(Viewer viewer) {
        return new Preferences(inbox.email(viewer));
    }

    @PutMapping("/preferences")
    Preferences preferences(@RequestBody Preferences wanted, Viewer viewer) {
        inbox.email(viewer, wanted.email());
        return wanted;
    }
}
