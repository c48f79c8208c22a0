package dev.kechuang.policy.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of texts, as the database computes them too. */
public final class Digests {

    private Digests() {}

    public static String of(String text) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of several digests or texts without line ends, in their order. */
    public static String of(List<String> lines) {
        return of(String.join("\n", lines));
    }
}
