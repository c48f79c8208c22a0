package dev.kechuang.identity.internal;

import java.nio.CharBuffer;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and compares passwords with Argon2id (RFC 9106; 19 MiB, two passes, one lane). As many at a time as there are
 * processors: each holds its memory, and a wave of logins must not take the memory of everybody else.
 */
@Component
public class Passwords {

    private final Argon2PasswordEncoder encoder = new Argon2PasswordEncoder(16, 32, 1, 19 * 1024, 2);
    private final Semaphore atOnce =
            new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()), true);

    /**
     * The hash of a random password that nobody knows, compared with where there is no account, so that it takes as long
     * as where there is one. To be made anew when the parameters above change.
     */
    static final String NOBODY =
            "$argon2id$v=19$m=19456,t=2,p=1$hTAs7gNfQ7WBdMG0Eir/tg$qkGUnY" + "fM2QwKhEgCGNmQplsBzntu9+MYyjiQ2msctrk";

    public String hash(char[] password) {
        return limited(() -> {
            String hash = encoder.encode(CharBuffer.wrap(password));
            if (hash == null) throw new IllegalStateException("no hash of an empty password");
            return hash;
        });
    }

    /** False for a null hash, after the same time. */
    public boolean matches(char[] password, @Nullable String hash) {
        boolean same = limited(() -> encoder.matches(CharBuffer.wrap(password), hash == null ? NOBODY : hash));
        return same && hash != null;
    }

    /** Whether the hash was made with weaker parameters than today's. */
    public boolean outdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    private <T> T limited(java.util.function.Supplier<T> work) {
        try {
            if (!atOnce.tryAcquire(20, TimeUnit.SECONDS)) throw new IllegalStateException("too many logins at once");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to check a password", e);
        }
        try {
            return work.get();
        } finally {
            atOnce.release();
        }
    }
}
