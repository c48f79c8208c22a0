package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.Tokens;
import dev.kechuang.shared.access.HasViewer;
import dev.kechuang.shared.access.Viewer;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/** Turns {@code Authorization: Bearer …} into the person who made the token (RFC 6750). */
final class TokenFilter extends OncePerRequestFilter {

    private static final String SCHEME = "bearer ";

    private final Tokens tokens;
    private final RateLimits limits;
    private final Problems problems;

    TokenFilter(Tokens tokens, RateLimits limits, Problems problems) {
        this.tokens = tokens;
        this.limits = limits;
        this.problems = problems;
    }

    /** The principal of a request with a token. */
    record Program(Viewer viewer) implements HasViewer {
        @Override
        public String toString() {
            return viewer.requireAccount().toString();
        }
    }

    static @Nullable String bearer(HttpServletRequest request) {
        String header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) return null;
        return header.substring(SCHEME.length()).strip();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        String secret = bearer(request);
        Optional<Viewer> viewer = secret == null ? Optional.empty() : tokens.viewer(secret);
        if (viewer.isEmpty()) {
            if (limits.refuse(limits.guess(request), request, response)) return;
            response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer error=\"invalid_token\"");
            problems.answer(request, response, 401, "identity.problem.token");
            return;
        }
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(
                UsernamePasswordAuthenticationToken.authenticated(new Program(viewer.get()), null, List.of()));
        SecurityContextHolder.setContext(context);
        chain.doFilter(request, response);
    }
}
