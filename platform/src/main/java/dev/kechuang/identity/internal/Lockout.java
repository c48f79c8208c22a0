package dev.kechuang.identity.internal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Counts failed attempts and makes people wait (登录锁定). An attempt is counted before the password is looked at, in one
 * atomic statement, so a hundred guesses at the same moment get no further than five one after the other; one that
 * succeeds is taken back. Login names nobody has are counted like those somebody has.
 */
@Component
public class Lockout {

    /** Failures older than this are forgotten. */
    static final Duration FORGET = Duration.ofHours(24);

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Settings settings;

    public Lockout(JdbcClient jdbc, Clock clock, Settings settings) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.settings = settings;
    }

    /** What attempts are counted for. */
    public record Key(String text, int limit) {}

    public Key login(String login) {
        // A digest: people type their password into the wrong field.
        return new Key(
                "login:" + HexFormat.of().formatHex(Secrets.digest(login.strip().toLowerCase(Locale.ROOT)), 0, 16),
                settings.failuresOfLogin());
    }

    public Key address(String address) {
        return new Key("address:" + address, settings.failuresOfAddress());
    }

    public Key secondFactor(UUID account) {
        return new Key("second:" + account, settings.failuresOfLogin());
    }

    /** Counts an attempt as failed. Tells until when to wait if it may not be made. */
    public Optional<Instant> reserve(Key key) {
        Instant now = clock.instant();
        boolean allowed = jdbc.sql("""
                        INSERT INTO identity.attempt AS a (key, failures, last_at, blocked_until)
                        VALUES (:key, 1, :now, CASE WHEN :limit <= 1 THEN :now::timestamptz + make_interval(secs => :first) ELSE :now END)
                        ON CONFLICT (key) DO UPDATE SET
                            failures = CASE WHEN a.last_at < :forget THEN 1 ELSE a.failures + 1 END,
                            last_at = :now,
                            blocked_until = CASE
                                WHEN a.last_at < :forget OR a.failures + 1 < :limit THEN :now
                                ELSE :now::timestamptz + make_interval(secs =>
                                    least(:first * power(2, least(a.failures + 1 - :limit, 20)), :longest)) END
                        -- Nobody is blocked until the last attempt: who looked at the clock before it need not wait.
                        WHERE a.blocked_until <= greatest(a.last_at, :now)
                        """)
                        .param("key", key.text())
                        .param("now", Timestamp.from(now))
                        .param("forget", Timestamp.from(now.minus(FORGET)))
                        .param("limit", key.limit())
                        .param("first", (double) settings.firstDelay().toSeconds())
                        .param("longest", (double) settings.longestDelay().toSeconds())
                        .update()
                == 1;
        if (allowed) return Optional.empty();
        return Optional.of(jdbc.sql("SELECT blocked_until FROM identity.attempt WHERE key = :key")
                .param("key", key.text())
                .query(Timestamp.class)
                .optional()
                .map(Timestamp::toInstant)
                .orElse(now));
    }

    /** The attempt was right after all, and so are those before it. */
    public void clear(Key key) {
        jdbc.sql("DELETE FROM identity.attempt WHERE key = :key")
                .param("key", key.text())
                .update();
    }

    /** Only this attempt is taken back; what others did from the same address still counts. */
    public void takeBack(Key key) {
        jdbc.sql("""
                UPDATE identity.attempt SET failures = greatest(failures - 1, 0),
                    blocked_until = CASE WHEN failures - 1 < :limit THEN last_at ELSE blocked_until END
                WHERE key = :key
                """).param("key", key.text()).param("limit", key.limit()).update();
    }

    /** Forgets what is too old to count. */
    public int sweep() {
        return jdbc.sql("DELETE FROM identity.attempt WHERE last_at < :forget AND blocked_until < :now")
                .param("now", Timestamp.from(clock.instant()))
                .param("forget", Timestamp.from(clock.instant().minus(FORGET)))
                .update();
    }
}
