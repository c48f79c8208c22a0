package dev.kechuang.pack.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/**
 * The digest that names a pack's content: SHA-256 over one line a file, {@code path SP sha256 LF}, in the order of the
 * paths' bytes. The database computes the same ({@code pack.digest_of}).
 */
final class PackDigest {

    private PackDigest() {}

    static String of(SortedMap<String, byte[]> files) {
        var lines = new StringBuilder();
        files.forEach((path, content) ->
                lines.append(path).append(' ').append(ofFile(content)).append('\n'));
        return hex(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    static String ofFile(byte[] content) {
        return hex(content);
    }

    static String ofText(String text) {
        return hex(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String hex(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
