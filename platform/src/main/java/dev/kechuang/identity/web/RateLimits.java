package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.Settings;
import dev.kechuang.shared.access.Viewer;
import dev.kechuang.shared.web.ClientNetwork;
import dev.kechuang.shared.web.ViewerResolver;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How often somebody may knock: buckets by address for whatever proves or makes an identity, and by account (by address
 * for the public) for {@code /api} and the calculators of policies. A refusal is 429 and says when to come back.
 */
@Component
class RateLimits {

    /** So many buckets are kept; full ones, which say nothing, go first. */
    private static final int MOST = 50_000;

    private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();
    private final Settings settings;
    private final Problems problems;

    RateLimits(Settings settings, Problems problems) {
        this.settings = settings;
        this.problems = problems;
    }

    OncePerRequestFilter filter() {
        return new OncePerRequestFilter() {
            @Override
            protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
                    throws ServletException, IOException {
                Bucket bucket = bucket(request);
                if (bucket == null || !refuse(bucket, request, response)) chain.doFilter(request, response);
            }
        };
    }

    /** For secrets that were wrong. */
    Bucket guess(HttpServletRequest request) {
        return bucket("guess:" + ClientNetwork.of(request.getRemoteAddr()), settings.loginsPerMinute());
    }

    /** Answers 429 when the bucket is empty. */
    boolean refuse(Bucket bucket, HttpServletRequest request, HttpServletResponse response) throws IOException {
        ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
        if (probe.isConsumed()) return false;
        long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1;
        response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        problems.answer(request, response, 429, "identity.problem.rate");
        return true;
    }

    private @Nullable Bucket bucket(HttpServletRequest request) {
        String path = request.getRequestURI();
        boolean proves = path.startsWith("/login")
                || path.startsWith("/link/")
                || path.startsWith("/register")
                || path.startsWith("/api/registry/registrations")
                || path.startsWith("/api/identity/link");
        if (proves && request.getMethod().equals("POST")) {
            return bucket("login:" + ClientNetwork.of(request.getRemoteAddr()), settings.loginsPerMinute());
        }
        // Pages that compute for everybody cost more than pages that show.
        boolean computes = path.startsWith("/policies/") && (path.endsWith("/calculator") || path.endsWith("/finder"));
        if (!Problems.api(request) && !computes) return null;
        Viewer viewer = ViewerResolver.current();
        String who = viewer.isPublic() ? ClientNetwork.of(request.getRemoteAddr()) : String.valueOf(viewer.account());
        return bucket("api:" + who, settings.requestsPerMinute());
    }

    private Bucket bucket(String key, int perMinute) {
        if (buckets.size() > MOST) {
            buckets.values().removeIf(bucket -> bucket.getAvailableTokens() >= perMinute / 2);
            if (buckets.size() > MOST) buckets.clear();
        }
        return buckets.computeIfAbsent(
                key,
                made -> Bucket.builder()
                        .addLimit(Bandwidth.builder()
                                .capacity(perMinute)
                                .refillGreedy(perMinute, Duration.ofMinutes(1))
                                .build())
                        .build());
    }
}
