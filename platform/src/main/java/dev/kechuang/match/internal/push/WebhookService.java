package dev.kechuang.match.internal.push;

import dev.kechuang.audit.AuditEvent;
import dev.kechuang.audit.AuditLog;
import dev.kechuang.identity.Sealing;
import dev.kechuang.match.internal.push.WebhookStore.Webhook;
import dev.kechuang.pack.Regions;
import dev.kechuang.shared.FieldError;
import dev.kechuang.shared.Outcome;
import dev.kechuang.shared.access.Role;
import dev.kechuang.shared.access.Viewer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Officers of the bureau let other systems know of new matches in their regions (推送接口). */
@Service
public class WebhookService {

    private static final Set<String> STATES = Set.of("ELIGIBLE", "NEAR", "OPEN");
    private static final SecureRandom RANDOM = new SecureRandom();

    private final WebhookStore store;
    private final Sealing sealing;
    private final Regions regions;
    private final AuditLog audit;
    private final Clock clock;
    private final boolean anywhere;

    /** @param anywhere {@code kc.match.webhook.anywhere}: also plain http and the own network, for closed networks */
    public WebhookService(
            WebhookStore store,
            Sealing sealing,
            Regions regions,
            AuditLog audit,
            Clock clock,
            @Value("${kc.match.webhook.anywhere:false}") boolean anywhere) {
        this.store = store;
        this.sealing = sealing;
        this.regions = regions;
        this.audit = audit;
        this.clock = clock;
        this.anywhere = anywhere;
    }

    /** @param states which matches it gets; {@code ELIGIBLE}, {@code NEAR}, {@code OPEN} */
    public record NewWebhook(String name, String url, String region, List<String> states) {}

    /** @param secret what signs its calls; shown now and never again */
    public record Registered(Webhook webhook, String secret) {}

    /** From the newest match on. */
    @Transactional
    public Outcome<Registered> register(Viewer viewer, NewWebhook wanted) {
        var errors = new ArrayList<FieldError>();
        String name = wanted.name().strip();
        if (!viewer.is(Role.BUREAU_OFFICER)) errors.add(FieldError.of("", "matchPush.webhook.error.officer"));
        if (name.length() < 2 || name.length() > 60) errors.add(FieldError.of("name", "matchPush.webhook.error.name"));
        if (!viewer.regions().contains(wanted.region())) {
            errors.add(FieldError.of("region", "matchPush.webhook.error.region"));
        }
        if (wanted.states().isEmpty() || !STATES.containsAll(wanted.states())) {
            errors.add(FieldError.of("states", "matchPush.webhook.error.states"));
        }
        String url = wanted.url().strip();
        try {
            if (url.length() > 500) throw new Target.Refused("matchPush.webhook.error.url");
            Target.of(url, anywhere);
        } catch (Target.Refused e) {
            errors.add(FieldError.of("url", String.valueOf(e.getMessage())));
        }
        if (!errors.isEmpty()) return Outcome.refused(errors);
        var random = new byte[32];
        RANDOM.nextBytes(random);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
        var within = regions.subtree(wanted.region()).stream()
                .filter(viewer.regions()::contains)
                .toList();
        var webhook = new Webhook(
                UUID.randomUUID(),
                name,
                url,
                wanted.region(),
                wanted.states().stream().distinct().sorted().toList(),
                store.newestChange(),
                true,
                viewer.name(),
                clock.instant());
        byte[] sealed = sealing.seal(webhook.id(), secret.getBytes(StandardCharsets.US_ASCII));
        if (!store.insert(viewer, webhook, sealed, within)) {
            return Outcome.refused(FieldError.of("url", "matchPush.webhook.error.twice"));
        }
        audit.append(
                viewer,
                event("match.webhookRegistered", webhook)
                        .with(Map.of(
                                "url", url, "region", wanted.region(), "states", String.join(",", webhook.states()))));
        return Outcome.done(new Registered(webhook, secret));
    }

    @Transactional
    public Outcome<Webhook> remove(Viewer viewer, UUID id) {
        Webhook found = find(viewer, id);
        if (found == null) return Outcome.refused(FieldError.of("", "matchPush.webhook.error.gone"));
        store.remove(id, clock.instant());
        audit.append(viewer, event("match.webhookRemoved", found));
        return Outcome.done(found);
    }

    /** Sends a delivery once more. */
    @Transactional
    public Outcome<UUID> replay(Viewer viewer, UUID id, UUID delivery) {
        Webhook found = find(viewer, id);
        var again = found == null ? Optional.<UUID>empty() : store.replay(id, delivery, clock.instant());
        if (found == null || again.isEmpty()) {
            return Outcome.refused(FieldError.of("", "matchPush.webhook.error.gone"));
        }
        audit.append(viewer, event("match.webhookReplayed", found).with(Map.of("delivery", delivery.toString())));
        return Outcome.done(again.get());
    }

    private @Nullable Webhook find(Viewer viewer, UUID id) {
        return viewer.is(Role.BUREAU_OFFICER) ? store.find(viewer, id).orElse(null) : null;
    }

    private static AuditEvent event(String action, Webhook webhook) {
        return AuditEvent.of(action, "webhook", webhook.id(), webhook.name());
    }
}
