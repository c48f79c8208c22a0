package dev.kechuang.identity.internal;

import dev.kechuang.identity.internal.LiveSession.EndReason;
import dev.kechuang.identity.internal.LiveSession.Restriction;
import dev.kechuang.shared.access.Viewer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.context.WebServerInitializedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Who is logged in (在线会话). The platform is one process, so this map is the truth while it runs, and a session that is
 * ended, an account that is locked or a role that is taken counts from the next request on. A request costs no statement
 * but the one a minute that writes down when somebody was last seen.
 */
@Component
public class LiveSessions {

    static final Duration WRITE_EVERY = Duration.ofMinutes(1);

    private final Map<UUID, LiveSession> sessions = new ConcurrentHashMap<>();
    private final SessionStore store;
    private final AccountStore accounts;
    private final ViewerStore viewers;
    private final Restrictions restrictions;
    private final Clock clock;
    private final Settings settings;

    public LiveSessions(
            SessionStore store,
            AccountStore accounts,
            ViewerStore viewers,
            Restrictions restrictions,
            Clock clock,
            Settings settings) {
        this.store = store;
        this.accounts = accounts;
        this.viewers = viewers;
        this.restrictions = restrictions;
        this.clock = clock;
        this.settings = settings;
    }

    @EventListener
    void started(WebServerInitializedEvent event) {
        // A command beside a running instance has a context, but no server: the sessions are not its own.
        if (event.getWebServer().getPort() >= 0) store.endThoseOfAFormerProcess();
    }

    /** Empty when the account is no longer active. */
    public Optional<LiveSession> start(
            UUID account, String servletSession, SessionStore.Method method, String address, String agent) {
        Instant now = clock.instant();
        UUID id = store.insert(account, Secrets.digest(servletSession), method, address, agent, now);
        Optional<LiveSession> live = accounts.find(account)
                .filter(Account::active)
                .flatMap(found -> viewers.load(account)
                        .map(viewer -> new LiveSession(id, account, viewer, restrictions.of(found), now)));
        live.ifPresent(session -> sessions.put(id, session));
        // The account may have been locked between the two lines above: then nobody would have seen this session.
        if (live.isEmpty() || viewers.load(account).isEmpty()) {
            end(id, EndReason.LOCKED);
            return Optional.empty();
        }
        return live;
    }

    /**
     * Looks at a session as a request arrives.
     *
     * @return why it is over, or null when it goes on
     */
    public @Nullable EndReason check(LiveSession session) {
        Instant now = clock.instant();
        if (session.ended() == null) {
            if (!now.isBefore(session.lastSeen().plus(settings.idleTimeout()))) end(session.id(), EndReason.IDLE);
            else if (!now.isBefore(session.started().plus(settings.absoluteTimeout())))
                end(session.id(), EndReason.ABSOLUTE);
        }
        if (session.ended() != null) return session.ended();
        session.seen(now);
        if (session.writeDue(now, WRITE_EVERY)) store.seen(session.id(), now);
        return null;
    }

    /** Ends one session; false when it was over. */
    public boolean end(UUID id, EndReason reason) {
        boolean ended = store.end(id, reason, clock.instant());
        AfterCommit.run(() -> forget(id, reason));
        return ended;
    }

    /** Ends the sessions of an account, but for one if given; returns how many. */
    public int endAll(UUID account, @Nullable UUID except, EndReason reason) {
        int ended = store.endAll(account, except, reason, clock.instant()).size();
        AfterCommit.run(() -> sessions.values().stream()
                .filter(session ->
                        session.account().equals(account) && !session.id().equals(except))
                .forEach(session -> forget(session.id(), reason)));
        return ended;
    }

    /** After something about an account changed: who is logged in with it sees the change at the next request. */
    public void refresh(UUID account) {
        AfterCommit.run(() -> {
            List<LiveSession> mine = sessions.values().stream()
                    .filter(session -> session.account().equals(account))
                    .toList();
            if (mine.isEmpty()) return;
            Optional<Viewer> viewer = viewers.load(account);
            Optional<Account> found = accounts.find(account);
            for (LiveSession session : mine) {
                if (viewer.isPresent() && found.isPresent()) session.become(viewer.get(), restrictions.of(found.get()));
                else forget(session.id(), EndReason.LOCKED);
            }
        });
    }

    /** After something about many accounts changed, such as the name of a unit. */
    public void refreshAll() {
        sessions.values().stream().map(LiveSession::account).distinct().toList().forEach(this::refresh);
    }

    public int count() {
        return sessions.size();
    }

    /** Ends what timed out without another request; returns how many. */
    public int sweep() {
        Instant now = clock.instant();
        int ended = 0;
        for (LiveSession session : sessions.values()) {
            boolean idle = !now.isBefore(session.lastSeen().plus(settings.idleTimeout()));
            boolean old = !now.isBefore(session.started().plus(settings.absoluteTimeout()));
            if ((idle || old) && end(session.id(), idle ? EndReason.IDLE : EndReason.ABSOLUTE)) ended++;
        }
        return ended;
    }

    private void forget(UUID id, EndReason reason) {
        LiveSession session = sessions.remove(id);
        if (session != null) session.end(reason);
    }

    Restriction restriction(Account account) {
        return restrictions.of(account);
    }
}
