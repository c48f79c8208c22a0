package dev.kechuang.message.web;

import dev.kechuang.message.Message;
import dev.kechuang.shared.KeyPage;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.Frame;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Tab;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import java.util.List;
import java.util.Map;

/**
 * The inbox.
 *
 * @param email whether the person wants e-mail
 * @param mailOn whether this installation sends any
 */
public record InboxPage(KeyPage<Message> messages, boolean unreadOnly, int unread, boolean email, boolean mailOn) {

    public List<Tab> tabs(Frame frame) {
        return List.of(
                Tab.of(frame.t("message.all"), "/messages", !unreadOnly),
                new Tab(frame.t("message.unread"), "/messages?unread=true", unreadOnly, unread));
    }

    public Form preferences() {
        return Form.of(Map.of("email", email ? "true" : ""));
    }

    public Table table(Frame frame) {
        return Table.of(
                frame.t("message.title"),
                List.of(
                        Column.<Message>text(
                                frame.t("message.state"),
                                message -> message.unread()
                                        ? new Tag(frame.t("message.unread"), Tone.IN_PROGRESS)
                                        : new Tag(frame.t("message.read"), Tone.DRAFT)),
                        Column.title(
                                frame.t("message.subject"),
                                message ->
                                        new Cell.Lines(message.subject(), "/messages/" + message.id(), message.text())),
                        Column.text(frame.t("message.time"), message -> Cell.text(frame.time(message.sentAt()))),
                        Column.actions(
                                frame.t("message.actions"),
                                message -> Cell.actions(
                                        Action.post(frame.t("message.open"), "/messages/" + message.id() + "/open")))),
                messages.items());
    }
}
