package dev.kechuang.programme.web.decision;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** How many objections one address may raise: ten an hour. Nobody needs more, and each holds an application. */
@Component
class ObjectionLimit {

    private static final int AN_HOUR = 10;
    private static final int MOST = 10_000;

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

    boolean allows(String address) {
        if (buckets.size() > MOST) {
            buckets.values().removeIf(bucket -> bucket.getAvailableTokens() >= AN_HOUR);
            if (buckets.size() > MOST) buckets.clear();
        }
        return buckets.computeIfAbsent(
                        address,
                        ignored -> Bucket.builder()
                                .addLimit(Bandwidth.builder()
                                        .capacity(AN_HOUR)
                                        .refillGreedy(AN_HOUR, Duration.ofHours(1))
                                        .build())
                                .build())
                .tryConsume(1);
    }
}
