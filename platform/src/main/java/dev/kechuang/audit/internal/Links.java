package dev.kechuang.audit.internal;

import dev.kechuang.audit.AuditEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import org.bouncycastle.crypto.digests.SM3Digest;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a link of the audit chain: {@code SM3(hash of the link before ‖ entry)}, SM3 as in GB/T 32905-2016; the
 * first link follows 32 zero bytes.
 *
 * <p>An entry is written for hashing as its fields in this order, each as the length of its UTF-8 bytes in four bytes,
 * most significant first, and the bytes themselves; an absent field has the length −1 and no bytes:
 * {@code kc-audit-1}, id, microseconds since 1970-01-01T00:00:00Z in decimal, origin in lower case, actor, actor name,
 * address, action, subject type, subject, label, details. Whoever has the rows can so recompute the chain without this
 * program.
 */
final class Links {

    static final int LENGTH = 32;

    private static final String FORMAT = "kc-audit-1";

    private Links() {}

    /** What the first link follows. */
    static byte[] origin() {
        return new byte[LENGTH];
    }

    static byte[] hash(byte[] before, AuditEntry entry) {
        var digest = new SM3Digest();
        digest.update(before, 0, before.length);
        field(digest, FORMAT);
        field(digest, entry.id().toString());
        field(digest, Long.toString(ChronoUnit.MICROS.between(java.time.Instant.EPOCH, entry.at())));
        field(digest, entry.origin().name().toLowerCase(Locale.ROOT));
        field(digest, entry.actor() == null ? null : entry.actor().toString());
        field(digest, entry.actorName());
        field(digest, entry.address());
        field(digest, entry.action());
        field(digest, entry.subjectType());
        field(digest, entry.subject());
        field(digest, entry.label());
        field(digest, entry.details());
        byte[] hash = new byte[LENGTH];
        int written = digest.doFinal(hash, 0);
        if (written != LENGTH) throw new IllegalStateException("SM3 gave " + written + " bytes");
        return hash;
    }

    private static void field(SM3Digest digest, @Nullable String text) {
        byte[] bytes = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
        digest.update(
                ByteBuffer.allocate(4).putInt(text == null ? -1 : bytes.length).array(), 0, 4);
        digest.update(bytes, 0, bytes.length);
    }
}
