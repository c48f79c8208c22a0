package dev.kechuang.match.web.push;

import dev.kechuang.match.internal.push.WebhookService;
import dev.kechuang.match.internal.push.WebhookService.NewWebhook;
import dev.kechuang.match.internal.push.WebhookStore;
import dev.kechuang.match.internal.push.WebhookStore.Delivery;
import dev.kechuang.match.internal.push.WebhookStore.Webhook;
import dev.kechuang.shared.access.Allow;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ApiProblems;
import dev.kechuang.shared.web.NotFound;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Webhooks and their deliveries as JSON. */
@RestController
@RequestMapping("/api/match/webhooks")
@Allow(Role.BUREAU_OFFICER)
class WebhookApi {

    private static final int MOST = 100;

    private final WebhookStore store;
    private final WebhookService service;
    private final ApiProblems problems;

    WebhookApi(WebhookStore store, WebhookService service, ApiProblems problems) {
        this.store = store;
        this.service = service;
        this.problems = problems;
    }

    @GetMapping
    List<Webhook> list(Viewer viewer) {
        return store.list(viewer);
    }

    record Wanted(
            @Nullable String name,
            @Nullable String url,
            @Nullable String region,
            @Nullable List<String> states) {}

    /** The answer holds the secret that signs its calls; it is not given again. */
    @PostMapping
    ResponseEntity<?> register(@RequestBody Wanted body, Viewer viewer, Locale locale) {
        var wanted = new NewWebhook(
                body.name() == null ? "" : body.name(),
                body.url() == null ? "" : body.url(),
                body.region() == null ? "" : body.region(),
                body.states() == null ? List.of() : body.states());
        return problems.answer(service.register(viewer, wanted), locale);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<?> remove(@PathVariable UUID id, Viewer viewer, Locale locale) {
        find(viewer, id);
        return problems.answer(service.remove(viewer, id), locale);
    }

    /** Newest first, older than one. */
    @GetMapping("/{id}/deliveries")
    List<Delivery> deliveries(
            @PathVariable UUID id,
            @RequestParam(name = "after", required = false) @Nullable UUID after,
            @RequestParam(name = "size", defaultValue = "30") int size,
            Viewer viewer) {
        find(viewer, id);
        return store.deliveries(id, after, Math.clamp(size, 1, MOST));
    }

    @PostMapping("/{id}/deliveries/{delivery}/replay")
    ResponseEntity<?> replay(@PathVariable UUID id, @PathVariable UUID delivery, Viewer viewer, Locale locale) {
        find(viewer, id);
        return problems.answer(service.replay(viewer, id, delivery), locale);
    }

    private void find(Viewer viewer, UUID id) {
        if (store.find(viewer, id).isEmpty()) throw new NotFound("webhook");
    }
}
