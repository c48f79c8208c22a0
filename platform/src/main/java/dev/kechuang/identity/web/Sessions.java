package dev.kechuang.identity.web;

import dev.kechuang.identity.internal.LiveSession;
import dev.kechuang.identity.internal.LiveSessions;
import dev.kechuang.identity.internal.SessionStore.Method;
import dev.kechuang.identity.internal.Settings;
import dev.kechuang.identity.internal.SignIn;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.stereotype.Component;

/** Begins sessions: the one place where somebody becomes logged in, by whichever way they proved who they are. */
@Component
class Sessions {

    private static final String PENDING = "kc.pending";

    /** How long somebody may take to type the code after the password. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final LiveSessions live;
    private final SignIn signIn;
    private final SecurityContextRepository contexts;
    private final SessionAuthenticationStrategy strategy;
    private final Clock clock;
    private final Settings settings;

    Sessions(
            LiveSessions live,
            SignIn signIn,
            SecurityContextRepository contexts,
            SessionAuthenticationStrategy strategy,
            Clock clock,
            Settings settings) {
        this.live = live;
        this.signIn = signIn;
        this.contexts = contexts;
        this.strategy = strategy;
        this.clock = clock;
        this.settings = settings;
    }

    /** Somebody whose first factor was right and who has yet to show the second. */
    record Pending(UUID account, Method method, Instant until, String back) implements java.io.Serializable {}

    void pend(HttpServletRequest request, UUID account, Method method, String back) {
        request.getSession();
        request.changeSessionId();
        request.getSession().setMaxInactiveInterval((int) PATIENCE.toSeconds());
        request.getSession()
                .setAttribute(
                        PENDING, new Pending(account, method, clock.instant().plus(PATIENCE), back));
    }

    Optional<Pending> pending(HttpServletRequest request) {
        var session = request.getSession(false);
        if (session == null || !(session.getAttribute(PENDING) instanceof Pending pending)) return Optional.empty();
        return clock.instant().isBefore(pending.until()) ? Optional.of(pending) : Optional.empty();
    }

    /** False when the account was locked in the meantime. */
    boolean begin(HttpServletRequest request, HttpServletResponse response, UUID account, Method method) {
        var former = request.getSession(false);
        if (former != null) {
            // Somebody else may have been logged in here, and nothing of theirs stays.
            former.invalidate();
        }
        var servlet = request.getSession(true);
        // A little longer than ours, which is the one that counts and says why it ended.
        servlet.setMaxInactiveInterval(
                (int) settings.idleTimeout().plusMinutes(5).toSeconds());
        String agent = Objects.requireNonNullElse(request.getHeader(HttpHeaders.USER_AGENT), "");
        Optional<LiveSession> begun = live.start(account, servlet.getId(), method, request.getRemoteAddr(), agent);
        if (begun.isEmpty()) {
            servlet.invalidate();
            return false;
        }
        var authentication = UsernamePasswordAuthenticationToken.authenticated(begun.get(), null, List.of());
        strategy.onAuthentication(authentication, request, response);
        var context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(authentication);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        signIn.began(begun.get().viewer(), request.getRemoteAddr(), method);
        return true;
    }
}
