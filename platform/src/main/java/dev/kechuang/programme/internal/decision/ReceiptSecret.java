package dev.kechuang.programme.internal.decision;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The secret on a receipt (查询码): 80 random bits, told once, of which the digest is kept. Written in sixteen letters and
 * digits that are not mistaken for each other when copied by hand.
 */
final class ReceiptSecret {

    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int LENGTH = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private ReceiptSecret() {}

    static String make() {
        var random = new byte[LENGTH];
        RANDOM.nextBytes(random);
        return written(random);
    }

    /**
     * The same for the same form, so that whoever did not see the first answer sees it in the second. Nobody makes it
     * without the form, which is not kept, nor without the salt, which is told to nobody.
     */
    static String of(UUID form, UUID salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(salt.toString().getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return written(mac.doFinal(form.toString().getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In groups of four: {@code 7K2M-Q0XV-…}; five bits of each of the first sixteen bytes. */
    private static String written(byte[] random) {
        var secret = new StringBuilder();
        for (int i = 0; i < LENGTH; i++) {
            if (i > 0 && i % 4 == 0) secret.append('-');
            secret.append(ALPHABET.charAt(random[i] & 31));
        }
        return secret.toString();
    }

    /** Of a secret as somebody types it: in small letters, without dashes, O for 0. */
    static String digest(String typed) {
        String plain = typed.toUpperCase(Locale.ROOT)
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1')
                .replaceAll("[^0-9A-Z]", "");
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(plain.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the same time whatever differs. */
    static boolean same(String digest, String other) {
        return MessageDigest.isEqual(
                digest.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
