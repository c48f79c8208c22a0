package dev.kechuang.match.web.push;

import dev.kechuang.match.internal.push.WebhookService;
import dev.kechuang.match.internal.push.WebhookService.NewWebhook;
import dev.kechuang.match.internal.push.WebhookService.Registered;
import dev.kechuang.match.internal.push.WebhookStore;
import dev.kechuang.match.internal.push.WebhookStore.Delivery;
import dev.kechuang.match.internal.push.WebhookStore.Webhook;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.desk.Typed;
import dev.kechuang.shared.web.Form;
import dev.kechuang.shared.web.NotFound;
import dev.kechuang.shared.web.ui.Action;
import dev.kechuang.shared.web.ui.Cell;
import dev.kechuang.shared.web.ui.Confirm;
import dev.kechuang.shared.web.ui.Detail;
import dev.kechuang.shared.web.ui.Notice;
import dev.kechuang.shared.web.ui.Option;
import dev.kechuang.shared.web.ui.Table;
import dev.kechuang.shared.web.ui.Table.Column;
import dev.kechuang.shared.web.ui.Tag;
import dev.kechuang.shared.web.ui.Tone;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Other systems that are told of new matches, and what was sent to them. */
@Controller
@RequestMapping("/push/webhooks")
@Allow(Role.BUREAU_OFFICER)
public class WebhookController {

    private static final String SECRET = "webhookSecret";
    private static final int PAGE = 30;

    private final WebhookStore store;
    private final WebhookService service;
    private final PushWords words;

    WebhookController(WebhookStore store, WebhookService service, PushWords words) {
        this.store = store;
        this.service = service;
        this.words = words;
    }

    /** @param secret of the one just registered, shown this once; empty otherwise */
    public record ListPage(
            Table table, boolean none, Form form, List<Option> regions, List<Option> states, String secret) {}

    @GetMapping
    String list(Viewer viewer, Locale locale, Model model) {
        String secret = Objects.toString(model.getAttribute(SECRET), "");
        return list(Form.EMPTY, secret, viewer, locale, model);
    }

    private String list(Form form, String secret, Viewer viewer, Locale locale, Model model) {
        var found = store.list(viewer);
        List<Column<Webhook>> columns = List.of(
                Column.title(
                        words.text(locale, "matchPush.webhook.name"),
                        w -> new Cell.Lines(w.name(), "/push/webhooks/" + w.id(), w.url())),
                Column.text(
                        words.text(locale, "matchPush.column.region"),
                        w -> Cell.text(words.region(locale, w.region()))),
                Column.text(words.text(locale, "matchPush.webhook.states"), w -> Cell.text(states(w, locale))),
                Column.text(
                        words.text(locale, "matchPush.webhook.by"),
                        w -> new Cell.Lines(w.createdBy(), "", PushWords.minute(w.createdAt()))));
        model.addAttribute(
                "model",
                new ListPage(
                        Table.of(words.text(locale, "matchPush.webhooks"), columns, found),
                        found.isEmpty(),
                        form,
                        words.regions(locale, viewer),
                        words.states(locale),
                        secret));
        return "match/push/webhooks";
    }

    @PostMapping
    String register(
            @RequestParam MultiValueMap<String, String> posted,
            Viewer viewer,
            Locale locale,
            Model model,
            HttpServletResponse response,
            RedirectAttributes redirect) {
        var form = Form.of(posted);
        var wanted = new NewWebhook(
                form.value("name"), form.value("url"), form.value("region"), posted.getOrDefault("states", List.of()));
        return switch (service.register(viewer, wanted)) {
            case Outcome.Done<Registered>(var registered) -> {
                redirect.addFlashAttribute(SECRET, registered.secret());
                redirect.addFlashAttribute(Notice.FLASH, Notice.done("matchPush.webhook.done.registered"));
                yield "redirect:/push/webhooks";
            }
            case Outcome.Refused<Registered>(var errors) -> {
                response.setStatus(HttpStatus.UNPROCESSABLE_CONTENT.value());
                yield list(form.with(errors), "", viewer, locale, model);
            }
        };
    }

    /** @param older address of the page behind this one; empty for none */
    public record OnePage(
            String id,
            String name,
            List<Detail> details,
            Table deliveries,
            boolean none,
            String older,
            Confirm remove) {}

    @GetMapping("/{id}")
    String one(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String before,
            Viewer viewer,
            Locale locale,
            Model model) {
        Webhook webhook = store.find(viewer, id).orElseThrow(() -> new NotFound("webhook"));
        var found = store.deliveries(id, Typed.id(before).orElse(null), PAGE + 1);
        var shown = found.size() > PAGE ? found.subList(0, PAGE) : found;
        String path = "/push/webhooks/" + id;
        model.addAttribute(
                "model",
                new OnePage(
                        id.toString(),
                        webhook.name(),
                        List.of(
                                Detail.of(words.text(locale, "matchPush.webhook.url"), webhook.url()),
                                Detail.of(
                                        words.text(locale, "matchPush.column.region"),
                                        words.region(locale, webhook.region())),
                                Detail.of(words.text(locale, "matchPush.webhook.states"), states(webhook, locale)),
                                Detail.of(
                                        words.text(locale, "matchPush.webhook.position"),
                                        Long.toString(webhook.position()))),
                        deliveries(path, shown, locale),
                        shown.isEmpty(),
                        found.size() > PAGE
                                ? path + "?before=" + shown.getLast().id()
                                : "",
                        Confirm.of(
                                words.text(locale, "matchPush.webhook.remove.title"),
                                words.text(locale, "matchPush.webhook.remove.text"),
                                path + "/remove",
                                words.text(locale, "matchPush.webhook.remove"),
                                path)));
        return "match/push/webhook";
    }

    private Table deliveries(String path, List<Delivery> found, Locale locale) {
        List<Column<Delivery>> columns = List.of(
                Column.text(
                        words.text(locale, "matchPush.delivery.at"),
                        d -> new Cell.Lines(
                                PushWords.minute(d.createdAt()),
                                "",
                                d.replayOf() == null ? "" : words.text(locale, "matchPush.delivery.replay"))),
                Column.text(
                        words.text(locale, "matchPush.delivery.changes"),
                        d -> Cell.text(d.firstChange() + "–" + d.lastChange())),
                Column.figure(words.text(locale, "matchPush.delivery.matches"), "", d -> Cell.count(d.matches())),
                Column.text(words.text(locale, "matchPush.delivery.state"), d -> state(d, locale)),
                Column.figure(words.text(locale, "matchPush.delivery.attempts"), "", d -> Cell.count(d.attempts())),
                Column.title(words.text(locale, "matchPush.delivery.answer"), d -> Cell.text(answer(d, locale))),
                Column.actions(
                        words.text(locale, "matchPush.delivery.do"),
                        d -> Cell.actions(Action.post(
                                words.text(locale, "matchPush.delivery.again"),
                                path + "/deliveries/" + d.id() + "/replay"))));
        return Table.of(words.text(locale, "matchPush.deliveries"), columns, found);
    }

    private Tag state(Delivery delivery, Locale locale) {
        return switch (delivery.state()) {
            case "delivered" -> new Tag(words.text(locale, "matchPush.delivery.delivered"), Tone.PASSED);
            case "failed" -> new Tag(words.text(locale, "matchPush.delivery.failed"), Tone.FAILED);
            default -> new Tag(words.text(locale, "matchPush.delivery.waiting"), Tone.IN_PROGRESS);
        };
    }

    private String answer(Delivery delivery, Locale locale) {
        Integer status = delivery.status();
        if (delivery.state().equals("delivered")) return "HTTP " + status;
        String why =
                delivery.error().startsWith("matchPush.") ? words.text(locale, delivery.error()) : delivery.error();
        String said = status == null ? why : "HTTP " + status;
        return delivery.state().equals("waiting") && delivery.attempts() > 0
                ? words.text(locale, "matchPush.delivery.next", said, PushWords.minute(delivery.nextAttempt()))
                : said;
    }

    private String states(Webhook webhook, Locale locale) {
        return webhook.states().stream()
                .map(state -> words.state(locale, state).label())
                .collect(Collectors.joining(" / "));
    }

    @PostMapping("/{id}/remove")
    String remove(@PathVariable UUID id, Viewer viewer, RedirectAttributes redirect) {
        service.remove(viewer, id).fold(done -> done, errors -> gone(errors));
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("matchPush.webhook.done.removed"));
        return "redirect:/push/webhooks";
    }

    @PostMapping("/{id}/deliveries/{delivery}/replay")
    String replay(@PathVariable UUID id, @PathVariable UUID delivery, Viewer viewer, RedirectAttributes redirect) {
        service.replay(viewer, id, delivery).fold(done -> done, errors -> gone(errors));
        redirect.addFlashAttribute(Notice.FLASH, Notice.done("matchPush.webhook.done.replayed"));
        return "redirect:/push/webhooks/" + id;
    }

    private static <T> T gone(List<FieldError> errors) {
        throw new NotFound("webhook " + errors);
    }
}
