package dev.kechuang.match.internal.push;

import dev.kechuang.identity.Sealing;
import dev.kechuang.match.internal.push.WebhookStore.Due;
import dev.kechuang.match.internal.push.WebhookStore.Sent;
import dev.kechuang.match.internal.push.WebhookStore.Webhook;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets other systems know. Differences are put into the outbox in the transaction that moves the place they were read to,
 * so none is left out and none is put in twice; a call is repeated under the same number until it is taken.
 */
@Service
public class Webhooks {

    static final String SIGNATURE = "X-Kechuang-Signature";
    static final String DELIVERY = "X-Kechuang-Delivery";

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CHANGES = 5_000;
    private static final int MATCHES = 200;
    private static final Duration LEASE = Duration.ofMinutes(2);
    /** After each attempt that failed; after the last it is given up. */
    private static final List<Duration> AGAIN = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(3),
            Duration.ofHours(6),
            Duration.ofHours(12));

    private final WebhookStore store;
    private final NoticeStore notices;
    private final Sealing sealing;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final boolean anywhere;

    /** @param anywhere as in {@link WebhookService} */
    public Webhooks(
            WebhookStore store,
            NoticeStore notices,
            Sealing sealing,
            TransactionOperations transactions,
            Clock clock,
            @Value("${kc.match.webhook.anywhere:false}") boolean anywhere) {
        this.store = store;
        this.notices = notices;
        this.sealing = sealing;
        this.transactions = transactions;
        this.clock = clock;
        this.anywhere = anywhere;
    }

    /** Puts what is new into the outbox and sends what is due; the number of calls that were taken. */
    public int run() {
        for (UUID webhook : store.active()) {
            while (Boolean.TRUE.equals(transactions.execute(status -> collect(webhook)))) {
                // Until its end.
            }
        }
        int taken = 0;
        while (true) {
            Instant now = clock.instant();
            Due due = transactions.execute(
                    status -> store.claim(now, now.plus(LEASE)).orElse(null));
            if (due == null) return taken;
            if (send(due)) taken++;
        }
    }

    /** @param matches oldest first */
    private record Body(UUID webhook, long first, long last, List<Sent> matches) {}

    private boolean collect(UUID id) {
        Webhook webhook = store.lock(id).orElse(null);
        if (webhook == null) return false;
        Long last = notices.next(webhook.position(), CHANGES).orElse(null);
        if (last == null) return false;
        List<Sent> found = store.matches(id, webhook.position(), last);
        for (int from = 0; from < found.size(); from += MATCHES) {
            var some = found.subList(from, Math.min(from + MATCHES, found.size()));
            long first = some.getFirst().number();
            long end = some.getLast().number();
            String body = JSON.writeValueAsString(new Body(id, first, end, some));
            store.enqueue(id, first, end, some.size(), body, clock.instant());
        }
        store.move(id, last);
        return true;
    }

    private boolean send(Due due) {
        @Nullable Integer status = null;
        String error;
        try {
            Target target = Target.of(due.url(), anywhere);
            String secret = new String(sealing.unseal(due.webhook(), due.secret()), StandardCharsets.US_ASCII);
            String at = Long.toString(clock.instant().getEpochSecond());
            int answered = Caller.post(
                    target,
                    Map.of(
                            DELIVERY,
                            due.id().toString(),
                            SIGNATURE,
                            "t=" + at + ",v1=" + signature(secret, at, due.body())),
                    due.body());
            status = answered;
            if (answered >= 200 && answered < 300) {
                transactions.executeWithoutResult(done -> store.delivered(due.id(), answered, clock.instant()));
                return true;
            }
            error = "";
        } catch (Target.Refused e) {
            error = String.valueOf(e.getMessage());
        } catch (IOException | IllegalStateException e) {
            error = e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        Instant now = clock.instant();
        Instant again = due.attempt() > AGAIN.size() ? null : now.plus(AGAIN.get(due.attempt() - 1));
        Integer answered = status;
        String why = error;
        transactions.executeWithoutResult(done -> store.missed(due.id(), answered, why, again, now));
        return false;
    }

    /** HMAC-SHA256 over the time, a point and the body, in hexadecimal digits. */
    static String signature(String secret, String at, String body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((at + "." + body).getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
