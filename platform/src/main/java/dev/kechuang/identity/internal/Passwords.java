package dev.kechuang.identity.internal;

import java.lang.ref.SoftReference;
import java.security.MessageDigest;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.BlockPool;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator.FixedBlockPool;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Hashes and compares passwords with Argon2id (RFC 9106; 19 MiB, two passes, one lane). As many at a time as half the
 * processors: a wave of logins must leave the others theirs. The memory is used again: taken anew each time it would crowd
 * what lives long, and stop everybody for a quarter of a second while room is made.
 */
@Component
public class Passwords {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;

    /** Blocks of one KiB that are needed beside those of the memory, to mix them. */
    private static final int SPARE_BLOCKS = 8;

    /**
     * The hash of a random password that nobody knows, compared with where there is no account, so that it takes as long
     * as where there is one. To be made anew when the parameters above change.
     */
    static final String NOBODY =
            "$argon2id$v=19$m=19456,t=2,p=1$hTAs7gNfQ7WBdMG0Eir/tg$qkGUnY" + "fM2QwKhEgCGNmQplsBzntu9+MYyjiQ2msctrk";

    private static final PasswordHash NOBODYS = PasswordHash.parse(NOBODY).orElseThrow();

    private final BlockingQueue<Room> rooms;

    public Passwords() {
        int atOnce = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        rooms = new ArrayBlockingQueue<>(atOnce, true);
        for (int i = 0; i < atOnce; i++) rooms.add(new Room());
    }

    /** Memory for one hash at a time; given back where memory is short and nobody logs in. */
    private static final class Room {
        private SoftReference<@Nullable BlockPool> kept = new SoftReference<>(null);

        BlockPool blocks() {
            BlockPool blocks = kept.get();
            if (blocks == null) {
                blocks = new FixedBlockPool(MEMORY_KIB + SPARE_BLOCKS);
                kept = new SoftReference<>(blocks);
            }
            return blocks;
        }
    }

    public String hash(char[] password) {
        byte[] salt = new byte[SALT_BYTES];
        Secrets.generator().nextBytes(salt);
        var fresh = new PasswordHash(MEMORY_KIB, PASSES, LANES, salt, new byte[HASH_BYTES]);
        return new PasswordHash(MEMORY_KIB, PASSES, LANES, salt, computed(password, fresh)).toString();
    }

    /** False for a null hash, after the same time. */
    public boolean matches(char[] password, @Nullable String hash) {
        var kept = hash == null ? null : PasswordHash.parse(hash).orElse(null);
        var compared = kept == null ? NOBODYS : kept;
        return MessageDigest.isEqual(compared.hash(), computed(password, compared)) && kept != null;
    }

    /** Whether the hash was made with weaker parameters than today's. */
    public boolean outdated(String hash) {
        return PasswordHash.parse(hash)
                .map(kept -> kept.memory() < MEMORY_KIB || kept.passes() < PASSES)
                .orElse(true);
    }

    /** As long as the hash that is given, with its salt. */
    private byte[] computed(char[] password, PasswordHash like) {
        return limited(blocks -> {
            var generator = new Argon2BytesGenerator();
            generator.init(new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                    .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                    .withMemoryAsKB(like.memory())
                    .withIterations(like.passes())
                    .withParallelism(like.lanes())
                    .withSalt(like.salt())
                    .withBlockPool(blocks)
                    .build());
            byte[] hash = new byte[like.hash().length];
            generator.generateBytes(password, hash);
            return hash;
        });
    }

    private <T> T limited(Function<BlockPool, T> work) {
        Room room;
        try {
            room = rooms.poll(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting to check a password", e);
        }
        if (room == null) throw new IllegalStateException("too many logins at once");
        try {
            return work.apply(room.blocks());
        } finally {
            rooms.add(room);
        }
    }
}
