package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.LiveSession;
import dev.kechuang.identity.internal.LiveSession.Restriction;
import dev.kechuang.identity.internal.LiveSessions;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Lets a request of somebody who is logged in through while the session lasts, and leads people who have to change their
 * password or set up a second factor there before anything else.
 */
final class SessionFilter extends OncePerRequestFilter {

    private final LiveSessions sessions;
    private final Problems problems;

    SessionFilter(LiveSessions sessions, Problems problems) {
        this.sessions = sessions;
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getRequestURI().startsWith("/assets/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof LiveSession live)) {
            chain.doFilter(request, response);
            return;
        }
        var ended = sessions.check(live);
        if (ended != null) {
            var session = request.getSession(false);
            if (session != null) session.invalidate();
            SecurityContextHolder.clearContext();
            request.setAttribute(Doors.ENDED, ended.name());
            chain.doFilter(request, response);
            return;
        }
        String first = first(live.restriction());
        if (first != null && !open(request, first)) {
            if (Problems.api(request)) problems.answer(request, response, 403, "identity.problem." + key(live));
            else {
                response.setStatus(303);
                response.setHeader(HttpHeaders.LOCATION, first);
            }
            return;
        }
        chain.doFilter(request, response);
    }

    private static @org.jspecify.annotations.Nullable String first(Restriction restriction) {
        return switch (restriction) {
            case NONE -> null;
            case CHANGE_PASSWORD -> "/account/password";
            case SET_UP_SECOND_FACTOR -> "/account/second-factor";
        };
    }

    private static String key(LiveSession live) {
        return live.restriction() == Restriction.CHANGE_PASSWORD ? "password" : "second";
    }

    private static boolean open(HttpServletRequest request, String first) {
        String path = request.getRequestURI();
        return path.equals(first)
                || path.startsWith(first + "/")
                || path.equals("/logout")
                || path.equals("/preferences")
                || path.equals("/error")
                || path.equals("/favicon.ico")
                || (path.startsWith("/api" + first) && Problems.api(request));
    }
}
