package dev.kechuang.message.web;

import dev.kechuang.message.internal.Inbox;
import dev.kechuang.message.internal.MailSettings;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.LocalPath;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Notice;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** 消息. */
@Controller
@Allow(anyRole = true)
class MessageController {

    private final Inbox inbox;
    private final MailSettings mail;

    MessageController(Inbox inbox, MailSettings mail) {
        this.inbox = inbox;
        this.mail = mail;
    }

    @GetMapping("/messages")
    String list(
            @RequestParam(defaultValue = "false") boolean unread,
            @RequestParam(required = false) @Nullable String after,
            @RequestParam(required = false) @Nullable String before,
            Viewer viewer,
            Model model) {
        model.addAttribute(
                "page",
                new InboxPage(
                        inbox.page(viewer, unread, KeyPage.At.of(after, before)),
                        unread,
                        inbox.unread(viewer),
                        inbox.email(viewer),
                        mail.on()));
        return "message/inbox";
    }

    @GetMapping("/messages/{id}")
    String message(@PathVariable UUID id, Viewer viewer, Model model) {
        model.addAttribute("message", inbox.open(viewer, id).orElseThrow(() -> new NotFound("message")));
        return "message/message";
    }

    /** Marks it as read and leads to the page it is about. */
    @PostMapping("/messages/{id}/open")
    String open(@PathVariable UUID id, Viewer viewer) {
        var message = inbox.open(viewer, id).orElseThrow(() -> new NotFound("message"));
        return "redirect:" + LocalPath.orHome(message.link());
    }

    @PostMapping("/messages/read")
    String readAll(Viewer viewer, RedirectAttributes redirect) {
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("message.readAll.done", inbox.readAll(viewer)));
        return "redirect:/messages";
    }

    @PostMapping("/messages/preferences")
    String preferences(
            @RequestParam(defaultValue = "false") boolean email, Viewer viewer, RedirectAttributes redirect) {
        inbox.email(viewer, email);
        redirect.addFlashAttribute(Notice.FLASH, Notice.done(email ? "message.email.nowOn" : "message.email.nowOff"));
        return "redirect:/messages";
    }
}
