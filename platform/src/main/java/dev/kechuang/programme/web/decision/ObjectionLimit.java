package dev.kechuang.programme.web.decision;

import dev.kechuang.shared.web.ClientNetwork;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * What somebody whom nobody knows may do in an hour from one network: ten objections, each of which holds an application,
 * twenty uploads, and forty tries to read what became of one.
 */
@Component
class ObjectionLimit {

    /** @param anHour how often from one network */
    enum Act {
        FILE(10),
        UPLOAD(20),
        READ(40);

        private final int anHour;

        Act(int anHour) {
            this.anHour = anHour;
        }
    }

    private static final int MOST = 10_000;

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    boolean allows(Act act, String address) {
        if (buckets.size() > MOST) {
            buckets.values().removeIf(bucket -> bucket.getAvailableTokens() >= Act.FILE.anHour);
            if (buckets.size() > MOST) buckets.clear();
        }
        return buckets.computeIfAbsent(
                        act + ":" + ClientNetwork.of(address),
                        ignored -> Bucket.builder()
                                .addLimit(Bandwidth.builder()
                                        .capacity(act.anHour)
                                        .refillGreedy(act.anHour, Duration.ofHours(1))
                                        .build())
                                .build())
                .tryConsume(1);
    }
}
