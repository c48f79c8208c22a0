package dev.kechuang.identity.internal;

import dev.kechuang.shared.access.HasViewer;
import dev.kechuang.shared.access.Viewer;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is logged in, as this process holds it: the principal of the security context. What may change while
 * somebody is logged in (roles, name, the end of the session) is changed in here, so it takes effect at the next request
 * without a question to the database.
 */
@SuppressWarnings("serial") // never written: servlet sessions stay in the process
public final class LiveSession implements HasViewer, Serializable {

    private final UUID id;
    private final UUID account;
    private final Instant started;
    private volatile Viewer viewer;
    private volatile Restriction restriction;
    private volatile Instant lastSeen;
    private volatile Instant lastWritten;
    private volatile @Nullable EndReason ended;

    LiveSession(UUID id, UUID account, Viewer viewer, Restriction restriction, Instant started) {
        this.id = id;
        this.account = account;
        this.viewer = viewer;
        this.restriction = restriction;
        this.started = started;
        this.lastSeen = started;
        this.lastWritten = started;
    }

    /** What somebody has to do before anything else is open to them. */
    public enum Restriction {
        NONE,
        CHANGE_PASSWORD,
        SET_UP_SECOND_FACTOR
    }

    /** How a session ended. */
    public enum EndReason {
        LOGOUT,
        IDLE,
        ABSOLUTE,
        SELF,
        ADMINISTRATOR,
        LOCKED,
        PASSWORD,
        RESTART
    }

    @Override
    public Viewer viewer() {
        return viewer;
    }

    public UUID id() {
        return id;
    }

    public UUID account() {
        return account;
    }

    public Instant started() {
        return started;
    }

    public Instant lastSeen() {
        return lastSeen;
    }

    public Restriction restriction() {
        return restriction;
    }

    public @Nullable EndReason ended() {
        return ended;
    }

    void become(Viewer now, Restriction rest) {
        viewer = now;
        restriction = rest;
    }

    /** False when it had ended before. */
    synchronized boolean end(EndReason reason) {
        if (ended != null) return false;
        ended = reason;
        return true;
    }

    void seen(Instant now) {
        lastSeen = now;
    }

    /** True for the one caller who is to write the time down: at most once in the given time. */
    synchronized boolean writeDue(Instant now, java.time.Duration every) {
        if (now.isBefore(lastWritten.plus(every))) return false;
        lastWritten = now;
        return true;
    }

    /** The name of the principal, wherever the container asks for one. */
    @Override
    public String toString() {
        return account.toString();
    }
}
